"""How much a person wants to hear, and how much something matters."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _


class Level(models.TextChoices):
    """What a follower hears. Muted is silent: no mail, no bell, no digest."""

    EVERYTHING = "everything", _("Everything, as it happens")
    IMPORTANT = "important", _("Important news at once, the rest weekly")
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


class Trouble(models.TextChoices):
    """Why a letter has not left. The words are for those who look after the hub; no address is in them."""

    AWAY = "away", _("The mail server cannot be reached. We try again by ourselves.")
    UNPROTECTED = (
        "unprotected",
        _("The mail server cannot protect the way there (no STARTTLS). See “Mail” in the administrators’ guide."),
    )
    LOGIN = "login", _("The mail server does not take our name and password. Look at the mail settings.")
    SENDER = "sender", _("The mail server does not let us write as this sender. Look at the mail settings.")
    BROKE_OFF = "broke-off", _("The mail server broke off. We try again by ourselves.")
    BUSY = "busy", _("The other side asks us to come back later. We try again by ourselves.")
    NO_SUCH_ADDRESS = "no-such-address", _("The other side says that there is no such address.")
    REFUSED = "refused", _("The other side does not want this letter.")
    BAD_ADDRESS = "bad-address", _("No mail can go to an address like this one.")
    TOO_OLD = "too-old", _("We tried for 30 days without success.")
    STOPPED = "stopped", _("They want no more letters like this.")


def troubles() -> list[tuple[str, Any]]:
    return Trouble.choices
