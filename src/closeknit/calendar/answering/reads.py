"""What pages show of answers: the box on a date's page, the organisers' list, one's own dates."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from closeknit.algorithms.seats import Seats
from closeknit.calendar import policies
from closeknit.calendar.answering import letters
from closeknit.calendar.answering.dates import AnswerDate, dates_of
from closeknit.calendar.answering.querysets import of_person
from closeknit.calendar.answering.seating import seats_of
from closeknit.calendar.answering.vocabulary import Says
from closeknit.calendar.models import Answer, Attendance, Series
from closeknit.core.policy import may

LOOKED_BACK = timedelta(days=90)
MOST_OWN = 100


@dataclass(frozen=True, slots=True)
class Box:
    """How a date stands for one person; ``row`` is what they said, ``turn`` their place in line."""

    date: AnswerDate
    seats: Seats
    row: Answer | None
    turn: int | None
    is_closed: bool
    is_over: bool
    tells_numbers: bool
    may_look_after: bool = False

    @property
    def is_open(self) -> bool:
        """Whether one can still say something about it."""
        return self.date.takes_answers and not self.date.is_cancelled and not self.is_over

    @property
    def numbers(self) -> str:
        """How many come and how many places there are: numbers alone, never who."""
        if not self.tells_numbers or self.date.is_cancelled:
            return ""
        capacity, coming = self.date.series.capacity, self.seats.heads
        if capacity is None and not coming:
            return _("Nobody has said yes yet.")
        if capacity is None:
            return ngettext("%(count)s person is coming.", "%(count)s people are coming.", coming) % {"count": coming}
        if self.seats.open_to_more:
            return free_in_words(self.seats.open_to_more, capacity)
        waiting = sum(answer.heads for answer in self.seats.waiting)
        full = ngettext("The one place is taken.", "All %(all)s places are taken.", capacity) % {"all": capacity}
        left = free_in_words(self.seats.free, capacity) if self.seats.free else full
        line = ngettext("%(count)s person waits in line.", "%(count)s people wait in line.", waiting)
        return f"{left} {line % {'count': waiting}}" if waiting else left

    @property
    def is_full(self) -> bool:
        return self.seats.open_to_more == 0

    @property
    def mine(self) -> str:
        """What this person said, and what came of it."""
        return in_words(self.row, self.turn) if self.row else ""


def free_in_words(free: int, capacity: int) -> str:
    words = ngettext("%(free)s of %(all)s places is free.", "%(free)s of %(all)s places are free.", free)
    return words % {"free": free, "all": capacity}


def in_words(row: Answer, turn: int | None) -> str:
    if row.says == Says.NO:
        return _("You said that you cannot come.")
    if row.says == Says.MAYBE:
        return _("You said that you may come. That keeps no place for you.")
    if not row.is_in:
        line = _("You are on the waiting list.")
        if turn == 1:
            line = _("You are first on the waiting list.")
        elif turn:
            line = _("You are on the waiting list, with %(count)s before you.") % {"count": turn - 1}
        return line + " " + _("We write to you as soon as there is a place.")
    if row.brings:
        return ngettext("You are coming, and bring one.", "You are coming, and bring %(count)s.", row.brings) % {
            "count": row.brings
        }
    return _("You are coming.")


def box_of(date: AnswerDate, now: datetime, *, person: Any = None, row: Answer | None = None) -> Box:
    """For a person, or for whoever has the letter of ``row``. One query."""
    rows = list(Answer.objects.to_date(date.series, date.original).confirmed()) if date.takes_answers else []
    if person is not None:
        row = own_among(rows, person)
    seats = seats_of(date, rows)
    return Box(
        date=date,
        seats=seats,
        row=row,
        turn=seats.turn_of(str(row.uuid)) if row else None,
        is_closed=date.is_closed(now),
        is_over=date.is_over(now),
        tells_numbers=not letters.is_discreet(date),
        may_look_after=may(person, "calendar.edit_series", date.series),
    )


def own_among(rows: Sequence[Answer], person: Any) -> Answer | None:
    mine = [row for row in rows if row.person_id == person.pk or _is_guest_with(row, person.email)]
    return min(mine, key=lambda row: (row.person_id is None, row.pk)) if mine else None


def _is_guest_with(row: Answer, email: str | None) -> bool:
    return bool(email) and row.person_id is None and row.guest_email == email


def is_coming(person: Any, series: Series, original: str) -> bool:
    """Whether this person is a confirmed attendee: said yes, and has a place. One query, none for a visitor."""
    if person is None:
        return False
    return bool(Answer.objects.to_date(series, original).coming().filter(of_person(person)).exists())


# ── The organisers' list ─────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Answers:
    """All answers to one date, as its organisers see them."""

    date: AnswerDate
    seats: Seats
    coming: Sequence[Answer]
    waiting: Sequence[Answer]
    maybe: Sequence[Answer]
    no: Sequence[Answer]
    unconfirmed: int
    needs: int

    @property
    def to_tell(self) -> list[Answer]:
        """Those without an address, to be rung or told."""
        return [row for row in (*self.coming, *self.waiting, *self.maybe) if row.to_tell]

    @property
    def is_empty(self) -> bool:
        return not (self.coming or self.waiting or self.maybe or self.no)

    @property
    def standing(self) -> str:
        coming = ngettext("%(count)s person is coming", "%(count)s people are coming", self.seats.heads)
        said = coming % {"count": self.seats.heads}
        capacity = self.date.series.capacity
        if capacity is None:
            return said + "."
        free = self.seats.free or 0
        said = f"{said}. {free_in_words(free, capacity)}"
        if free and self.seats.waiting:
            asked = self.seats.waiting[0].heads
            said += " " + ngettext(
                "The first in line asked for one place.", "The first in line asked for %(count)s places.", asked
            ) % {"count": asked}
        return said


def answers_to(date: AnswerDate) -> Answers:
    """Three queries, however many there are."""
    here = Answer.objects.to_date(date.series, date.original).select_related("person")
    rows = list(here.confirmed().order_by("at", "id"))
    seats = seats_of(date, rows)
    line = {told.key: number for number, told in enumerate(seats.waiting)}
    waiting = sorted((row for row in rows if row.is_waiting), key=lambda row: line.get(str(row.uuid), len(line)))
    return Answers(
        date=date,
        seats=seats,
        coming=[row for row in rows if row.is_in],
        waiting=waiting,
        maybe=[row for row in rows if row.says == Says.MAYBE],
        no=[row for row in rows if row.says == Says.NO],
        unconfirmed=here.filter(confirmed_at=None).count(),
        needs=here.confirmed().exclude(says=Says.NO).filter(needs__isnull=False).count(),
    )


@dataclass(frozen=True, slots=True)
class Came:
    """Who was there: those expected, each with whether they came, and those nobody expected."""

    expected: Sequence[tuple[Answer, bool]]
    others: Sequence[Attendance]
    heads: int


def attendance_of(date: AnswerDate) -> Came:
    """Two queries."""
    there = list(
        Attendance.objects.filter(series=date.series, original=date.original).select_related("person", "group")
    )
    came = {row.answer_id for row in there if row.answer_id} | {("person", row.person_id) for row in there}
    rows = Answer.objects.to_date(date.series, date.original).saying_yes().select_related("person")
    expected = [(row, row.pk in came or ("person", row.person_id or 0) in came) for row in rows]
    known = {row.pk for row, _is_there in expected}
    people = {row.person_id for row, _is_there in expected if row.person_id}
    others = [row for row in there if row.answer_id not in known and (not row.person_id or row.person_id not in people)]
    return Came(expected, others, sum(row.heads for row in there))


# ── One's own dates ──────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Mine:
    date: AnswerDate
    row: Answer
    words: str
    is_open: bool


@dataclass(frozen=True, slots=True)
class MyDates:
    coming: Sequence[Mine]
    past: Sequence[Mine]


def my_dates(person: Any, now: datetime) -> MyDates:
    """What one answered to: the next first, then what was, the last first. Four queries."""
    rows = Answer.objects.of(person).confirmed().filter(starts__gt=now - LOOKED_BACK).select_related("series__group")
    mine = list(rows.order_by("starts", "id")[:MOST_OWN])
    dates, turns = dates_of(mine), _turns(mine)
    seen = set(
        Series.objects.visible_to(person).filter(pk__in={row.series_id for row in mine}).values_list("pk", flat=True)
    )
    told = [
        Mine(date, row, in_words(row, turns.get(row.pk)), is_open=not date.is_over(now))
        for row in mine
        if row.series_id in seen and (date := dates.get((row.series_id, row.original))) is not None
    ]
    coming = [one for one in told if one.is_open]
    return MyDates(coming, [one for one in reversed(told) if not one.is_open])


def _turns(rows: Sequence[Answer]) -> dict[int, int]:
    """The place in line of each that waits. One query, none if none does."""
    waiting = {(row.series_id, row.original): row.pk for row in rows if row.is_waiting}
    if not waiting:
        return {}
    line = Answer.objects.waiting().filter(
        series__in={number for number, _name in waiting}, original__in={name for _number, name in waiting}
    )
    before: dict[tuple[int, str], int] = {}
    turns: dict[int, int] = {}
    for key, number in (
        (row[:2], row[2]) for row in line.order_by("at", "uuid").values_list("series", "original", "pk")
    ):
        before[key] = before.get(key, 0) + 1
        turns[number] = before[key]
    return turns


# ── The way there ────────────────────────────────────────────────────────────────────────────────


def may_know_the_place(row: Answer | None, date: AnswerDate, now: datetime) -> bool:
    """A place that must be kept safe is told to those who come alone, and a day before at the earliest."""
    if date.is_in_the_open:
        return True
    is_coming = row is not None and row.is_in and not date.is_cancelled
    return is_coming and policies.is_told_now(date.starts, date.ends, now)


def place_for(row: Answer, date: AnswerDate, now: datetime) -> str:
    """Where it is, for whoever has the letter of this answer."""
    if may_know_the_place(row, date, now):
        return date.place_in_words
    return _("From 24 hours before you find here where it is.") if row.is_in else ""
