"""Two pages for one group: somebody says so, Kit makes them one and parts them again. Without JavaScript."""

import re

import pytest
from playwright.sync_api import expect

from tests.support.axe import assert_accessible

pytestmark = pytest.mark.browser
EMAIL, PASSWORD = "kit-of-pairs@loomwick.example", "weft-and-warp-2026"
GROUP, OTHER = "/groups/knit-and-natter/", "Bobbin Green Repair Café"


@pytest.fixture(scope="module")
def kit(hub):
    hub.run("createadmin", "--email", EMAIL, "--name", "Kit", "--password-stdin", stdin=PASSWORD + "\n")


def fine(page):
    assert_accessible(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_two_pages_become_one_and_are_parted_again(visit, kit, hub):
    page = visit(GROUP, width=390)
    page.get_by_role("link", name="There are two pages for this group").click()
    page.get_by_role("button", name="These two are the same").click()
    expect(page.locator("main")).to_contain_text("Say which other page it is")
    fine(page)
    page.get_by_label("Or the name or the address of the other page").fill(OTHER)
    page.get_by_role("button", name="These two are the same").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Thank you")
    fine(page)

    page.goto(f"{hub.url}/manage/duplicates/")
    page.get_by_role("link", name="Sign in with a password").click()
    page.get_by_label("E-mail").fill(EMAIL)
    page.locator("input[name=password]").fill(PASSWORD)
    page.locator("main").get_by_role("button", name="Sign in").click()
    expect(page).to_have_url(re.compile("/manage/duplicates/$"))
    expect(page.locator("main")).to_contain_text("Somebody told us so.")
    fine(page)
    page.get_by_role("link", name="Look at both").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("One group or two?")
    fine(page)
    page.get_by_role("button", name="Make them one").click()
    expect(page.locator("main")).to_contain_text("Made one in the last 90 days")
    fine(page)

    gone = page.locator("main li").filter(has_text="is now part of").first
    kept = gone.get_by_role("link").get_attribute("href")
    page.goto(f"{hub.url}{GROUP}")
    arrived_at_first = page.url
    page.goto(f"{hub.url}/groups/bobbin-green-repair-cafe/")
    assert {arrived_at_first, page.url} == {f"{hub.url}{kept}"}

    page.goto(f"{hub.url}/manage/duplicates/")
    page.get_by_role("button", name="Part them again").first.click()
    expect(page.locator("main")).to_contain_text("Nothing to look at")
    page.goto(f"{hub.url}{GROUP}")
    expect(page.get_by_role("heading", level=1)).to_have_text("Knit and Natter")
