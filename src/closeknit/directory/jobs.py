"""Work of the directory that a worker does: each may run twice and has one effect."""

from django.utils import timezone
from django.utils.translation import gettext as _
from django_tasks import task

from closeknit.core import mail
from closeknit.core.errors import Unavailable
from closeknit.core.jobs import every
from closeknit.directory.models import ContactMessage
from closeknit.directory.models.message import WORTH_TRYING
from closeknit.directory.stewardship import keeping_fresh, reassigning

BATCH = 100


@every(minutes=5)
@task()
def relay_messages() -> int:
    """Send on every note that waits; returns how many went out.

    A mail server that is down costs nothing but time: the note waits, a little longer after
    each attempt, until it is given up after 30 days. A worker that is killed between sending
    and remembering sends the note once more under the same Message-ID.
    """
    now = timezone.now()
    ContactMessage.objects.give_up(now, older_than=WORTH_TRYING)
    waiting = ContactMessage.objects.waiting(now).select_related("group")
    return sum(_relay(message) for message in list(waiting[:BATCH]))


def _relay(message: ContactMessage) -> bool:
    """Put the note off first, so that no other worker takes it, then send it: no lock is held while
    the mail server thinks, and a note that cannot be sent stands in nobody's way."""
    if not message.put_off(timezone.now()):
        return False
    try:
        mail.send(_letter(message))
    except Unavailable:
        return False
    message.mark_sent(timezone.now())
    return True


def _letter(message: ContactMessage) -> mail.Letter:
    group = message.group
    return mail.Letter(
        to=group.contact_email,
        subject=_("%(name)s wrote to %(group)s") % {"name": message.name, "group": group.name},
        template="directory/mail/contact.txt",
        context={"message": message, "group": group},
        answer_to=message.email,
        once=str(message.uuid),
    )


@every(hours=3)
@task()
def keep_listings_fresh() -> dict[str, int]:
    """Ask the groups whose year is over, remind them, put down who does not answer, and carry out
    what organisers agreed on. Each of them remembers in the same transaction what it has done."""
    now = timezone.now()
    return {
        "asked": keeping_fresh.ask_groups(now),
        "reminded": keeping_fresh.remind_groups(now),
        "stale": keeping_fresh.note_stale(now),
        "reassigned": reassigning.carry_out(now),
    }
