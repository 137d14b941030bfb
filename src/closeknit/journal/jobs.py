"""Work of the journal that a worker does: each may run twice and has one effect."""

from collections.abc import Callable

from django.utils import timezone
from django_tasks import task

from closeknit.core.jobs import every, steadily
from closeknit.journal import news, outbox, reminding, weekly


@steadily
def deliver_letters(is_over: Callable[[], bool]) -> int:
    """Send what is due in the outbox."""
    return outbox.deliver(is_over)


@every(minutes=1)
@task()
def tell_people() -> int:
    """Reminders that have fallen due, and letters with news that has come to rest."""
    now = timezone.now()
    told = reminding.send_reminders(now)
    while written := news.write_at_once(now):
        told += written
    return told


@every(minutes=20)
@task()
def write_digests() -> int:
    """The weekly letters, to those who have not got this week's."""
    return weekly.write_digests(timezone.now())
