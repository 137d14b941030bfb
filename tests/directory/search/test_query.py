from urllib.parse import urlencode

import pytest
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from closeknit.directory.search import GroupQuery
from closeknit.directory.search.query import CODES, DISTANCES, MANY, ORDERS, toggle

PARAMETERS = ["q", "near", "within", "area", "theme", "kind", "day", "cost", "access", "state", "order", "page", "x"]


def of(address):
    return GroupQuery.from_params(QueryDict(address))


def test_reads_what_an_address_says():
    query = of(
        "q=singing&near=LW1+4TT&within=2&area=warpfield&theme=arts&kind=charity&kind=business&day=TU&cost=free&access=step_free&order=name&page=3"
    )
    assert query == GroupQuery(
        q="singing", near="LW1 4TT", within=2.0, area=("warpfield",), theme=("arts",), kind=("charity", "business"),
        day=("TU",), cost=("free",), access=("step_free",), order="name", page=3,
    )  # fmt: skip


def test_nothing_asked_is_an_empty_query():
    assert of("") == GroupQuery()


@pytest.mark.parametrize(
    "address",
    ["page=0", "page=-3", "page=x", "page=1e3", "page=%D9%A3", "page=", "within=3", "within=nan",
     "within=inf", "within=x",
     "kind=hacker", "day=XX", "order=password", "theme=", "area=..%2F", "area=" + "a" * 300, "theme=%00", "x=1",
     "sort=contact_email", "contact_email__startswith=a"],
)  # fmt: skip
def test_what_makes_no_sense_is_left_out(address):
    assert of(address) == GroupQuery()


@pytest.mark.parametrize(
    ("said", "read"),
    [
        ("  two   words ", "two words"),
        ("a\x00b", "a b"),
        ("line\nbreak", "line break"),
        ("\ud800x", "x"),
        ("x" * 500, "x" * 200),
    ],
)
def test_texts_are_one_line_of_signs_that_can_be_seen(said, read):
    params = QueryDict(mutable=True)
    params["q"] = said
    assert GroupQuery.from_params(params).q == read


@given(st.lists(st.tuples(st.sampled_from(PARAMETERS), st.text(max_size=20))))
def test_never_stumbles_and_reads_its_own_address_again(pairs):
    params = QueryDict(mutable=True)
    for name, value in pairs:
        params.appendlist(name, value)
    query = GroupQuery.from_params(params)
    assert of(query.address) == query


queries = st.builds(
    GroupQuery,
    q=st.sampled_from(["", "singing", "a b"]),
    near=st.sampled_from(["", "LW1 4TT"]),
    within=st.sampled_from([0.0, *DISTANCES]),
    area=st.sampled_from([(), ("a",), ("a", "b")]),
    theme=st.sampled_from([(), ("arts",)]),
    kind=st.sampled_from([(), ("charity",)]),
    order=st.sampled_from(["", *ORDERS]),
    page=st.integers(1, 50),
)


@given(queries)
def test_every_query_has_one_address(query):
    assert of(query.address) == query
    assert of(urlencode(query.to_params()[::-1])) == query


@given(queries, st.sampled_from(MANY), st.sampled_from(["charity", "b", "TU"]))
def test_choosing_twice_changes_nothing_but_the_page(query, name, value):
    chosen = query.toggled(name, value)
    assert chosen.page == 1
    assert set(getattr(chosen.toggled(name, value), name)) == set(getattr(query, name))


def test_distances_take_each_others_place():
    assert GroupQuery(within=1.0).toggled("within", "2") == GroupQuery(within=2.0)
    assert GroupQuery(within=2.0).toggled("within", "2") == GroupQuery()


def test_choices_are_kept_in_order_and_once():
    assert toggle(("b",), "a") == ("a", "b")
    assert toggle(("a", "b"), "b") == ("a",)


def test_leaving_out_and_changing_begin_at_the_first_page():
    query = GroupQuery(q="x", near="y", within=1.0, page=4)
    assert query.without("near", "within") == GroupQuery(q="x")
    assert query.with_(order="name") == GroupQuery(q="x", near="y", within=1.0, order="name")
    assert query.filters == GroupQuery(q="x", near="y", within=1.0)


def test_codes_are_those_of_the_vocabulary():
    assert CODES["day"] == ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
    assert "closed" in CODES["state"]
