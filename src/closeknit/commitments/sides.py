"""Who stands behind an ask or a promise: the council through its officers, a group through its stewards."""

from collections.abc import Iterable

from django.conf import settings
from django.db.models import Model, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from closeknit.accounts.models import Grant, Person
from closeknit.accounts.vocabulary import Role, Scope
from closeknit.commitments.models import Ask, Undertaking
from closeknit.commitments.sources import GROUP, fetch, sources
from closeknit.core.errors import Refused
from closeknit.journal.things import key_of, kinds

COUNCIL = "council"  # whom one may ask beside groups and people


def answerers_of(ask: Ask) -> list[Person]:
    """Those who may answer it now. One query, or two for the council."""
    if ask.is_to_council:
        return officers_of(list(ask.areas.values_list("pk", flat=True)))
    if ask.asked_kind == GROUP:
        return stewards_of(ask.asked_id)
    return [ask.asked_person] if ask.asked_person else []


def stewards_of(group: int | None) -> list[Person]:
    """Those who answer for the group of this number."""
    return _holding(Role.GROUP_STEWARD, Q(scope_kind=Scope.GROUP, scope_id=group))


def officers_of(areas: Iterable[int]) -> list[Person]:
    """The council's officers of these areas; where there are none, those of the whole hub."""
    near = _holding(Role.COUNCIL_OFFICER, Q(scope_kind=Scope.AREA, scope_id__in=list(areas)))
    return near or _holding(Role.COUNCIL_OFFICER, Q(scope_kind=Scope.HUB))


def areas_of(things: Iterable[Model | None]) -> set[int]:
    """All areas that these belong to, as far as their rooms have said. A query or so for each."""
    numbers: set[int] = set()
    for thing in things:
        known = sources().get(key_of(thing)[0]) if thing is not None else None
        numbers |= set(known.areas(thing)) if known else set()
    return numbers


def refuse_discreet(things: Iterable[Model | None]) -> None:
    """Nothing is written here about what must be kept safe: the list is for everybody."""
    for thing in things:
        if thing is not None and kinds()[key_of(thing)[0]].is_discreet(thing):
            raise Refused(
                _("To keep this group safe, nothing about it is put on the public list. Write to it instead.")
            )


def things_around(row: Ask | Undertaking) -> list[Model]:
    """What it is about or from, whom it is asked of, for whom it speaks: those that are still there."""
    pairs = {(row.speaking_as_kind, row.speaking_as_id)}
    if isinstance(row, Ask):
        pairs |= {(row.about_kind, row.about_id), (row.asked_kind, row.asked_id)}
    else:
        pairs |= {(row.from_kind, row.from_id)}
    found = (fetch(*pair) for pair in sorted(pairs, key=str) if pair[1])
    return [thing for thing in found if thing is not None]


def key_or_nothing(thing: Model | None) -> tuple[str, int | None]:
    return key_of(thing) if thing is not None else ("", None)


def _holding(role: str, scope: Q) -> list[Person]:
    grants = Grant.objects.in_force(timezone.now()).filter(scope, role=role)
    people = Person.objects.filter(is_active=True, pk__in=grants.values("person_id"))
    if settings.SECOND_FACTOR == "required" and role != Role.GROUP_STEWARD:
        people = people.filter(has_second_factor=True)  # the others' roles sleep
    return list(people.order_by("pk"))
