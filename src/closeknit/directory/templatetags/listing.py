"""What the directory's templates say of a listing: its standing, its words, its linked data."""

import json
from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from closeknit.core import rich_text
from closeknit.directory import freshness
from closeknit.directory.freshness import Freshness, Standing

register = template.Library()

TONES = {
    Freshness.FRESH: ("good", "check"),
    Freshness.DUE: ("info", "refresh"),
    Freshness.UNCONFIRMED: ("wait", "info-circle"),
    Freshness.DORMANT: ("wait", "moon"),
    Freshness.CLOSED: ("", "x"),
}


@register.inclusion_tag("core/_badge.html")
def standing_badge(standing: Standing) -> dict[str, str]:
    """How far the listing can be trusted, as a badge."""
    tone, sign = TONES[Freshness(standing.code)]
    return {"words": standing.words, "tone": tone, "sign": sign}


@register.filter
def confirmation(group: Any) -> str:
    """Who confirmed the group's listing, when and how."""
    return freshness.confirmation(group.confirmed_on, group.confirmed_by, group.confirmed_how)


@register.filter
def rich(text: str) -> SafeString:
    """A group's own words as clean HTML."""
    return rich_text.render(text)


@register.filter
def linked_data(data: dict[str, Any]) -> SafeString:
    """The data as a JSON-LD block. It is data, not a script: no browser runs it."""
    escaped = (
        json.dumps(data, ensure_ascii=False).replace("&", "\\u0026").replace("<", "\\u003C").replace(">", "\\u003E")
    )
    block = mark_safe(escaped)  # noqa: S308 - the three characters that end a block are escaped
    return format_html('<script type="application/ld+json">{}</script>', block)


@register.filter
def without_scheme(address: str) -> str:
    """An address as one would write it on a wall."""
    return address.split("://", 1)[-1].rstrip("/")
