import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from closeknit.directory.indexing import reindex
from closeknit.directory.search import GroupQuery
from closeknit.website.answer import Answer
from tests.directory.search.worlds import dice_world, find, hand_world
from tests.support.factories import make_group, make_hub

pytestmark = pytest.mark.django_db

HTMX = {"HTTP_HX_REQUEST": "true"}


def page(client, address="/find/", **headers):
    response = client.get(address, **headers)
    assert response.status_code == 200
    return response.content.decode()


def test_lists_groups_with_a_sentence_above_them(client):
    hand_world()
    html = page(client, "/find/?q=choir&near=LW1+4TT&within=2")
    assert "1 group for “choir” within 2 miles of LW1 4TT" in html
    assert "Fullers Choir" in html
    assert "Carder Bakers" not in html


def test_an_empty_answer_says_what_to_do(client):
    hand_world()
    assert "Nobody fits all of that yet" in page(client, "/find/?q=qqqqqqq")


def test_before_there_is_a_hub_the_page_is_there(client):
    assert client.get("/find/").status_code == 200


def test_htmx_gets_only_what_changes(client):
    hand_world()
    whole, part = page(client), page(client, **HTMX)
    assert "<html" in whole
    assert "<html" not in part
    assert 'id="results"' in part
    assert "HX-Request" in client.get("/find/")["Vary"]


def test_it_sets_no_cookie_and_may_be_kept(client):
    hand_world()
    response = client.get("/find/?q=choir")
    assert not response.cookies
    assert client.get("/find/?q=choir", HTTP_IF_NONE_MATCH=response["ETag"]).status_code == 304


@pytest.mark.parametrize(
    "address",
    ["?page=99999", "?q=" + "x" * 1500, "?within=nan&near=%FF", "?kind=a&kind=b&order=;drop", "?near=%F0%9F%92%A9"],
)
def test_rubbish_is_answered_with_a_page(client, address):
    hand_world()
    assert client.get("/find/" + address).status_code == 200


def test_what_people_type_is_shown_as_text(client):
    hand_world()
    html = page(client, "/find/?q=%3Cscript%3Ealert(1)%3C/script%3E&near=%22%3E%3Cimg%20src=x%3E")
    assert "<script>alert" not in html
    assert "<img src=x" not in html


def spent(client, address):
    client.get(address)
    with CaptureQueriesContext(connection) as queries:
        client.get(address + "&fresh=1")
    return len(queries)


def test_a_list_costs_three_queries_with_one_group_and_with_three(client, settings):
    settings.PAGE_VERSION_SECONDS = 0  # PostgreSQL's second of rest would save a query
    make_hub()
    reindex([make_group("One choir").pk])
    assert spent(client, "/find/?q=choir") == 3  # the version, the rare word, the cards
    reindex([make_group("Two choir").pk, make_group("Three choir").pk])
    assert spent(client, "/find/?q=choir") == 3


def test_links_lead_to_what_they_say():
    dice_world(3, 60)
    answer = Answer(find("singing", kind=("charity",), near="LW1 4TT"))
    for label, address in answer.chips:
        assert find_at(address).total >= answer.total, label
    for label, shown, address in answer.quick:
        assert f"{find_at(address).total:,}" == shown, label
    for label, address, is_current in answer.order_links:
        assert find_at(address).total == answer.total
        assert (find_at(address).order == find("singing", near="LW1 4TT").order) == is_current, label


def find_at(address):
    from django.http import QueryDict

    query = GroupQuery.from_params(QueryDict(address.removeprefix("?")))
    return find(**{name: getattr(query, name) for name in query.__dataclass_fields__})


def test_pages_are_linked_with_gaps():
    dice_world(3, 60)
    answer = Answer(find())
    assert answer.pages.number == 1
    assert [number for number, _ in answer.pages.links] == list(range(1, answer.pages.count + 1))
    assert answer.pages.previous_url == ""
    assert answer.pages.next_url == "?page=2"


@pytest.mark.parametrize(
    ("fields", "heading"),
    [
        ({}, "5 groups"),
        ({"q": "choir"}, "2 groups for “choir”"),
        ({"q": "choir near LW1 4TT"}, "2 groups for “choir” near LW1 4TT"),
        ({"near": "LW1 4TT", "within": 0.5}, "2 groups within half a mile of LW1 4TT"),
        ({"area": ("warpfield",)}, "3 groups in Warpfield"),
        ({"area": ("bobbin-green", "warpfield")}, "4 groups in Bobbin Green or Warpfield"),
        ({"q": "qqqqqq"}, "0 groups for “qqqqqq”"),
    ],
)
def test_headings_are_sentences(fields, heading):
    hand_world()
    assert Answer(find(**fields)).heading == heading


def test_the_order_is_explained():
    hand_world()
    assert Answer(find("choir")).order_note.startswith("Groups with your words in their name come first")
    assert Answer(find()).order_note.startswith("The most lately confirmed come first")
    assert Answer(find(near="LW1 4TT")).order_note.startswith("The nearest come first")


def test_suggests_groups_themes_areas_and_postcodes(client):
    hand_world()
    offers = client.get("/find/suggest/?q=ful").json()["offers"]
    assert [(offer["kind"], offer["label"]) for offer in offers] == [("area", "Fullers"), ("group", "Fullers Choir")]
    assert offers[0]["url"] == "/find/?area=fullers"
    assert [offer["label"] for offer in client.get("/find/suggest/?q=sin").json()["offers"]] == [
        "Singing & choirs",
        "Sleeping Singers",
    ]
    assert client.get("/find/suggest/?q=lw1+4tt").json()["offers"][0]["url"] == "/find/?near=LW1+4TT"
    assert [offer["label"] for offer in client.get("/find/suggest/?q=fullers+ch").json()["offers"]] == ["Fullers Choir"]


@pytest.mark.parametrize("begun", ["", "a", "%00", "%20", "'", "<b>", "x" * 3000])
def test_little_or_strange_beginnings_suggest_nothing(client, begun):
    hand_world()
    answer = client.get(f"/find/suggest/?q={begun}")
    assert answer.status_code in (200, 400)
    assert answer.status_code == 400 or answer.json() == {"offers": []}


def test_suggestions_cost_three_queries_at_most(client):
    hand_world()
    assert spent(client, "/find/suggest/?q=ful") <= 3
