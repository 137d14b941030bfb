"""The tags of a page, read quickly where they are written as ours are."""

import re
from html import unescape

BEGIN = re.compile(r"<[a-z]", re.IGNORECASE)
TAG = re.compile(r"<([a-z][a-z0-9-]*)((?:\s+[^\s\"'<>=/]+(?:=\"[^\"]*\"|=[^\s\"'<>=`]+)?)*)\s*/?>", re.IGNORECASE)
ATTRIBUTE = re.compile(r"([^\s\"'<>=/]+)(?:=\"([^\"]*)\"|=([^\s\"'<>=`]+))?")


def tags_of(html: str) -> list[re.Match[str]] | None:
    """Each tag that opens something; None when one is not whole, or oddly written."""
    found = []
    for begin in BEGIN.finditer(html):
        tag = TAG.match(html, begin.start())
        if tag is None:
            return None
        found.append(tag)
    return found


def attributes_of(tag: re.Match[str]) -> dict[str, str]:
    return {key.lower(): unescape(one or other) for key, one, other in ATTRIBUTE.findall(tag[2])}
