"""How far a listing can be trusted today: the one home of the rule.

Fresh for twelve months after somebody confirmed it, then thirty days of grace, then unconfirmed.
A group that says it sleeps or has closed is believed.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import TextChoices
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from closeknit.directory.vocabulary import ConfirmedHow, GroupState

FRESH_FOR = timedelta(days=365)
GRACE = timedelta(days=30)


class Freshness(TextChoices):
    FRESH = "fresh", _("Confirmed")
    DUE = "due", _("Soon to be confirmed again")
    UNCONFIRMED = "unconfirmed", _("Unconfirmed")
    DORMANT = "dormant", _("Asleep for now")
    CLOSED = "closed", _("Closed")


@dataclass(frozen=True, slots=True)
class Standing:
    """A listing's freshness with the sentence that says so."""

    code: str
    words: str


def freshness(state: str, confirmed_on: date | None, today: date) -> Freshness:
    """The freshness of a listing in this ``state``, last confirmed on that day."""
    if state == GroupState.DORMANT:
        return Freshness.DORMANT
    if state == GroupState.CLOSED:
        return Freshness.CLOSED
    if confirmed_on is None or today > confirmed_on + FRESH_FOR + GRACE:
        return Freshness.UNCONFIRMED
    return Freshness.DUE if today > confirmed_on + FRESH_FOR else Freshness.FRESH


def standing(state: str, confirmed_on: date | None, today: date) -> Standing:
    """Freshness with words short enough for a badge: “Active”, “Unconfirmed since May 2025”."""
    code = freshness(state, confirmed_on, today)
    if code == Freshness.UNCONFIRMED and confirmed_on:
        month = date_format(confirmed_on, "F Y")
        return Standing(code, gettext("Unconfirmed since %(month)s") % {"month": month})
    return Standing(code, str(GroupState(state).label if code == Freshness.FRESH else code.label))


def confirmation(on: date, by: str, how: str) -> str:
    """Who confirmed a listing, when, and how if that is not plain: “Confirmed on 5 May 2026 by Noor, by telephone”."""
    words = {
        (ConfirmedHow.PHONE, True): gettext("Confirmed on %(on)s by %(by)s, by telephone"),
        (ConfirmedHow.PHONE, False): gettext("Confirmed on %(on)s by telephone"),
        (ConfirmedHow.CALENDAR, True): gettext("Confirmed on %(on)s by its calendar"),
        (ConfirmedHow.CALENDAR, False): gettext("Confirmed on %(on)s by its calendar"),
        (ConfirmedHow.IMPORT, False): gettext("Confirmed on %(on)s by the list it came from"),
    }
    plain = gettext("Confirmed on %(on)s by %(by)s") if by else gettext("Confirmed on %(on)s")
    return words.get((how, bool(by)), plain) % {"on": date_format(on, "j F Y"), "by": by}
