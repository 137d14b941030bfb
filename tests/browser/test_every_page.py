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
@pytest.mark.parametrize("look", [{"width": 320}, {"width": 1440, "dark": True}], ids=["phone", "desktop in the dark"])
def test_no_rule_of_accessibility_is_broken(visit, path, look):
    page = visit(path, **look)
    expect(page.locator("h1")).to_be_visible()
    assert_accessible(page)


@pytest.mark.parametrize("path", PAGES)
def test_nothing_sticks_out_of_a_narrow_phone(visit, path):
    page = visit(path, width=320)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


@pytest.mark.parametrize("path", PAGES)
def test_without_javascript_the_page_is_all_there(visit, path):
    page = visit(path, javascript=False)
    expect(page.locator("main h1")).to_be_visible()
    expect(page.locator("main")).not_to_be_empty()


@pytest.mark.parametrize("path", PAGES)
def test_a_visitor_gets_no_cookie_unless_there_is_a_form_to_send(visit, path):
    page = visit(path)
    sends = page.locator("form[method=post]").count() > 0
    assert [cookie["name"] for cookie in page.context.cookies()] == (["csrftoken"] if sends else [])


def test_the_first_stop_of_the_tab_key_leads_past_the_masthead(visit):
    page = visit("/")
    page.keyboard.press("Tab")
    link = page.locator(":focus")
    expect(link).to_be_visible()
    expect(link).to_have_attribute("href", "#main")
