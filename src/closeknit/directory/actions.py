"""The verbs of the directory: a transaction, a record, and what follows from it."""

from django.db import transaction

from closeknit.directory.models import ContactMessage, Group
from closeknit.directory.relaying import relay


@transaction.atomic
def write_to_group(*, group: Group, name: str, email: str, text: str) -> ContactMessage:
    """Keep that there was a note, and have it sent on."""
    message = ContactMessage.objects.create(group=group, name=name, email=email, text=text)
    relay(message)
    return message
