"""What the answer box of a date needs, for whoever looks at its page."""

from collections.abc import Mapping
from typing import Any

from django import template
from django.utils import timezone

from closeknit.accounts import with_help
from closeknit.calendar.answering import reads
from closeknit.calendar.answering.dates import date_of
from closeknit.calendar.answering.reads import Box
from closeknit.calendar.forms.answers import AnswerForm, own_form
from closeknit.calendar.models import Series

register = template.Library()


@register.simple_tag(takes_context=True)
def answer_box(context: Mapping[str, Any], series: Series, original: str) -> Box:
    """How the date stands for the person who looks. Two queries."""
    return reads.box_of(date_of(series, original), timezone.now(), person=context["person"])


@register.simple_tag(takes_context=True)
def answer_form(context: Mapping[str, Any], box: Box) -> AnswerForm:
    """The form with what they said before. One query, two if they said what they need."""
    form = own_form(None, box.row, most_guests=box.date.series.most_guests)
    with_help.ask(form, context["person"])
    return form
