"""UK postcodes by their shape: an outcode (``LW1``), a space, a digit and two letters (``4TT``).

Source: the forms that Royal Mail's *Programmers' Guide* to the PAF lists (A9, A99, AA9, AA99, A9A,
AA9A) and the letters it leaves out. Whether a postcode exists is not known here. O(length).
"""

import re
from itertools import product

_OUT = r"[A-PR-UWYZ](?:[0-9]{1,2}|[A-HK-Y][0-9]{1,2}|[0-9][A-HJKPSTUW]|[A-HK-Y][0-9][ABEHMNPRVWXY])|GIR"
_IN = r"[0-9][ABD-HJLNP-UW-Z]{2}"
_OUTCODE = re.compile(_OUT)
_POSTCODE = re.compile(rf"({_OUT})({_IN})")
_IN_TEXT = re.compile(rf"(?<![A-Z0-9])({_OUT})[ \t\u00a0]{{0,2}}({_IN})(?![A-Z0-9])", re.IGNORECASE)
_LOOK_ALIKE = {"O": "O0", "0": "0O", "I": "I1", "1": "1IL", "L": "L1"}
_LONGEST = 20  # with what people put between: “ lw1 - 4tt. ”


def normalise(text: str) -> str | None:
    """The postcode as it is written (``LW1 4TT``) if the text is one in any spacing or case."""
    found = _POSTCODE.fullmatch(_bare(text))
    return f"{found[1]} {found[2]}" if found else None


def normalise_outcode(text: str) -> str | None:
    """The outcode (``LW1``) if the text is one and nothing more."""
    bare = _bare(text)
    return bare if _OUTCODE.fullmatch(bare) else None


def outcode(postcode: str) -> str:
    """``LW1`` of a normal ``LW1 4TT``."""
    return postcode.partition(" ")[0]


def sector(postcode: str) -> str:
    """``LW1 4`` of a normal ``LW1 4TT``."""
    return postcode[:-2]


def find_postcodes(text: str) -> list[str]:
    """The postcodes in a text, in normal form, each once, in order."""
    return list(dict.fromkeys(f"{one} {two}".upper() for one, two in _IN_TEXT.findall(text)))


def suggestions(text: str) -> list[str]:
    """Postcodes that a text may mean if O and 0, or I, L and 1, were taken for each other.

    Those with the fewest changes first, then by the alphabet; not the text itself.
    """
    bare = _bare(text)
    if not 5 <= len(bare) <= 7:  # noqa: PLR2004 - the lengths of a postcode
        return []
    found = []
    for letters in product(*(_LOOK_ALIKE.get(letter, letter) for letter in bare)):
        postcode = normalise("".join(letters))
        changes = sum(old != new for old, new in zip(bare, letters, strict=True))
        if postcode and changes:
            found.append((changes, postcode))
    return [postcode for _, postcode in sorted(found)]


def _bare(text: str) -> str:
    """Letters and digits alone, in capitals; nothing if the text is too long to be a postcode."""
    text = text.strip().replace("\u00a0", " ")
    if len(text) > _LONGEST or not text.isascii():
        return ""
    return re.sub(r"[\s.,\-]", "", text).upper()
