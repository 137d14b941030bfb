"""The verbs of people and roles."""

from datetime import datetime

from django.contrib.auth import authenticate
from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone

from closeknit.accounts.models import WHOLE_HUB, Grant, Person, as_stored
from closeknit.accounts.vocabulary import Role


def recognise(request: HttpRequest, *, email: str, password: str) -> Person | None:
    """The hub administrator with this address and password, or None.

    An unknown address, a wrong password, a person who was switched off and one without the role
    all end alike and take as long: the password is hashed in each case.
    """
    person = authenticate(request, username=email, password=password)
    if isinstance(person, Person) and person.holds(Role.HUB_ADMIN):
        return person
    return None


@transaction.atomic
def make_hub_admin(*, email: str, name: str, password: str, reason: str) -> tuple[Person, bool]:
    """Give this person the role and the password, creating them if need be; says if they are new.

    Doing it again changes the password and adds no second grant.
    """
    person = Person.objects.filter(email=as_stored(email)).first()
    is_new = person is None
    if person is None:
        person = Person.objects.create_person(name=name, email=email, password=password)
    else:
        person.set_password(password)
        person.is_active = True
        person.save(update_fields=["password", "is_active"])
    in_force = Grant.objects.in_force(timezone.now())
    if not in_force.filter(person=person, role=Role.HUB_ADMIN).exists():
        Grant.objects.create(person=person, role=Role.HUB_ADMIN, reason=reason)
    return person, is_new


@transaction.atomic
def grant(
    *,
    person: Person,
    role: str,
    over: tuple[str, int] = WHOLE_HUB,
    by: Person | None,
    reason: str,
    until: datetime | None = None,
) -> Grant:
    """Give the person this role over the hub or a thing; the one already in force if there is one."""
    kind, number = over
    known = Grant.objects.in_force(timezone.now()).over(kind, number).filter(person=person, role=role).first()
    return known or Grant.objects.create(
        person=person, role=role, scope_kind=kind, scope_id=number, granted_by=by, reason=reason, valid_until=until
    )
