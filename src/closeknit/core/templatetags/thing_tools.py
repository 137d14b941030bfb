"""``{% thing_tools area %}``: what the rooms above offer to do with this thing."""

from typing import Any

from django import template
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from closeknit.core import thing_tools as registry

register = template.Library()


@register.simple_tag(takes_context=True)
def thing_tools(context: template.Context, thing: Any) -> SafeString:
    page = {name: context.get(name) for name in ("person", "request", "csrf_token")}
    return format_html_join("", "{}", ((tool,) for tool in registry.tools_of(page, thing)))
