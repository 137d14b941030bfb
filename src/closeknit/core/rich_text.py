"""What people write about themselves: a little Markdown in, clean HTML out."""

import re
from functools import lru_cache

import nh3
from django.utils.html import strip_tags
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt

TAGS = {"p", "br", "strong", "em", "ul", "ol", "li", "a", "blockquote", "h3", "h4", "hr", "code", "pre"}
SCHEMES = {"http", "https", "mailto", "tel"}

# Raw HTML is shown as typed. One line break stays one: people write addresses and verses.
_markdown = MarkdownIt("commonmark", {"html": False, "breaks": True}).disable("image")
_HEADING = re.compile(r"<(/?)h([1-6])>")
_OPENS = re.compile(r"<h([1-6])>")


MOST_REMEMBERED = 512  # texts that many read just now; a few kilobytes each


@lru_cache(MOST_REMEMBERED)
def render(text: str) -> SafeString:
    """The text as HTML from a short list of tags. Links are marked as written by a visitor."""
    html = _under_our_own(_markdown.render(text))
    clean = nh3.clean(
        html,
        tags=TAGS,
        attributes={"*": set(), "a": {"href"}, "ol": {"start"}},
        url_schemes=SCHEMES,
        link_rel="nofollow ugc noopener",
        strip_comments=True,
    )
    return mark_safe(clean)  # noqa: S308 - cleaned one line above


def plain(text: str) -> str:
    """The words alone, on one line: for search, cards and feeds."""
    return " ".join(strip_tags(render(text).replace("<", " <")).split())


def _under_our_own(html: str) -> str:
    """The page has its own first and second headings; a text's begin at the third and leave none out."""
    levels = [int(level) for level in _OPENS.findall(html)]
    if not levels:
        return html
    top, deepest = min(levels), 2

    def placed(tag: re.Match[str]) -> str:
        nonlocal deepest
        slash, level = tag.groups()
        if not slash:
            deepest = min(int(level) - top + 3, deepest + 1, 4)
        return f"<{slash}h{deepest}>"

    return _HEADING.sub(placed, html)
