"""A group without a photograph gets its initials knitted: a swatch of 15 × 14 stitches, each a V.

Decided by the name alone, so that one group looks the same on every page, poster and hub.
"""

import functools
import hashlib
import re
import unicodedata

from django.utils.html import format_html
from django.utils.safestring import SafeString

from closeknit.core import assets
from closeknit.core.knit_font import HEIGHT, LETTERS, MOTIFS

COLUMNS, ROWS = 15, 14
STITCH_WIDTH, STITCH_HEIGHT = 40, 43
VIEW_BOX = f"0 0 {COLUMNS * STITCH_WIDTH} {ROWS * STITCH_HEIGHT}"
DYES = ("woad", "madder", "weld", "lincoln", "heather", "ink")
RHYTHMS = (2, 3, 4)

# Of four million seeds, the one whose dyes come closest to the groups of our first drawings.
SEED = b"2226851"
LETTER_COUNT = 2
FIRST_LETTER_ROW = 3
BORDER_ROWS = (1, 12)
# Words that say little about which group this is. The second set only goes while two others stay.
LITTLE_WORDS = frozenset({"a", "an", "and", "at", "by", "for", "in", "of", "on", "the", "to", "with"})
PLAIN_WORDS = frozenset({"friends", "green", "hill", "lane", "park", "road", "street"})
# Letters that Unicode does not take apart into a plain letter and an accent.
UNJOINED = str.maketrans({"Æ": "A", "Ð": "D", "Ø": "O", "Þ": "T", "Đ": "D", "Ł": "L", "Œ": "O"})


def svg(name: str) -> SafeString:
    """The swatch for a page. It is hidden from screen readers: the name stands beside it.

    The plain stitches, the same for all, are one picture that the browser fetches once.
    """
    return _svg(dye(name), stitches(name), assets.address("core/img/knit.svg"))


@functools.lru_cache(maxsize=8192)
def _svg(dyed: str, drawn: str, sheet: str) -> SafeString:
    """Drawn once for all names of the same letters, dye and rhythm."""
    return format_html(
        '<svg class="swatch swatch-{}" viewBox="{}" aria-hidden="true">'
        '<use class="plain" href="{}#plain"/><path class="letters" d="{}"/></svg>',
        dyed,
        VIEW_BOX,
        sheet,
        drawn,
    )


def initials(name: str) -> str:
    """At most two knittable letters; empty when the name is in a script we cannot knit."""
    words = [word for word in re.findall(r"[A-Z0-9]+", _plain(name)) if word]
    told = [word for word in words if word.lower() not in LITTLE_WORDS] or words
    for plain in [word for word in told if word.lower() in PLAIN_WORDS]:
        if len(told) > LETTER_COUNT:
            told.remove(plain)
    return "".join(word[0] for word in told[:LETTER_COUNT])


def dye(name: str) -> str:
    return DYES[_dice(name)[0] % len(DYES)]


def rhythm(name: str) -> int:
    """Every how many stitches the border of the swatch has one in the bright yarn."""
    return RHYTHMS[_dice(name)[1] % len(RHYTHMS)]


def grid(name: str) -> tuple[str, ...]:
    """The swatch as its rows, top first; ``#`` is a stitch in the bright yarn."""
    drawn = _knit(initials(name)) or MOTIFS[_dice(name)[2] % len(MOTIFS)].split()
    letters = [row.center(COLUMNS, ".") for row in drawn]
    rows = ["." * COLUMNS] * ROWS
    rows[FIRST_LETTER_ROW : FIRST_LETTER_ROW + HEIGHT] = letters
    for row, border in zip(BORDER_ROWS, _borders(rhythm(name)), strict=True):
        rows[row] = border
    return tuple(rows)


@functools.lru_cache(maxsize=8192)
def stitches(name: str) -> str:
    """The bright stitches as the ``d`` of one SVG path in ``VIEW_BOX``."""
    return _path(grid(name))


@functools.lru_cache(maxsize=8192)
def _path(rows: tuple[str, ...]) -> str:
    return "".join(
        f"M{column * STITCH_WIDTH + 3} {line * STITCH_HEIGHT + 8}l17 28 17-28"
        for line, row in enumerate(rows)
        for column, stitch in enumerate(row)
        if stitch == "#"
    )


def ground_stitches() -> str:
    """The plain stitches under every swatch, the same for all: kept in ``core/img/knit.svg``."""
    row = "l20 28 20-28" * COLUMNS
    return "".join(f"M0 {line * STITCH_HEIGHT + 8}{row}" for line in range(ROWS))


def _plain(name: str) -> str:
    """Capitals without accents, apostrophes closed up, so that “Parents’” is one word."""
    capitals = name.upper().translate(UNJOINED).replace("’", "").replace("'", "")
    return "".join(c for c in unicodedata.normalize("NFKD", capitals) if not unicodedata.combining(c))


def _knit(letters: str) -> list[str]:
    drawn = [LETTERS[letter].split() for letter in letters]
    return [".".join(rows) for rows in zip(*drawn, strict=True)]


def _borders(every: int) -> tuple[str, str]:
    """Dots above and below; at every fourth, the lower border is the upper one turned inside out."""
    top_first, low_first = (1, 1) if every < max(RHYTHMS) else (3, 1)
    top = "".join("#" if column % every == top_first else "." for column in range(COLUMNS))
    low = "".join("#" if column % every == low_first else "." for column in range(COLUMNS))
    if every < max(RHYTHMS):
        return top, low
    return top, low.translate(str.maketrans("#.", ".#"))


def _dice(name: str) -> bytes:
    """Even numbers from a name; a fixed hash, because Python's own changes with each start."""
    return hashlib.blake2b(" ".join(name.split()).casefold().encode(), digest_size=4, person=SEED).digest()
