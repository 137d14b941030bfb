"""Makes the pictures in docs/screenshots/ from the demo: `make screenshots`.

`python scripts/screenshots.py --into FOLDER --all` makes one of every page, in both sizes and both lights, to look at.
"""

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, sync_playwright

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from tests.support import chromium  # noqa: E402 - the tests' helpers live beside us
from tests.support.hub import filled, serving  # noqa: E402 - as above

PAGES = {
    "home": "/",
    "find": "/find/?q=making&near=LW1",
    "group": "/groups/bobbin-green-repair-cafe/",
    "areas": "/areas/",
    "poster": "/groups/bobbin-green-repair-cafe/poster/",
    "write": "/groups/bobbin-green-repair-cafe/write/",
    "nothing": "/find/?q=zzzxqqyv",
    "about": "/about/",
    "privacy": "/privacy/",
    "accessibility": "/accessibility/",
    "sign-in": "/sign-in/",
    "embed": "/embed/find/?theme=singing",
    "lost": "/no-such-page/",
    "styleguide": "/styleguide/",
}
SHOWN = ("home", "find", "group", "areas")
WIDTHS = (390, 1440)
PATIENCE = 30_000  # milliseconds
SETTLING = 2_500  # until the last tile is drawn
COLOURS = 128  # enough for flat cloth, a third of the bytes


def main() -> None:
    options = _options()
    folder = Path(options.into)
    folder.mkdir(parents=True, exist_ok=True)
    with filled(options.groups) as hub, serving(hub), sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium.executable(), args=chromium.flags())
        for name, path, width, dark in _wanted(options.all):
            target = folder / f"{name}-{width}{'-dark' if dark else ''}.png"
            _picture(browser, hub.url + path, target, width=width, dark=dark)
            print(target)
        browser.close()


def _wanted(everything: bool) -> Iterator[tuple[str, str, int, bool]]:
    for name, path in PAGES.items():
        if everything or name in SHOWN:
            for width in WIDTHS:
                yield name, path, width, False
                if everything or name in {"home", "find"}:
                    yield name, path, width, True


def _picture(browser: Browser, address: str, target: Path, *, width: int, dark: bool) -> None:
    light = "dark" if dark else "light"
    page = browser.new_page(viewport={"width": width, "height": 900}, color_scheme=light, reduced_motion="reduce")
    page.goto(address)
    maps = page.locator("closeknit-map")
    if maps.count():
        maps.first.scroll_into_view_if_needed()
        page.locator("closeknit-map[data-ready]").first.wait_for(timeout=PATIENCE)
        page.wait_for_timeout(SETTLING)
        page.evaluate("scrollTo(0, 0)")
    page.evaluate("document.fonts.ready")
    page.evaluate("Promise.all([...document.images].map(one => { one.loading = 'eager'; return one.decode() }))")
    page.screenshot(path=target, full_page=True)
    page.close()
    Image.open(target).convert("RGB").quantize(COLOURS).save(target, optimize=True)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--into", default=str(ROOT / "docs" / "screenshots"))
    parser.add_argument("--all", action="store_true", help="every page, not only those of the docs")
    parser.add_argument("--groups", type=int, default=312)
    return parser.parse_args()


if __name__ == "__main__":
    main()
