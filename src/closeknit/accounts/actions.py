"""The verbs of people and roles."""

from django.contrib.auth import authenticate
from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone

from closeknit.accounts.models import Grant, Person, as_stored
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
