"""What every story asks of each page it comes to."""

from typing import Any

from playwright.sync_api import Page, expect

from tests.support.axe import assert_accessible


def fine(page: Any) -> None:
    """Usable by all, and no wider than the screen. axe is a script itself, and never ends where scripts are off."""
    page.wait_for_load_state("networkidle")
    if getattr(page, "has_scripts", True):
        assert_accessible(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"]


def says(page: Page, words: str) -> None:
    expect(page.locator("main")).to_contain_text(words)
