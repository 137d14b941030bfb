"""Who may do what in the directory.

Who looks after a group: its stewards. Who helps all groups of an area: the organisers of that area,
or of one around it. What lies in no area is for the organisers of the whole hub.
"""

from functools import reduce
from operator import or_
from typing import Any

from django.conf import settings
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from closeknit.accounts.models import Grant, Person
from closeknit.accounts.vocabulary import PRIVILEGED, Role, Scope
from closeknit.core.policy import may, permission
from closeknit.core.prepared import Prepared
from closeknit.directory.models import Coverage, Group
from closeknit.places.models import Area, PointArea

PATHS_OF = Prepared(  # of the areas that a group works in, and of those that its point lies in
    lambda group, point: Area.objects.filter(
        Q(pk__in=Coverage.objects.filter(group=group).values("area_id"))
        | Q(pk__in=PointArea.objects.filter(point=point).values("area_id"))
    ).values_list("path")
)


@permission("directory.import_groups")
def may_import_groups(person: Any, _thing: Any = None) -> bool:
    """Bring groups in from a file, and undo it."""
    return may(person, "accounts.manage_hub")


@permission("directory.export_everything")
def may_export_everything(person: Any, _thing: Any = None) -> bool:
    """Take out all fields, those that are never published too."""
    return may(person, "accounts.manage_hub")


@permission("directory.edit_group")
def may_edit_group(person: Any, group: Any = None) -> bool:
    """Change a group's page: its stewards, the organisers of its area, the hub's administrators."""
    return is_steward(person, group) or is_organiser_of(person, group)


@permission("directory.see_group")
def may_see_group(person: Any, group: Any = None) -> bool:
    """Know of a group that is not public (yet): those who may change its page."""
    return group.visibility == "public" or may_edit_group(person, group)


@permission("directory.vouch_for_group")
def may_vouch(person: Any, group: Any = None) -> bool:
    """Say that a group is real, and who speaks for it."""
    return is_organiser_of(person, group)


@permission("directory.confirm_by_phone")
def may_confirm_by_phone(person: Any, group: Any = None) -> bool:
    """Ring a group up and write down what it said."""
    return is_organiser_of(person, group)


@permission("directory.merge_groups")
def may_merge(person: Any, group: Any = None) -> bool:
    """Say that two entries are the same group."""
    return is_organiser_of(person, group)


@permission("directory.organise_groups")
def may_organise(person: Any, _thing: Any = None) -> bool:
    """See the lists of an organiser: claims, groups to ring up. They hold the groups of one's areas."""
    return person is not None and (may(person, "accounts.manage_hub") or bool(person.scopes_of(Role.NETWORK_ORGANISER)))


def is_steward(person: Any, group: Group) -> bool:
    """Whether the person looks after this group. At most one query for a person."""
    return person is not None and person.holds(Role.GROUP_STEWARD, (Scope.GROUP, group.pk))


def is_organiser_of(person: Any, group: Group) -> bool:
    """Whether the person organises an area that the group lies or works in, or the whole hub.
    One query more for those who organise some area."""
    if person is None:
        return False
    if may(person, "accounts.manage_hub") or person.holds(Role.NETWORK_ORGANISER):
        return True
    return bool(_organised(person)) and person.holds(
        Role.NETWORK_ORGANISER, *((Scope.AREA, number) for number in area_numbers_of(group))
    )


def in_charge_q(person: Any, of: str = "") -> Q | None:
    """``may_edit_group`` as SQL; None when it is every group. ``of`` names the way from a row to its
    group, as ``offered_to``; a query set of groups needs none."""
    if person is None:
        return _among((), of)
    organised = organised_q(person, of)
    return (
        None
        if organised is None
        else _among(Grant.objects.numbers(person, Role.GROUP_STEWARD, "group"), of) | organised
    )


def organised_q(person: Any, of: str = "") -> Q | None:
    """``is_organiser_of`` as SQL, and likewise; looks each row's group up rather than first gathering
    all groups of the areas. One query more for those who organise some area."""
    if may(person, "accounts.manage_hub") or person.holds(Role.NETWORK_ORGANISER):
        return None
    if not _organised(person):
        return _among((), of)
    areas = _areas_organised(person)
    way = f"{of}__" if of else ""
    lying = PointArea.objects.filter(point=OuterRef(f"{way}point"), area__in=areas)
    working = Coverage.objects.filter(group=OuterRef(of or "pk"), area__in=areas)
    return Q(Exists(lying)) | Q(Exists(working))


def area_numbers_of(group: Group) -> set[int]:
    """The areas that the group lies or works in, and all around them. Costs one query."""
    paths = PATHS_OF(group.pk, group.point_id or 0)
    return {int(part) for (path,) in paths for part in path.strip("/").split("/")}


def stewards_of(group: Group) -> QuerySet[Person, Person]:
    """Those who look after the group now, the longest first."""
    return _holding(Role.GROUP_STEWARD, Q(scope_kind=Scope.GROUP, scope_id=group.pk))


def groups_of(person: Person) -> QuerySet[Group, Group]:
    """The groups that this person looks after now, public or not, by name."""
    return Group.objects.filter(pk__in=Grant.objects.numbers(person, Role.GROUP_STEWARD, "group"))


def organisers_of(group: Group) -> QuerySet[Person, Person]:
    """Those who organise an area of the group; where there are none, those of the whole hub and its
    administrators. Costs one query here, and one or two when read."""
    nearest = _holding(Role.NETWORK_ORGANISER, Q(scope_kind=Scope.AREA, scope_id__in=area_numbers_of(group)))
    if nearest.exists():
        return nearest
    return _holding((Role.NETWORK_ORGANISER, Role.HUB_ADMIN), Q(scope_kind=Scope.HUB))


def _holding(role: Any, scope: Q) -> QuerySet[Person, Person]:
    roles = role if isinstance(role, tuple) else (role,)
    grants = Grant.objects.in_force(timezone.now()).filter(scope, role__in=roles)
    people = Person.objects.filter(is_active=True, pk__in=grants.values("person_id")).order_by("pk")
    if settings.SECOND_FACTOR == "required" and not PRIVILEGED.isdisjoint(roles):
        return people.filter(has_second_factor=True)  # the others' roles sleep
    return people


def _among(numbers: Any, of: str) -> Q:
    return Q(**{f"{of or 'pk'}__in": numbers})


def _areas_organised(person: Any) -> list[int]:
    """The areas that this person organises, and all beneath. One query for a person, then none."""
    if not hasattr(person, "organised_areas"):
        within = reduce(or_, (Q(path__contains=f"/{number}/") for number in _organised(person)))
        person.organised_areas = list(Area.objects.filter(within).values_list("pk", flat=True))
    return person.organised_areas  # type: ignore[no-any-return]


def _organised(person: Any) -> list[int]:
    """The areas that this person organises."""
    return sorted(number for kind, number in person.scopes_of(Role.NETWORK_ORGANISER) if kind == Scope.AREA)
