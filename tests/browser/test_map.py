"""The map beside the list: the same groups, in step with it, in every look, and a picture where there are no scripts."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.support.axe import assert_accessible

pytestmark = pytest.mark.browser

MAP = "closeknit-map"
AT_REST = f"new Promise(done => {{ const map = document.querySelector('{MAP}').map; map.loaded() ? done() : map.once('idle', done); }})"
POINTED = f"async () => (await document.querySelector('{MAP}').map.getSource('pointed').getData()).features.map(one => one.properties.groups)"
PIN = """group => {
  const element = document.querySelector("closeknit-map");
  const pin = element.listed.features.find(one => one.properties.groups.split(",").includes(group));
  const { x, y } = element.map.project(pin.geometry.coordinates);
  const frame = element.querySelector("canvas").getBoundingClientRect();
  return [frame.x + x, frame.y + y - (pin.properties.sign === "exact" ? 18 : 0)];
}"""


def with_map(page: Page) -> Page:
    page.locator(MAP).scroll_into_view_if_needed()
    page.locator(f"{MAP}[data-ready]").wait_for(timeout=60_000)
    page.evaluate(AT_REST)
    return page


def test_pointing_at_a_row_makes_its_pin_stand_out(visit):
    page = with_map(visit("/find/", width=1440))
    row = page.locator("[data-group][data-lat]").first
    row.hover()
    assert row.get_attribute("data-group") in page.evaluate(POINTED)[0].split(",")
    page.locator("h1").hover()
    assert page.evaluate(POINTED) == []
    row.get_by_role("link").focus()
    assert row.get_attribute("data-group") in page.evaluate(POINTED)[0].split(",")


def test_choosing_a_pin_marks_its_row_and_names_its_groups(visit):
    page = with_map(visit("/find/?q=bobbin+green+repair", width=1440))
    row = page.locator("[data-group][data-lat]").first
    at = page.evaluate(PIN, row.get_attribute("data-group"))
    page.mouse.move(*at)
    expect(row).to_have_attribute("data-pointed", "")
    page.mouse.click(*at)
    said = page.locator(".map-popup a").first
    expect(said).to_be_visible()
    assert_accessible(page)
    page.keyboard.press("Escape")
    expect(said).to_be_hidden()


def test_a_new_search_brings_other_pins_and_other_tiles(visit):
    page = with_map(visit("/find/", width=1440))
    page.get_by_label("Interest, name, street or postcode").fill("singing")
    page.keyboard.press("Enter")
    expect(page.locator("#found")).to_contain_text("singing")
    page.evaluate(AT_REST)
    shown = page.evaluate(
        f"document.querySelector('{MAP}').listed.features.flatMap(one => one.properties.groups.split(','))"
    )
    listed = page.locator("[data-group][data-lat]").evaluate_all("rows => rows.map(row => row.dataset.group)")
    assert set(listed) <= set(shown)
    (tiles,) = page.evaluate(f"document.querySelector('{MAP}').map.getSource('groups').tiles")
    assert tiles.endswith("?q=singing")


def test_it_can_be_moved_without_a_mouse(visit):
    page = with_map(visit("/find/", width=1440))
    zoom = f"document.querySelector('{MAP}').map.getZoom()"
    before = page.evaluate(zoom)
    page.get_by_role("button", name="Closer").press("Enter")
    page.evaluate(AT_REST)
    assert page.evaluate(zoom) == pytest.approx(before + 1, abs=0.01)
    page.locator(f"{MAP} canvas").focus()
    page.keyboard.press("-")
    page.evaluate(AT_REST)
    assert page.evaluate(zoom) == pytest.approx(before, abs=0.01)


@pytest.mark.deep
@pytest.mark.parametrize("look", [{"dark": True}, {"contrast": "more"}, {"width": 390}])
def test_it_is_drawn_in_every_look(visit, look):
    page = with_map(visit("/find/?q=making&near=LW1", **look))
    assert_accessible(page)


def test_it_follows_what_a_visitor_chooses(visit):
    page = with_map(visit("/find/", width=1440))
    ground = f"document.querySelector('{MAP}').map.getPaintProperty('outside', 'background-color')"
    light = page.evaluate(ground)
    page.get_by_role("radio", name="Dark").check()
    page.wait_for_function(f"{ground} !== {light!r}")


def test_without_scripts_there_is_a_picture_with_the_numbers_of_the_list(visit):
    page = visit("/find/?q=making", width=1440, javascript=False)
    picture = page.locator(".map-still svg")
    expect(picture).to_be_visible()
    assert re.match(r"\d+\+?$", picture.locator(".m-pin text").last.text_content())


def test_paper_shows_the_picture(visit):
    page = with_map(visit("/find/?q=making", width=1440))
    page.emulate_media(media="print")
    expect(page.locator(".map-still svg")).to_be_visible()
    expect(page.locator(".map-canvas")).to_be_hidden()
