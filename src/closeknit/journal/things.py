"""What the journal can speak of. A room above says here how its things are found, named and shown.

A thing is kept as (kind, number) without a foreign key, so that the record outlives what it is about.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Model, QuerySet
from django.http import Http404

from closeknit.core.http import find


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of thing, such as ``directory.group``. ``visible_to`` gives, for a person or None,
    the query set of those that this person may know of. What ``is_discreet`` is named in no subject, and
    followers do not read who acted on it. ``show`` makes many at once what the other ways make one by one,
    where each would ask the database. ``part_of`` gives the larger thing that one mutes to hear no more of
    such as this: the group for a single comment about it."""

    name: str
    model: type[Model]
    label: Callable[[Any], str]
    address: Callable[[Any], str]
    visible_to: Callable[[Any], QuerySet[Any, Any]]
    is_discreet: Callable[[Any], bool]
    show: Callable[[Sequence[Any]], Iterable["Shown"]] | None = None
    part_of: Callable[[Any], Model | None] | None = None

    def shown(self, things: Sequence[Any]) -> Iterable["Shown"]:
        """All of these as pages and letters name them, in their order."""
        if self.show:
            return self.show(things)
        return [Shown(self.label(one), self.address(one), str(one.uuid), self.is_discreet(one)) for one in things]


@dataclass(frozen=True, slots=True)
class Shown:
    """A thing as a page or a letter names it; ``uuid`` is how a form does."""

    name: str
    address: str
    uuid: str = ""
    is_discreet: bool = False


_kinds: dict[str, Kind] = {}
_by_model: dict[type[Model], str] = {}


def thing_kind(
    name: str,
    model: type[Model],
    *,
    visible_to: Callable[[Any], QuerySet[Any, Any]],
    label: Callable[[Any], str] = str,
    address: Callable[[Any], str] | None = None,
    is_discreet: Callable[[Any], bool] = lambda _thing: False,
    show: Callable[[Sequence[Any]], Iterable[Shown]] | None = None,
    part_of: Callable[[Any], Model | None] | None = None,
) -> None:
    """Make a kind of thing known; called in ``AppConfig.ready()``."""
    _kinds[name] = Kind(name, model, label, address or _own_address, visible_to, is_discreet, show, part_of)
    _by_model[model] = name


def kinds() -> Mapping[str, Kind]:
    """All kinds by their name."""
    return _kinds


def key_of(thing: Model) -> tuple[str, int]:
    """How the thing is written down: its kind and number. ``KeyError`` for a kind nobody made known."""
    return _by_model[type(thing)], thing.pk


def whole_of(thing: Model) -> tuple[str, int]:
    """What one mutes to hear no more of such as this: the larger thing that it is a part of, or itself."""
    part_of = _kinds[_by_model[type(thing)]].part_of
    whole = part_of(thing) if part_of else None
    return key_of(thing if whole is None else whole)


def bunch_of(key: tuple[str, int], name: str) -> tuple[str, int | str]:
    """What is told of in one place: parts of a larger thing, such as comments about a group, by their name;
    all else one by one, for two groups may have one name."""
    kind = _kinds.get(key[0])
    return (key[0], name) if kind and kind.part_of else key


def known_to(person: Any, keys: Collection[tuple[str, int]]) -> set[tuple[str, int]]:
    """Those things that the person may know of. One query for each kind."""
    return {
        (name, number)
        for name, numbers in _by_kind(keys).items()
        for number in _kinds[name].visible_to(person).filter(pk__in=numbers).order_by().values_list("pk", flat=True)
    }


def shown_to(person: Any, keys: Collection[tuple[str, int]]) -> dict[tuple[str, int], Shown]:
    """Those things that the person may know of, with name and address. One query for each kind."""
    found = {}
    for name, numbers in _by_kind(keys).items():
        kind = _kinds[name]
        things = list(kind.visible_to(person).filter(pk__in=numbers))
        found.update(zip([(name, thing.pk) for thing in things], kind.shown(things), strict=True))
    return found


def _by_kind(keys: Iterable[tuple[str, int]]) -> dict[str, set[int]]:
    """Of the kinds that there are."""
    wanted: dict[str, set[int]] = {}
    for kind, number in keys:
        if kind in _kinds:
            wanted.setdefault(kind, set()).add(number)
    return wanted


def shown_to_each(wanted: Mapping[Any, Collection[tuple[str, int]]]) -> dict[Any, dict[tuple[str, int], Shown]]:
    """The same for many people. What is open to all is asked for once, one query for each kind; only
    what is not, person by person."""
    shown = shown_to(None, {key for keys in wanted.values() for key in keys})
    return {
        person: {key: shown[key] for key in keys if key in shown}
        | shown_to(person, [key for key in keys if key not in shown])
        for person, keys in wanted.items()
    }


def found(person: Any, kind: str, number: int) -> Model | None:
    """The thing itself, if the person may know of it."""
    known = _kinds.get(kind)
    return known.visible_to(person).filter(pk=number).first() if known else None


def found_by_form(person: Any, words: str) -> Model:
    """The thing that a form names as ``directory.group:UUID``; 404 if it is none that the person may know of."""
    kind, _colon, uuid = words.partition(":")
    if kind not in _kinds:
        raise Http404
    return find(_kinds[kind].visible_to(person), uuid=uuid)


def label_of(thing: Model) -> str:
    """What the thing is called."""
    return _kinds[_by_model[type(thing)]].label(thing)


def form_name(thing: Model) -> str:
    """How a form names the thing."""
    return f"{_by_model[type(thing)]}:{thing.uuid}"  # type: ignore[attr-defined]


def _own_address(thing: Any) -> str:
    return str(thing.get_absolute_url())
