"""Choices of the directory room. Codes are what files and addresses carry; labels are for people."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class GroupKind(models.TextChoices):
    RESIDENTS_ASSOCIATION = "residents_association", _("Residents’ association")
    COMMUNITY_GROUP = "community_group", _("Community group")
    CHARITY = "charity", _("Charity")
    FAITH_GROUP = "faith_group", _("Faith group")
    SOCIAL_ENTERPRISE = "social_enterprise", _("Social enterprise")
    BUSINESS = "business", _("Business")
    PUBLIC_BODY = "public_body", _("Public body")
    NETWORK = "network", _("Network")
    OTHER = "other", _("Other")


class GroupState(models.TextChoices):
    ACTIVE = "active", _("Active")
    QUIET = "quiet", _("Quiet")
    DORMANT = "dormant", _("Asleep for now")
    CLOSED = "closed", _("Closed")


class Visibility(models.TextChoices):
    PUBLIC = "public", _("Public")
    STUB = "stub", _("Waiting for the group or an organiser to vouch for it")
    HIDDEN = "hidden", _("Hidden")
    MERGED = "merged", _("Part of another entry")  # its address leads there; nobody sees or changes it


class ConfirmedHow(models.TextChoices):
    STEWARD = "steward", _("by the group")
    PHONE = "phone", _("by telephone")
    CALENDAR = "calendar", _("by its calendar")
    IMPORT = "import", _("by the list it came from")


class CostKind(models.TextChoices):
    FREE = "free", _("Free")
    DONATION = "donation", _("Give what you can")
    LOW_COST = "low_cost", _("Up to £3")
    PAID = "paid", _("More than £3")


class Access(models.TextChoices):
    STEP_FREE = "step_free", _("Step-free")
    ACCESSIBLE_TOILET = "accessible_toilet", _("Accessible toilet")
    CHANGING_PLACE = "changing_place", _("Changing Places toilet")
    HEARING_LOOP = "hearing_loop", _("Hearing loop")
    QUIET_SPACE = "quiet_space", _("Quiet space")
    PARKING = "parking", _("Blue Badge parking")
    BUS_NEAR = "bus_near", _("Bus stop near")
    BABY_CHANGE = "baby_change", _("Baby change")
    GUIDE_DOGS = "guide_dogs", _("Assistance dogs welcome")


class Frequency(models.TextChoices):
    WEEKLY = "WEEKLY", _("Every week")
    MONTHLY = "MONTHLY", _("Every month")


class Weekday(models.TextChoices):
    """iCalendar's day codes (RFC 5545)."""

    MONDAY = "MO", _("Monday")
    TUESDAY = "TU", _("Tuesday")
    WEDNESDAY = "WE", _("Wednesday")
    THURSDAY = "TH", _("Thursday")
    FRIDAY = "FR", _("Friday")
    SATURDAY = "SA", _("Saturday")
    SUNDAY = "SU", _("Sunday")


class RelationKind(models.TextChoices):
    WORKS_WITH = "works_with", _("works with")
    PART_OF = "part_of", _("is part of")
    GREW_FROM = "grew_from", _("grew from")
    SHARES_PLACE = "shares_place", _("shares a place with")
    LENDS_TO = "lends_to", _("lends to")
    SUPPORTS = "supports", _("supports")


class TellingOutcome(models.TextChoices):
    """What became of a group that somebody told us about."""

    PUBLISHED = "published", _("It is on the hub")
    AWAY = "away", _("It was not taken up")


class ClaimOutcome(models.TextChoices):
    """How somebody’s wish to look after a page ended."""

    BY_LINK = "by_link", _("By the link sent to the group")
    BY_STEWARD = "by_steward", _("A steward said yes")
    BY_VOUCH = "by_vouch", _("An organiser vouched")
    REFUSED = "refused", _("Refused")
    WITHDRAWN = "withdrawn", _("Taken back")


class WakingOutcome(models.TextChoices):
    """What a group that is asleep said when it was asked to wake."""

    WOKEN = "woken", _("They are awake again")
    PASSED = "passed", _("They sleep on")
    UNANSWERED = "unanswered", _("Nobody answered")


class Answer(models.TextChoices):
    """What a group says when it is asked whether its page is still right."""

    RIGHT = "right", _("It is still right")
    CHANGE = "change", _("Something has changed")
    ASLEEP = "asleep", _("We are asleep for now")
    CLOSED = "closed", _("We have closed")
    NO_ANSWER = "no_answer", _("No answer")


# Named functions, because a migration keeps the name: new choices then make no migration.

Choices = list[tuple[str, str]]


def group_kinds() -> Choices:
    return GroupKind.choices


def group_states() -> Choices:
    return GroupState.choices


def visibilities() -> Choices:
    return Visibility.choices


def ways_of_confirming() -> Choices:
    return ConfirmedHow.choices


def relation_kinds() -> Choices:
    return RelationKind.choices


def cost_kinds() -> Choices:
    return CostKind.choices


def frequencies() -> Choices:
    return Frequency.choices


def telling_outcomes() -> Choices:
    return TellingOutcome.choices


def claim_outcomes() -> Choices:
    return ClaimOutcome.choices


def answers() -> Choices:
    return Answer.choices


def waking_outcomes() -> Choices:
    return WakingOutcome.choices
