"""What one can answer, how an answer came, and what became of it that somebody has to be told."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from closeknit.algorithms import seats


class Says(models.TextChoices):
    YES = seats.YES, _("Yes, I am coming")
    MAYBE = seats.MAYBE, _("Perhaps")
    NO = seats.NO, _("No, I cannot come")


class How(models.TextChoices):
    WEB = "web", _("On this site")
    PHONE = "phone", _("By phone")
    PAPER = "paper", _("On paper")


class News(models.TextChoices):
    """What happened to a date, or to somebody's place at it."""

    PLACE = "place", _("There is a place now")
    MOVED = "moved", _("It is at another time or place")
    CANCELLED = "cancelled", _("It is cancelled")
    RESTORED = "restored", _("It happens after all")


def says() -> list[tuple[str, Any]]:
    return Says.choices


def hows() -> list[tuple[str, Any]]:
    return How.choices


def news() -> list[tuple[str, Any]]:
    return News.choices
