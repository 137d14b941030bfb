"""Events written and changed for somebody with help, and how that person takes them back."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from closeknit.accounts.models import HelpedAct
from closeknit.accounts.with_help import Hands
from closeknit.calendar import keeping
from closeknit.calendar.actions import effects
from closeknit.calendar.actions.editing import edit_all, edit_following
from closeknit.calendar.actions.publishing import cancel_series
from closeknit.calendar.answering.vocabulary import Says
from closeknit.calendar.models import HelpedEdit, Series
from closeknit.calendar.vocabulary import Sight
from closeknit.core.errors import Refused
from closeknit.directory.models import Venue
from closeknit.journal.helping import note_help

EDIT = "calendar.edit"
_SAID = tuple(name for name in effects.Details.__annotations__ if name != "venue")


@transaction.atomic
def change_event(series: Series, *, hands: Hands, original: str = "", **said: Any) -> Series:
    """Change it, from the date of that name on or all that is to come; perhaps for somebody whom one helps.
    Returns the series that its dates belong to now."""
    row = effects.hold(series)
    before = _said(row)
    told = {**said, "by": hands.author, "helper": hands.helper}
    made = edit_following(row, original, **told) if original else edit_all(row, **told)
    if hands.helper is not None:
        edit = HelpedEdit.objects.create(
            series=made, before=before if made.pk == row.pk else {}, sequence=made.sequence
        )
        note_help(EDIT, edit.pk, hands=hands, name=made.title)
    return made


@transaction.atomic
def take_back_event(number: int) -> None:
    """It goes from the calendar; where somebody said that they come it is called off, so that they hear of it."""
    row = effects.hold(Series.objects.get(pk=number))
    if row.answers.exclude(says=Says.NO).exists():
        cancel_series(row, by=row.author)
    elif row.sight == Sight.SHOWN:
        row.sight = Sight.REMOVED
        effects.settle(row)


@transaction.atomic
def take_back_change(number: int) -> None:
    """It says again what it said before, unless it was changed once more since then."""
    edit = HelpedEdit.objects.select_related("series").get(pk=number)
    row = effects.hold(edit.series)
    if not edit.before or row.sequence != edit.sequence:
        raise Refused(_("It was changed again since then, or parted in two. Change it on its own page."))
    details = {name: value for name, value in edit.before.items() if name in _SAID}
    venue = Venue.objects.filter(pk=edit.before["venue"]).first()
    by = HelpedAct.objects.get(kind=EDIT, thing_id=number).person
    rule, themes = keeping.unpacked(edit.before["rule"]), edit.before.get("themes")
    edit_all(row, by=by, rule=rule, venue=venue, themes=themes, **details)


def _said(series: Series) -> dict[str, Any]:
    apart = {"venue": series.venue_id, "rule": series.rule, "themes": effects.own_themes(series)}
    return {name: getattr(series, name) for name in _SAID} | apart
