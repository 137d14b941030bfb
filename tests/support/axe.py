"""axe-core's rules as one assertion."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def assert_accessible(page: Page) -> None:
    """No violation of WCAG 2.2 AA on the page as it stands."""
    page.wait_for_load_state()  # half a page has neither a main part nor a heading yet
    # Without `preload` axe leaves the style sheets alone; with it, it writes inline styles that our policy refuses.
    found = Axe().run(page, options={"runOnly": {"type": "tag", "values": RULES}, "preload": False})
    assert found.response["violations"] == [], found.generate_report()
