import uuid

import pytest
from django.contrib.messages import get_messages
from django.http import Http404

from closeknit.accounts.models import Person
from closeknit.core import http
from tests.support.factories import make_hub

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.core.site")]


@pytest.fixture
def ada():
    return Person.objects.create_person(name="Ada", email="ada@loomwick.example", password="a long pass phrase")


def test_find_gives_the_one_row(ada):
    assert http.find(Person.objects.all(), uuid=ada.uuid) == ada


@pytest.mark.parametrize(
    "lookup",
    [{"uuid": uuid.uuid4()}, {"uuid": "not-a-uuid"}, {"id": "x"}, {"id": 2**70}, {"name": "Nobody"}],
)
def test_find_treats_what_cannot_be_as_absent(ada, lookup):
    with pytest.raises(Http404):
        http.find(Person.objects.all(), **lookup)


def test_a_visitor_s_session_is_not_even_opened(rf):
    request = rf.get("/")
    request.session = None  # touching it would fail
    request.user = property(lambda: pytest.fail("asked"))
    assert http.person_of(request) is None


def test_the_person_of_a_session(client, ada):
    client.force_login(ada)
    assert b"Ada" in client.get("/t/mine/").content


def test_a_visitor_is_asked_to_sign_in_and_comes_back(client):
    answer = client.get("/t/mine/?page=2")
    assert (answer.status_code, answer["Location"]) == (302, "/sign-in/?next=/t/mine/%3Fpage%3D2")


def test_whose_session_ended_before_a_form_was_sent_comes_back_to_its_page(client):
    answer = client.post("/t/mine/", headers={"Referer": "http://testserver/ideas/?page=3"})
    assert (answer.status_code, answer["Location"]) == (303, "/sign-in/?next=/ideas/%3Fpage%3D3")
    assert client.post("/t/mine/")["Location"] == "/sign-in/?next=/"


def test_an_expired_session_in_a_fragment_moves_the_whole_page(client):
    asked = {"HX-Request": "true", "HX-Current-URL": "http://testserver/ideas/?page=3"}
    answer = client.get("/t/mine/", headers=asked)
    assert (answer.status_code, answer.content) == (200, b"")
    assert answer["HX-Redirect"] == "/sign-in/?next=/ideas/%3Fpage%3D3"


def test_the_page_around_a_fragment_cannot_be_another_site(client):
    asked = {"HX-Request": "true", "HX-Current-URL": "https://other.example//evil.example/x"}
    assert client.get("/t/mine/", headers=asked)["HX-Redirect"] == "/sign-in/?next=/evil.example/x"


def test_a_page_around_a_fragment_that_is_no_address_is_home(client):
    asked = {"HX-Request": "true", "HX-Current-URL": "http://["}
    assert client.get("/t/mine/", headers=asked)["HX-Redirect"] == "/sign-in/?next=/"


def test_an_address_with_odd_letters_is_written_as_one(rf):
    answer = http.go(rf.post("/", headers={"HX-Request": "true"}), "/find/?q=caf\u00e9\nX: y")
    assert answer["HX-Redirect"] == "/find/?q=caf%C3%A9%0AX:%20y"


def test_done_sends_a_plain_browser_on(client):
    answer = client.post("/t/change/")
    assert (answer.status_code, answer["Location"]) == (303, "/t/page/")
    assert [str(message) for message in get_messages(answer.wsgi_request)] == ["Kept it."]


def test_done_gives_htmx_the_part(client):
    answer = client.post("/t/change/", headers={"HX-Request": "true"})
    assert answer.status_code == 200
    assert b"Kept" in answer.content
    assert b"<html" not in answer.content


def test_done_without_a_part_moves_the_whole_page(client):
    assert client.post("/t/change-without-part/", headers={"HX-Request": "true"})["HX-Redirect"] == "/t/page/"


@pytest.mark.parametrize("header", ["HX-Boosted", "HX-History-Restore-Request"])
def test_a_boosted_link_and_the_back_button_want_the_whole_page(rf, header):
    assert http.wants_part(rf.get("/", headers={"HX-Request": "true"})) is True
    assert http.wants_part(rf.get("/", headers={"HX-Request": "true", header: "true"})) is False


def test_the_hub_is_read_once_for_each_version(rf, monkeypatch):
    reads = []
    monkeypatch.setattr(http, "_hub_provider", lambda: reads.append(1) or f"hub {len(reads)}")
    for version, hub in ((1, "hub 1"), (1, "hub 1"), (2, "hub 2")):
        request = rf.get("/")
        request.data_version = version
        assert http.current_hub(request) == hub


def test_hub_and_person_are_in_every_page(client, ada):
    hub = make_hub()
    client.force_login(ada)
    shown = client.get("/t/shown/")
    assert (shown.context["hub"], shown.context["person"], shown.context["heading"]) == (hub, ada, "Shown")
