"""Whom a case is put before, and how long it may lie there."""

from collections.abc import Collection, Sequence
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db.models import Q
from django.utils import timezone
from django.utils.crypto import salted_hmac

from closeknit.accounts.models import Grant, Person
from closeknit.accounts.vocabulary import Role, Scope
from closeknit.conversation.vocabulary import Desk

UP_TO_HUB = timedelta(hours=48)
UP_TO_ADMINS = timedelta(hours=96)


def people_at(desk: str, areas: Collection[int]) -> list[Person]:
    """Those who sit at this desk and whose role is awake. Costs one query."""
    role, scope = {
        Desk.AREA: (Role.MODERATOR, Q(scope_kind=Scope.AREA, scope_id__in=list(areas))),
        Desk.HUB: (Role.MODERATOR, Q(scope_kind=Scope.HUB)),
        Desk.ADMINS: (Role.HUB_ADMIN, Q(scope_kind=Scope.HUB)),
    }[Desk(desk)]
    grants = Grant.objects.in_force(timezone.now()).filter(scope, role=role)
    people = Person.objects.filter(is_active=True, pk__in=grants.values("person_id"))
    if settings.SECOND_FACTOR == "required":
        people = people.filter(has_second_factor=True)
    return list(people.order_by("pk"))


def first_desk(areas: Collection[int], *, without: Collection[int] = ()) -> tuple[str, Sequence[Person]]:
    """The lowest desk at which somebody sits who is none of ``without``, and who sits there."""
    for desk in (Desk.AREA, Desk.HUB):
        people = [person for person in people_at(desk, areas) if person.pk not in without]
        if people:
            return desk, people
    return Desk.ADMINS, people_at(Desk.ADMINS, areas)


def sender_of(*, person: Any = None, email: str = "", form: str = "") -> str:
    """What tells one person's reports from another's, and names nobody: by who is signed in, else by
    the address they left, else by the one form they sent."""
    who = f"person {person.pk}" if person is not None else f"mail {email.lower()}" if email else f"form {form}"
    return salted_hmac("closeknit.conversation.report", who, algorithm="sha256").hexdigest()
