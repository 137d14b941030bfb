from typing import ClassVar
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from closeknit.commitments.vocabulary import Sight, sights
from closeknit.networks.models.network import Network
from closeknit.networks.querysets import PriorityQuerySet
from closeknit.networks.vocabulary import PriorityState, priority_states


class Priority(models.Model):
    """Something that a network agreed matters. ``position`` is its rank among those still worked on, from 1;
    two may share one."""

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    network = models.ForeignKey(Network, on_delete=models.CASCADE, related_name="priorities")
    title = models.CharField(_("in a few words"), max_length=160)
    text = models.TextField(_("why it matters"), blank=True)
    position = models.PositiveSmallIntegerField(_("its place in the list"), default=1)
    raised_on = models.DateField(_("agreed on"))
    state = models.CharField(max_length=10, choices=priority_states, default=PriorityState.OPEN)
    became = models.TextField(_("what became of it"), blank=True)
    settled_on = models.DateField(null=True, blank=True)
    sight = models.CharField(max_length=10, choices=sights, default=Sight.SHOWN)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    client_id = models.UUIDField(unique=True, default=uuid4)
    created_at = models.DateTimeField(default=timezone.now)

    objects: ClassVar[PriorityQuerySet] = PriorityQuerySet.as_manager()

    class Meta:
        ordering = ("position", "id")
        indexes: ClassVar = [models.Index(fields=["network", "state", "position"], name="priority_by_rank")]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("networks:priority", args=[self.uuid])

    @property
    def is_open(self) -> bool:
        return self.state == PriorityState.OPEN

    @property
    def is_shown(self) -> bool:
        return self.sight == Sight.SHOWN
