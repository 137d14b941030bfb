from typing import ClassVar
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from closeknit.commitments.vocabulary import Sight, sights
from closeknit.directory.models import Group
from closeknit.networks.meeting_querysets import ArrivalQuerySet
from closeknit.networks.meeting_vocabulary import Came, ways_to_come
from closeknit.networks.models.meetings import Meeting


class Arrival(models.Model):
    """Somebody came: by name if they gave one, for a group if for one. ``client_id`` is made on the telephone or
    at the desk; it is also what this person's dots are given by. Published by name only if they said so.

    ``group`` is one of the directory; one that is not in it stands in ``group_name``, and ``stub`` is what became
    of it there, to be confirmed by the group.
    """

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="arrivals")
    client_id = models.UUIDField()
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    guest_name = models.CharField(_("name"), max_length=120, blank=True)
    group = models.ForeignKey(Group, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    group_name = models.CharField(_("for which group"), max_length=200, blank=True)
    stub = models.ForeignKey(Group, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    does = models.CharField(_("what they do"), max_length=300, blank=True)
    place_words = models.CharField(_("where, in words"), max_length=200, blank=True)
    lat = models.FloatField(null=True, blank=True)
    lng = models.FloatField(null=True, blank=True)
    is_first_time = models.BooleanField(_("here for the first time"), default=False)
    may_be_named = models.BooleanField(_("may be named in what is published"), default=False)
    how = models.CharField(max_length=10, choices=ways_to_come, default=Came.PHONE)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    sight = models.CharField(max_length=10, choices=sights, default=Sight.SHOWN)
    seq = models.BigIntegerField(default=0)
    at = models.DateTimeField(default=timezone.now)

    objects: ClassVar[ArrivalQuerySet] = ArrivalQuerySet.as_manager()

    class Meta:
        ordering = ("id",)
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["meeting", "client_id"], name="arrival_once"),
            models.CheckConstraint(
                condition=Q(lat=None, lng=None) | Q(lat__range=(-90, 90), lng__range=(-180, 180)),
                name="arrival_somewhere_or_nowhere",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["meeting", "seq"], name="arrival_since")]

    def __str__(self) -> str:
        return f"{self.meeting_id} {self.at:%H:%M}"

    @property
    def group_words(self) -> str:
        """The group they came for, as it is called."""
        group = self.group or self.stub
        return group.name if group is not None else self.group_name
