from typing import ClassVar
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from closeknit.networks.models.network import Network
from closeknit.networks.querysets import InterestQuerySet
from closeknit.networks.vocabulary import How, ways


class Interest(models.Model):
    """Somebody wants to hear of the next meeting: with an account, by an address they confirm by mail, or from
    paper, with ``agreed_on`` and ``agreed_words`` saying when and how they agreed. Who has no e-mail is kept
    with a telephone number or a note where a letter goes. ``ended_at`` is when it was taken back or ran out."""

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    network = models.ForeignKey(Network, on_delete=models.CASCADE, related_name="interests")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    guest_name = models.CharField(_("name"), max_length=120, blank=True)
    guest_email = models.EmailField(_("e-mail address"), blank=True)
    phone = models.CharField(_("telephone"), max_length=40, blank=True)
    post_note = models.CharField(_("where a letter reaches them"), max_length=300, blank=True)
    how = models.CharField(max_length=10, choices=ways, default=How.WEB)
    agreed_on = models.DateField(null=True, blank=True)
    agreed_words = models.CharField(max_length=200, blank=True)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    client_id = models.UUIDField(unique=True, default=uuid4)
    created_at = models.DateTimeField(default=timezone.now)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[InterestQuerySet] = InterestQuerySet.as_manager()

    class Meta:
        ordering = ("created_at", "id")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["network", "person"],
                condition=Q(ended_at=None, person__isnull=False),
                name="interest_once_per_person",
            ),
            models.UniqueConstraint(
                "network",
                Lower("guest_email"),
                condition=Q(ended_at=None) & ~Q(guest_email=""),
                name="interest_once_per_address",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["confirmed_at", "ended_at"], name="interest_by_age")]

    def __str__(self) -> str:
        return f"in {self.network_id} since {self.created_at:%Y-%m-%d}"
