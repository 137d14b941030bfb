"""Undertaking: a promise, or an agreed piece of work, with one owner and a day."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from closeknit.commitments.models.ask import Ask
from closeknit.commitments.models.said import Said
from closeknit.commitments.querysets import UndertakingQuerySet
from closeknit.commitments.vocabulary import Kind, Sight, State, kinds, states


class Undertaking(Said):
    """``owner`` does it: for themselves, for the group in ``speaking_as``, or for the council. Somebody
    without an account is a name on paper (``owner_name``). ``from_kind`` and ``from_id`` say where it was
    made, ``offer`` is the step with which its owner wants to hand it over, while that stands.

    ``state``, ``text`` and ``due_on`` are what the last steps made them; the steps keep what was before.
    """

    kind = models.CharField(max_length=10, choices=kinds, default=Kind.PROMISE)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    owner_name = models.CharField(max_length=120, blank=True)
    is_for_council = models.BooleanField(default=False)
    from_kind = models.CharField(max_length=40, blank=True)
    from_id = models.BigIntegerField(null=True, blank=True)
    ask = models.ForeignKey(Ask, on_delete=models.SET_NULL, null=True, blank=True, related_name="undertakings")
    state = models.CharField(max_length=12, choices=states, default=State.OPEN)
    times_changed = models.PositiveSmallIntegerField(default=0)
    offer = models.ForeignKey("commitments.Step", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")

    objects: ClassVar[UndertakingQuerySet] = UndertakingQuerySet.as_manager()

    class Meta(Said.Meta):
        ordering = ("-id",)
        constraints: ClassVar = [
            *Said.Meta.constraints,
            models.CheckConstraint(
                condition=Q(is_for_council=False) | Q(speaking_as_id=None), name="undertaken_for_one_side"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["from_kind", "from_id", "-id"], name="undertaking_from"),
            models.Index(fields=["speaking_as_kind", "speaking_as_id"], name="undertaking_of_group"),
            models.Index(fields=["owner", "state", "due_on"], name="undertaking_of_owner"),
            models.Index(fields=["state", "due_on", "id"], name="undertaking_by_state"),
        ]

    def __str__(self) -> str:
        return f"due {self.due_on}"

    def get_absolute_url(self) -> str:
        return reverse("commitments:promise", args=[self.uuid])

    @property
    def is_open(self) -> bool:
        return self.state == State.OPEN

    @property
    def is_shown(self) -> bool:
        return self.sight == Sight.SHOWN
