"""Where a group's own calendar stands, and what can be wrong with it: in plain words, each with its one fix."""

from dataclasses import dataclass
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from closeknit.algorithms.ics.feed import Why


class FeedState(models.TextChoices):
    NEW = "new", _("Looked at, not connected yet")
    CONNECTED = "connected", _("Connected")
    KEPT = "kept", _("Disconnected, its events kept")
    REMOVED = "removed", _("Disconnected, its events taken away")


def feed_states() -> list[tuple[str, Any]]:
    return FeedState.choices


class Trouble(models.TextChoices):
    """Why the last reading came to nothing."""

    SIGN_IN_PAGE = Why.SIGN_IN_PAGE.value, _("a page that asks to sign in")
    HTML = Why.HTML.value, _("a web page")
    EMPTY = Why.EMPTY.value, _("nothing at all")
    TOO_BIG = Why.TOO_BIG.value, _("a file that is too big")
    BROKEN = Why.BROKEN.value, _("something that is no calendar")
    NOT_ALLOWED = "not_allowed", _("not open to us")
    GONE = "gone", _("no longer there")
    NOT_PUBLIC = "not_public", _("not on the public web")
    AWAY = "away", _("out of reach")


def troubles() -> list[tuple[str, Any]]:
    return Trouble.choices


@dataclass(frozen=True, slots=True)
class Remedy:
    """What is wrong, in a sentence, and the one thing that helps. Where nothing does but time,
    ``asks_for_address`` is false."""

    words: Any
    fix: Any
    asks_for_address: bool = True


_NEW_ADDRESS = _("Copy the address from your calendar’s settings once more, and put it in here.")
REMEDIES = {
    Trouble.SIGN_IN_PAGE: Remedy(
        _("The address shows a page that asks to sign in, so the calendar is not public."),
        _("Make the calendar public in its own settings, or put in its secret address here."),
    ),
    Trouble.HTML: Remedy(_("The address shows a web page now, and not a calendar."), _NEW_ADDRESS),
    Trouble.EMPTY: Remedy(_("The address gives nothing at all."), _NEW_ADDRESS),
    Trouble.TOO_BIG: Remedy(
        _("The calendar has become too big. It can have up to 5 MB."),
        _("Take old events out of it, or connect a calendar that holds only what is for everybody."),
    ),
    Trouble.BROKEN: Remedy(_("What the address gives is not a calendar."), _NEW_ADDRESS),
    Trouble.NOT_ALLOWED: Remedy(
        _("The calendar does not let us in."),
        _("Make the calendar public in its own settings, or put in its secret address here."),
    ),
    Trouble.GONE: Remedy(_("There is no calendar at that address any more."), _NEW_ADDRESS),
    Trouble.NOT_PUBLIC: Remedy(_("The address does not lead to the public web."), _NEW_ADDRESS),
    Trouble.AWAY: Remedy(
        _("The calendar does not answer."),
        _("There is nothing for you to do. We try again by ourselves, and tell you here when it works."),
        asks_for_address=False,
    ),
}
