"""What stands above a page for who is signed in: ``{% masthead_tools %}`` of the rooms, and ``{% manage_trail %}``."""

from typing import Any

from django import template
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from closeknit.core import manage_menu, masthead

register = template.Library()


@register.simple_tag(takes_context=True)
def masthead_tools(context: template.Context) -> SafeString:
    return format_html_join("", "{}", ((tool,) for tool in masthead.tools_for(context["person"])))


@register.inclusion_tag("core/_manage_trail.html", takes_context=True)
def manage_trail(context: template.Context, address: str = "", words: str = "") -> dict[str, Any]:
    """The way back to what there is to look after, on every page below it; with one step more between."""
    request = context.get("request")
    trail = manage_menu.trail_of(request.path) if request and context.get("person") else None
    return {"trail": trail, "more": [(address, words)] if address else []}
