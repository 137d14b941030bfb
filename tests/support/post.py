"""The letters of a test: what was posted leaves the outbox, and lies in Django's own box."""

from django.core import mail
from django.core.mail import EmailMultiAlternatives

from closeknit.journal import outbox


def delivered() -> list[EmailMultiAlternatives]:
    """Send what waits; all letters that have left so far in this test."""
    while outbox.deliver():
        pass
    return mail.outbox
