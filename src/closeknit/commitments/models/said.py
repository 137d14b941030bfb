"""What an ask and a promise have in common: who wrote it down, for whom, on whose authority."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from closeknit.commitments.vocabulary import Sight, sights
from closeknit.conversation.vocabulary import Mandate, mandates
from closeknit.places.models import Area


class Said(models.Model):
    """``client_id`` is the form's own number: sent twice it is one. Without an author it was written
    down by somebody who is no longer here, or by a guest. ``areas`` are those it belongs to."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    speaking_as_kind = models.CharField(max_length=40, blank=True)
    speaking_as_id = models.BigIntegerField(null=True, blank=True)
    mandate = models.CharField(max_length=10, choices=mandates, default=Mandate.OWN)
    mandate_on = models.DateField(_("agreed on"), null=True, blank=True)
    mandate_minute = models.URLField(_("link to the minute"), max_length=500, blank=True)
    mandate_agreed = models.PositiveIntegerField(_("how many agreed"), null=True, blank=True)
    mandate_of = models.PositiveIntegerField(_("of how many members"), null=True, blank=True)
    text = models.TextField(_("in words"))
    due_on = models.DateField(null=True, blank=True)
    sight = models.CharField(max_length=10, choices=sights, default=Sight.SHOWN)
    areas = models.ManyToManyField(Area, related_name="+", blank=True)
    client_id = models.UUIDField(unique=True)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        abstract = True
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(mandate=Mandate.OWN)
                | Q(mandate=Mandate.COMMITTEE, speaking_as_id__isnull=False, mandate_on__isnull=False)
                | Q(
                    mandate=Mandate.MEMBERS,
                    speaking_as_id__isnull=False,
                    mandate_on__isnull=False,
                    mandate_of__gte=F("mandate_agreed"),
                ),
                name="%(class)s_mandate_says_who_and_when",
            ),
        ]
