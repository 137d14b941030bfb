"""Groups like one that somebody describes: by name, place, number and web address."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from closeknit.directory.duplicates import similar
from closeknit.directory.duplicates.likeness import Portrait, compare, distance_in_words, web_key
from closeknit.directory.indexing import reindex
from closeknit.directory.models import GroupIdentifier
from tests.support.factories import make_group, make_hub, make_person, make_point

HERE = (51.6, 1.5)


def told(found):
    return [(one.group.name, one.why) for one in found]


@pytest.fixture
def singers(db):
    make_hub()
    group = make_group(
        "Heddle Hill Singers", point=make_point(*HERE), website="https://www.singers.loomwick.example/about/"
    )
    GroupIdentifier.objects.create(group=group, scheme="GB-CHC", identifier="1234567")
    bakers = make_group("Weftbridge Bakers", point=make_point(51.65, 1.5))
    reindex([group.pk, bakers.pk])
    return group


@pytest.mark.parametrize(
    "name", ["Heddle Hill Singers", "heddle hill singers CIO", "Hedle Hill Singers", "Heddle Hill Sing"]
)
def test_a_name_like_it_is_found_while_it_is_typed(singers, name):
    assert [one.group for one in similar(name)] == [singers]


def test_what_is_not_like_it_is_not_found(singers):
    assert similar("Towpath Walkers") == []
    assert similar("2nd Heddle Hill Singers") == []
    assert similar("He") == []


def test_the_reasons_are_said_in_words(singers):
    found = similar(
        "Singers of Heddle Hill", (51.601, 1.5), "http://singers.loomwick.example/about", ["GB-CHC-1234567"]
    )
    assert told(found) == [
        ("Heddle Hill Singers", "similar name, same number GB-CHC-1234567, same web address, 110 m apart")
    ]
    assert found[0].is_probably_the_same


def test_a_number_or_a_web_address_alone_is_enough_or_not(singers):
    assert told(similar("Quite another", identifiers=["GB-CHC-1234567"])) == [
        ("Heddle Hill Singers", "same number GB-CHC-1234567")
    ]
    assert similar("Quite another", website="https://singers.loomwick.example/about") == []
    assert len(similar("Quite another", (51.6, 1.501), "https://singers.loomwick.example/about")) == 1


def test_an_address_that_many_groups_share_tells_nothing(db):
    make_hub()
    for number in range(7):
        make_group(f"Group {number}", website="https://council.loomwick.example/", point=make_point(*HERE))
    assert similar("Another", HERE, "https://council.loomwick.example") == []


def test_of_a_sensitive_group_nobody_learns_where_it_is(db):
    make_hub()
    group = make_group("Safe Harbour", is_sensitive=True, point=make_point(*HERE))
    reindex([group.pk])
    assert told(similar("Safe Harbour", HERE)) == [("Safe Harbour", "same name")]


@pytest.mark.parametrize("visibility", ["hidden", "stub", "merged"])
def test_what_one_may_not_see_is_not_shown(db, visibility):
    make_hub()
    group = make_group("Secret Choir", visibility=visibility, point=make_point(*HERE))
    reindex([group.pk])
    admin = make_person("Kit", "hub_admin")
    assert similar("Secret Choir", HERE) == []
    assert [one.group for one in similar("Secret Choir", HERE, person=admin)] == [group] * (visibility != "merged")


@pytest.mark.parametrize("number", [1, 3, 40])
def test_it_costs_as_many_queries_for_many_as_for_few(db, number):
    make_hub()
    groups = [make_group(f"Heddle Hill Singers {n}", point=make_point(*HERE)) for n in range(number)]
    reindex([group.pk for group in groups])
    similar("Heddle Hill Singers", HERE, "https://a.example", ["GB-CHC-1"])
    with CaptureQueriesContext(
        connection,
    ) as asked:
        similar("Heddle Hill Singers", HERE, "https://a.example", ["GB-CHC-1"])
    assert len(asked) <= 13


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://www.a.example/", "http://a.example"),
        ("https://A.example/b/", "https://a.example/b"),
    ],
)
def test_web_addresses_are_compared_without_what_says_nothing(one, other):
    assert web_key(one) == web_key(other) != ""


@pytest.mark.parametrize("text", ["", "http://[", "nonsense", "mailto:a@b", "http://", "//"])
def test_what_is_no_web_address_is_none(text):
    assert web_key(text) == ""


@pytest.mark.parametrize(("metres", "words"), [(0, "at the same place"), (123, "120 m apart"), (1234, "1.2 km apart")])
def test_distances_are_told_as_people_do(metres, words):
    assert distance_in_words(metres) == words


portrait = st.builds(
    Portrait,
    st.text(max_size=30),
    st.none() | st.tuples(st.floats(-80, 80), st.floats(-179, 179)),
    st.sampled_from(["", "a.example", "b.example"]),
    st.frozensets(st.sampled_from(["GB-CHC-1", "GB-CHC-2"])),
)


@given(portrait, portrait)
def test_likeness_is_the_same_either_way_round_and_within_bounds(one, other):
    alike = compare(one, other)
    assert alike == compare(other, one)
    assert 0 <= alike.score <= 1
