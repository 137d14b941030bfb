"""The states of what people write, of what was reported, and of a complaint."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _


class CommentState(models.TextChoices):
    """Where a comment stands. Who put it there, when and why is in its case and its versions."""

    WAITING = "waiting", _("Waiting to be read by a moderator")
    SHOWN = "shown", _("Published")
    HIDDEN = "hidden", _("Hidden by the moderators")
    REMOVED = "removed", _("Taken away by its author")


class Mandate(models.TextChoices):
    """On what authority somebody speaks."""

    OWN = "own", _("My own view")
    COMMITTEE = "committee", _("The committee agreed on it")
    MEMBERS = "members", _("The members agreed on it")


class Talking(models.TextChoices):
    """Whether a thread takes more."""

    OPEN = "open", _("Open")
    READ_ONLY = "read_only", _("Closed: it can be read, not added to")


class CaseState(models.TextChoices):
    """Where a case stands: what the last decision left it in."""

    PENDING = "pending", _("Waiting")
    UPHELD = "upheld", _("It broke a rule")
    NOT_UPHELD = "not_upheld", _("It broke no rule")
    MENDED = "mended", _("It broke a rule and was mended")
    WITHDRAWN = "withdrawn", _("Taken back")


class Question(models.TextChoices):
    """What a pending case asks the moderators."""

    REPORT = "report", _("Does it break a rule?")
    FIRST_READ = "first_read", _("May it appear?")
    MENDED = "mended", _("Is it mended?")
    APPEAL = "appeal", _("Was the decision right?")


HIDDEN_NOW = (Question.MENDED, Question.APPEAL)  # asked of what was hidden, and is until somebody decides


class Desk(models.TextChoices):
    """Who is asked. A case that nobody decides moves up."""

    AREA = "area", _("The moderators of the area")
    HUB = "hub", _("All moderators")
    ADMINS = "admins", _("The people who run the hub")


class Step(models.TextChoices):
    """One line of a case's log."""

    REPORTED = "reported", _("reported")
    ARRIVED = "arrived", _("written, to be read first")
    TAKEN_BACK = "taken_back", _("taken back")
    READ = "read", _("read by a moderator")
    CLAIMED = "claimed", _("taken on")
    MOVED_UP = "moved_up", _("moved up, for it had waited")
    MOVED_DOWN = "moved_down", _("given to moderators, for there are some now")
    HIDDEN = "hidden", _("hidden")
    LEFT = "left", _("left as it is")
    SHOWN = "shown", _("shown")
    MENDED = "mended", _("mended and sent again")
    APPEALED = "appealed", _("appealed against")


class ComplaintStep(models.TextChoices):
    """One line of a complaint's log."""

    RECEIVED = "received", _("received")
    READ = "read", _("read")
    REMINDED = "reminded", _("reminder sent")
    NOTED = "noted", _("note")
    ANSWERED = "answered", _("answered")


class CameHow(models.TextChoices):
    FORM = "form", _("By the form")
    LETTER = "letter", _("By letter")
    PHONE = "phone", _("By telephone")
    PERSON = "person", _("In person")


# Named functions, because a migration keeps the name: new choices then make no migration.


def comment_states() -> list[tuple[str, Any]]:
    return CommentState.choices


def mandates() -> list[tuple[str, Any]]:
    return Mandate.choices


def talkings() -> list[tuple[str, Any]]:
    return Talking.choices


def case_states() -> list[tuple[str, Any]]:
    return CaseState.choices


def questions() -> list[tuple[str, Any]]:
    return Question.choices


def desks() -> list[tuple[str, Any]]:
    return Desk.choices


def steps() -> list[tuple[str, Any]]:
    return Step.choices


def complaint_steps() -> list[tuple[str, Any]]:
    return ComplaintStep.choices


def ways_of_coming() -> list[tuple[str, Any]]:
    return CameHow.choices
