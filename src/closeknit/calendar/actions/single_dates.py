"""One date of a series: moved, cancelled, on after all. Its page stays where it is."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from closeknit.accounts.models import Person
from closeknit.calendar import aftermath, verbs, wording
from closeknit.calendar.actions import effects
from closeknit.calendar.actions.publishing import tell
from closeknit.calendar.aftermath import What
from closeknit.calendar.dates import Happening, date_named, holidays_for
from closeknit.calendar.models import Change, Series
from closeknit.core.errors import Refused


@transaction.atomic
def change_date(  # noqa: PLR0913 - a door: all that can be otherwise about one date
    series: Series,
    original: str,
    *,
    by: Person | None,
    starts: datetime | None = None,
    minutes: int | None = None,
    title: str = "",
    venue: Any = None,
    place_words: str = "",
    note: str = "",
) -> Change:
    """This date alone is otherwise; what is left empty is as in the series. ``dates.NoSuchDate`` if there is none."""
    row = effects.hold(series)
    change, before = _found(row, original)
    change.starts, change.minutes, change.title, change.note = starts, minutes, title, note
    change.venue, change.place_words = venue, place_words
    after = _settle(row, change, by)
    is_moved = (before.starts, before.ends, before.venue, before.place_words) != (
        after.starts, after.ends, after.venue, after.place_words,
    )  # fmt: skip
    if is_moved:
        tell(verbs.DATE_MOVED, row, by, when=wording.when(after), note=note)
        aftermath.date_changed(row, original, What.MOVED, note=note)
    return change


@transaction.atomic
def cancel_date(series: Series, original: str, *, by: Person | None, note: str = "") -> Change:
    """It is not on. Safe to repeat."""
    row = effects.hold(series)
    change, before = _found(row, original)
    if change.is_cancelled:
        return change
    change.is_cancelled, change.note = True, note
    _settle(row, change, by)
    tell(verbs.DATE_CANCELLED, row, by, when=wording.when(before), note=note)
    aftermath.date_changed(row, original, What.CANCELLED, note=note)
    return change


@transaction.atomic
def restore_date(series: Series, original: str, *, by: Person | None) -> Change:
    """It is on after all."""
    row = effects.hold(series)
    change, _before = _found(row, original)
    if not change.is_cancelled:
        raise Refused(_("This date is not cancelled."))
    change.is_cancelled, change.note = False, ""
    after = _settle(row, change, by)
    tell(verbs.DATE_RESTORED, row, by, when=wording.when(after))
    aftermath.date_changed(row, original, What.RESTORED)
    return change


def _found(series: Series, original: str) -> tuple[Change, Happening]:
    """What is otherwise about the date already, or an empty row; and the date as it is now."""
    kept = Change.objects.filter(series=series, original=original).select_related("venue").first()
    before = date_named(series, original, kept, holidays_for(series))
    return kept or Change(series=series, original=original, sequence=series.sequence), before


def _settle(series: Series, change: Change, by: Person | None) -> Happening:
    change.sequence, change.by, change.at = max(change.sequence, series.sequence) + 1, by, timezone.now()
    change.save()
    effects.settle(series)
    return date_named(series, change.original, change, holidays_for(series))
