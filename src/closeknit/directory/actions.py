"""The verbs of the directory: a transaction, a record, and what follows from it."""

from django.db import transaction
from django.utils import timezone

from closeknit.directory.models import ContactMessage, Group


def write_to_group(*, group: Group, name: str, email: str, text: str) -> ContactMessage:
    """Keep a note to the group and have it sent on once the note is safely stored."""
    from closeknit.directory.jobs import relay_messages

    message = ContactMessage.objects.create(group=group, name=name, email=email, text=text)
    transaction.on_commit(relay_messages.enqueue)
    return message


def mark_sent(message: ContactMessage) -> None:
    """Remember that the note went out, and forget what it said."""
    message.sent_at = timezone.now()
    message.text = ""
    message.save(update_fields=["sent_at", "text"])
