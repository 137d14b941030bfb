"""From the front door to a group, as different people go: with a mouse, by keyboard, without scripts."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.support.axe import assert_accessible

pytestmark = pytest.mark.browser
NEAR = "LW1"


def results_heading(page: Page):
    return page.locator("#found")


def count_in(text: str) -> int:
    """The number a results heading begins with."""
    return int(re.match(r"[\d,]+", text)[0].replace(",", ""))


def test_home_to_a_group_and_on_to_a_neighbour(visit):
    page = visit("/", permissions=["clipboard-read", "clipboard-write"])
    assert_accessible(page)
    page.get_by_label("An interest, a street or a postcode").fill("singing")
    page.get_by_role("button", name="Find").click()
    expect(page).to_have_url(re.compile(r"/find/\?q=singing"))
    expect(results_heading(page)).to_contain_text(re.compile(r"^\d"))

    page.get_by_label("Near", exact=True).fill(NEAR)
    page.get_by_role("button", name="Find", exact=True).click()
    expect(page).to_have_url(re.compile("near=LW1"))
    everyone = count_in(results_heading(page).inner_text())
    assert_accessible(page)

    page.locator("summary").filter(has_text="More filters").click()
    thursday = page.locator("#facets label").filter(has_text=re.compile(r"^\s*Thursday"))
    promised = int(thursday.locator(".choice-count").inner_text())
    thursday.locator("input").check()
    expect(page).to_have_url(re.compile("day=TH"))
    expect(results_heading(page)).to_contain_text(str(promised))
    assert count_in(results_heading(page).inner_text()) == promised <= everyone
    assert_accessible(page)

    first = page.locator(".group-name a").first
    name = re.sub(r"^\d+\. ", "", first.inner_text())
    first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(name)
    assert_accessible(page)
    page.evaluate("delete Navigator.prototype.share")
    page.get_by_role("button", name="Share").click()
    assert page.evaluate("navigator.clipboard.readText()") == page.url


def test_by_keyboard_alone(visit):
    page = visit("/")
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_text("Skip to the page")
    page.keyboard.press("Enter")
    for _ in range(3):
        page.keyboard.press("Tab")
        if page.locator(":focus").get_attribute("name") == "q":
            break
    page.keyboard.type("singing")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/find/\?q=singing"))
    page.wait_for_load_state("load")
    first = page.locator(".group-name a").first
    for _ in range(60):
        page.keyboard.press("Tab")
        focused = page.locator(":focus")
        outline = focused.evaluate("node => getComputedStyle(node).outlineStyle")
        assert outline != "none", focused.evaluate("node => node.outerHTML")
        if first.evaluate("node => node === document.activeElement"):
            break
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/groups/"))


def test_without_scripts(visit):
    page = visit("/", javascript=False)
    page.locator("#q").fill("singing")
    page.locator("button", has_text="Find").click()
    assert "q=singing" in page.url
    page.locator("#near").fill(NEAR)
    page.locator("summary", has_text="More filters").click()
    page.locator("#facets input[name=day][value=TH]").check()
    page.locator("button", has_text="Show these groups").click()
    assert "day=TH" in page.url
    assert count_in(results_heading(page).inner_text()) > 0
    page.locator(".group-name a").first.click()
    assert "/groups/" in page.url
    assert page.locator("h1").inner_text()


def test_a_typing_mistake_is_forgiven(visit):
    page = visit("/find/?q=alotment")
    expect(page.locator("#results")).to_contain_text("allotment")
    assert count_in(results_heading(page).inner_text()) > 0


def test_nothing_found_says_what_to_do(visit):
    page = visit("/find/?q=zzzxqqyv")
    expect(page.locator("#results")).to_contain_text("See all groups")
    assert_accessible(page)
