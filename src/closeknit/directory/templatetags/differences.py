"""``{% difference pieces %}``: what was taken out and put in, word by word, on the pages of rooms above."""

from collections.abc import Sequence
from typing import Any

from django import template

register = template.Library()


@register.inclusion_tag("directory/editing/_pieces.html")
def difference(pieces: Sequence[Any]) -> dict[str, Any]:
    """One paragraph; it says so when nothing shows."""
    return {"pieces": pieces}
