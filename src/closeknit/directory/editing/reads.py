"""What the pages of editing show. Each read costs a constant number of queries."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext

from closeknit.algorithms import schedule as schedules
from closeknit.core.paging import Pages, pages_of
from closeknit.directory.drawn_areas import Drawn, Sketcher
from closeknit.directory.editing.differences import Piece, word_difference
from closeknit.directory.editing.naming import Namer
from closeknit.directory.editing.portrait import line_fields, portrait
from closeknit.directory.editing.wishes import wished
from closeknit.directory.models import Group, ImportRow, Relation, Revision, Suggestion
from closeknit.directory.policies import organised_q

PAGE_LENGTH = 20
MOST_RUNS = 20
NEXT_DATES = 6


@dataclass(frozen=True, slots=True)
class Change:
    """One part of a page that was changed, as a difference."""

    label: str
    pieces: tuple[Piece, ...]
    before: Drawn | None = None
    after: Drawn | None = None


@dataclass(frozen=True, slots=True)
class RevisionView:
    """One entry of the history."""

    revision: Revision
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class History:
    """A page's changes, the newest first, and the lists from which it was brought in or changed."""

    pages: Pages
    entries: tuple[RevisionView, ...]
    runs: tuple[Mapping[str, Any], ...]


@dataclass(frozen=True, slots=True)
class Wish:
    """One field of a suggestion: what the page says now, and what it should say."""

    key: str
    label: str
    pieces: tuple[Piece, ...]
    is_stale: bool  # the page has changed here since
    is_so: bool  # it says so by now
    is_gone: bool  # what it was about is no more
    is_taken: bool


@dataclass(frozen=True, slots=True)
class Preview:
    """A service's times in words, and when it happens next."""

    words: tuple[str, ...]
    dates: tuple[date, ...]


def history(group: Group, *, number: str) -> History:
    """One page of the group's history. Costs at most eleven queries."""
    rows = Revision.objects.filter(group=group).select_related("by", "suggestion").prefetch_related("undone_by")
    page = Paginator(rows, PAGE_LENGTH).get_page(number)
    told = [one for row in page for one in (row.before, row.after)]
    namer, sketcher = Namer(), Sketcher([one.get("drawn_area") for one in told])
    namer.learn(*told)
    runs = (
        ImportRow.objects.filter(group=group, outcome__in=("created", "updated"), run__undone_at=None)
        .exclude(run__applied_at=None)
        .order_by("-run__applied_at", "-id")
        .values("outcome", "run__source", "run__applied_at")[:MOST_RUNS]
    )
    return History(
        pages_of(page), tuple(RevisionView(row, changes_of(row, namer, sketcher)) for row in page), tuple(runs)
    )


def changes_of(revision: Revision, namer: Namer, sketcher: Sketcher) -> tuple[Change, ...]:
    """What a revision changed, in words; what was drawn, in pictures too."""
    after = revision.after
    return tuple(
        Change(
            namer.label(key, after[key], before),
            difference(namer, key, before, after[key]),
            *(sketcher.drawn(one) if key == "drawn_area" else None for one in (before, after[key])),
        )
        for key, before in revision.before.items()
    )


def difference(namer: Namer, key: str, before: Any, after: Any) -> tuple[Piece, ...]:
    """Two values of one key beside each other."""
    return word_difference(namer.words(key, before), namer.words(key, after))


def wishes_of(suggestion: Suggestion) -> tuple[Wish, ...]:
    """What is suggested, against the page as it is now, or as it was when it was decided."""
    now = portrait(suggestion.group)
    namer = Namer()
    return tuple(_wish(suggestion, key, now, namer) for key in suggestion.wanted)


def _wish(suggestion: Suggestion, key: str, now: Mapping[str, Any], namer: Namer) -> Wish:
    before, wanted = suggestion.before.get(key), suggestion.wanted[key]
    here = before if suggestion.decided_at else wished(now, key)
    is_gone = ":" in key and key.partition("/")[0] not in now
    return Wish(
        key=key,
        label=_wish_label(namer, key, now, suggestion),
        pieces=difference(namer, key, here, wanted),
        is_stale=not is_gone and here not in (before, wanted),
        is_so=not suggestion.decided_at and here == wanted,
        is_gone=is_gone,
        is_taken=key in suggestion.taken,
    )


def _wish_label(namer: Namer, key: str, now: Mapping[str, Any], suggestion: Suggestion) -> str:
    thing, slash, name = key.partition("/")
    if not slash:
        return namer.label(key)
    service = (now.get(thing) or {}).get("name") or suggestion.before.get(f"{thing}/name") or ""
    what = namer.label(key) if name != "is_running" else ""
    return ": ".join(filter(None, (service, what)))


def suggestions_for(group: Group) -> tuple[list[Suggestion], list[Suggestion]]:
    """Those of a group that wait, the oldest first, and the last that were answered. Two queries."""
    rows = Suggestion.objects.in_sight().filter(group=group).select_related("by", "group")
    answered = rows.exclude(decided_at=None).select_related("decided_by").order_by("-decided_at", "-id")
    return list(rows.waiting()), list(answered[:PAGE_LENGTH])


def suggestions_to_organise(person: Any, *, number: str) -> Page[Suggestion]:
    """What waits for the organisers of this person's areas, the oldest first. Two queries."""
    return Paginator(_to_organise(person).select_related("by", "group"), PAGE_LENGTH).get_page(number)


def count_to_organise(person: Any) -> int:
    """How many of them. One query."""
    return int(_to_organise(person).count())


def _to_organise(person: Any) -> Any:
    rows = Suggestion.objects.for_organisers(timezone.now())
    organised = organised_q(person, of="group")
    return rows if organised is None else rows.filter(organised)


def ties_of(group: Group) -> list[Relation]:
    """The links of a group that are not over: offered by it, offered to it, confirmed. One query."""
    both = Relation.objects.filter(Q(offered_by=group) | Q(offered_to=group), until=None)
    return list(both.select_related("offered_by", "offered_to").order_by("confirmed_at", "id"))


def preview(stored: Iterable[Mapping[str, Any]], *, now: datetime) -> Preview:
    """What a timetable says in plain words, and its next dates. No query."""
    items = [schedules.Schedule(**line_fields(line)) for line in stored]
    words = tuple(schedules.in_words(item, gettext) for item in items)
    days = sorted({day for item in items for day in schedules.next_dates(item, now=now, limit=NEXT_DATES)})
    return Preview(words, tuple(days[:NEXT_DATES]))
