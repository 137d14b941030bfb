"""``{% thing_sections group %}``: what other rooms have to show on this thing's own page."""

from typing import Any

from django import template
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from closeknit.core import thing_sections as registry

register = template.Library()


@register.simple_tag(takes_context=True)
def thing_sections(context: template.Context, thing: Any) -> SafeString:
    page = {name: context.get(name) for name in ("person", "request", "csrf_token")}
    return format_html_join("", "{}", ((section,) for section in registry.sections_of(page, thing)))
