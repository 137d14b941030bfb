"""Ask: a request to somebody, and where it stands."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from closeknit.commitments.models.said import Said
from closeknit.commitments.querysets import AskQuerySet
from closeknit.commitments.vocabulary import AskState, Sight, Verdict, ask_states, verdicts


class Ask(Said):
    """One thing asked of the council, of a group or of a person, about a thing. ``due_on`` is the day by
    which an answer is hoped for, or was said to come. A guest's stands once they have clicked in a letter.

    ``state`` and ``verdict`` are what the last steps made them.
    """

    about_kind = models.CharField(max_length=40)
    about_id = models.BigIntegerField()
    guest_name = models.CharField(max_length=120, blank=True)
    guest_email = models.EmailField(blank=True)
    is_to_council = models.BooleanField(default=False)
    asked_kind = models.CharField(max_length=40, blank=True)
    asked_id = models.BigIntegerField(null=True, blank=True)
    asked_person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    state = models.CharField(max_length=12, choices=ask_states, default=AskState.ASKED)
    verdict = models.CharField(max_length=10, choices=verdicts, blank=True)

    objects: ClassVar[AskQuerySet] = AskQuerySet.as_manager()

    class Meta(Said.Meta):
        ordering = ("-id",)
        constraints: ClassVar = [
            *Said.Meta.constraints,
            models.CheckConstraint(
                condition=Q(is_to_council=True, asked_id=None) | Q(is_to_council=False), name="ask_to_one_side"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["about_kind", "about_id", "-id"], name="ask_about"),
            models.Index(fields=["asked_kind", "asked_id", "state"], name="ask_of_group"),
            models.Index(fields=["state", "due_on"], name="ask_by_state"),
        ]

    def __str__(self) -> str:
        return f"of {self.created_at:%Y-%m-%d}"

    def get_absolute_url(self) -> str:
        return reverse("commitments:ask", args=[self.uuid])

    @property
    def is_open(self) -> bool:
        """Whether an answer is still to come."""
        return self.state in (AskState.ASKED, AskState.ACKNOWLEDGED)

    @property
    def is_shown(self) -> bool:
        return self.sight == Sight.SHOWN and self.state != AskState.UNCONFIRMED

    def get_verdict_words(self) -> str:
        return str(Verdict(self.verdict).label) if self.verdict else ""
