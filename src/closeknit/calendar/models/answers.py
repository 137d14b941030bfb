"""Answers to one date of a series, what somebody needs there, and who really came."""

from typing import ClassVar
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from closeknit.calendar.answering.querysets import AnswerQuerySet
from closeknit.calendar.answering.vocabulary import How, Says, hows, news, says
from closeknit.calendar.models.series import Series
from closeknit.calendar.originals import LONGEST
from closeknit.directory.models import Group


class Answer(models.Model):
    """Somebody's answer to one date: a person's, a guest's with an address, or a name that an organiser
    wrote down. A guest's counts from ``confirmed_at`` on, when they pressed the button in their letter.

    ``is_in`` and ``at`` are what ``algorithms.seats`` needs: who was given places keeps them, the others
    stand in line since ``at``. ``starts`` is when the date is as far as this person was told.
    """

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    series = models.ForeignKey(Series, on_delete=models.CASCADE, related_name="answers")
    original = models.CharField(max_length=LONGEST)  # originals.named
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    guest_name = models.CharField(max_length=120, blank=True)
    guest_email = models.EmailField(blank=True)
    says = models.CharField(_("what you said"), max_length=5, choices=says)
    heads = models.PositiveSmallIntegerField(_("how many people"), default=1)
    is_in = models.BooleanField(default=False)
    at = models.DateTimeField(default=timezone.now)
    how = models.CharField(_("how it came"), max_length=5, choices=hows, default=How.WEB)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    confirmed_at = models.DateTimeField(null=True, blank=True)
    starts = models.DateTimeField()
    remind_at = models.DateTimeField(null=True, blank=True)
    reminded_at = models.DateTimeField(null=True, blank=True)
    to_tell = models.CharField(max_length=9, choices=news, blank=True)  # by hand: there is no address
    client_id = models.UUIDField(unique=True, default=uuid4, editable=False)
    created_at = models.DateTimeField(default=timezone.now)

    objects: ClassVar[AnswerQuerySet] = AnswerQuerySet.as_manager()

    class Meta:
        ordering = ("at", "id")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["series", "original", "person"], condition=Q(person__isnull=False), name="answer_of_a_person"
            ),
            models.UniqueConstraint(
                fields=["series", "original", "guest_email"], condition=~Q(guest_email=""), name="answer_of_a_guest"
            ),
            models.CheckConstraint(condition=Q(heads__gte=1), name="answer_for_somebody"),
            models.CheckConstraint(
                condition=Q(is_in=False) | Q(says=Says.YES, confirmed_at__isnull=False), name="answer_in_says_yes"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["series", "original", "says"], name="answer_by_date"),
            models.Index(fields=["person", "starts"], name="answer_by_person"),
            models.Index(fields=["guest_email", "starts"], name="answer_by_guest"),
            models.Index(fields=["remind_at"], name="answer_to_remind", condition=Q(reminded_at__isnull=True)),
            models.Index(fields=["starts"], name="answer_by_start"),
        ]

    def __str__(self) -> str:
        return f"{self.series_id} {self.original}"

    @property
    def name(self) -> str:
        return self.person.name if self.person else self.guest_name

    @property
    def is_waiting(self) -> bool:
        return self.says == Says.YES and not self.is_in and self.confirmed_at is not None

    @property
    def brings(self) -> int:
        """How many come with them."""
        return self.heads - 1


class Needs(models.Model):
    """What somebody needs so that they can come. Apart from the answer, and sealed: the organisers read it
    on a page of its own, and each reading is written down."""

    uuid = None  # never named from outside: it is found by its answer
    answer = models.OneToOneField(Answer, on_delete=models.CASCADE, related_name="needs")
    sealed = models.TextField()
    changed_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"of {self.answer_id}"


class NeedsReading(models.Model):
    """Who read on which day what somebody needs. That person sees it with all that the hub holds of them."""

    uuid = None  # counted and told, never named
    needs = models.ForeignKey(Needs, on_delete=models.CASCADE, related_name="readings")
    reader = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    on = models.DateField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["needs", "reader", "on"], name="needs_read_once_a_day"),
        ]

    def __str__(self) -> str:
        return f"{self.on:%Y-%m-%d}"


class Attendance(models.Model):
    """Somebody was there, whether or not they had said so: a person, or a name. ``heads`` counts those
    whom one name stands for."""

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    series = models.ForeignKey(Series, on_delete=models.CASCADE, related_name="attendances")
    original = models.CharField(max_length=LONGEST)
    answer = models.ForeignKey(Answer, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    name = models.CharField(_("name"), max_length=120, blank=True)
    group = models.ForeignKey(Group, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    heads = models.PositiveSmallIntegerField(_("how many people"), default=1)
    starts = models.DateTimeField()
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    client_id = models.UUIDField(unique=True)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("id",)
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["series", "original", "person"], condition=Q(person__isnull=False), name="attended_once"
            ),
            models.UniqueConstraint(
                fields=["series", "original", "answer"], condition=Q(answer__isnull=False), name="attended_as_answered"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["series", "original"], name="attendance_by_date"),
            models.Index(fields=["starts"], name="attendance_by_start"),
        ]

    def __str__(self) -> str:
        return f"{self.series_id} {self.original}"

    @property
    def who(self) -> str:
        return self.person.name if self.person else self.name
