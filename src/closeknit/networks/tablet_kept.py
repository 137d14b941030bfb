"""What a tablet keeps of us for when there is no network: the files that its page is drawn with."""

import hashlib
from pathlib import Path

from django.templatetags.static import static

KEPT = (
    "core/css/look.css",
    "core/css/tokens-dark.css",
    "core/css/tokens-contrast.css",
    "core/css/tokens-contrast-dark.css",
    "core/css/print.css",
    "core/js/app.js",
    "core/js/theme.js",
    "core/img/favicon.svg",
    "vendor/icons.svg",
    "vendor/fonts/atkinson-hyperlegible-next-latin-normal.woff2",
    "vendor/fonts/besley-latin-normal.woff2",
    "networks/meeting.css",
    "places/sketch.css",
)


SCRIPTS = Path(__file__).with_name("static") / "networks" / "hall"


def addresses() -> list[str]:
    scripts = [f"networks/hall/{file.name}" for file in sorted(SCRIPTS.glob("*.js"))]
    return [static(file) for file in (*KEPT, *scripts)]


def edition() -> str:
    """Changes with any of these files, and with the program that writes the page around them."""
    return hashlib.sha256("".join(addresses()).encode()).hexdigest()[:12]
