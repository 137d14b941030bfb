"""Rows for tests, each with what it needs and nothing else. Loomwick's names throughout."""

from datetime import date, time
from itertools import count
from typing import Any

from django.utils import timezone
from django.utils.text import slugify

from closeknit.accounts.models import Grant, Person
from closeknit.directory.models import (
    Group,
    GroupTheme,
    Relation,
    Schedule,
    Service,
    Theme,
    Venue,
)
from closeknit.places.models import Area, Hub, Point, PointArea

_numbers = count(1)
LOOMWICK = (51.6, 1.5)  # its middle, out at sea: nobody's home lies under a pin


def make_hub(**fields: Any) -> Hub:
    return Hub.objects.update_or_create(id=Hub.SINGLE_ID, defaults={"name": "Loomwick", **fields})[0]


def make_area(name: str = "Warpfield", *, kind: str = "ward", parent: Area | None = None, **fields: Any) -> Area:
    fields.setdefault("slug", f"{slugify(name)}-{next(_numbers)}")
    area = Area.objects.create(name=name, kind=kind, parent=parent, **fields)
    area.path = f"{parent.path if parent else '/'}{area.pk}/"
    area.save(update_fields=["path"])
    return area


def make_point(
    lat: float = LOOMWICK[0], lng: float = LOOMWICK[1], *areas: Area, precision: str = "exact", **fields: Any
) -> Point:
    point = Point.objects.create(lat=lat, lng=lng, precision=precision, **fields)
    PointArea.objects.bulk_create(PointArea(point=point, area=area) for area in areas)
    return point


def make_group(name: str = "Heddle Hill Singers", *, themes: tuple[Theme, ...] = (), **fields: Any) -> Group:
    fields.setdefault("slug", f"{slugify(name)}-{next(_numbers)}")
    fields.setdefault("summary", "No audition, no solos, plenty of biscuits.")
    group = Group.objects.create(name=name, **fields)
    GroupTheme.objects.bulk_create(GroupTheme(group=group, theme=theme) for theme in themes)
    return group


def make_theme(name: str = "Singing", *, parent: Theme | None = None, **fields: Any) -> Theme:
    return Theme.objects.create(name=name, slug=slugify(name), parent=parent, **fields)


def make_venue(name: str = "Dyehouse Library", **fields: Any) -> Venue:
    fields.setdefault("slug", f"{slugify(name)}-{next(_numbers)}")
    return Venue.objects.create(name=name, **fields)


def make_service(group: Group, name: str = "Choir", *, byday: str = "TH", **fields: Any) -> Service:
    service = Service.objects.create(group=group, name=name, **fields)
    if byday:
        Schedule.objects.create(
            service=service,
            freq="MONTHLY" if byday[0] in "-123456789" else "WEEKLY",
            byday=byday,
            opens_at=time(19, 30),
            closes_at=time(21),
        )
    return service


def make_tie(one: Group, other: Group, *, kind: str = "works_with", confirmed: bool = True, **fields: Any) -> Relation:
    fields.setdefault("since", date(2021, 1, 1))
    return Relation.objects.create(
        offered_by=one,
        offered_to=other,
        kind=kind,
        confirmed_at=timezone.now() if confirmed else None,
        **fields,
    )


def make_person(name: str = "Ada", *roles: str, password: str = "a long enough password") -> Person:
    person = Person.objects.create_person(
        name=name, email=f"{slugify(name)}-{next(_numbers)}@loomwick.example", password=password
    )
    for role in roles:
        give_role(person, role)
    return person


def without_second_factor(person: Person) -> Person:
    """Their roles with power over others sleep now."""
    person.has_second_factor = False
    person.save(update_fields=["has_second_factor"])
    return person


def give_role(person: Person, role: str, scope: str = "hub", number: int = 0) -> Grant:
    """A role in force, and the second step that it asks for."""
    Person.objects.filter(pk=person.pk).update(has_second_factor=True)
    person.has_second_factor = True
    return Grant.objects.create(person=person, role=role, scope_kind=scope, scope_id=number, reason="for the test")
