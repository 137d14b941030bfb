import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from closeknit.conversation.querysets import CaseQuerySet, HouseRuleQuerySet, ReportQuerySet
from closeknit.conversation.vocabulary import CaseState, Desk, Question, case_states, desks, questions, steps


class HouseRule(models.Model):
    """One wording of one rule. A change ends the wording and adds another under the same ``code``, so
    a report keeps the words it was made under."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    code = models.SlugField(max_length=60)
    title = models.CharField(_("the rule, in a few words"), max_length=80)
    words = models.CharField(_("what it means"), max_length=400)
    position = models.PositiveSmallIntegerField(_("place in the list"), default=100)
    since = models.DateTimeField(default=timezone.now)
    until = models.DateTimeField(null=True, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")

    objects: ClassVar[HouseRuleQuerySet] = HouseRuleQuerySet.as_manager()

    class Meta:
        ordering = ("position", "id")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["code"], condition=Q(until__isnull=True), name="one_wording_in_force"),
        ]

    def __str__(self) -> str:
        return self.title


class Case(models.Model):
    """All that moderators have to do with one contribution, named by its kind and number.

    ``state`` is what the last decision left; ``version`` counts the decisions, so that of two who
    decide at once the second sees the first. ``round`` counts how often it was opened: who reported
    it in an earlier round may do so again. ``kept`` is what the contribution needs to be shown as before.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(max_length=40)
    thing_id = models.BigIntegerField()
    state = models.CharField(max_length=10, choices=case_states, default=CaseState.PENDING)
    question = models.CharField(max_length=10, choices=questions, default=Question.REPORT)
    desk = models.CharField(max_length=10, choices=desks, default=Desk.AREA)
    pending_since = models.DateTimeField(default=timezone.now)
    claimed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    version = models.PositiveIntegerField(default=0)
    round = models.PositiveIntegerField(default=1)
    kept = models.CharField(max_length=40, blank=True)

    objects: ClassVar[CaseQuerySet] = CaseQuerySet.as_manager()

    class Meta:
        ordering = ("pending_since", "id")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["kind", "thing_id"], name="one_case_a_contribution"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["state", "pending_since", "id"], name="case_by_age"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.thing_id}"

    def get_absolute_url(self) -> str:
        return reverse("conversation:case", args=[self.uuid])

    @property
    def is_pending(self) -> bool:
        return self.state == CaseState.PENDING


class CaseArea(models.Model):
    """The moderators of this area are asked. All areas around it have rows of their own."""

    uuid = None  # a plain link, never shown by itself
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="areas")
    area = models.ForeignKey("places.Area", on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["case", "area"], name="case_in_area_once")]

    def __str__(self) -> str:
        return f"{self.case_id} in {self.area_id}"


class Report(models.Model):
    """Somebody says that a contribution breaks a rule. Shown to moderators only, with the name only
    of those who gave it. ``sender`` is a keyed hash that tells one person's reports from another's."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="reports")
    round = models.PositiveIntegerField()
    rule = models.ForeignKey(HouseRule, on_delete=models.PROTECT, related_name="reports")
    words = models.TextField(_("what is wrong with it"), blank=True)
    reporter = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="reports"
    )
    guest_email = models.EmailField(_("your e-mail address"), blank=True)
    sender = models.CharField(max_length=64)
    at = models.DateTimeField(default=timezone.now)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[ReportQuerySet] = ReportQuerySet.as_manager()

    class Meta:
        ordering = ("at", "id")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["case", "round", "sender"], name="reported_once_a_round"),
        ]

    def __str__(self) -> str:
        return f"on {self.case_id} at {self.at:%Y-%m-%d %H:%M}"

    def get_absolute_url(self) -> str:
        return reverse("conversation:report-status", args=[self.uuid])


class Decision(models.Model):
    """One line of a case's log. Never changed and never deleted: it is the evidence.

    ``by`` is empty for the hub itself and for reporters. ``words`` are for the author, ``evidence`` is
    the contribution as it stood, or as it is to stand when the author has mended it.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="log")
    step = models.CharField(max_length=12, choices=steps)
    state = models.CharField(max_length=10, choices=case_states, default=CaseState.PENDING)
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    rule = models.ForeignKey(HouseRule, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    words = models.TextField(blank=True)
    evidence = models.TextField(blank=True)

    class Meta:
        ordering = ("at", "id")
        indexes: ClassVar = [models.Index(fields=["case", "at", "id"], name="decisions_of_case")]

    def __str__(self) -> str:
        return f"{self.case_id} {self.step}"
