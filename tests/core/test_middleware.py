"""Plain words for every "no", and the headers on all of them."""

import pytest

from closeknit.accounts.models import Person

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.core.site")]


@pytest.mark.parametrize(
    ("path", "status", "words"),
    [
        ("/t/refused/", 409, "The round has closed."),
        ("/t/unavailable/", 503, "The calendar does not answer."),
        ("/t/too-many/", 429, "too fast"),
        ("/nowhere/", 404, "There is no page here"),
        ("/t/page/?q=%00", 400, ""),
        ("/t/page/%00", 400, ""),
    ],
)
def test_a_no_is_a_page_with_a_sentence(client, path, status, words):
    answer = client.get(path)
    assert answer.status_code == status
    assert words in answer.content.decode()
    assert "<h1" in answer.content.decode()
    assert "no-store" in answer["Cache-Control"]


def test_too_much_is_refused_before_it_is_read(client):
    answer = client.post("/t/page/", CONTENT_LENGTH=str(10**12))
    assert answer.status_code == 413
    assert "Send a smaller file." in answer.content.decode()


def test_too_many_says_when_to_come_back(client):
    assert client.get("/t/too-many/")["Retry-After"] == "7"


@pytest.mark.parametrize("path", ["/t/refused/", "/t/too-many/", "/nowhere/"])
def test_htmx_gets_a_fragment(client, path):
    answer = client.get(path, headers={"HX-Request": "true"})
    assert b"<html" not in answer.content
    assert b'role="alert"' in answer.content


def test_a_bug_gets_a_number_and_keeps_its_inside(client, caplog):
    client.raise_request_exception = False
    answer = client.get("/t/crash/")
    text = answer.content.decode()
    assert answer.status_code == 500
    assert "CANARY" not in text
    told = [record.getMessage() for record in caplog.records if record.name == "closeknit"]
    assert len(told) == 1
    assert told[0].split()[1] in text


def test_the_wrong_method_is_a_page_too(client):
    answer = client.post("/t/page/")
    assert (answer.status_code, answer["Allow"]) == (405, "GET, HEAD")
    assert b"<h1" in answer.content


RULES = {
    "default-src 'self'",
    "script-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
}


@pytest.mark.parametrize(
    "path",
    ["/t/page/", "/t/form/", "/t/refused/", "/nowhere/", "/t/crash/", "/t/page/?q=%00", "/healthz", "/t/stream/"],
)
def test_every_answer_carries_the_safety_headers(client, path):
    client.raise_request_exception = False
    answer = client.get(path)
    assert set(answer["Content-Security-Policy"].split("; ")) >= RULES
    assert "unsafe" not in answer["Content-Security-Policy"]
    assert answer["X-Frame-Options"] == "DENY"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Referrer-Policy"] == "same-origin"
    assert answer["Cross-Origin-Opener-Policy"] == "same-origin"
    assert answer["Permissions-Policy"].startswith("geolocation=(self), camera=()")


def test_an_embed_may_be_framed_and_nothing_else_is_looser(client, settings):
    settings.EMBED_ORIGINS = ["https://council.example"]
    answer = client.get("/t/embed/")
    assert "X-Frame-Options" not in answer
    assert "frame-ancestors https://council.example" in answer["Content-Security-Policy"]
    assert "script-src 'self'" in answer["Content-Security-Policy"]
    assert not answer.cookies


def test_a_stale_form_is_explained(client):
    client = type(client)(enforce_csrf_checks=True)
    assert client.post("/t/change/").status_code == 403


def test_a_suspended_person_is_a_visitor_at_once(client):
    ada = Person.objects.create_person(name="Ada", email="ada@loomwick.example", password="a long pass phrase")
    client.force_login(ada)
    assert client.get("/t/mine/").status_code == 200
    Person.objects.update(is_active=False)
    assert client.get("/t/mine/").status_code == 302
