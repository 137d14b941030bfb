"""Choices of minutes and of what people say of an evening. Labels are for people."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _


class MinutesState(models.TextChoices):
    DRAFT = "draft", _("A draft")
    APPROVED = "approved", _("Looked through")
    PUBLISHED = "published", _("Published")


class HowWas(models.TextChoices):
    GOOD = "good", _("Good")
    ALL_RIGHT = "all-right", _("All right")
    NOT_GOOD = "not-good", _("Not so good")


class Heard(models.TextChoices):
    YES = "yes", _("Yes")
    PARTLY = "partly", _("In part")
    NO = "no", _("No")


# Named functions, because a migration keeps the name: new choices then make no migration.


def minutes_states() -> list[tuple[str, Any]]:
    return MinutesState.choices


def how_it_was() -> list[tuple[str, Any]]:
    return HowWas.choices


def heard() -> list[tuple[str, Any]]:
    return Heard.choices
