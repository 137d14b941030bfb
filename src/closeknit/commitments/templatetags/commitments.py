"""``{% commitments_of thing %}``: what was asked and promised about a thing, on the pages of rooms above;
``{% commitment_lines lines %}``: some promises that such a page has gathered."""

from collections.abc import Sequence
from typing import Any

from django import template

from closeknit.commitments import reads, sections

register = template.Library()


@register.simple_tag(takes_context=True)
def commitments_of(context: template.Context, thing: Any) -> str:
    """A section; nothing at all where nothing was asked or promised. Two queries, or a few more."""
    return sections.draw({name: context.get(name) for name in ("person", "request", "csrf_token")}, thing)


@register.inclusion_tag("commitments/_lines.html")
def commitment_lines(lines: Sequence[reads.Line], here: str = "") -> dict[str, Any]:
    """What was promised, one below the other; ``here`` is the uuid of the thing whose page it is."""
    return {"lines": lines, "level": 3, "here": here}
