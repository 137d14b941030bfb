"""The way out of a page that nobody should be seen to read."""

import pytest
from playwright.sync_api import expect

from tests.support.axe import assert_accessible

pytestmark = pytest.mark.browser
SAFE = "/groups/dry-toast/"  # a recovery group of the demo


@pytest.mark.parametrize("way", ["button", "escape"])
def test_it_leaves_at_once_and_the_page_is_not_behind(visit, way):
    page = visit("/about/")
    page.goto(SAFE)
    assert_accessible(page)
    away = page.get_by_role("link", name="Leave this page now")
    expect(away).to_be_in_viewport()
    page.wait_for_function("() => Boolean(customElements.get('quick-exit'))")
    if way == "button":
        away.click()
    else:
        for _ in range(3):
            page.keyboard.press("Escape")
    page.wait_for_url(lambda address: address.count("/") == 3)
    page.go_back()
    assert page.url.endswith("/about/")


def test_without_scripts_it_is_a_link(visit):
    page = visit(SAFE, javascript=False)
    page.get_by_role("link", name="Leave this page now").click()
    assert page.url.count("/") == 3
