"""A group's own calendar, kept elsewhere and read again and again: its address, what was read, what became of it."""

from typing import ClassVar
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from closeknit.calendar.feeds.vocabulary import FeedState, Trouble, feed_states, troubles
from closeknit.calendar.models.series import Series
from closeknit.directory.models import Group

LONGEST_ADDRESS = 2000


class Feed(models.Model):
    """``marks`` are what the site gave us to ask only for news. ``asked_at`` is when we last began to ask,
    ``read_at`` when it last gave a calendar that we believed or that had not changed, ``whole_at`` when it
    last was read whole. ``digest`` is what it held then. ``kept_ours_at``: somebody said that a doubtful
    reading is wrong, so nobody is asked again until one can be believed.
    """

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="feeds")
    address = models.CharField(_("address of the calendar"), max_length=LONGEST_ADDRESS)
    name = models.CharField(_("what the calendar is called"), max_length=200, blank=True)
    state = models.CharField(max_length=10, choices=feed_states, default=FeedState.NEW)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    left_at = models.DateTimeField(_("when it was disconnected"), null=True, blank=True)

    marks = models.JSONField(default=dict, blank=True)
    digest = models.CharField(max_length=64, blank=True)
    asked_at = models.DateTimeField(null=True, blank=True)
    read_at = models.DateTimeField(null=True, blank=True)
    whole_at = models.DateTimeField(null=True, blank=True)
    next_at = models.DateTimeField(null=True, blank=True)
    trouble = models.CharField(_("what is wrong"), max_length=20, choices=troubles, blank=True)
    failures = models.PositiveIntegerField(default=0)
    told_at = models.DateTimeField(_("when its group was told of it"), null=True, blank=True)
    kept_ours_at = models.DateTimeField(null=True, blank=True)
    oddities = models.JSONField(default=list, blank=True)  # what was odd, as algorithms.ics says it

    class Meta:
        ordering = ("id",)
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["group", "address"],
                condition=models.Q(state=FeedState.CONNECTED),
                name="feed_connected_once",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["next_at", "id"], name="feed_due", condition=models.Q(state=FeedState.CONNECTED)),
        ]

    def __str__(self) -> str:
        return self.name or str(_("Calendar of %(group)s") % {"group": self.group.name})

    def get_absolute_url(self) -> str:
        return reverse("calendar:feed", args=[self.uuid])

    @property
    def is_connected(self) -> bool:
        return self.state == FeedState.CONNECTED

    @property
    def is_left(self) -> bool:
        return self.state in (FeedState.KEPT, FeedState.REMOVED)

    @property
    def why(self) -> Trouble | None:
        return Trouble(self.trouble) if self.trouble else None


class FeedItem(models.Model):
    """An event as the feed gave it last (``algorithms.ics.keeping``), with the series that stands for it.
    A changed date of a series has no series of its own. What has left the feed stays with ``gone_at``: if it
    comes back, it is the same as before."""

    uuid = None  # known by what the feed calls it
    feed = models.ForeignKey(Feed, on_delete=models.CASCADE, related_name="items")
    uid = models.CharField(max_length=255)
    original = models.CharField(max_length=19, blank=True)  # of a changed date: its start by the rule
    kept = models.JSONField()
    series = models.ForeignKey(Series, on_delete=models.SET_NULL, null=True, blank=True, related_name="feed_items")
    gone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("id",)
        indexes: ClassVar = [models.Index(fields=["feed", "uid"], name="feed_item_by_uid")]

    def __str__(self) -> str:
        return self.uid


class FeedReading(models.Model):
    """A reading that waits for somebody to say that it is right: the first one, one from a new address, or
    one that is in doubt (``reason``, and ``gone`` of the ``coming`` dates)."""

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    feed = models.OneToOneField(Feed, on_delete=models.CASCADE, related_name="reading")
    address = models.CharField(max_length=LONGEST_ADDRESS)
    name = models.CharField(max_length=200, blank=True)
    events = models.JSONField(default=list)
    oddities = models.JSONField(default=list, blank=True)
    marks = models.JSONField(default=dict, blank=True)
    digest = models.CharField(max_length=64)
    reason = models.CharField(max_length=20, blank=True)
    gone = models.PositiveIntegerField(default=0)
    coming = models.PositiveIntegerField(default=0)
    read_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"{self.feed_id} {self.reason}"


class PersonalCalendar(models.Model):
    """Somebody's own calendar to subscribe to, at an address that nobody can guess. ``number`` is part of
    that address: another number, and the old address is dead."""

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    person = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    number = models.UUIDField(default=uuid4, unique=True, editable=False)
    made_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return str(self.uuid)
