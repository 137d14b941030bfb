"""How a connected calendar is, in plain words, with the one thing that helps."""

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from closeknit.calendar.feeds import pace
from closeknit.calendar.feeds.rows import held_in
from closeknit.calendar.feeds.vocabulary import REMEDIES, Remedy
from closeknit.calendar.models import Feed, FeedReading


@dataclass(frozen=True, slots=True)
class Health:
    """``tone`` is one of the notices': good, wait or bad. ``asks``: a reading waits for somebody's word."""

    tone: str
    heading: str
    words: str
    fix: str = ""
    asks: bool = False
    asks_for_address: bool = False

    @property
    def needs_somebody(self) -> bool:
        return self.asks or self.asks_for_address


def health_of(feed: Feed, reading: FeedReading | None, now: datetime) -> Health:
    """``reading`` is what waits beside the feed, if anything does. No query."""
    if feed.is_left:
        return Health("wait", _("Disconnected"), _("We read this calendar no more."))
    if reading is not None and reading.reason:
        return _doubtful(reading)
    if reading is not None and reading.address != feed.address:
        words = _("Please look at what we read there, and say whether it is right.")
        return Health("wait", _("There is a new address"), words, asks=True)
    if feed.why is not None:
        return _troubled(feed, REMEDIES[feed.why], now)
    if feed.kept_ours_at:
        return _as_it_was(feed.kept_ours_at)
    words = _("We read it %(when)s, and look again about every six hours.") % {"when": _when(feed.read_at)}
    return Health("good", _("All is well"), words)


def _doubtful(reading: FeedReading) -> Health:
    held = held_in(reading)
    fix = _("Say below whether the calendar is right, or the events we had.")
    return Health("bad", _("Please look: is this right?"), held.said(_) if held else "", fix, asks=True)


def _as_it_was(since: datetime) -> Health:
    words = _(
        "You said on %(day)s that the events we had are right. We read on, and take the calendar up again"
        " when they are back there."
    )
    day = date_format(timezone.localtime(since), "j F")
    return Health("wait", _("We keep the events we had"), words % {"day": day})


def _troubled(feed: Feed, remedy: Remedy, now: datetime) -> Health:
    """A site that does not answer for a day or two is nobody's fault."""
    words = str(remedy.words)
    if feed.read_at:
        told = {"trouble": words, "when": _when(feed.read_at)}
        words = _("%(trouble)s We last read it %(when)s. The events stay as they were then.") % told
    if remedy.asks_for_address or now - (feed.read_at or feed.created_at) >= pace.TOLD_AFTER:
        heading, tone = _("We cannot read the calendar"), "bad"
    else:
        heading, tone = _("We could not read it just now"), "wait"
    return Health(tone, heading, words, str(remedy.fix), asks_for_address=remedy.asks_for_address)


def _when(at: datetime | None) -> str:
    """“today at 14:05”, “on 3 October”."""
    if at is None:
        return _("never")
    here, today = timezone.localtime(at), timezone.localdate()
    if here.date() == today:
        return _("today at %(hour)s") % {"hour": date_format(here, "H:i")}
    return _("on %(day)s") % {"day": date_format(here, "j F")}
