"""The style guide shows all there is; the pages nobody wants to see still help."""

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django.template.loader import render_to_string

from closeknit.core import outdoors, views

CSS = Path(outdoors.__file__).parent / "static" / "core" / "css" / "components"
# Classes that stand on every page, or only when something has just been done.
ELSEWHERE = {"masthead-person", "said", "section-head"}


class Classes(HTMLParser):
    def __init__(self):
        super().__init__()
        self.found = set()

    def handle_starttag(self, tag, attrs):
        self.found.update((dict(attrs).get("class") or "").split())


@pytest.mark.django_db
def test_the_style_guide_shows_every_component(client):
    response = client.get("/styleguide/")
    page = Classes()
    page.feed(response.content.decode())
    selectors = "".join(
        re.sub(r"/\*.*?\*/|\{[^{}]*\}", "{", sheet.read_text(), flags=re.DOTALL) for sheet in CSS.glob("*.css")
    )
    written = set(re.findall(r"\.([a-z][\w-]*)", selectors))
    assert written - page.found - ELSEWHERE == set()


@pytest.mark.django_db
def test_the_style_guide_sets_no_cookie(client):
    response = client.get("/styleguide/")
    assert response.status_code == 200
    assert not response.cookies
    assert "Cookie" not in response.headers.get("Vary", "")


@pytest.mark.django_db
@pytest.mark.parametrize("status", [400, 403, 404, 405, 409, 429, 503])
def test_an_error_page_says_what_to_do(status, rf):
    html = render_to_string(f"{status}.html", {"status": status}, rf.get("/lost/"))
    assert f"Error {status}" in html
    assert "What you can do" in html
    assert 'href="/find/"' in html


@pytest.mark.django_db
def test_a_lost_visitor_gets_the_page_with_a_search(client):
    response = client.get("/no/such/page/")
    assert response.status_code == 404
    assert 'name="q"' in response.content.decode()


def test_a_broken_hub_needs_nothing_to_say_so(rf):
    # no database mark: a query would fail this test
    response = views.server_error(rf.get("/"))
    assert response.status_code == 500
    assert "It is not your fault" in response.content.decode()


def test_the_page_for_no_network_needs_nothing_either():
    assert "You are not connected" in render_to_string("offline.html")


@pytest.mark.django_db
def test_the_worker_keeps_only_the_offline_page_and_its_drawing(client):
    response = client.get("/sw.js")
    assert response["Content-Type"] == "text/javascript"
    kept = set(re.findall(r'^ {2}"(.*)",$', response.content.decode(), flags=re.MULTILINE))
    assert kept == {f"/static/{file}" for file in outdoors.KEPT}


def test_what_the_offline_page_needs_is_kept():
    page = render_to_string("offline.html")
    needed = set(re.findall(r'(?:href|src)="/static/([^"]+)"', page))
    assert needed <= set(outdoors.KEPT)


@pytest.mark.django_db
def test_the_manifest_names_the_place(client):
    described = client.get("/manifest.webmanifest").json()
    assert described["start_url"] == "/"
    assert {icon["type"] for icon in described["icons"]} == {"image/png"}
