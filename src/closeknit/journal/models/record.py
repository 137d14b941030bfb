"""Entry, Follow and Notice: what happened, who listens, and who was told."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone

from closeknit.journal.querysets import NoticeQuerySet
from closeknit.journal.vocabulary import Level, importances, levels


class Entry(models.Model):
    """One thing that happened. Never changed, never deleted while what it is about exists.

    ``about_name`` is the name at that time. ``actor`` empty and ``guest`` empty: the hub itself.
    ``around`` are the other things, as kind and number, by whose level people hear of it, the nearest first.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    at = models.DateTimeField(default=timezone.now, db_index=True)
    verb = models.CharField(max_length=60)
    importance = models.CharField(max_length=10, choices=importances)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="journal_entries"
    )
    guest = models.CharField(max_length=120, blank=True)
    speaking_as_kind = models.CharField(max_length=40, blank=True)
    speaking_as_id = models.BigIntegerField(null=True, blank=True)
    about_kind = models.CharField(max_length=40)
    about_id = models.BigIntegerField()
    about_name = models.CharField(max_length=300)
    data = models.JSONField(default=dict, blank=True)
    around = models.JSONField(default=list, blank=True)

    class Meta:
        ordering = ("-id",)
        indexes: ClassVar = [models.Index(fields=["about_kind", "about_id", "-id"], name="entry_about")]

    def __str__(self) -> str:
        return f"{self.verb} {self.about_name}"


class Follow(models.Model):
    """A person listens to a thing, as much as ``level`` says."""

    uuid = None  # never named from outside: it is found by person and thing
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="follows")
    kind = models.CharField(max_length=40)
    thing_id = models.BigIntegerField()
    level = models.CharField(max_length=10, choices=levels, default=Level.DIGEST)
    since = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["person", "kind", "thing_id"], name="followed_once"),
        ]
        indexes: ClassVar = [models.Index(fields=["kind", "thing_id"], name="followers_of")]

    def __str__(self) -> str:
        return f"{self.person_id} follows {self.kind} {self.thing_id}"


class Notice(models.Model):
    """One person is told of one entry: on the bell, and at once by letter (``at_once``) or in the
    next digest. ``mailed_at`` is set in the transaction that posts the letter, or decides that none is
    needed. ``via`` is the thing that brought it: one that they follow or, if it ``is_addressed`` to them, the
    one for whose sake it is; muting it ends news like this."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notices")
    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="notices")
    at_once = models.BooleanField(default=False)
    via_kind = models.CharField(max_length=40, blank=True)
    via_id = models.BigIntegerField(default=0)
    is_addressed = models.BooleanField(default=False)
    read_at = models.DateTimeField(null=True, blank=True)
    mailed_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[NoticeQuerySet] = NoticeQuerySet.as_manager()

    class Meta:
        ordering = ("-id",)
        constraints: ClassVar = [models.UniqueConstraint(fields=["person", "entry"], name="told_once")]
        indexes: ClassVar = [
            models.Index(fields=["person", "-id"], name="notice_of_person"),
            models.Index(fields=["person"], name="notice_unread", condition=models.Q(read_at__isnull=True)),
            models.Index(fields=["at_once", "id"], name="notice_to_mail", condition=models.Q(mailed_at__isnull=True)),
        ]

    def __str__(self) -> str:
        return f"to {self.person_id} of {self.entry_id}"
