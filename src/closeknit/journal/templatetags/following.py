"""``{% follow_button thing %}``: how much of this does one want to hear. Costs a query, for a visitor none."""

from typing import Any

from django import template
from django.db.models import Model

from closeknit.journal.following import level_of
from closeknit.journal.forms import LevelForm
from closeknit.journal.things import form_name
from closeknit.journal.vocabulary import Level

register = template.Library()


@register.inclusion_tag("journal/_follow.html", takes_context=True)
def follow_button(context: template.Context, thing: Model) -> dict[str, Any]:
    """Needs ``request`` and ``person`` in the page's context, as ``show`` puts them there."""
    person, request = context.get("person"), context["request"]
    if person is None:
        return {"request": request, "person": None, "here": request.get_full_path()}
    level = level_of(person, thing)
    return {
        "request": request,
        "csrf_token": context.get("csrf_token"),
        "person": person,
        "here": request.get_full_path(),
        "thing": form_name(thing),
        "follows": level,
        "level_words": Level(level).label if level else "",
        "form": LevelForm(initial={"level": level or Level.DIGEST}, prefix=None, auto_id="follow-%s"),
    }
