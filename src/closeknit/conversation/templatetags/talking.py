"""What templates draw of a talk: what somebody said, and the talk at the foot of a thing's own page."""

from typing import Any

from django import template
from django.urls import reverse
from django.utils.safestring import SafeString

from closeknit.conversation import reads
from closeknit.conversation.subjects import subjects
from closeknit.conversation.threads import Place
from closeknit.core import rich_text

register = template.Library()


@register.filter
def as_said(text: str) -> SafeString:
    """Somebody's words as clean HTML."""
    return rich_text.render(text)


@register.inclusion_tag("conversation/_talk_of.html", takes_context=True)
def talk_about(context: template.Context, kind: str, thing: Any) -> dict[str, Any]:
    """The newest of what was said about a thing, and the way to all of it. One query when nothing was
    said, at most seven."""
    place = Place(subjects()[kind], thing)
    talk = reads.newest(place, context.get("person"))
    return {"place": place, "talk": talk, "address": reverse("conversation:talk", args=place.key)}


@register.simple_tag
def report_address(kind: str, thing: Any) -> str:
    """Where a contribution of another room is reported."""
    return reverse("conversation:report", args=[kind, thing.uuid])
