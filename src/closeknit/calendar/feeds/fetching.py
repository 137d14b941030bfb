"""Asking for a group's own calendar, through the one guarded door out. Nothing here writes."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from http import HTTPStatus
from typing import Any

from django.utils import timezone

from closeknit.algorithms.ics.feed import Calendar, FeedEvent, FeedWarning, NotACalendar, Oddity
from closeknit.algorithms.ics.keeping import packed, unpacked
from closeknit.algorithms.ics.reading import read
from closeknit.calendar.feeds.vocabulary import Trouble
from closeknit.core.errors import Refused, Unavailable
from closeknit.core.fetch import Network, SiteError, fetch

ACCEPT = "text/calendar, text/plain;q=0.5, */*;q=0.1"
CLOSED = frozenset((HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN, HTTPStatus.PROXY_AUTHENTICATION_REQUIRED))
LOST = frozenset((HTTPStatus.BAD_REQUEST, HTTPStatus.NOT_FOUND, HTTPStatus.GONE))
AS_WEB = {"webcal": "https", "webcals": "https", "feed": "https"}
_OF_THE_MOMENT = ("modified", "sequence")  # some programs stamp each event anew at each reading

network: Network | None = None  # a test has one of its own


@dataclass(frozen=True, slots=True)
class Answer:
    """What came: a calendar, or ``why`` not. Neither of them: nothing has changed. ``said`` is what the
    guard or the site had to say."""

    calendar: Calendar | None = None
    why: Trouble | None = None
    said: str = ""
    marks: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_unchanged(self) -> bool:
        return self.calendar is None and self.why is None


def web_address(text: str) -> str:
    """``webcal://…`` as the ``https://…`` that it stands for; all else as it was typed."""
    text = text.strip()
    scheme, colon, rest = text.partition(":")
    if colon and scheme.lower() in AS_WEB:
        return f"{AS_WEB[scheme.lower()]}://{rest.lstrip('/')}"
    if not colon and "." in text and "/" in text:
        return f"https://{text}"
    return text


def ask(address: str, now: datetime, marks: Mapping[str, str] | None = None) -> Answer:
    """Ask the site. Takes ten seconds at most, and a second or two to read what came."""
    try:
        fetched = fetch(address, accept=ACCEPT, network=network, marks=marks or {})
    except SiteError as error:
        return Answer(why=_meaning_of(error.code), said=error.message)
    except Refused as no:
        return Answer(why=Trouble.NOT_PUBLIC, said=no.message)
    except Unavailable as no:
        return Answer(why=Trouble.AWAY, said=no.message)
    if fetched.is_unchanged:
        return Answer(marks={**(marks or {}), **fetched.marks})
    try:
        return Answer(read(fetched.body, zone=timezone.get_current_timezone(), now=now), marks=fetched.marks)
    except NotACalendar as none:
        return Answer(why=Trouble(none.why.value))


def _meaning_of(code: int) -> Trouble:
    if code in CLOSED:
        return Trouble.NOT_ALLOWED
    return Trouble.GONE if code in LOST else Trouble.AWAY


def kept(events: Iterable[FeedEvent]) -> list[dict[str, Any]]:
    """Events to be stored as JSON."""
    return [packed(event) for event in events]


def calendar_of(
    events: Iterable[Mapping[str, Any]], oddities: Iterable[Mapping[str, str]] = (), name: str = ""
) -> Calendar:
    """What was stored, as it was read."""
    warnings = (FeedWarning(Oddity(one["kind"]), one["event"], one["detail"]) for one in oddities)
    return Calendar(tuple(map(unpacked, events)), name, tuple(warnings))


def oddities_of(calendar: Calendar) -> list[dict[str, str]]:
    return [{"kind": one.kind.value, "event": one.event, "detail": one.detail} for one in calendar.warnings]


def digest_of(calendar: Calendar) -> str:
    """The same for two readings in which nothing of the events is different."""
    told = [{key: value for key, value in one.items() if key not in _OF_THE_MOMENT} for one in kept(calendar.events)]
    told.sort(key=lambda one: (one["uid"], one["recurrence_id"] or ""))
    return sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()
