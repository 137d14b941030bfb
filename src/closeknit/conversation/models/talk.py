import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from closeknit.conversation.querysets import CommentQuerySet, ThreadQuerySet
from closeknit.conversation.vocabulary import CommentState, Mandate, Talking, comment_states, mandates, talkings


class Thread(models.Model):
    """The talk about one thing, named by its kind and number: the rooms with such things stand above.

    ``talking`` is what its last ``ThreadChange`` made it.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    about_kind = models.CharField(max_length=40)
    about_id = models.BigIntegerField()
    talking = models.CharField(max_length=10, choices=talkings, default=Talking.OPEN)
    begun_at = models.DateTimeField(default=timezone.now)

    objects: ClassVar[ThreadQuerySet] = ThreadQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["about_kind", "about_id"], name="one_thread_a_thing"),
        ]

    def __str__(self) -> str:
        return f"about {self.about_kind} {self.about_id}"


class ThreadChange(models.Model):
    """Who opened or closed a thread, and when."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    thread = models.ForeignKey(Thread, on_delete=models.CASCADE, related_name="changes")
    to = models.CharField(max_length=10, choices=talkings)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"{self.thread_id} {self.to}"


class ThreadRule(models.Model):
    """Whether threads about this kind of thing are read before they appear. Without a row they are not."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(max_length=40, unique=True)
    is_read_first = models.BooleanField(default=False)

    def __str__(self) -> str:
        return self.kind


class Comment(models.Model):
    """What one person wrote, perhaps for a group, in answer to the thing or to one other comment.

    ``client_id`` is the form's own number: sent twice it is one comment. Without an author it was
    written by somebody who is no longer here.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    thread = models.ForeignKey(Thread, on_delete=models.CASCADE, related_name="comments")
    parent = models.ForeignKey("self", on_delete=models.CASCADE, null=True, blank=True, related_name="answers")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="comments")
    speaking_as_kind = models.CharField(max_length=40, blank=True)
    speaking_as_id = models.BigIntegerField(null=True, blank=True)
    mandate = models.CharField(max_length=10, choices=mandates, default=Mandate.OWN)
    mandate_on = models.DateField(_("agreed on"), null=True, blank=True)
    mandate_minute = models.URLField(_("link to the minute"), max_length=500, blank=True)
    mandate_agreed = models.PositiveIntegerField(_("how many agreed"), null=True, blank=True)
    mandate_of = models.PositiveIntegerField(_("of how many members"), null=True, blank=True)
    text = models.TextField(_("what you want to say"))
    state = models.CharField(max_length=10, choices=comment_states, default=CommentState.SHOWN)
    client_id = models.UUIDField()
    created_at = models.DateTimeField(default=timezone.now)
    edited_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[CommentQuerySet] = CommentQuerySet.as_manager()

    class Meta:
        ordering = ("created_at", "id")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["author", "client_id"], name="comment_sent_once"),
            models.CheckConstraint(
                condition=Q(mandate=Mandate.OWN)
                | Q(mandate=Mandate.COMMITTEE, speaking_as_id__isnull=False, mandate_on__isnull=False)
                | Q(
                    mandate=Mandate.MEMBERS,
                    speaking_as_id__isnull=False,
                    mandate_on__isnull=False,
                    mandate_of__gte=F("mandate_agreed"),
                ),
                name="mandate_says_who_and_when",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["thread", "created_at", "id"], name="comment_in_thread"),
            models.Index(fields=["author", "created_at"], name="comment_by_author"),
        ]

    def __str__(self) -> str:
        return f"{self.author_id} in {self.thread_id}"

    def get_absolute_url(self) -> str:
        return reverse("conversation:comment", args=[self.uuid])


class CommentVersion(models.Model):
    """What a comment said before it was changed."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    comment = models.ForeignKey(Comment, on_delete=models.CASCADE, related_name="versions")
    text = models.TextField()
    until = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("-until", "-id")

    def __str__(self) -> str:
        return f"{self.comment_id} until {self.until:%Y-%m-%d %H:%M}"
