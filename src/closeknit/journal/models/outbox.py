"""OutgoingLetter and StoppedAddress: letters until they have left, and who wants none by the list."""

import uuid
from datetime import datetime, timedelta
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils import timezone

from closeknit.core.mail import Written
from closeknit.journal.querysets import OutgoingLetterQuerySet
from closeknit.journal.vocabulary import Trouble, troubles

FIRST_WAIT, LONGEST_WAIT = timedelta(minutes=1), timedelta(hours=6)
LEASE = timedelta(minutes=5)  # longer than any conversation about one letter: each of its ten steps ends after 20 s


class OutgoingLetter(models.Model):
    """A letter in its final words. They are forgotten once it has left, or after 30 days."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    once = models.CharField(max_length=200, unique=True)
    to = models.CharField(max_length=320, blank=True)
    subject = models.CharField(max_length=500, blank=True)
    text = models.TextField(blank=True)
    html = models.TextField(blank=True)
    headers = models.JSONField(default=dict, blank=True)
    is_urgent = models.BooleanField(default=False)
    is_by_list = models.BooleanField(default=False)  # may be stopped with one click
    posted_at = models.DateTimeField(default=timezone.now)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_attempt_at = models.DateTimeField(default=timezone.now)
    sent_at = models.DateTimeField(null=True, blank=True)
    given_up_at = models.DateTimeField(null=True, blank=True)
    trouble = models.CharField(max_length=20, choices=troubles, blank=True)

    objects: ClassVar[OutgoingLetterQuerySet] = OutgoingLetterQuerySet.as_manager()

    class Meta:
        indexes: ClassVar = [
            models.Index(
                fields=["-is_urgent", "next_attempt_at", "id"],
                name="letter_waiting",
                condition=Q(sent_at__isnull=True, given_up_at__isnull=True),
            ),
            models.Index(fields=["posted_at"], name="letter_by_age"),
        ]

    def __str__(self) -> str:
        return f"letter of {self.posted_at:%Y-%m-%d}"

    def in_words(self) -> Written:
        return Written(self.to, self.subject, self.text, self.html, self.headers)

    @property
    def to_masked(self) -> str:
        """Enough of the address to know it again: ``p…@loomwick.example``."""
        name, at, host = self.to.rpartition("@")
        return f"{name[:1]}…{at}{host}"

    def claim(self, now: datetime) -> bool:
        """Take the letter for as long as sending it may last; False if somebody else was quicker."""
        self.attempts += 1
        as_read = type(self).objects.waiting().filter(pk=self.pk, attempts=self.attempts - 1)
        return bool(as_read.update(attempts=self.attempts, next_attempt_at=now + LEASE, trouble=""))

    def mark_sent(self, now: datetime) -> None:
        """Remember that it left, and forget what it said and to whom."""
        type(self).objects.filter(pk=self.pk).forget(sent_at=now)

    def put_off(self, now: datetime, trouble: Trouble) -> None:
        """Try again after a minute, then twice as long each time, up to six hours."""
        wait = min(FIRST_WAIT * 2 ** min(max(self.attempts - 1, 0), 12), LONGEST_WAIT)
        self._note(next_attempt_at=now + wait, trouble=trouble)

    def give_up(self, now: datetime, trouble: Trouble) -> None:
        """No further attempt unless an administrator asks for one."""
        self._note(given_up_at=now, trouble=trouble)

    def try_again(self, now: datetime) -> None:
        self._note(given_up_at=None, next_attempt_at=now, trouble="")

    def _note(self, **changes: object) -> None:
        type(self).objects.filter(pk=self.pk).update(**changes)


class StoppedAddress(models.Model):
    """Somebody wants no letters by the list. Only a keyed hash of the address, which outlives its owner's account."""

    uuid = None  # never named from outside: it is found by its mark
    mark = models.CharField(max_length=64, unique=True)
    since = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return self.mark[:8]
