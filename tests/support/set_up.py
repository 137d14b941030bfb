"""A hub that nobody has, and the steps that a person takes to set it up in the browser."""

import base64
import hashlib
import hmac
import json
import re
import struct
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Page, expect

from tests.journal.mail_server import Letterbox, listening
from tests.support.hub import Hub, environment, fill, free_port, serving

EMAIL, PASSWORD = "kit@loomwick.example", "weft-and-warp-2026"
GROUPS = """name,summary,lat,lng,themes
Heddle Hill Singers,No audition and plenty of biscuits,51.601,1.501,Singing
Bobbin Green Repair Café,Broken things mended over tea,51.61,1.49,Repair and reuse
Warpfield Gardeners,Raised beds behind the library,51.59,1.51,Growing food
"""
SQUARES = [(1.44, "Warpfield"), (1.50, "Weftbridge")]


@dataclass
class NewHub:
    """A hub that nobody has, the letters it sent, and tabs to see it in."""

    served: Hub
    box: Letterbox
    browser: Browser

    @property
    def key(self) -> str:
        """What `closeknit serve` has printed."""
        return re.search(r"this key: (\S+)", (self.served.folder / "serve.log").read_text())[1]

    def tab(self, width: int = 390, **more: object) -> Page:
        """A page of a new visitor."""
        context = self.browser.new_context(
            base_url=self.served.url, viewport={"width": width, "height": 844}, locale="en-GB", **more
        )
        context.set_default_timeout(20_000)
        return context.new_page()


@contextmanager
def a_new_hub(browser: Browser) -> Iterator[NewHub]:
    """Served from an empty folder, with a mail server beside it."""
    port, mail = free_port(), free_port()
    with tempfile.TemporaryDirectory(prefix="closeknit-new-") as name, listening(Letterbox(), mail) as box:
        more = {"CLOSEKNIT_MAIL_URL": f"smtp://127.0.0.1:{mail}?tls=no", "CLOSEKNIT_SECOND_FACTOR": "required"}
        hub = Hub(f"http://127.0.0.1:{port}", Path(name), environment(Path(name), port, **more))
        fill(hub, None)
        with serving(hub):
            soon(lambda: "this key" in (hub.folder / "serve.log").read_text())
            yield NewHub(hub, box, browser)


def soon(condition: Callable[[], object], seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.1)


def number_of_the_app(secret: str) -> str:
    """RFC 6238, as the app on a telephone has it."""
    key = base64.b32decode(secret.replace(" ", "") + "=" * (-len(secret.replace(" ", "")) % 8))
    mark = hmac.new(key, struct.pack(">Q", int(time.time()) // 30), hashlib.sha1).digest()
    place = mark[-1] & 15
    return f"{(struct.unpack('>I', mark[place : place + 4])[0] & 0x7FFFFFFF) % 10**6:06d}"


def wards() -> bytes:
    """Two wards side by side, as a boundary file."""

    def ward(west: float, name: str) -> dict[str, object]:
        ring = [[west, 51.57], [west + 0.06, 51.57], [west + 0.06, 51.63], [west, 51.63], [west, 51.57]]
        return {
            "type": "Feature",
            "properties": {"name": name},
            "geometry": {"type": "Polygon", "coordinates": [ring]},
        }

    return json.dumps({"type": "FeatureCollection", "features": [ward(*one) for one in SQUARES]}).encode()


def click(page: Page, name: str, role: str = "button") -> None:
    page.locator("main").get_by_role(role, name=name).first.click()


def at_step(page: Page, title: str) -> None:
    expect(page.get_by_role("heading", level=1)).to_have_text(title)


def begin(hub: NewHub, page: Page) -> None:
    page.goto("/")
    click(page, "Set it up", "link")
    page.get_by_label("The key").fill(hub.key.lower())
    page.get_by_label("Your name").fill("Kit")
    page.get_by_label("Your e-mail address").fill(EMAIL)
    page.locator("input[name=password]").fill(PASSWORD)
    click(page, "Begin")


def take_second_step(page: Page) -> None:
    """An app on the telephone, and codes on paper."""
    page.goto("/account/second-step/app/?next=/set-up/place/")
    secret = re.search(r"\b[A-Z2-7]{4}(?: ?[A-Z2-7]{4}){3,}\b", page.locator("main").inner_text())[0]
    page.locator("input[name=number]").fill(number_of_the_app(secret))
    page.locator("main form").filter(has=page.locator("input[name=number]")).get_by_role("button").click()
    page.locator("button[name=kept]").click()


def tell_people(page: Page) -> None:
    at_step(page, "Who is responsible")
    page.locator("[name=run_by]").fill("The Loomwick Community Forum.")
    page.locator("[name=contact_email]").fill("hello@forum.loomwick.example")
    page.locator("[name=data_controller]").fill("The Loomwick Community Forum, Dyehouse Library.")
    page.locator("[name=safeguarding]").fill("The safeguarding lead, 01632 960 114.")
    click(page, "Keep and go on")


def prove_mail(hub: NewHub, page: Page) -> None:
    at_step(page, "Mail")
    click(page, "Send a number to")
    type_number(hub, page)


def type_number(hub: NewHub, page: Page) -> None:
    """What stands in the letter."""
    soon(lambda: any("number" in subject for subject in hub.box.subjects))
    letter = next(letter for letter in hub.box.letters if "number" in letter["Subject"])
    page.get_by_label("The number in the letter").fill(re.search(r"\d{6}", letter["Subject"])[0])
    click(page, "This is the number")


def bring_in_a_list(page: Page) -> None:
    at_step(page, "A first list of groups")
    click(page, "Bring in a list", "link")
    page.locator("input[type=file]").set_input_files(
        {"name": "groups.csv", "mimeType": "text/csv", "buffer": GROUPS.encode()}
    )
    click(page, "Look at its columns")
    click(page, "Show me what it changes")
    wait_for(page, "3 new groups")
    click(page, "Bring them in")
    wait_for(page, "Brought in: 3 new groups")


def wait_for(page: Page, words: str) -> None:
    """Where no script looks again by itself, we do."""
    for _ in range(60):
        if words in page.locator("main").inner_text():
            return
        page.wait_for_timeout(500)
        page.reload()
    raise AssertionError(page.locator("main").inner_text())
