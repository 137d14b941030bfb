"""The owner of a promise hears of it a week before its day, on the day, and a week after; whoever was
asked in person likewise. Never once it is settled, and each only once: the journal keeps the rows."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils import timezone

from closeknit.commitments import verbs
from closeknit.commitments.models import Ask, Undertaking
from closeknit.journal.models import Reminder
from closeknit.journal.reminding import remind
from closeknit.journal.things import key_of

AT = time(9)  # by the hub's clock
ROUNDS = ((-7, verbs.DUE_SOON), (0, verbs.DUE_TODAY), (7, verbs.WAS_DUE))


def plan(row: Ask | Undertaking) -> None:
    """Have the right person reminded of what is still to come, and nobody of anything else. Safe to
    repeat: what was told once is not told again."""
    person = (row.owner if isinstance(row, Undertaking) else row.asked_person) if row.is_open and row.is_shown else None
    wanted = dict(_rounds(row, person)) if person is not None else {}
    kind, number = key_of(row)
    of_it = Reminder.objects.filter(about_kind=kind, about_id=number, sent_at=None)
    of_it.exclude(once__in=wanted).delete()
    for once, (verb, due_at) in wanted.items():
        remind(person=person, verb=verb, about=row, due_at=due_at, once=once)


def _rounds(row: Ask | Undertaking, person: Any) -> Iterator[tuple[str, tuple[str, datetime]]]:
    """Those whose time has not gone by."""
    now = timezone.now()
    for days, verb in ROUNDS if row.due_on else ():
        due_at = _moment(row.due_on, days)
        if due_at > now:
            stem = f"commitments {key_of(row)[0]} {row.pk}"
            yield f"{stem} {row.due_on:%Y-%m-%d} {person.pk} {days}", (verb, due_at)


def _moment(due_on: date, days: int) -> datetime:
    return timezone.make_aware(datetime.combine(due_on + timedelta(days=days), AT))
