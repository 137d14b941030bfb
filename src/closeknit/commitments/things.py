"""What the journal can say of asks and promises. What it keeps for ever names only what they are about;
their own words it shows as long as they stand."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from closeknit.accounts.models import Person
from closeknit.accounts.vocabulary import Role, Scope
from closeknit.commitments import wording
from closeknit.commitments.models import Ask, Step, Undertaking
from closeknit.commitments.sources import fetch, source
from closeknit.journal.things import Shown, kinds, label_of, thing_kind
from closeknit.places.models import Area

AREA = "places.area"


def register() -> None:
    """Called once, in ``AppConfig.ready()``."""
    thing_kind(
        "commitments.ask",
        Ask,
        visible_to=Ask.objects.visible_to,
        label=lambda ask: _named(ask, _("an ask"), _("an ask about %(name)s")),
        is_discreet=_is_discreet,
        show=_show,
    )
    thing_kind(
        "commitments.undertaking",
        Undertaking,
        visible_to=Undertaking.objects.visible_to,
        label=lambda row: _named(row, _("a promise"), _("a promise about %(name)s")),
        is_discreet=_is_discreet,
        show=_show,
    )
    thing_kind(
        "commitments.step",
        Step,
        visible_to=Step.objects.visible_to,
        label=lambda step: label_of(step.of),
        is_discreet=lambda step: _is_discreet(step.of),
        part_of=lambda step: step.of,
    )
    source(AREA, shown_to=_areas, organised_by=_areas_organised, areas=_with_those_around, guests_may_ask=True)


def _named(row: Ask | Undertaking, alone: str, about: str) -> str:
    thing = fetch(row.about_kind, row.about_id) if isinstance(row, Ask) else fetch(row.from_kind, row.from_id)
    return about % {"name": label_of(thing)} if thing is not None else alone


def _show(rows: Sequence[Ask | Undertaking]) -> Iterator[Shown]:
    """By their first words. One query for each kind of thing that may have become discreet since."""
    numbers: dict[str, set[int]] = {}
    for row in rows:
        for kind, number in _keys(row):
            numbers.setdefault(kind, set()).add(number)
    discreet = {(kind, number) for kind in numbers for number in _discreet_among(kind, numbers[kind])}
    for row in rows:
        is_discreet = not discreet.isdisjoint(_keys(row))
        yield Shown(wording.title_of(row), row.get_absolute_url(), str(row.uuid), is_discreet)


def _keys(row: Ask | Undertaking) -> list[tuple[str, int]]:
    columns = ("about", "asked", "speaking_as") if isinstance(row, Ask) else ("from", "speaking_as")
    pairs = ((getattr(row, f"{column}_kind"), getattr(row, f"{column}_id")) for column in columns)
    return [(kind, number) for kind, number in pairs if number and kind in kinds() and kind != AREA]


def _discreet_among(kind: str, numbers: set[int]) -> set[int]:
    known = kinds()[kind]
    things = known.model._default_manager.filter(pk__in=numbers)
    return {thing.pk for thing in things if known.is_discreet(thing)}


def _is_discreet(row: Ask | Undertaking) -> bool:
    return any(_discreet_among(kind, {number}) for kind, number in _keys(row))


def _areas(_person: Any) -> Any:
    return Area.objects.for_lists()


def _areas_organised(person: Person) -> Any:
    """Those that the person organises, and all beneath; every one for organisers of the whole hub."""
    if person.holds(Role.HUB_ADMIN) or person.holds(Role.NETWORK_ORGANISER):
        return Area.objects.all()
    within = Q(pk__in=())
    for kind, number in sorted(person.scopes_of(Role.NETWORK_ORGANISER)):
        if kind == Scope.AREA:
            within |= Q(path__contains=f"/{number}/")
    return Area.objects.filter(within)


def _with_those_around(area: Area) -> list[int]:
    return [int(part) for part in area.path.strip("/").split("/") if part]
