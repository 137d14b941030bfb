"""Words of a feed as plain text: without tags, entities and what cannot be seen. O(length)."""

import html
import re

import nh3

from closeknit.algorithms.text import clean_line, clean_text

_TAG = re.compile(
    r"</?(?:a|b|i|u|p|br|div|span|li|ul|ol|h[1-6]|table|t[rdh]|strong|em|font|html|body|img|script|style)\b[^<>]*>",
    re.IGNORECASE,
)
_BREAK = re.compile(r"<(?:br|/?p|/?div|/?li|/?ul|/?ol|/?tr|/?table|/?h[1-6])\b[^<>]*>", re.IGNORECASE)
_LINK = re.compile(r"""<a\b[^<>]*?\bhref\s*=\s*["']?(https?://[^"'<>\s]+)["']?[^<>]*>([^<>]*)</a>""", re.IGNORECASE)
_LONGEST_LINE, _LONGEST_TEXT, _LONGEST_URL = 300, 10_000, 2_000
_WEB = re.compile(r"https?://[^\s<>\"\\^`{|}]+", re.IGNORECASE)


def line(text: str) -> str:
    """A title or a place: one line of plain text."""
    return clean_line(_without_tags(text[:_LONGEST_TEXT]))[:_LONGEST_LINE].strip()


def paragraphs(text: str) -> str:
    """A description: lines and paragraphs of plain text, with the addresses of links behind their words."""
    return clean_text(_without_tags(text[: 2 * _LONGEST_TEXT]))[:_LONGEST_TEXT].strip()


def address(text: str) -> str:
    """A link to the web, or nothing."""
    text = text.strip()
    return text if len(text) <= _LONGEST_URL and _WEB.fullmatch(text) else ""


def _without_tags(text: str) -> str:
    if _TAG.search(text):
        text = _BREAK.sub("\n", _LINK.sub(_linked, text))
        text = nh3.clean(text, tags=set(), link_rel=None)
    return html.unescape(text) if "&" in text else text


def _linked(found: re.Match[str]) -> str:
    where, words = found[1], found[2].strip()
    return where if not words or html.unescape(words) == html.unescape(where) else f"{words} ({where})"
