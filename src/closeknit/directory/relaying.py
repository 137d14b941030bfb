"""Notes to groups, on their way into the outbox, which sends them for certain and once."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from closeknit.core import mail
from closeknit.directory.models import ContactMessage


@transaction.atomic
def relay(message: ContactMessage) -> bool:
    """Hand the note on, if nobody has done so and the group has an address."""
    if not message.group.contact_email or not message.hand_on(timezone.now()):
        return False
    mail.post(_letter(message))
    return True


def _letter(message: ContactMessage) -> mail.Letter:
    group = message.group
    named = _("%(name)s wrote to you") if group.is_sensitive else _("%(name)s wrote to %(group)s")
    return mail.Letter(
        to=group.contact_email,
        subject=named % {"name": message.name, "group": group.name},
        template="directory/mail/contact.txt",
        context={"message": message, "group": group},
        answer_to=message.email,
        once=str(message.uuid),
    )
