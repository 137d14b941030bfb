"""Priya draws where her group works: with a thumb on a telephone, with the keys alone, and not at all."""

import json
import re

import pytest
from playwright.sync_api import expect

from tests.browser.pages import fine
from tests.browser.test_editing import cast  # noqa: F401 - a fixture

pytestmark = pytest.mark.browser
CORNERS = ((100, 120), (250, 130), (240, 240), (110, 230))


def drawing(page):
    expect(page.locator("area-drawing[data-ready]")).to_be_visible(timeout=30_000)
    return page.locator(".drawing-map")


def shapes(page):
    text = page.locator("#id_drawn_area").input_value()
    return json.loads(text)["coordinates"] if text else []


def button(page, name):
    return page.get_by_role("button", name=name, exact=True)


def test_with_a_thumb(visit_as, cast):  # noqa: F811 - the fixture
    slug = cast["slugs"][0]
    page = visit_as(cast["Priya"], f"/groups/{slug}/edit/coverage/", width=390)
    where = drawing(page)
    for x, y in CORNERS:
        where.click(position={"x": x, "y": y})
    expect(page.locator(".drawing-told")).to_contain_text("Corner 4 is put")
    button(page, "Close this shape").click()
    button(page, "Put a corner at the cross").click()
    assert [len(ring) for [ring] in shapes(page)] == [5]
    button(page, "Undo").click()
    before = shapes(page)
    corner = page.get_by_role("button", name="Corner 2 of shape 1")
    corner.scroll_into_view_if_needed()
    box = corner.bounding_box()
    page.mouse.move(box["x"] + 14, box["y"] + 14)
    page.mouse.down()
    page.mouse.move(box["x"] + 50, box["y"] - 20, steps=5)
    page.mouse.up()
    expect(page.locator(".drawing-told")).to_contain_text("moved")
    assert shapes(page) != before
    button(page, "Undo").click()
    assert shapes(page) == before
    corner.click()
    button(page, "Take the chosen corner away").click()
    assert [len(ring) for [ring] in shapes(page)] == [4]
    fine(page)
    button(page, "Save").click()
    expect(page.locator("main")).to_contain_text("Saved.")
    page.goto(f"/groups/{slug}/")
    expect(page.get_by_role("heading", name="Where we work")).to_be_visible()
    expect(page.locator("main")).to_contain_text("It lies in:")
    fine(page)
    page.goto(f"/groups/{slug}/history/")
    expect(page.locator(".drawn-change .sketch")).to_have_count(1)
    fine(page)


def test_with_the_keys_alone(visit_as, cast):  # noqa: F811 - the fixture
    slug = cast["slugs"][1]
    page = visit_as(cast["Priya"], f"/groups/{slug}/edit/coverage/", width=1440)
    drawing(page)
    page.get_by_role("region", name=re.compile("arrow keys")).focus()
    page.keyboard.press("Enter")
    for way in ("ArrowRight", "ArrowDown", "ArrowLeft"):
        for _ in range(3):
            page.keyboard.press(way)
        expect(page.locator(".drawing-told")).to_contain_text(re.compile("The cross is in .+"))
        page.keyboard.press("Enter")
    assert len(shapes(page)[0][0]) == 5
    page.keyboard.press("Backspace")
    assert len(shapes(page)[0][0]) == 4
    page.keyboard.press("Escape")
    expect(page.locator(".drawing-told")).to_contain_text("The shape is closed.")
    corner = page.get_by_role("button", name="Corner 1 of shape 1")
    corner.focus()
    before = shapes(page)
    page.keyboard.press("ArrowUp")
    assert shapes(page) != before
    expect(corner).to_be_focused()
    fine(page)
    page.keyboard.press("Delete")
    assert shapes(page) == []
    expect(page.get_by_role("region", name=re.compile("arrow keys"))).to_be_focused()
    button(page, "Undo").click()
    page.locator("#id_drawn_area").evaluate("field => { field.value = '{}'; }")
    button(page, "Save").click()
    expect(page.locator("main")).to_contain_text("An area needs a Polygon")
    expect(page.locator("#id_drawn_area")).to_have_value("{}")


def test_without_scripts_it_is_ticked(visit_as, cast):  # noqa: F811 - the fixture
    slug = cast["slugs"][1]
    page = visit_as(cast["Priya"], f"/groups/{slug}/edit/coverage/", javascript=False, width=390)
    expect(page.locator("area-drawing")).to_be_hidden()
    expect(page.locator("main")).to_contain_text("that is just as good")
    page.get_by_role("checkbox", name="Warpfield").check()
    button(page, "Save").click()
    expect(page.locator("main")).to_contain_text("Saved.")
    page.goto(f"/groups/{slug}/")
    expect(page.locator("main")).to_contain_text("Warpfield")
