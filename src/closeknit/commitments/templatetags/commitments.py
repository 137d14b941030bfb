"""``{% commitments_of thing %}``: what was asked and promised about a thing, on the pages of rooms above."""

from typing import Any

from django import template

from closeknit.commitments import sections

register = template.Library()


@register.simple_tag(takes_context=True)
def commitments_of(context: template.Context, thing: Any) -> str:
    """A section; nothing at all where nothing was asked or promised. Two queries, or a few more."""
    return sections.draw({name: context.get(name) for name in ("person", "request", "csrf_token")}, thing)
