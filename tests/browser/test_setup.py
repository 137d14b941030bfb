"""From an empty folder to a public hub with an imported directory, in the browser alone."""

import re
import subprocess
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import ROOT, Watch
from tests.support.axe import assert_accessible
from tests.support.set_up import (
    NewHub,
    a_new_hub,
    at_step,
    begin,
    bring_in_a_list,
    click,
    prove_mail,
    take_second_step,
    tell_people,
    wards,
)

pytestmark = pytest.mark.browser


@pytest.fixture
def new_hub(browser: Browser) -> Iterator[NewHub]:
    subprocess.run(["make", "--silent", ".make/static"], cwd=ROOT, check=True)
    with a_new_hub(browser) as hub:
        yield hub
        for context in browser.contexts:
            context.close()


def fine(page: Page) -> None:
    """Accessible, and no wider than a telephone."""
    page.wait_for_load_state("networkidle")
    assert_accessible(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


@pytest.mark.parametrize(
    "javascript", [True, pytest.param(False, marks=pytest.mark.deep)], ids=["with-scripts", "without"]
)
def test_an_empty_folder_becomes_a_public_hub(new_hub: NewHub, javascript: bool) -> None:
    page, visitor = new_hub.tab(java_script_enabled=javascript), new_hub.tab()
    watch = Watch(urlsplit(new_hub.served.url).netloc)
    for one in (page, visitor):
        watch.follow(one.context)
    look = fine if javascript else lambda _page: None

    page.goto("/")
    look(page)
    page.goto("/set-up/")
    look(page)
    begin(new_hub, page)
    take_second_step(page)

    at_step(page, "The place")
    look(page)
    page.get_by_label("The name of the place").fill("Loomwick")
    click(page, "Keep and go on")
    expect(page.locator("main")).to_contain_text("We cannot find this.")
    look(page)
    page.get_by_label("The middle of the circle").fill("51.6, 1.5")
    click(page, "Keep and go on")
    at_step(page, "What people do")
    click(page, "Step back", "link")
    page.get_by_label("A boundary file").check()
    page.locator("input[type=file]").set_input_files(
        {"name": "wards.geojson", "mimeType": "application/geo+json", "buffer": wards()}
    )
    click(page, "Keep and go on")

    at_step(page, "What people do")
    look(page)
    click(page, "Take them and go on")
    look(page)
    tell_people(page)
    look(page)

    visitor.goto("/find/")
    expect(visitor.get_by_role("heading", level=1)).to_have_text("The hub for Loomwick is being set up")
    look(visitor)

    prove_mail(new_hub, page)
    look(page)
    bring_in_a_list(page)
    page.get_by_role("link", name="Go on setting the hub up").click()
    at_step(page, "Setting the hub up")
    look(page)
    click(page, "7. Open it", "link")
    look(page)
    click(page, "Open the hub to everybody")
    expect(page.locator("body")).to_contain_text("The hub is open.")

    visitor.goto("/")
    expect(visitor.get_by_role("heading", level=1)).to_contain_text("Loomwick")
    visitor.goto("/find/?q=singing")
    expect(visitor.locator("main")).to_contain_text("Heddle Hill Singers")
    look(visitor)
    page.goto("/manage/")
    look(page)
    page.goto("/my/")
    look(page)
    visitor.goto("/set-up/")
    expect(visitor).to_have_url(re.compile("/sign-in/"))
    assert watch.faults == []
