"""``{% live_map map %}``: a map with pins, as the room that can draw maps draws it."""

from typing import Any

from django import template
from django.utils.html import format_html

from closeknit.core import live_map as registry
from closeknit.core.page_cache import version_of

register = template.Library()


@register.simple_tag(takes_context=True)
def live_map(context: template.Context, shown: registry.LiveMap) -> Any:
    return format_html("{}", registry.drawn(shown, version_of(context["request"])))
