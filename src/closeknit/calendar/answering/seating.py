"""Who has a place at one date, kept under a lock: nobody else answers to it until the transaction ends."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext

from closeknit.algorithms import seats
from closeknit.calendar.answering import reminders
from closeknit.calendar.answering.dates import AnswerDate, date_of
from closeknit.calendar.answering.vocabulary import Says
from closeknit.calendar.models import Answer, Series
from closeknit.core.errors import Refused
from closeknit.places import versions


@dataclass(frozen=True, slots=True)
class Held:
    """A date, and all who want to come to it, by the key that ``algorithms.seats`` knows them by."""

    date: AnswerDate
    rows: dict[str, Answer]

    def now(self) -> seats.Date:
        """As it stands in the database."""
        return seats.Date(
            capacity=self.date.series.capacity,
            answers=tuple(map(_as_asked, self.rows.values())),
            closes_at=self.date.closes_at,
            most_heads=self.date.most_heads,
            is_cancelled=self.date.is_cancelled,
        )

    def take(self, row: Answer, says: str, heads: int, now: datetime) -> list[Answer]:
        """Write down what they say now; gives those who got a place by it. ``Refused`` says why not."""
        key = str(row.uuid)
        try:
            after = self.now().answer(key, says, heads, now)
        except seats.NotPossible as no:
            raise Refused(no.sentence.said(gettext)) from no
        self.rows[key] = row
        return [one for one in self.keep(after, now, changed=row) if one is not row]

    def take_by_hand(self, row: Answer, heads: int, now: datetime) -> list[Answer]:
        """The organiser writes down that they come. After the cut-off nobody is asked: they are in."""
        if not self.date.is_closed(now):
            return self.take(row, Says.YES, heads, now)
        self.rows[str(row.uuid)] = row
        row.says, row.heads, row.at = Says.YES, heads, now
        return self.admit(row, now)

    def admit(self, row: Answer, now: datetime) -> list[Answer]:
        """The organiser lets in who waits, whoever else does and however full it is."""
        try:
            after = self.now().admit(str(row.uuid))
        except seats.NotPossible as no:
            raise Refused(no.sentence.said(gettext)) from no
        return self.keep(after, now)

    def leave(self, row: Answer, now: datetime) -> list[Answer]:
        """They take their answer back; the line moves up. The row itself is the caller's."""
        before = self.now()
        if self.rows.pop(str(row.uuid), None) is None or self.date.is_cancelled:
            return []
        return self.keep(before.answer(str(row.uuid), Says.NO, row.heads, now), now)

    def fill(self, now: datetime) -> list[Answer]:
        """Places that have become free by another way go to the line: a larger room, a later cut-off."""
        return self.keep(self.now().resize(self.date.series.capacity), now)

    def keep(self, after: seats.Date, now: datetime, changed: Answer | None = None) -> list[Answer]:
        """Save whatever is different, and what was ``changed`` otherwise; gives those who have a place and had
        none, in the order of the line."""
        promoted = []
        for told in sorted(after.answers, key=lambda answer: answer.turn):
            row = self.rows.get(str(told.key))
            if row is None or (row is not changed and row.confirmed_at and _as_asked(row) == told):
                continue
            got_in = told.is_in and not row.is_in
            row.says, row.heads, row.at, row.is_in = told.says, told.heads, told.at, told.is_in
            row.confirmed_at = row.confirmed_at or now
            row.starts = self.date.starts
            row.remind_at = reminders.moment_for(row, now)
            row.save()
            promoted += [row] * got_in
        return promoted


def hold(series: Series, original: str) -> Held:
    """The date, alone. ``ValueError`` if there is none. The hub before the series, as everywhere, so that no
    two wait for each other. Call it in a transaction."""
    versions.bump_pages()
    alone = Series.objects.select_for_update(of=("self",), no_key=True)
    locked = alone.select_related("group", "venue__point").get(pk=series.pk)
    date = date_of(locked, original)
    rows = Answer.objects.to_date(locked, original).saying_yes().select_related("person", "series__group")
    return Held(date, {str(row.uuid): row for row in rows})


def seats_of(date: AnswerDate, rows: Iterable[Answer]) -> seats.Seats:
    """The same for a page, without the lock."""
    return Held(date, {str(row.uuid): row for row in rows if row.says == Says.YES}).now().seats()


def _as_asked(row: Answer) -> seats.Answer:
    return seats.Answer(str(row.uuid), row.says, row.heads, row.at, row.is_in)
