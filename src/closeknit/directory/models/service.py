import uuid
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from closeknit.directory.models.group import Group
from closeknit.directory.querysets import VenueQuerySet
from closeknit.directory.vocabulary import (
    cost_kinds,
    frequencies,
)


class Venue(models.Model):
    """A place where things happen (HSDS ``location``). A confidential one is never shown."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(_("name"), max_length=200)
    slug = models.SlugField(max_length=200, unique=True)
    point = models.ForeignKey("places.Point", on_delete=models.SET_NULL, null=True, blank=True, related_name="venues")
    access = models.JSONField(default=list, blank=True)  # codes of vocabulary.Access
    access_text = models.CharField(_("getting in, in words"), max_length=500, blank=True)
    is_confidential = models.BooleanField(default=False)
    source = models.CharField(max_length=100, blank=True)
    external_id = models.CharField(max_length=200, blank=True)

    objects: ClassVar[VenueQuerySet] = VenueQuerySet.as_manager()

    class Meta:
        ordering = ("name", "id")
        indexes: ClassVar = [
            models.Index(fields=["source", "external_id"], name="venue_by_listing"),
        ]

    def __str__(self) -> str:
        return self.name


class Service(models.Model):
    """A regular thing that a group runs (HSDS ``service``): when, where, what it costs, access."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="services")
    name = models.CharField(_("name"), max_length=200)
    summary = models.CharField(_("what happens"), max_length=500, blank=True)
    venue = models.ForeignKey(Venue, on_delete=models.SET_NULL, null=True, blank=True, related_name="services")
    schedule_text = models.CharField(_("when, in words"), max_length=300, blank=True)
    cost_kind = models.CharField(max_length=10, choices=cost_kinds, blank=True)
    cost_text = models.CharField(_("what it costs"), max_length=200, blank=True)
    audience = models.CharField(_("who it is for"), max_length=300, blank=True)
    minimum_age = models.PositiveSmallIntegerField(null=True, blank=True)
    maximum_age = models.PositiveSmallIntegerField(null=True, blank=True)
    access = models.JSONField(default=list, blank=True)  # what the service adds to its venue's
    access_text = models.CharField(max_length=500, blank=True)
    online_link = models.URLField(max_length=500, blank=True)
    is_running = models.BooleanField(default=True)
    external_id = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ("name", "id")

    def __str__(self) -> str:
        return self.name


class Schedule(models.Model):
    """When a service happens (HSDS ``schedule``). ``byday`` as in iCalendar: ``TU,TH`` for a
    weekly one, ``1SU`` or ``-1FR`` for a monthly one. Times are wall time in Europe/London."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    service = models.ForeignKey(Service, on_delete=models.CASCADE, related_name="schedules")
    freq = models.CharField(max_length=8, choices=frequencies)
    interval = models.PositiveSmallIntegerField(default=1)
    byday = models.CharField(max_length=40)
    opens_at = models.TimeField(null=True, blank=True)
    closes_at = models.TimeField(null=True, blank=True)
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)
    description = models.CharField(max_length=200, blank=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["service"], name="schedule_of_service")]

    def __str__(self) -> str:
        return f"{self.freq} {self.byday}"
