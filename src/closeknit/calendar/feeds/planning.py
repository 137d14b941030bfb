"""What an event of a feed says of a series of ours, and of single dates of it. Nothing here asks or writes."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext as _

from closeknit.algorithms.ics.feed import FeedEvent
from closeknit.algorithms.schedule.clock_changes import span
from closeknit.algorithms.schedule.recurrence import Recurrence, split
from closeknit.algorithms.text import excerpt
from closeknit.calendar import keeping, originals

LONGEST_TITLE, LONGEST_LINK = 200, 500
LOOKED_AHEAD = timedelta(days=2 * 366)  # dates further off have no page that somebody could know
_ONLINE = re.compile(
    r"https://[\w.-]*(?:zoom\.us|teams\.microsoft\.com|teams\.live\.com|meet\.google\.com|meet\.jit\.si|whereby\.com"
    r"|webex\.com|gotomeeting\.com)/\S+",
    re.IGNORECASE,
)
_LINK = re.compile(r"https?://\S+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Where:
    """How far a group lets its places be known. ``is_safe_to_tell`` judges the words of a place."""

    is_kept_quiet: bool = False
    confidential: tuple[str, ...] = ()  # what confidential places are called, folded

    def told(self, place: str) -> str:
        quiet = self.is_kept_quiet or any(name in place.casefold() for name in self.confidential)
        return "" if quiet else place


@dataclass(frozen=True, slots=True)
class Planned:
    """The columns of a series."""

    title: str
    text: str
    place_words: str
    online_link: str
    is_all_day: bool
    is_cancelled: bool

    @classmethod
    def of(cls, event: FeedEvent, where: Where) -> "Planned":
        place, link = _place_and_link(event)
        told, is_open = where.told(place), where.told(f"{place} {event.description}")
        return cls(
            title=excerpt(event.summary, LONGEST_TITLE) or str(_("Without a title")),
            text=_text(event, link) if is_open else "",
            place_words=told,
            online_link="" if where.is_kept_quiet else link,  # who has it is in the room
            is_all_day=event.all_day,
            is_cancelled=event.is_cancelled,
        )


@dataclass(frozen=True, slots=True)
class PlannedDate:
    """One date that is not as its series says. Empty is as in the series."""

    original: str
    starts: datetime | None = None
    minutes: int | None = None
    title: str = ""
    place_words: str = ""
    is_cancelled: bool = False

    @property
    def is_as_usual(self) -> bool:
        return not (self.starts or self.minutes is not None or self.title or self.place_words or self.is_cancelled)


def changed_dates(
    event: FeedEvent, overrides: Iterable[FeedEvent], rule: Recurrence, where: Where
) -> Iterator[PlannedDate]:
    """The dates of a series that the feed has changed."""
    usual = Planned.of(event, where)
    for one in overrides:
        if one.is_private or one.recurrence_id is None:
            continue
        date = replace(_words_of(Planned.of(one, where), usual), **_times_of(one, one.recurrence_id, rule))
        if not date.is_as_usual or not rule.holds(one.recurrence_id):
            yield date


def _words_of(its: Planned, usual: Planned) -> PlannedDate:
    return PlannedDate(
        "",
        title=its.title if its.title != usual.title else "",
        place_words=its.place_words if its.place_words != usual.place_words else "",
        is_cancelled=its.is_cancelled,
    )


def _times_of(event: FeedEvent, original: datetime, rule: Recurrence) -> dict[str, Any]:
    lasting = event.recurrence.minutes
    starts, by_rule = _starts(event.recurrence), span(original, timedelta(minutes=rule.minutes), rule.zone)[0]
    return {
        "original": originals.named(original),
        "starts": starts if starts != by_rule else None,
        "minutes": lasting if lasting != rule.minutes else None,
    }


def without_private(rule: Recurrence, overrides: Iterable[FeedEvent]) -> Recurrence:
    """Dates of the series that are somebody's private matter are nobody else's."""
    private = {one.recurrence_id for one in overrides if one.is_private and one.recurrence_id is not None}
    return replace(rule, without=rule.without | private) if private else rule


@dataclass(frozen=True, slots=True)
class Followed:
    """Our rule as it follows the feed's. ``put_off`` is the one date of what happens once, at another time;
    ``is_another``: it is by another rule from now on, and what is over stays as it was."""

    rule: Recurrence
    put_off: PlannedDate | None = None
    is_another: bool = False


def followed(kept: Recurrence, before: Recurrence | None, told: Recurrence, now: datetime) -> Followed:
    """``before`` is what the feed said the last time. It is another rule if hours or days of it are others:
    not if it only ends, leaves dates out, or begins with another of its own dates."""
    if keeping.packed(kept) == keeping.packed(told):
        return Followed(kept)
    if not (kept.freq or told.freq or told.dates or (before and (before.freq or before.dates))):
        return _once_more(kept, told, now)
    coming = _walls(told, now)
    if before is not None and _ends(before) == _ends(told) and _walls(kept, now) == coming and _same_hours(kept, told):
        return Followed(replace(kept, minutes=told.minutes))
    rule = _since(kept.start, told)
    is_as_ever = rule is not None and _same_hours(kept, told) and _walls(rule, now) == coming
    return Followed(rule) if rule is not None and is_as_ever else Followed(told, is_another=True)


def _since(start: datetime, told: Recurrence) -> Recurrence | None:
    """What the feed says, from our first date on."""
    if told.start >= start or not told.freq:
        return replace(told, start=start) if told.freq else told
    return split(told, start)[1]


def _once_more(kept: Recurrence, told: Recurrence, now: datetime) -> Followed:
    """What happens once and is put off keeps its name, so its page and its answers. If it is over already,
    a later day is one date more."""
    last = max((kept.start, *kept.dates))
    starts = _starts(told)
    was, ended = span(last, timedelta(minutes=kept.minutes), kept.zone)[:2]
    rule = replace(kept, minutes=told.minutes)
    if starts == was:
        return Followed(rule)
    if ended <= now < starts:
        wall = starts.astimezone(kept.zone).replace(tzinfo=None)
        return Followed(replace(rule, dates=(*kept.dates, wall)))
    return Followed(rule, PlannedDate(originals.named(last), starts=starts))


def _same_hours(one: Recurrence, other: Recurrence) -> bool:
    return _hours(one) == _hours(other)


def _hours(rule: Recurrence) -> object:
    shape = (rule.freq, rule.interval, rule.byday, rule.bymonthday, rule.bymonth, rule.bysetpos)
    return (rule.start.time(), rule.zone, *shape)


def _ends(rule: Recurrence) -> object:
    return rule.until, rule.count, rule.dates


def _walls(rule: Recurrence, now: datetime) -> list[datetime]:
    return [one.original for one in rule.happenings(now, now + LOOKED_AHEAD)]


def gone_dates(kept: Recurrence, rule: Recurrence, now: datetime) -> list[str]:
    """The names of dates to come that the rule gives no more."""
    still = set(_walls(rule, now))
    return [originals.named(wall) for wall in _walls(kept, now) if wall not in still]


def same_rule(one: Recurrence, other: Recurrence) -> bool:
    return keeping.packed(one) == keeping.packed(other)


def _starts(rule: Recurrence) -> datetime:
    return span(rule.start, timedelta(minutes=rule.minutes), rule.zone)[0]


def _place_and_link(event: FeedEvent) -> tuple[str, str]:
    """A place that is an address of the web is none; meetings held online are so at known sites."""
    found = next(filter(None, map(_ONLINE.search, (event.location, event.url, event.description))), None)
    link = found[0].rstrip(".,;)>") if found else ""
    place = "" if _LINK.fullmatch(event.location) else event.location
    return place, link if len(link) <= LONGEST_LINK else ""


def _text(event: FeedEvent, link: str) -> str:
    """Its own words, that it may not happen, and where there is more."""
    parts: list[Any] = [_("It is not certain yet.")] if event.status == "TENTATIVE" else []
    parts.append(event.description)
    more = [one for one in (event.url, event.location) if _LINK.fullmatch(one) and one != link]
    parts += [f"<{one}>" for one in dict.fromkeys(more) if one not in event.description]
    return "\n\n".join(str(part) for part in parts if part)
