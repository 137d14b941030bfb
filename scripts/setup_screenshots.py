"""Makes the pictures of setting a hub up, in docs/screenshots/, by doing it: `python scripts/setup_screenshots.py`.

`--into FOLDER --wide` also makes each of them as wide as a desk, to look at.
"""

import argparse
import sys
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from tests.support import chromium, set_up  # noqa: E402 - the tests' helpers live beside us

COLOURS = 128
WIDTHS = (390, 1440)
AFTERWARDS = {"manage": "/manage/", "hub": "/manage/hub/", "vocabulary": "/manage/themes/", "my": "/my/"}


class Album:
    """Where the pictures go; ``take`` makes one of the page as it stands."""

    def __init__(self, folder: Path, widths: tuple[int, ...]) -> None:
        self.folder = folder
        self.widths = widths
        folder.mkdir(parents=True, exist_ok=True)

    def take(self, page: Page, name: str) -> None:
        for width in self.widths:
            target = self.folder / f"set-up-{name}-{width}.png"
            page.set_viewport_size({"width": width, "height": 844})
            page.wait_for_load_state("networkidle")
            page.evaluate("document.fonts.ready")
            page.screenshot(path=target, full_page=True)
            Image.open(target).convert("RGB").quantize(COLOURS).save(target, optimize=True)
            print(target)
        page.set_viewport_size({"width": WIDTHS[0], "height": 844})


def main() -> None:
    options = _options()
    album = Album(Path(options.into), WIDTHS if options.wide else WIDTHS[:1])
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium.executable(), args=chromium.flags())
        with set_up.a_new_hub(browser) as hub:
            _walk(hub, album)
        browser.close()


def _walk(hub: set_up.NewHub, album: Album) -> None:
    page = hub.tab()
    _to_its_place(hub, page, album)
    _to_its_first_list(hub, page, album)
    _to_its_opening(page, album)
    for name, address in AFTERWARDS.items():
        page.goto(address)
        album.take(page, name)


def _to_its_place(hub: set_up.NewHub, page: Page, album: Album) -> None:
    page.goto("/")
    album.take(page, "new")
    page.goto("/set-up/")
    album.take(page, "key")
    set_up.begin(hub, page)
    page.goto("/set-up/administrator/")
    album.take(page, "administrator")
    set_up.take_second_step(page)
    page.get_by_label("The name of the place").fill("Loomwick")
    page.get_by_label("The middle of the circle").fill("51.6, 1.5")
    album.take(page, "place")


def _to_its_first_list(hub: set_up.NewHub, page: Page, album: Album) -> None:
    set_up.click(page, "Keep and go on")
    album.take(page, "themes")
    set_up.click(page, "Take them and go on")
    album.take(page, "people")
    set_up.tell_people(page)
    visitor = hub.tab()
    visitor.goto("/find/")
    album.take(visitor, "closed")
    set_up.click(page, "Send a number to")
    album.take(page, "mail")
    page.goto("/set-up/mail/")
    set_up.type_number(hub, page)
    album.take(page, "list")


def _to_its_opening(page: Page, album: Album) -> None:
    set_up.bring_in_a_list(page)
    page.goto("/set-up/")
    album.take(page, "overview")
    page.goto("/set-up/opening/")
    album.take(page, "opening")
    set_up.click(page, "Open the hub to everybody")
    album.take(page, "open")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--into", default=str(ROOT / "docs" / "screenshots"))
    parser.add_argument("--wide", action="store_true", help="as wide as a desk, too")
    return parser.parse_args()


if __name__ == "__main__":
    main()
