"""The button with which one follows a thing, on whatever page the thing has."""

from collections.abc import Mapping
from typing import Any

from django.db.models import Model
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from closeknit.journal.following import level_of
from closeknit.journal.forms import LevelForm
from closeknit.journal.things import form_name
from closeknit.journal.vocabulary import Level


def draw(page: Mapping[str, Any], thing: Model) -> SafeString:
    """For the page that knows ``person`` and ``request``, as ``show`` puts them there. One query, or none."""
    return render_to_string(
        "journal/_follow.html", {**page, "here": page["request"].get_full_path(), **_of(page, thing)}
    )


def _of(page: Mapping[str, Any], thing: Model) -> dict[str, Any]:
    if page["person"] is None:
        return {}
    level = level_of(page["person"], thing)
    return {
        "thing": form_name(thing),
        "follows": level,
        "form": lambda: LevelForm(initial={"level": level or Level.DIGEST}, auto_id="follow-%s"),
    }
