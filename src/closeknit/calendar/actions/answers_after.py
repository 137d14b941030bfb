"""What becomes of answers when their date changes: whoever said yes or perhaps is told, and the line moves up.

It goes along with ``aftermath``: called in the transaction of the change, once it is written down.
"""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from closeknit.calendar.actions.answers import tell_promoted
from closeknit.calendar.answering import letters, reminders
from closeknit.calendar.answering.dates import AnswerDate, date_of, date_that_was
from closeknit.calendar.answering.seating import hold
from closeknit.calendar.answering.vocabulary import News, Says
from closeknit.calendar.models import Answer, Attendance, Series


@transaction.atomic
def date_changed(series: Series, original: str, what: str, *, note: str = "") -> None:
    """This date was moved, cancelled, or happens after all. Safe to repeat: nobody gets the same letter twice."""
    now, held = timezone.now(), hold(series, original)
    _tell_all(_to_be_told(held.date.series, original), held.date, News(what), note)
    _move_up(held.date.series, original, now)


@transaction.atomic
def series_changed(series: Series, what: str, *, note: str = "") -> None:
    """The same for all dates to come: the whole series was cancelled, or is elsewhere now."""
    for original in _originals_to_come(series):
        date_changed(series, original, what, note=note)


@transaction.atomic
def room_changed(series: Series) -> None:
    """There are more places now, or fewer, or more time to ask. Fewer throw nobody out."""
    now = timezone.now()
    for original in _originals_to_come(series):
        held = hold(series, original)
        tell_promoted(held, held.fill(now))


@transaction.atomic
def date_renamed(series: Series, original: str, to_series: Series, to_original: str, *, note: str = "") -> None:
    """The rule has changed, and this date is another one now; with an empty ``to_original`` it is no more."""
    now = timezone.now()
    rows = _to_be_told(series, original)
    if not to_original:
        for row in rows:
            _tell_all([row], date_that_was(row), News.CANCELLED, note)
        return
    date = date_of(to_series, to_original)
    same_hour = {row.pk for row in rows if row.starts == date.starts}
    for model in (Answer, Attendance):
        model._default_manager.filter(series=series, original=original).update(series=to_series, original=to_original)
    kept = _to_be_told(to_series, to_original)
    _tell_all([row for row in kept if row.pk not in same_hour], date, News.MOVED, note)
    _move_up(to_series, to_original, now)


def _originals_to_come(series: Series) -> list[str]:
    """The dates to come that somebody has answered to. One query."""
    rows = Answer.objects.filter(series=series, starts__gt=timezone.now()).order_by()
    return sorted(rows.values_list("original", flat=True).distinct())


def _to_be_told(series: Series, original: str) -> list[Answer]:
    rows = Answer.objects.to_date(series, original).confirmed().exclude(says=Says.NO)
    return list(rows.select_related("person", "series__group"))


def _tell_all(rows: Iterable[Answer], date: AnswerDate, what: News, note: str) -> None:
    """Of what lay in the past, and still does, there is nothing to tell."""
    now = timezone.now()
    for row in rows:
        if now < max(row.starts, date.starts):
            letters.give_news(row, date, what, note)
        row.starts = date.starts
        row.remind_at = None if date.is_cancelled else reminders.moment_for(row, now)
        row.reminded_at = None if row.remind_at else row.reminded_at
        row.save(update_fields=["starts", "remind_at", "reminded_at"])


def _move_up(series: Series, original: str, now: datetime) -> None:
    """Until answers close; then the organiser alone lets people in."""
    held = hold(series, original)
    if not held.date.is_cancelled and not held.date.is_closed(now):
        tell_promoted(held, held.fill(now))
