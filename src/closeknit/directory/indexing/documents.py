"""A public group as the index keeps it: its words, its tokens, its card and its numbers."""

import json
from collections.abc import Iterable
from dataclasses import dataclass

from closeknit.algorithms import schedule as schedules
from closeknit.algorithms import text
from closeknit.directory.indexing.gather import GroupSource, ServiceSource
from closeknit.directory.search import bitmaps
from closeknit.directory.search.columns import NOWHERE, PRECISIONS, day_number
from closeknit.directory.search.engines import IN_NAME, Entry
from closeknit.directory.vocabulary import Access, CostKind, GroupState, Weekday

LONGEST_NAME = 200
LONGEST_WORD = 60
MOST_WORDS = 4000
MOST_TIMES = 3  # on a card
ASLEEP = (GroupState.DORMANT, GroupState.CLOSED)
COSTS, ACCESSES, DAYS = (frozenset(choices.values) for choices in (CostKind, Access, Weekday))


@dataclass(frozen=True, slots=True)
class Document:
    entry: Entry
    record: tuple[int, int, int]  # as columns.RECORD


def document(group: GroupSource) -> Document:
    """What is kept of a group. O(length of its texts)."""
    entry = Entry(
        group.id,
        text.fold(group.name)[:LONGEST_NAME],
        " ".join(words_of(group)),
        " ".join(tokens_of(group)),
        json.dumps(card_of(group), ensure_ascii=False, separators=(",", ":")),
    )
    confirmed = 0 if group.state in ASLEEP else day_number(group.confirmed_on)
    cell, precision = (group.pin[2], group.pin[3]) if group.pin else (NOWHERE, "")
    return Document(entry, (cell, confirmed, PRECISIONS.index(precision)))


def words_of(group: GroupSource) -> list[str]:
    """The group's different words in order, those of its name once more with their mark."""
    told = [group.summary, group.aims, group.who_for, group.covers_text, group.address]
    for service in group.services:
        told += service.name, service.summary, service.audience, service.venue
    in_name = _different(group.name)
    words = sorted(in_name | _different(" ".join(told)))[:MOST_WORDS]
    return [*words, *(IN_NAME + word for word in sorted(in_name))]


def _different(told: str) -> set[str]:
    return {word[:LONGEST_WORD] for word in text.words(told)}


def tokens_of(group: GroupSource) -> list[str]:
    """The group's filter tokens, sorted."""
    services = group.services
    return sorted(
        {
            bitmaps.EVERY,
            *([bitmaps.PINNED] if group.pin else ()),
            *([bitmaps.DRAWN] if group.has_drawing else ()),
            bitmaps.code("kind", group.kind),
            bitmaps.code("state", group.state),
            *map(bitmaps.area, group.areas),
            *map(bitmaps.theme, group.themes),
            *(bitmaps.code("day", day) for service in services for day in _days(service)),
            *(bitmaps.code("cost", service.cost_kind) for service in services if service.cost_kind in COSTS),
            *(bitmaps.code("access", code) for code in _access(services)),
        }
    )


def _days(service: ServiceSource) -> Iterable[str]:
    """The weekdays of a service: ``1SU`` is a Sunday."""
    codes = (code[-2:] for schedule in service.schedules for code in schedule.byday.split(","))
    return {code for code in codes if code in DAYS}


def _access(services: Iterable[ServiceSource]) -> list[str]:
    codes = (code for service in services for code in service.access if code in ACCESSES)
    return list(dict.fromkeys(codes))


def card_of(group: GroupSource) -> dict[str, object]:
    """What a list shows of the group. Empty values are left out: a card is read a million times."""
    lat, lng, _cell, precision = group.pin or (None, None, None, "")
    venue = next((service.venue for service in group.services if service.venue), "")
    times = [words for service in group.services for words in map(schedules.in_words, service.schedules)]
    card = {
        "name": group.name,
        "slug": group.slug,
        "summary": group.summary,
        "kind": group.kind,
        "state": group.state,
        "confirmed": group.confirmed_on.isoformat() if group.confirmed_on else "",
        "when": list(dict.fromkeys(times))[:MOST_TIMES],
        "at": venue or group.address,
        "area": group.home,
        "lat": lat,
        "lng": lng,
        "precision": precision,
        "access": _access(group.services),
        "cost": list(dict.fromkeys(service.cost_kind for service in group.services if service.cost_kind)),
    }
    return {name: value for name, value in card.items() if value not in ("", None, [])}
