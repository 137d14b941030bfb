"""The verbs of the directory: a transaction, a record, and what follows from it."""

from django.db import transaction

from closeknit.directory.jobs import relay_messages
from closeknit.directory.models import ContactMessage, Group


@transaction.atomic
def write_to_group(*, group: Group, name: str, email: str, text: str) -> ContactMessage:
    """Keep a note to the group and have it sent on once it is safely stored."""
    message = ContactMessage.objects.create(group=group, name=name, email=email, text=text)
    transaction.on_commit(relay_messages.enqueue)
    return message
