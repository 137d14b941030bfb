"""Choices of the networks room. Codes are what addresses and tables carry; labels are for people."""

from datetime import timedelta
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _


class NetworkKind(models.TextChoices):
    AREA = "area", _("Local area network")
    THEME = "theme", _("Theme network")


class NetworkState(models.TextChoices):
    OPEN = "open", _("Open to all")
    ENDED = "ended", _("Ended")


class How(models.TextChoices):
    """How an interest reached us."""

    WEB = "web", _("on this website")
    QR = "qr", _("by the square code on a sheet")
    PAPER = "paper", _("on paper")
    PHONE = "phone", _("by telephone")


class PriorityState(models.TextChoices):
    """What became of it. Who decided so, and when, is in the history."""

    OPEN = "open", _("We work on it")
    DONE = "done", _("Done")
    LET_GO = "let-go", _("We let it go")


class InvitedBy(models.TextChoices):
    """How a group was asked to join."""

    MAIL = "mail", _("by mail")
    LETTER = "letter", _("by letter")


PAUSE = timedelta(days=90)  # after its no, a group is left in peace


class InvitationAnswer(models.TextChoices):
    YES = "yes", _("Joined")
    NO = "no", _("Not now")


class MailingState(models.TextChoices):
    DRAFT = "draft", _("Not sent yet")
    SENT = "sent", _("Sent")
    STOPPED = "stopped", _("Stopped")


# Named functions, because a migration keeps the name: new choices then make no migration.


def network_kinds() -> list[tuple[str, Any]]:
    return NetworkKind.choices


def network_states() -> list[tuple[str, Any]]:
    return NetworkState.choices


def ways() -> list[tuple[str, Any]]:
    return How.choices


def priority_states() -> list[tuple[str, Any]]:
    return PriorityState.choices


def invited_ways() -> list[tuple[str, Any]]:
    return InvitedBy.choices


def invitation_answers() -> list[tuple[str, Any]]:
    return InvitationAnswer.choices


def mailing_states() -> list[tuple[str, Any]]:
    return MailingState.choices
