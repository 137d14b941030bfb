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


class HereFor(models.TextChoices):
    """What a person says first when they join."""

    GROUP = "group", _("I am here for a group")
    SELF = "self", _("I am here for myself")
    COUNCIL = "council", _("I am here for the council")


class Purpose(models.TextChoices):
    """What a person may consent to. The wording of each is in wordings.py."""

    HOUSE_RULES = "house_rules", _("The house rules")
    KEPT_FOR_ME = "kept_for_me", _("Somebody else entered my name and number")
    HELP = "help", _("Somebody helps me")


class Way(models.TextChoices):
    """How a consent reached us."""

    WEB = "web", _("on this website")
    IN_PERSON = "in_person", _("face to face")
    PHONE = "phone", _("by telephone")
    PAPER = "paper", _("on paper")


class CodeFor(models.TextChoices):
    """What a code sent by e-mail is good for, and for nothing else."""

    SIGN_IN = "sign_in", _("signing in")
    JOIN = "join", _("joining")
    FIRST_EMAIL = "first_email", _("a first e-mail address")
    CHANGE_EMAIL = "change_email", _("a new e-mail address")


# Named functions, because a migration keeps the name: new choices then make no migration.


def roles() -> list[tuple[str, Any]]:
    return Role.choices


def scopes() -> list[tuple[str, Any]]:
    return Scope.choices


def reasons_to_join() -> list[tuple[str, Any]]:
    return HereFor.choices


def purposes() -> list[tuple[str, Any]]:
    return Purpose.choices


def ways() -> list[tuple[str, Any]]:
    return Way.choices


def code_uses() -> list[tuple[str, Any]]:
    return CodeFor.choices
