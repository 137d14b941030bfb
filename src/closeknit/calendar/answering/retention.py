"""What goes by itself after a date: what people needed first, then guests, then answers; at last who was there."""

from datetime import datetime, timedelta

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from closeknit.calendar.models import Answer, Attendance, Needs
from closeknit.core.retention import rule

A_WEEK, TWO_WEEKS, THREE_MONTHS = timedelta(days=7), timedelta(days=14), timedelta(days=92)
A_YEAR, TWO_YEARS = timedelta(days=365), timedelta(days=730)


@rule("calendar.unconfirmed", what=_("An answer to a date without an account, never confirmed"), kept=_("7 days"))
def forget_unconfirmed(now: datetime) -> int:
    return _gone(Answer.objects.filter(confirmed_at=None, created_at__lte=now - A_WEEK))


@rule("calendar.needs", what=_("What you need so that you can come to a date"), kept=_("14 days after the date"))
def forget_needs(now: datetime) -> int:
    number: int = Needs.objects.filter(answer__starts__lte=now - TWO_WEEKS).delete()[1].get("calendar.Needs", 0)
    return number


@rule(
    "calendar.guests",
    what=_("Answers to a date without an account: your name, your address"),
    kept=_("3 months after the date"),
)
def forget_guests(now: datetime) -> int:
    return _gone(Answer.objects.filter(person=None, starts__lte=now - THREE_MONTHS))


@rule("calendar.answers", what=_("Your answers to dates"), kept=_("12 months after the date"))
def forget_answers(now: datetime) -> int:
    return _gone(Answer.objects.filter(starts__lte=now - A_YEAR))


@rule(
    "calendar.attendance",
    what=_("That you were somewhere; afterwards only how many there were"),
    kept=_("24 months after the date"),
)
def forget_who_was_there(now: datetime) -> int:
    old = Attendance.objects.filter(starts__lte=now - TWO_YEARS)
    return old.filter(Q(person__isnull=False) | ~Q(name="")).update(person=None, name="")


def _gone(rows: QuerySet[Answer]) -> int:
    number: int = rows.delete()[1].get("calendar.Answer", 0)
    return number
