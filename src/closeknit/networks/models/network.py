from typing import ClassVar
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from closeknit.commitments.vocabulary import Sight, sights
from closeknit.networks.querysets import NetworkQuerySet
from closeknit.networks.vocabulary import NetworkKind, NetworkState, network_kinds, network_states


class Network(models.Model):
    """People and groups of an area, or of a theme, who meet and see things through. A theme network may keep
    to an area. Its organisers are grants over it; ``client_id`` is the form's own number: sent twice it is one."""

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    slug = models.SlugField(max_length=200, unique=True)
    name = models.CharField(_("name"), max_length=200)
    kind = models.CharField(max_length=10, choices=network_kinds, default=NetworkKind.AREA)
    area = models.ForeignKey(
        "places.Area", on_delete=models.PROTECT, null=True, blank=True, related_name="networks", verbose_name=_("area")
    )
    theme = models.ForeignKey(
        "directory.Theme",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="networks",
        verbose_name=_("theme"),
    )
    summary = models.CharField(_("in one line"), max_length=300, blank=True)
    purpose = models.TextField(_("what it is for"), blank=True)
    contact_words = models.CharField(_("how to reach the organisers"), max_length=300, blank=True)
    state = models.CharField(max_length=10, choices=network_states, default=NetworkState.OPEN)
    sight = models.CharField(max_length=10, choices=sights, default=Sight.SHOWN)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    client_id = models.UUIDField(unique=True, default=uuid4)
    created_at = models.DateTimeField(default=timezone.now)

    objects: ClassVar[NetworkQuerySet] = NetworkQuerySet.as_manager()

    class Meta:
        ordering = ("name", "id")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(kind=NetworkKind.AREA, area__isnull=False, theme=None)
                | Q(kind=NetworkKind.THEME, theme__isnull=False),
                name="network_of_an_area_or_a_theme",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("networks:network", args=[self.slug])

    @property
    def is_open(self) -> bool:
        return self.state == NetworkState.OPEN

    @property
    def is_shown(self) -> bool:
        return self.sight == Sight.SHOWN
