"""Work of the directory that a worker does: each may run twice and has one effect."""

from email.utils import make_msgid

from django.core.mail import EmailMessage
from django.db import connection, transaction
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _
from django_tasks import task

from closeknit.directory.models import ContactMessage

BATCH = 100


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
        _mail(message).send()
    except OSError:  # smtplib's errors are OSErrors too
        message.put_off(timezone.now())
        return False
    message.mark_sent(timezone.now())
    return True


def _mail(message: ContactMessage) -> EmailMessage:
    group = message.group
    return EmailMessage(
        subject=_("%(name)s wrote to %(group)s") % {"name": message.name, "group": group.name},
        body=render_to_string("directory/mail/contact.txt", {"message": message, "group": group}),
        to=[group.contact_email],
        reply_to=[message.email],
        headers={"Message-ID": f"<{message.uuid}@{make_msgid().rpartition('@')[2]}"},
    )
