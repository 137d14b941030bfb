"""Where a series stands, and who sees it."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _


class SeriesState(models.TextChoices):
    PLANNED = "planned", _("Planned")
    CANCELLED = "cancelled", _("Cancelled")


class Sight(models.TextChoices):
    """Who sees a series. Who put it there, when and why is in the moderators' case. One that is held back is known
    to those who look after its host alone, until ``actions.bring_out``."""

    HELD_BACK = "held-back", _("Not published yet")
    SHOWN = "shown", _("Published")
    HIDDEN = "hidden", _("Hidden by the moderators")
    REMOVED = "removed", _("Taken away")


# Named functions, because a migration keeps the name: new choices then make no migration.


def series_states() -> list[tuple[str, Any]]:
    return SeriesState.choices


def sights() -> list[tuple[str, Any]]:
    return Sight.choices
