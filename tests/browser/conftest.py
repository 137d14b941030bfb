"""A real hub and a real Chromium for the tests that walk through pages.

`visit` opens a tab as some visitor has it: JavaScript off, a small screen, a dark room. Each tab is watched:
no request may leave for another origin, no script may fail, no rule of the content security policy may be broken.
"""

import os
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, Route, sync_playwright

from tests.support import chromium
from tests.support.hub import Hub, filled, serving

ROOT = Path(__file__).resolve().parents[2]
Visit = Callable[..., Page]


MAIN = (  # what every run plays, the longest first; the other journeys are played by make test-deep
    "test_offline",
    "test_every_page",
    "test_story",
    "test_evening",
    "test_setup",
    "test_map",
    "test_quick_exit",
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Whatever stands in this folder is a browser test, whether it says so or not; the longest files begin."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker("browser")
            if item.path.stem not in MAIN:
                item.add_marker("deep")
    items.sort(key=lambda item: MAIN.index(item.path.stem) if item.path.stem in MAIN else len(MAIN))


@pytest.fixture(scope="session")
def hub() -> Iterator[Hub]:
    """Loomwick, served. Shared by all browser tests: leave it as you found it."""
    subprocess.run(["make", "--silent", ".make/static"], cwd=ROOT, check=True)
    with filled() as loomwick, serving(loomwick) as served:
        yield served


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    # Playwright's loop runs in this thread, and Django would refuse the database to the tests.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=chromium.executable(), args=chromium.flags())
        yield found
        found.close()


NO_NETWORK = (  # what Chromium says of the network that a test took away: of a page's parts, of a service worker
    "Failed to load resource",
    "An unknown error occurred when fetching the script",
)


@dataclass
class Watch:
    """What went wrong in the tabs of one test."""

    home: str
    faults: list[str] = field(default_factory=list)

    def follow(self, context: BrowserContext) -> None:
        context.route(lambda url: urlsplit(url).netloc != self.home, self.refuse)
        context.on("console", self.listen)
        context.on("weberror", lambda error: self.faults.append(f"script: {error.error}"))

    def refuse(self, route: Route, request: Request) -> None:
        if urlsplit(request.url).scheme in {"data", "blob"}:
            route.continue_()
            return
        self.faults.append(f"request to another origin: {request.url}")
        route.abort()

    def listen(self, message: ConsoleMessage) -> None:
        if message.type == "error" and not any(words in message.text for words in NO_NETWORK):
            self.faults.append(f"console: {message.text}")
        elif "Content Security Policy" in message.text:
            self.faults.append(f"policy: {message.text}")


@pytest.fixture
def visit(hub: Hub, browser: Browser) -> Iterator[Visit]:
    """`visit("/search/?q=singing", width=320, javascript=False, dark=True)` gives the page that was opened.

    Whatever else Playwright's `new_context` understands may be said too (`geolocation=…`, `forced_colors=…`).
    """
    watch, contexts = Watch(urlsplit(hub.url).netloc), []

    def open_page(
        path: str = "/", *, width: int = 1280, javascript: bool = True, dark: bool = False, **more: object
    ) -> Page:
        context = browser.new_context(
            base_url=hub.url,
            viewport={"width": width, "height": 900},
            java_script_enabled=javascript,
            color_scheme="dark" if dark else "light",
            locale="en-GB",
            timezone_id="Europe/London",
            reduced_motion="reduce",
            **more,
        )
        context.set_default_timeout(10_000)
        watch.follow(context)
        contexts.append(context)
        page = context.new_page()
        page.goto(path)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert watch.faults == []


@pytest.fixture
def visit_as(visit: Visit, hub: Hub) -> Visit:
    """As ``visit``, in a session (by its key, see tests/support/sessions.py) or, where that is empty, as anybody."""

    def open_page(key: str, path: str, *, javascript: bool = True, **look: object) -> Page:
        page = visit("/offline/", javascript=javascript, **look)
        page.has_scripts = javascript
        if key:
            page.context.add_cookies([{"name": "closeknit", "value": key, "url": hub.url}])
        page.goto(path)
        return page

    return open_page


@pytest.fixture
def page(visit: Visit) -> Page:
    """The home page on a desktop, for tests that ask for nothing special."""
    return visit("/")
