"""Documents for paper, made by Typst: tagged so that a screen reader reads them in order."""

import json
from collections.abc import Mapping
from functools import cache, partial
from pathlib import Path
from typing import Any

import typst
from django.contrib.staticfiles import finders
from django.utils import timezone
from django.utils.translation import get_language, gettext

from closeknit.core.tokens import hex_colour

ROOT = Path(__file__).resolve().parents[1]
FACES = "vendor/print"
UNDRAWN = "could not be displayed with font"
COLOURS = ("text", "text-soft", "rule", "link", "weld-500")


def pdf(source: Path, data: Mapping[str, Any], *, title: str, hub: str, address: str) -> bytes:
    """A PDF of a Typst source inside the package, such as ``networks/documents/output.typ``.

    The source reads ``data`` as ``json(bytes(sys.inputs.data))``: whatever people wrote arrives as
    text and is never read as markup. It keeps to PDF/UA-1 unless somebody wrote in a script that no
    installed face can draw. Beside ``data`` it finds what ``core/documents/sheet.typ``
    needs: ``title``, ``hub`` (its name) and ``address`` (of the page that says the same). Raises
    typst.TypstError when the source is at fault.
    """
    given = {
        **data,
        "title": title,
        "hub": hub,
        "address": address,
        "language": (get_language() or "en").partition("-")[0],
        "page": gettext("Page"),
        "colours": {name: hex_colour(name) for name in COLOURS},
    }
    today = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)  # the same bytes all day
    make = partial(
        typst.compile,
        source,
        root=ROOT,
        font_paths=_faces(),
        sys_inputs={"data": json.dumps(given)},
        timestamp=int(today.timestamp()),
    )
    try:
        return make(pdf_standards="ua-1")
    except typst.TypstError as fault:
        if UNDRAWN not in str(fault):
            raise
        return make()  # tagged all the same, with boxes for the letters that no face of this machine has


@cache
def _faces() -> typst.Fonts:
    found = finders.find(FACES)  # if the front-end packages are missing, Typst's own faces will do
    return typst.Fonts(font_paths=[found] if found else [])  # and the machine's own, for other scripts
