"""The one way in which a form of editing is answered: locked, met with what others did, then saved."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest

from closeknit.core.http import person_of
from closeknit.directory.editing.actions import change_group, held
from closeknit.directory.editing.forms import PartForm
from closeknit.directory.editing.merging import meet
from closeknit.directory.editing.portrait import portrait
from closeknit.directory.models import Group

WRONG, CLASH = 422, 409


@dataclass(frozen=True, slots=True)
class Answered:
    """The form to be shown, or that all is saved."""

    form: Any
    status: int = 200
    is_saved: bool = False


def answer(
    request: HttpRequest,
    group: Group,
    make: Callable[..., PartForm],
    changes: Callable[[Any], dict[str, Any]] = lambda form: form.changes(),
    *,
    only_look: bool = False,
) -> Answered:
    """``make(*data, now=…)`` builds the form. Nothing that was typed is lost: not by an error, and
    not when another editor was quicker. ``only_look`` checks and saves nothing."""
    if request.method != "POST":
        return Answered(make(now=portrait(group)))
    with held(group) as row:
        now = portrait(row)
        blank = make(now=now)
        meeting = meet(blank, request.POST, blank.initial)
        form = make(meeting.typed, now=now)
        form.clashes = meeting.clashes
        if not form.is_valid() or form.clashes:
            return Answered(form, CLASH if form.clashes else WRONG)
        if only_look:
            return Answered(form)
        change_group(group=row, changes=changes(form), by=person_of(request))
    return Answered(form, is_saved=True)
