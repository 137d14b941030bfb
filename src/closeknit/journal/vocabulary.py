"""How much a person wants to hear, and how much something matters."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _


class Level(models.TextChoices):
    """What a follower hears. Muted is silent: no mail, no bell, no digest."""

    EVERYTHING = "everything", _("Everything, as it happens")
    IMPORTANT = "important", _("Important things as they happen, the rest once a week")
    DIGEST = "digest", _("Once a week")
    NOTHING = "nothing", _("Nothing")


class Importance(models.TextChoices):
    """PERSONAL speaks to one person (an answer, a task); IMPORTANT matters to all who follow."""

    PERSONAL = "personal", _("For you")
    IMPORTANT = "important", _("Important")
    NORMAL = "normal", _("Normal")
    QUIET = "quiet", _("Only in the record")


def levels() -> list[tuple[str, Any]]:
    return Level.choices


def importances() -> list[tuple[str, Any]]:
    return Importance.choices
