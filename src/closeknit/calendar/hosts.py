"""Who holds an event: a group, or something that a room above has made known, such as a network."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Model, Q, QuerySet

from closeknit.calendar.models import Series
from closeknit.directory.models import Group
from closeknit.directory.policies import area_numbers_of, may_edit_group
from closeknit.journal.things import key_of, kinds, label_of

GROUP = "directory.group"


@dataclass(frozen=True, slots=True, kw_only=True)
class Host:
    """One kind of thing that holds events. It must be a kind of the journal's, too, which names it.

    ``visible_to`` gives, for a person or None, those that this person may know of; ``areas`` are the
    numbers of all areas it belongs to, with those around them; ``themes`` the numbers of what it is about.
    ``edited_by`` is ``may_edit`` as SQL: without it nothing of such a host can be held back.
    """

    model: type[Model]
    visible_to: Callable[[Any], QuerySet[Any, Any]]
    may_edit: Callable[[Any, Any], bool]
    edited_by: Callable[[Any], QuerySet[Any, Any]] | None = None
    areas: Callable[[Any], Iterable[int]] = lambda _thing: ()
    themes: Callable[[Any], Iterable[int]] = lambda _thing: ()


_hosts: dict[str, Host] = {}


def host(kind: str, **ways: Any) -> None:
    """Make a kind of host known, with what ``Host`` lists; called in ``AppConfig.ready()`` of the room above."""
    _hosts[kind] = Host(**ways)


def host_of(series: Series) -> Any:
    """The thing itself. One query unless the group is loaded; None if it is no more."""
    if series.group_id:
        return series.group
    known = _hosts.get(series.host_kind)
    return known and known.model._default_manager.filter(pk=series.host_id).first()


def is_host(thing: Any) -> bool:
    """Whether things of this sort can hold events."""
    return isinstance(thing, Group) or any(isinstance(thing, known.model) for known in _hosts.values())


def columns_of(thing: Any) -> dict[str, Any]:
    """How a series is tied to its host. ``KeyError`` for what cannot hold events."""
    if isinstance(thing, Group):
        return {"group": thing, "host_kind": "", "host_id": None}
    kind, number = key_of(thing)
    _way(kind)
    return {"group": None, "host_kind": kind, "host_id": number}


def may_edit(person: Any, series: Series) -> bool:
    """Whether the person may change what this host puts in the calendar."""
    return may_publish_for(person, host_of(series))


def may_publish_for(person: Any, thing: Any) -> bool:
    """Whether the person may put events in the calendar for this host."""
    if person is None or thing is None or not person.is_active:
        return False
    if isinstance(thing, Group):
        return bool(may_edit_group(person, thing))
    return _way(key_of(thing)[0]).may_edit(person, thing)


def areas_of(thing: Any) -> set[int]:
    """All areas the host belongs to, with those around them. A query or two."""
    if isinstance(thing, Group):
        return area_numbers_of(thing)
    return set(_way(key_of(thing)[0]).areas(thing)) if thing is not None else set()


def themes_of(thing: Any) -> set[int]:
    if isinstance(thing, Group):
        return set(thing.themes.values_list("pk", flat=True))
    return set(_way(key_of(thing)[0]).themes(thing)) if thing is not None else set()


def seen_q(person: Any) -> Q:
    """Series of the hosts above that this person may know of."""
    found = Q(pk__in=())
    for kind, known in _hosts.items():
        found |= Q(host_kind=kind, host_id__in=known.visible_to(person).values("pk"))
    return found


def looked_after_q(person: Any) -> Q:
    """Series of the hosts above that this person looks after."""
    found = Q(pk__in=())
    for kind, known in _hosts.items():
        if known.edited_by is not None:
            found |= Q(host_kind=kind, host_id__in=known.edited_by(person).values("pk"))
    return found


def is_seen(person: Any, series: Series) -> bool:
    """The same for one series whose host is of a room above."""
    known = _hosts.get(series.host_kind)
    return known is not None and known.visible_to(person).filter(pk=series.host_id).exists()


def named(series: Series) -> tuple[str, str]:
    """Name and address of its host; nothing where it is no more."""
    thing = host_of(series)
    return (label_of(thing), kinds()[key_of(thing)[0]].address(thing)) if thing is not None else ("", "")


def names_of(rows: Iterable[Series]) -> Mapping[int, tuple[str, str]]:
    """Name and address of the host of each, by the number of the series. One query for each kind
    of host above; groups must be loaded."""
    found, wanted = {}, list(rows)
    for kind, known in _hosts.items():
        ours = [row for row in wanted if row.host_kind == kind]
        things = known.model._default_manager.in_bulk({row.host_id for row in ours}) if ours else {}
        for row in ours:
            if thing := things.get(row.host_id):
                found[row.pk] = (label_of(thing), kinds()[kind].address(thing))
    for row in wanted:
        if row.group is not None:
            found[row.pk] = (row.group.name, row.group.get_absolute_url())
    return found


def _way(kind: str) -> Host:
    return _hosts[kind]


def known() -> Mapping[str, Host]:
    """All kinds of hosts that rooms above have made known, by name."""
    return _hosts
