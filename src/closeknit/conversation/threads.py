"""A place to talk: a thing with its thread, and what must be known of it to show it and to write there."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from closeknit.conversation.contributions import contributions
from closeknit.conversation.models import Thread, ThreadRule
from closeknit.conversation.subjects import Subject, subjects
from closeknit.conversation.vocabulary import Talking
from closeknit.core.http import find
from closeknit.core.prepared import PreparedRows
from closeknit.journal.things import kinds

THREAD = PreparedRows(lambda kind, number: Thread.objects.about(kind, number))


@dataclass
class Place:
    """A thing that can be talked about. Each of its answers costs one query, once."""

    subject: Subject
    thing: Any

    @cached_property
    def thread(self) -> Thread | None:
        """The thread, once somebody has written."""
        return next(iter(THREAD(self.subject.kind, self.thing.pk)), None)

    @cached_property
    def is_read_first(self) -> bool:
        return ThreadRule.objects.filter(kind=self.subject.kind, is_read_first=True).exists()

    @property
    def is_open(self) -> bool:
        return self.thread is None or self.thread.talking == Talking.OPEN

    @property
    def name(self) -> str:
        return kinds()[self.subject.kind].label(self.thing)

    @property
    def address(self) -> str:
        return kinds()[self.subject.kind].address(self.thing)

    @property
    def key(self) -> tuple[str, str]:
        """What its addresses name it by."""
        return self.subject.kind, str(self.thing.uuid)

    @property
    def is_discreet(self) -> bool:
        """Whether it must be kept safe who is near this thing."""
        return kinds()[self.subject.kind].is_discreet(self.thing)

    def hosts(self) -> Sequence[Any]:
        return self._hosts

    def areas(self) -> Sequence[int]:
        return self._areas

    @cached_property
    def _hosts(self) -> Sequence[Any]:
        return list(self.subject.hosts(self.thing))

    @cached_property
    def _areas(self) -> Sequence[int]:
        known = contributions().get(self.subject.kind)
        return sorted(known.areas(self.thing)) if known else []


def place_for(person: Any, kind: str, uuid: Any) -> Place | None:
    """The place that this person may know of; None for a kind without threads, 404 without the thing."""
    subject = subjects().get(kind)
    return subject and Place(subject, find(kinds()[kind].visible_to(person), uuid=uuid))


def place_of(thread: Thread) -> Place | None:
    """The place of a thread, whoever asks; None when the thing is no more."""
    return places_of([thread]).get(thread.pk)


def places_of(threads: Iterable[Thread]) -> dict[int, Place]:
    """Those of many, by the thread's number, without what is no more. One query for each kind of thing."""
    wanted: dict[str, dict[int, Thread]] = {}
    for thread in threads:
        wanted.setdefault(thread.about_kind, {})[thread.about_id] = thread
    places = {}
    for kind in wanted.keys() & subjects().keys():
        for number, thing in kinds()[kind].model._default_manager.in_bulk(wanted[kind]).items():
            place = Place(subjects()[kind], thing)
            place.thread = wanted[kind][number]
            places[place.thread.pk] = place
    return places
