"""Whoever has a place hears of it once more, the day before at nine by the clock of the place. Each only once."""

from datetime import datetime, time, timedelta

from django.db import transaction
from django.utils import timezone
from django_tasks import task

from closeknit.calendar.answering import letters
from closeknit.calendar.models import Answer
from closeknit.core.jobs import every

AT = time(9)
AT_A_TIME = 500


def moment_for(row: Answer, now: datetime) -> datetime | None:
    """When to remind them. Of what is so near that they have only just answered, never."""
    if not row.is_in:
        return None
    day_before = timezone.localtime(row.starts).date() - timedelta(days=1)
    at = timezone.make_aware(datetime.combine(day_before, AT))
    return at if at > now else None


def send(now: datetime) -> int:
    """Remind all whose time has come; returns how many. What goes wrong with one keeps no other waiting, and
    is raised when all have had their turn."""
    sent, faults = 0, []
    for row in Answer.objects.to_remind(now).for_letters().order_by("remind_at", "id")[:AT_A_TIME]:
        try:
            sent += _send(row, now)
        except Exception as fault:  # noqa: BLE001 - raised below
            faults.append(fault)
    if faults:
        raise ExceptionGroup("reminders", faults)
    return sent


@transaction.atomic
def _send(row: Answer, now: datetime) -> bool:
    if not Answer.objects.to_remind(now).filter(pk=row.pk).update(reminded_at=now):
        return False  # another worker was quicker, or they have changed their mind
    return now < row.starts and letters.remind(row)


@every(minutes=5)
@task()
def remind_those_who_come() -> int:
    return send(timezone.now())
