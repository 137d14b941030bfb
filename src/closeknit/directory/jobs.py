"""Work of the directory that a worker does: each may run twice and has one effect."""

from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django_tasks import task

from closeknit.core import mail
from closeknit.core.errors import Unavailable
from closeknit.core.jobs import every
from closeknit.directory.models import ContactMessage

BATCH = 100


@every(minutes=5)
@task()
def relay_messages() -> int:
    """Send on every note that waits; returns how many went out.

    A mail server that is down costs nothing but time: the note waits, a little longer after
    each attempt. A worker that is killed between sending and remembering sends the note once
    more under the same Message-ID.
    """
    waiting = ContactMessage.objects.waiting(timezone.now()).values_list("pk", flat=True)
    return sum(_relay(pk) for pk in list(waiting[:BATCH]))


@transaction.atomic
def _relay(pk: int) -> bool:
    locked = ContactMessage.objects.select_related("group").filter(pk=pk, sent_at=None)
    if connection.features.has_select_for_update_skip_locked:
        locked = locked.select_for_update(skip_locked=True, of=("self",))
    message = locked.first()
    if message is None:
        return False
    try:
        mail.send(_letter(message))
    except Unavailable:
        message.put_off(timezone.now())
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
