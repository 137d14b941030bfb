"""Kit brings a list in on a phone: from the file to the directory, and back."""

import json
import re

import pytest
from playwright.sync_api import expect

from tests.support.axe import assert_accessible

pytestmark = pytest.mark.browser
EMAIL, PASSWORD = "kit@loomwick.example", "weft-and-warp-2026"
CLUBS = """title,about,postcode,notes
Phone Box Philosophers,We think in small rooms,LW1 4TT,ring first
,Nobody said what we are called,,
Too,many,cells,in,a row
"""
SQUARE = [[[1.4, 51.5], [1.6, 51.5], [1.6, 51.6], [1.4, 51.6], [1.4, 51.5]]]


@pytest.fixture(scope="module")
def kit(hub):
    hub.run("createadmin", "--email", EMAIL, "--name", "Kit", "--password-stdin", stdin=PASSWORD + "\n")


def as_kit(visit, path, **look):
    """A visitor is asked to sign in, and comes back to the page."""
    page = visit(path, width=390, **look)
    page.get_by_role("link", name="Sign in with a password").click()
    page.get_by_label("E-mail").fill(EMAIL)
    page.locator("input[name=password]").fill(PASSWORD)
    page.locator("main").get_by_role("button", name="Sign in").click()
    expect(page).to_have_url(re.compile(f"{re.escape(path)}$"))
    return page


def fine(page):
    page.wait_for_load_state("networkidle")
    assert_accessible(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def send(page, name, content, button):
    page.locator("input[type=file]").set_input_files(
        {"name": name, "mimeType": "text/plain", "buffer": content.encode()}
    )
    page.get_by_role("button", name=button).click()


@pytest.mark.parametrize("dark", [False, pytest.param(True, marks=pytest.mark.deep)], ids=["light", "dark"])
def test_a_list_comes_in_and_is_taken_back(visit, kit, dark):
    page = as_kit(visit, "/manage/imports/", dark=dark)
    fine(page)
    page.get_by_role("link", name="Bring in a list").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Bring in a list")
    fine(page)
    page.get_by_role("button", name="Look at its columns").click()
    expect(page.locator("main")).to_contain_text("Choose a file, or give an address.")
    fine(page)

    send(page, "clubs.csv", CLUBS, "Look at its columns")
    expect(page.get_by_label("title")).to_have_value("name")
    expect(page.locator("main")).to_contain_text("We think in small rooms")
    fine(page)
    page.get_by_label("about").select_option("summary")
    page.get_by_role("button", name="Show me what it changes").click()

    expect(page.locator("main")).to_contain_text("1 new group, 0 changed, 0 the same as before, 2 held back.")
    expect(page.locator("main")).to_contain_text("It has no name.")
    fine(page)
    page.get_by_role("button", name="Bring them in").click()
    expect(page.locator("main")).to_contain_text("Brought in: 1 new group")
    fine(page)

    with page.expect_download() as held:
        page.get_by_role("link", name="Download the held rows").click()
    assert "Too,many,cells,in," in held.value.path().read_text(encoding="utf-8-sig")
    page.locator(".import-counts").get_by_role("link", name="New").click()
    page.get_by_role("link", name="Phone Box Philosophers").click()
    expect(page.locator("main")).to_contain_text("We think in small rooms")
    page.go_back()

    page.locator("summary", has_text="Take it back").click()
    fine(page)
    page.get_by_role("button", name="Yes, take it back").click()
    expect(page.locator("main")).to_contain_text("This import was taken back.")
    fine(page)
    page.goto("/manage/imports/")
    expect(page.locator("main")).to_contain_text("clubs.csv")
    fine(page)
    page.goto("/manage/export/")
    fine(page)


def test_areas_are_looked_at_before_they_are_brought_in(visit, kit):
    page = as_kit(visit, "/manage/areas/import/")
    fine(page)
    ward = {
        "type": "Feature",
        "properties": {"name": "All of it"},
        "geometry": {"type": "Polygon", "coordinates": SQUARE},
    }
    send(page, "w.geojson", json.dumps({"type": "FeatureCollection", "features": [ward]}), "Show me what it changes")
    expect(page.get_by_role("heading", level=1)).to_have_text("What this file changes")
    fine(page)
    page.locator("summary", has_text="Read other columns of the file").click()
    fine(page)
