"""A network's meeting, and its agenda."""

from typing import ClassVar
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from closeknit.networks import meeting_codes
from closeknit.networks.meeting_querysets import MeetingQuerySet
from closeknit.networks.meeting_vocabulary import ItemKind, MeetingState, item_kinds, meeting_states
from closeknit.networks.models.network import Network


class Meeting(models.Model):
    """One evening of a network, from invitation to follow-up. When and where it is stands in ``series``, which
    happens once. ``version`` rises with all that is written in it: notes and the rest carry as ``seq`` what it
    was then, so that a screen asks for what is new since the number it has.

    Doors: ``items`` (agenda), ``tables``, ``arrivals``, ``notes``, ``clusters``; ``actions.meetings`` to plan,
    publish, open and close; ``actions.sync`` for what devices send; ``meeting_reads`` for ranked clusters.
    """

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    network = models.ForeignKey(Network, on_delete=models.CASCADE, related_name="meetings")
    series = models.OneToOneField("calendar.Series", on_delete=models.PROTECT, related_name="meeting")
    question = models.CharField(_("what it is about, as a question"), max_length=200, blank=True)
    state = models.CharField(max_length=10, choices=meeting_states, default=MeetingState.PLANNED)
    planned_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    published_at = models.DateTimeField(null=True, blank=True)
    opened_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    join_code = models.CharField(max_length=8, unique=True, default=meeting_codes.join_code, editable=False)
    dots_each = models.PositiveSmallIntegerField(_("dots for each person"), default=3)
    dots_opened_at = models.DateTimeField(null=True, blank=True)
    dots_closed_at = models.DateTimeField(null=True, blank=True)
    item_now = models.ForeignKey(
        "networks.AgendaItem", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    item_began_at = models.DateTimeField(null=True, blank=True)
    version = models.BigIntegerField(default=1, editable=False)
    client_id = models.UUIDField(unique=True, default=uuid4)
    created_at = models.DateTimeField(default=timezone.now)

    objects: ClassVar[MeetingQuerySet] = MeetingQuerySet.as_manager()

    class Meta:
        ordering = ("-id",)
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(closed_at=None) | Q(closed_at__gte=F("opened_at")), name="meeting_closes_after_opening"
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["network", "state"], name="meeting_of_network")]

    def __str__(self) -> str:
        return f"of {self.network_id}"

    def get_absolute_url(self) -> str:
        return reverse("networks:meeting", args=[self.uuid])

    @property
    def is_open(self) -> bool:
        return self.state == MeetingState.OPEN

    @property
    def takes_dots(self) -> bool:
        return self.dots_opened_at is not None and self.dots_closed_at is None


class AgendaItem(models.Model):
    """One thing after another, each with its minutes."""

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="items")
    position = models.PositiveSmallIntegerField(default=1)
    minutes = models.PositiveSmallIntegerField(_("minutes"), default=10)
    title = models.CharField(_("what happens"), max_length=200)
    kind = models.CharField(max_length=15, choices=item_kinds, default=ItemKind.TALK)

    class Meta:
        ordering = ("position", "id")

    def __str__(self) -> str:
        return self.title
