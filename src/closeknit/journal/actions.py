"""What a person does with their notices, and an administrator with letters that did not get through."""

from datetime import datetime

from closeknit.accounts.models import Person
from closeknit.journal.models import Follow, Notice, OutgoingLetter


def mark_read(person: Person, now: datetime, *, notice: Notice | None = None) -> int:
    """One notice, or all of them; safe to repeat."""
    unread = Notice.objects.unread().filter(person=person)
    if notice is not None:
        unread = unread.filter(pk=notice.pk)
    return unread.update(read_at=now)


def forget_follow(person: Person, number: int) -> None:
    """No more of a thing that the person may no longer even see; safe to repeat."""
    Follow.objects.filter(person=person, pk=number).delete()


def try_again(letter: OutgoingLetter, now: datetime) -> None:
    """Send the letter as soon as can be, whether it waits or was given up."""
    letter.try_again(now)
