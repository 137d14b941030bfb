"""The minutes of a meeting, how they read before, and what became of what was noted."""

from typing import Any, ClassVar
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from closeknit.commitments.models import Undertaking
from closeknit.commitments.vocabulary import Sight, sights
from closeknit.networks import meeting_codes
from closeknit.networks.minutes_querysets import MinutesQuerySet
from closeknit.networks.minutes_vocabulary import MinutesState, minutes_states
from closeknit.networks.models.meetings import Meeting
from closeknit.networks.models.notes import Note

TEXTS = ("about", "said", "coming")


class Written(models.Model):
    """The three texts of minutes, in a little Markdown. Nobody stands in them by name who did not agree to it."""

    about = models.TextField(_("what the evening was about"), blank=True)
    said = models.TextField(_("what was said"), blank=True)
    coming = models.TextField(_("what happens next"), blank=True)

    class Meta:
        abstract = True

    @property
    def texts(self) -> dict[str, str]:
        return {name: getattr(self, name) for name in TEXTS}


class Minutes(Written):
    """Drafted from the meeting, then edited by hand; published they are the meeting's output.

    ``drafted`` is what was last drafted of each text: one that still reads so was not touched by hand.
    ``figures`` are who came and how clusters ranked, in numbers; once published they stay as they are.
    ``version`` is that of the texts. ``agreed_in`` is the next meeting, which agreed to them.
    ``feedback_code`` leads to the three questions about the evening.
    """

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    meeting = models.OneToOneField(Meeting, on_delete=models.CASCADE, related_name="minutes")
    drafted: Any = models.JSONField(default=dict)
    figures: Any = models.JSONField(default=dict)
    version = models.PositiveIntegerField(default=1)
    state = models.CharField(max_length=10, choices=minutes_states, default=MinutesState.DRAFT)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    approved_at = models.DateTimeField(null=True, blank=True)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    published_at = models.DateTimeField(null=True, blank=True)
    corrected_at = models.DateTimeField(null=True, blank=True)
    agreed_in = models.ForeignKey(Meeting, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    agreed_at = models.DateTimeField(null=True, blank=True)
    sight = models.CharField(max_length=10, choices=sights, default=Sight.SHOWN)
    feedback_code = models.CharField(max_length=10, unique=True, default=meeting_codes.table_code, editable=False)
    created_at = models.DateTimeField(default=timezone.now)

    objects: ClassVar[MinutesQuerySet] = MinutesQuerySet.as_manager()

    class Meta:
        ordering = ("-id",)
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(state=MinutesState.DRAFT, published_at=None)
                | Q(state=MinutesState.APPROVED, approved_at__isnull=False, published_at=None)
                | Q(state=MinutesState.PUBLISHED, approved_at__isnull=False, published_at__isnull=False),
                name="minutes_say_when",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["state", "published_at"], name="minutes_by_day")]

    def __str__(self) -> str:
        return f"of {self.meeting_id}"

    def get_absolute_url(self) -> str:
        return reverse("networks:output", args=[self.meeting.uuid])

    @property
    def is_published(self) -> bool:
        return self.state == MinutesState.PUBLISHED

    @property
    def is_shown(self) -> bool:
        return self.sight == Sight.SHOWN


class MinutesVersion(Written):
    """How the minutes read from ``at`` on, until the next of them. ``why`` is said of what is put right
    after they were published, and is read by everybody."""

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    minutes = models.ForeignKey(Minutes, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    why = models.CharField(_("what was put right"), max_length=300, blank=True)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("number",)
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["minutes", "number"], name="minutes_version_once"),
        ]

    def __str__(self) -> str:
        return f"{self.minutes_id} {self.number}"


class TakenUp(models.Model):
    """A note was gone through after the meeting: somebody does it (``undertaking``), or it stays a note."""

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    note = models.OneToOneField(Note, on_delete=models.CASCADE, related_name="taken_up")
    undertaking = models.ForeignKey(Undertaking, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"{self.note_id}"
