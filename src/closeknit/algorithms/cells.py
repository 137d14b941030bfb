"""Spreadsheet cells that a program cannot take for a formula, and the way back.

A text that a spreadsheet might run gets an apostrophe in front, which makes it text everywhere.
``restore`` undoes exactly that, so that what we export imports unchanged. Source: OWASP, *CSV
Injection*; ASVS 1.2.10. O(length).
"""

import re

_MARK = "'"
# What may stand before the dangerous sign and be passed over: blanks, quotes, separators, and
# characters that are not seen. The mark itself must be one of them, or the way back is not exact.
_PASSED_OVER = r"[\s\x00-\x1f\"'`´‘’“”„«»;,|\u00ad\u200b-\u200f\u2028-\u202f\u2060-\u206f\ufeff]*"
_SIGNS = r"[=+\-@\t\r\n＝＋－＠﹦﹢﹣﹫−]"
_RISKY = re.compile(_PASSED_OVER + _SIGNS)


def neutralise(value: str) -> str:
    """The text, with an apostrophe in front if a spreadsheet might run it."""
    return _MARK + value if _RISKY.match(value) else value


def restore(value: str) -> str:
    """The text that ``neutralise`` was given: ``restore(neutralise(x)) == x`` for every x."""
    return value[1:] if value.startswith(_MARK) and _RISKY.match(value, 1) else value
