"""The roles a person can be granted. No role inherits another."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    HUB_ADMIN = "hub_admin", _("Hub administrator")


def roles() -> list[tuple[str, Any]]:
    """For models, whose migrations then name this function and not the choices."""
    return Role.choices
