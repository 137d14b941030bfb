"""What can be asked about, and what promises can be made from: an area, a group, a meeting …

A room above says here which of its things these are. Nothing is written about a kind that nobody
made known, and nothing is shown of a thing that the reader may not know of.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, Model, OuterRef, Q, QuerySet

from closeknit.journal.things import key_of, kinds

GROUP = "directory.group"  # the kind of a group, known here by its name alone


@dataclass(frozen=True, slots=True)
class Source:
    """``shown_to`` gives, for a person or None, those of these things whose asks and promises this person
    may read; ``organised_by`` those where the person may settle what was promised; ``areas`` the numbers
    of the areas that one belongs to, with those around them."""

    kind: str
    shown_to: Callable[[Any], QuerySet[Any, Any]]
    organised_by: Callable[[Any], QuerySet[Any, Any]]
    areas: Callable[[Any], Iterable[int]]
    guests_may_ask: bool

    def organises(self, person: Any, number: int) -> bool:
        """Whether the person organises this one. At most one query."""
        return person is not None and self.organised_by(person).filter(pk=number).exists()


_sources: dict[str, Source] = {}


def source(
    kind: str,
    *,
    shown_to: Callable[[Any], QuerySet[Any, Any]] | None = None,
    organised_by: Callable[[Any], QuerySet[Any, Any]] | None = None,
    areas: Callable[[Any], Iterable[int]] = lambda _thing: (),
    guests_may_ask: bool = False,
) -> None:
    """Let people ask about things of this kind, one of ``journal.things``, and promise something from them.

    Without ``shown_to`` whoever may know of the thing may read; without ``organised_by`` nobody
    but the owners settles what was promised there. Called in ``AppConfig.ready()``.
    """
    known_to = shown_to or (lambda person: kinds()[kind].visible_to(person))
    nobody = organised_by or (lambda _person: kinds()[kind].model._default_manager.none())
    _sources[kind] = Source(kind, known_to, nobody, areas, guests_may_ask)


def sources() -> Mapping[str, Source]:
    return _sources


def source_of(thing: Model) -> Source:
    """``KeyError`` for a thing of a kind that nobody made known here."""
    return _sources[key_of(thing)[0]]


def fetch(kind: str, number: int | None) -> Any | None:
    """The thing itself, whoever asks; None when it is no more."""
    known = kinds().get(kind)
    if known is None or number is None:
        return None
    rows = known.model._default_manager.all()
    return (rows.for_lists() if hasattr(rows, "for_lists") else rows).filter(pk=number).first()  # without outlines


def readable_q(person: Any, kind_column: str, id_column: str) -> Q:
    """Rows that point to nothing, or to a thing of which this person may read here."""
    told = Q(**{kind_column: ""})
    for name, known in _sources.items():
        things = known.shown_to(person).order_by().filter(pk=OuterRef(id_column))
        told |= Q(Exists(things), **{kind_column: name})
    return told


def organised_q(person: Any, kind_column: str, id_column: str) -> Q:
    """``Source.organises`` as SQL, for rows that point to a thing."""
    theirs = Q(pk__in=())
    for name, known in _sources.items() if person is not None else ():
        things = known.organised_by(person).order_by().filter(pk=OuterRef(id_column))
        theirs |= Q(Exists(things), **{kind_column: name})
    return theirs


def is_readable(person: Any, kind: str, number: int | None) -> bool:
    """The same for one row. At most one query."""
    known = _sources.get(kind)
    return not kind or (known is not None and known.shown_to(person).filter(pk=number).exists())
