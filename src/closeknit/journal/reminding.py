"""Reminders: a person is told of something at a set time. Told once, however often the job runs."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Model

from closeknit.accounts.models import Person
from closeknit.journal.models import Reminder
from closeknit.journal.recording import tell
from closeknit.journal.things import found, key_of

AT_A_TIME = 200


def remind(
    *, person: Person, verb: str, about: Model, due_at: datetime, once: str, data: dict[str, Any] | None = None
) -> None:
    """Have the person told at that time. Said again under the same name it moves the time, until it was told."""
    kind, number = key_of(about)
    wanted = {"person": person, "verb": verb, "about_kind": kind, "about_id": number, "due_at": due_at}
    reminder, is_new = Reminder.objects.get_or_create(once=once, defaults={**wanted, "data": data or {}})
    if not is_new:
        Reminder.objects.filter(pk=reminder.pk, sent_at=None).update(**wanted, data=data or {})


def forget_reminder(once: str) -> None:
    """It has been done, or is not wanted any more; safe to repeat."""
    Reminder.objects.filter(once=once, sent_at=None).delete()


def send_reminders(now: datetime) -> int:
    """Tell what has fallen due; returns how many were told."""
    due = Reminder.objects.filter(sent_at=None, due_at__lte=now).select_related("person").order_by("due_at", "id")
    return sum(_send(reminder, now) for reminder in due[:AT_A_TIME])


@transaction.atomic
def _send(reminder: Reminder, now: datetime) -> bool:
    if not Reminder.objects.filter(pk=reminder.pk, sent_at=None).update(sent_at=now):
        return False  # another worker was quicker
    thing = found(reminder.person, reminder.about_kind, reminder.about_id)
    return thing is not None and tell(reminder.verb, reminder.person, thing, reminder.data) is not None
