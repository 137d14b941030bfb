"""Choices of meetings. Codes are what tables and tablets carry; labels are for people."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _


class MeetingState(models.TextChoices):
    PLANNED = "planned", _("Being planned")
    PUBLISHED = "published", _("To come")
    OPEN = "open", _("Going on now")
    CLOSED = "closed", _("Over")


class ItemKind(models.TextChoices):
    """What an item of the agenda is for: some of them open a part of the board."""

    WELCOME = "welcome", _("Welcome")
    INTRODUCTIONS = "introductions", _("Introductions")
    TALK = "talk", _("Somebody tells, all listen")
    TABLES = "tables", _("Tables talk, note-takers write")
    REPORTING = "reporting", _("Tables report back")
    DOTS = "dots", _("Dots")
    ACTIONS = "actions", _("Who does what by when")
    BREAK = "break", _("A break")


class TableKind(models.TextChoices):
    """The desk at the door is a table too: what is written there are arrivals."""

    TABLE = "table", _("Table")
    DESK = "desk", _("The desk at the door")


class NoteKind(models.TextChoices):
    CONCERN = "concern", _("A concern")
    IDEA = "idea", _("An idea")
    OFFER = "offer", _("Somebody offers")
    NEED = "need", _("Somebody needs")
    ACTION = "action", _("Something to do")
    SAID = "said", _("Just said")


class Came(models.TextChoices):
    """How somebody was signed in."""

    PHONE = "phone", _("with their own telephone")
    DESK = "desk", _("at the desk")
    PAPER = "paper", _("from the paper list")


class ItemSort(models.TextChoices):
    """What a device may send."""

    ARRIVAL = "arrival", _("Somebody came")
    NOTE = "note", _("A note")
    DOT = "dot", _("A dot")
    HANDS = "hands", _("Raised hands")


class Outcome(models.TextChoices):
    """What became of something that a device sent."""

    KEPT = "kept", _("Kept")
    BOTH_KEPT = "both-kept", _("Both kept")
    REFUSED = "refused", _("Not taken")


# Named functions, because a migration keeps the name: new choices then make no migration.


def meeting_states() -> list[tuple[str, Any]]:
    return MeetingState.choices


def item_kinds() -> list[tuple[str, Any]]:
    return ItemKind.choices


def table_kinds() -> list[tuple[str, Any]]:
    return TableKind.choices


def note_kinds() -> list[tuple[str, Any]]:
    return NoteKind.choices


def ways_to_come() -> list[tuple[str, Any]]:
    return Came.choices


def item_sorts() -> list[tuple[str, Any]]:
    return ItemSort.choices


def outcomes() -> list[tuple[str, Any]]:
    return Outcome.choices
