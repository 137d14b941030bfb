"""What holds on every page: anyone can use it, at any width, in any light, with and without JavaScript."""

import pytest
from playwright.sync_api import expect

from tests.support.axe import assert_accessible

PAGES = (
    "/",
    "/find/",
    "/find/?q=singing&near=LW1",
    "/find/?q=zzzxqqyv",
    "/areas/",
    "/promises/",
    "/asks/",
    "/groups/bobbin-green-repair-cafe/",
    "/groups/bobbin-green-repair-cafe/write/",
    "/groups/tell/",
    "/groups/told/",
    "/about/",
    "/privacy/",
    "/accessibility/",
    "/sign-in/",
    "/offline/",
    "/no-such-page/",
    "/styleguide/",
)


@pytest.mark.parametrize("path", PAGES)
def test_on_a_phone_it_is_accessible_nothing_sticks_out_and_no_cookie_is_set_without_need(visit, path):
    page = visit(path, width=320)
    expect(page.locator("h1")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    sends = page.locator("form[method=post]").count() > 0
    assert [cookie["name"] for cookie in page.context.cookies()] == (["csrftoken"] if sends else [])
    assert_accessible(page)


@pytest.mark.parametrize("path", PAGES)
def test_on_a_desktop_in_the_dark_it_is_accessible(visit, path):
    page = visit(path, width=1440, dark=True)
    expect(page.locator("h1")).to_be_visible()
    assert_accessible(page)


@pytest.mark.parametrize("path", PAGES)
def test_without_javascript_the_page_is_all_there(visit, path):
    page = visit(path, javascript=False)
    expect(page.locator("main h1")).to_be_visible()
    expect(page.locator("main")).not_to_be_empty()


def test_the_first_stop_of_the_tab_key_leads_past_the_masthead(visit):
    page = visit("/")
    page.keyboard.press("Tab")
    link = page.locator(":focus")
    expect(link).to_be_visible()
    expect(link).to_have_attribute("href", "#main")
