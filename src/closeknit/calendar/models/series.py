"""Series: something that is on once or again and again."""

from datetime import date
from typing import ClassVar
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from closeknit.algorithms.schedule.recurrence import Recurrence
from closeknit.calendar import keeping
from closeknit.calendar.querysets import SeriesQuerySet
from closeknit.calendar.vocabulary import SeriesState, Sight, series_states, sights
from closeknit.directory.models import Group, Theme, Venue
from closeknit.directory.vocabulary import cost_kinds
from closeknit.places.models import Area


class Series(models.Model):
    """``rule`` is a Recurrence (``recurrence()``), ``first_on`` and ``last_on`` are what SQL needs of it.
    Its host is a group, or something that a room above has registered (``host_kind``, ``host_id``).

    ``areas`` are where it is, or else those of its host; ``themes`` what somebody chose, or else those of its
    host: both kept by the room, as ``Upcoming`` is. ``follows``
    is the series that ended when its dates from some day on became this one.
    """

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    slug = models.SlugField(max_length=200, unique=True)
    uid = models.CharField(max_length=255, blank=True)  # in calendars; empty: made from the uuid
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    group = models.ForeignKey(Group, on_delete=models.CASCADE, null=True, blank=True, related_name="series")
    feed = models.ForeignKey(
        "calendar.Feed", on_delete=models.SET_NULL, null=True, blank=True, related_name="series"
    )  # the group's own calendar that it comes from: read, and not changed here
    host_kind = models.CharField(max_length=40, blank=True)
    host_id = models.BigIntegerField(null=True, blank=True)

    title = models.CharField(_("what it is called"), max_length=200)
    summary = models.CharField(_("what happens, in one line"), max_length=300, blank=True)
    text = models.TextField(_("more about it"), blank=True)
    themes = models.ManyToManyField(Theme, related_name="+", blank=True)
    has_own_themes = models.BooleanField(default=False)  # somebody chose them; else they are its host's

    rule = models.JSONField()
    is_all_day = models.BooleanField(default=False)
    skips_school_holidays = models.BooleanField(_("not in school holidays"), default=False)
    first_on = models.DateField()
    last_on = models.DateField(null=True, blank=True)  # empty: without an end

    venue = models.ForeignKey(Venue, on_delete=models.SET_NULL, null=True, blank=True, related_name="series")
    place_words = models.CharField(_("where, in words"), max_length=300, blank=True)
    online_link = models.URLField(_("link to join online"), max_length=500, blank=True)
    areas = models.ManyToManyField(Area, related_name="+", blank=True)

    cost_kind = models.CharField(max_length=10, choices=cost_kinds, blank=True)
    cost_text = models.CharField(_("what it costs"), max_length=200, blank=True)
    audience = models.CharField(_("who it is for"), max_length=300, blank=True)
    access = models.JSONField(default=list, blank=True)  # codes; what it adds to its venue's
    access_text = models.CharField(_("getting in, in words"), max_length=500, blank=True)

    takes_answers = models.BooleanField(_("people can say that they come"), default=True)
    capacity = models.PositiveIntegerField(_("how many places"), null=True, blank=True)
    closes_minutes_before = models.PositiveIntegerField(null=True, blank=True)
    most_guests = models.PositiveSmallIntegerField(default=0)

    state = models.CharField(max_length=10, choices=series_states, default=SeriesState.PLANNED)
    note = models.CharField(_("why it is cancelled"), max_length=300, blank=True)
    sight = models.CharField(max_length=10, choices=sights, default=Sight.SHOWN)
    sequence = models.PositiveIntegerField(default=0)
    follows = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, blank=True, related_name="followed_by")
    client_id = models.UUIDField(default=uuid4, unique=True, editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    changed_at = models.DateTimeField(default=timezone.now, editable=False)

    objects: ClassVar[SeriesQuerySet] = SeriesQuerySet.as_manager()

    class Meta:
        ordering = ("title", "id")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(group__isnull=False, host_kind="", host_id=None)
                | (Q(group=None, host_id__isnull=False) & ~Q(host_kind="")),
                name="series_has_one_host",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["host_kind", "host_id"], name="series_of_host"),
            models.Index(fields=["first_on", "last_on"], name="series_by_days"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("calendar:series", args=[self.slug])

    @property
    def is_cancelled(self) -> bool:
        return self.state == SeriesState.CANCELLED

    def recurrence(self, holidays: tuple[tuple[date, date], ...] = ()) -> Recurrence:
        """Its rule. ``holidays`` are all those of the hub; they count only if it rests in them."""
        return keeping.unpacked(self.rule, holidays if self.skips_school_holidays else ())
