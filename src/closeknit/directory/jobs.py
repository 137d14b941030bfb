"""Work of the directory that a worker does: each may run twice and has one effect."""

from django.utils import timezone
from django_tasks import task

from closeknit.core.jobs import every
from closeknit.directory import keeping_safe
from closeknit.directory.models import ContactMessage
from closeknit.directory.models.message import WORTH_TRYING
from closeknit.directory.relaying import relay
from closeknit.directory.stewardship import keeping_fresh, reassigning, waking

BATCH = 100


@every(hours=1)
@task()
def relay_messages() -> int:
    """Hand on the notes to groups that had no address when they were written; returns how many."""
    ContactMessage.objects.give_up(timezone.now(), older_than=WORTH_TRYING)
    waiting = ContactMessage.objects.waiting().select_related("group")
    return sum(relay(message) for message in list(waiting[:BATCH]))


@every(hours=24)
@task()
def keep_groups_safe() -> int:
    """Where groups that must be kept safe were stays forgotten, whatever an older version of the hub kept."""
    return keeping_safe.forget_all()


@every(hours=3)
@task()
def keep_listings_fresh() -> dict[str, int]:
    """Ask the groups whose year is over, remind them, put down who does not answer, carry out what
    organisers agreed on, tell the sleeping what came up, and end what they have left unanswered. Each
    remembers in the same transaction what it has done."""
    now = timezone.now()
    return {
        "asked": keeping_fresh.ask_groups(now),
        "reminded": keeping_fresh.remind_groups(now),
        "stale": keeping_fresh.note_stale(now),
        "told": keeping_fresh.tell_organisers(now),
        "reassigned": reassigning.carry_out(now),
        "woken": waking.look_round(now),
        "unanswered": waking.give_up(now),
    }
