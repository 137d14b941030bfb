"""The roles a person can be granted, and what a role can be granted over. No role inherits another."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    GROUP_STEWARD = "group_steward", _("Group steward")
    NETWORK_ORGANISER = "network_organiser", _("Community organiser")
    PAIRING_FACILITATOR = "pairing_facilitator", _("Pairing facilitator")
    COUNCIL_OFFICER = "council_officer", _("Council officer")
    COUNCILLOR = "councillor", _("Councillor")
    MODERATOR = "moderator", _("Moderator")
    SAFEGUARDING_LEAD = "safeguarding_lead", _("Safeguarding lead")
    EVALUATOR = "evaluator", _("Evaluator")
    HUB_ADMIN = "hub_admin", _("Hub administrator")


# Whoever holds one of these must have a second step at sign-in, or the role sleeps.
PRIVILEGED = frozenset(Role) - {Role.GROUP_STEWARD}


class Scope(models.TextChoices):
    """What a role is granted over. The whole hub has the number 0."""

    HUB = "hub", _("The whole hub")
    AREA = "area", _("An area")
    GROUP = "group", _("A group")
    NETWORK = "network", _("A network")
    SCHEME = "scheme", _("A pairing scheme")
    ROUND = "round", _("An award round")
    MEETING = "meeting", _("A meeting")


# Named functions, because a migration keeps the name: new choices then make no migration.


def roles() -> list[tuple[str, Any]]:
    return Role.choices


def scopes() -> list[tuple[str, Any]]:
    return Scope.choices
