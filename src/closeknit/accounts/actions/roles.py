"""Roles given and ended. A role is never deleted: it ends, with a reason, and the row stays."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from closeknit.accounts import letters
from closeknit.accounts.models import WHOLE_HUB, Grant, Person, Session, Suspension, as_stored
from closeknit.accounts.vocabulary import PRIVILEGED, Role
from closeknit.core.errors import Refused

A_YEAR = timedelta(days=365)

_tellers: list[Callable[[Grant], Any]] = []
_keepers: list[Callable[[Grant], str]] = []


def register_teller(teller: Callable[[Grant], Any]) -> None:
    """A room says here who else has to know that a role over one of its things was ended. Called in ``ready()``."""
    _tellers.append(teller)


def register_keeper(keeper: Callable[[Grant], str]) -> None:
    """A room says here, in a sentence, what would be without anybody if this role ended; nothing if all is well.
    Called in ``ready()``."""
    _keepers.append(keeper)


def what_is_left_alone(given: Grant) -> str:
    """Why this role should not just end: nobody else looks after what it is over."""
    return next((sentence for keeper in _keepers if (sentence := keeper(given))), "")


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
        Suspension.objects.filter(person=person, lifted_at=None).update(lifted_at=timezone.now(), lifted_because=reason)
    grant(person=person, role=Role.HUB_ADMIN, by=None, reason=reason)
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
    """Give the person this role over the hub or a thing; the one already in force if there is one, unless
    the new one lasts longer. A role with power over others lasts a year if nothing else is said.

    With such a role, sessions begun without a second step end.
    """
    kind, number = over
    now = timezone.now()
    if until is None and role in PRIVILEGED:
        until = now + A_YEAR
    list(Person.objects.select_for_update().filter(pk=person.pk))  # one wish at a time
    known = Grant.objects.in_force(now).over(kind, number).filter(person=person, role=role).first()
    if known and not _is_renewed(known, until):
        return known
    if known:
        Grant.objects.filter(pk=known.pk).update(
            valid_until=now, ended_at=now, ended_by=by, ended_because=_("Given again, for longer")
        )
    if role in PRIVILEGED and not person.lacks_second_factor:
        Session.objects.filter(person=person, is_strong=False).delete()
    return Grant.objects.create(
        person=person, role=role, scope_kind=kind, scope_id=number, granted_by=by, reason=reason, valid_until=until
    )


def _is_renewed(known: Grant, until: datetime | None) -> bool:
    """Whether a role until then lasts a day longer, at least."""
    return known.valid_until is not None and (until is None or until - known.valid_until >= timedelta(days=1))


@transaction.atomic
def give_role(
    *, person: Person, role: str, over: tuple[str, int], by: Person, reason: str, until: datetime | None
) -> Grant:
    """Give a role and tell the person."""
    began = timezone.now()
    given = grant(person=person, role=role, over=over, by=by, reason=reason, until=until)
    if given.valid_from >= began:  # else they have had it
        letters.tell_role_given(given)
    return given


@transaction.atomic
def end_grant(given: Grant, *, by: Person | None, reason: str, leaves_alone: bool = False) -> Grant:
    """End a role now and tell the person. Somebody must go on looking after the hub; and after a group or a network,
    unless an administrator says that it ``leaves_alone`` what it is over. Again, it changes nothing."""
    same = Grant.objects.over(given.scope_kind, given.scope_id).filter(role=given.role).order_by("pk")
    list(same.select_for_update().values_list("pk"))  # the last two must not end at the same moment
    given = Grant.objects.select_related("person").get(pk=given.pk)
    if given.ended_at is not None:
        return given
    if not leaves_alone and (sentence := what_is_left_alone(given)):
        raise Refused(sentence)
    if given.role == Role.HUB_ADMIN and is_last_hub_admin(given.person):
        raise Refused(_("This is the last person who looks after the hub. Give the role to somebody else first."))
    given.ended_at, given.ended_by, given.ended_because = timezone.now(), by, reason
    given.valid_until = given.ended_at
    given.save(update_fields=["valid_until", "ended_at", "ended_by", "ended_because"])
    letters.tell_role_ended(given, reason)
    for tell in _tellers:
        tell(given)
    return given


def is_last_hub_admin(person: Person) -> bool:
    """Whether nobody else looks after the whole hub. Holds all such roles still until the transaction ends."""
    held = Grant.objects.select_for_update().in_force(timezone.now()).filter(role=Role.HUB_ADMIN, scope_kind="hub")
    holders = {grant.person_id for grant in held.order_by("pk")}
    awake = set(Person.objects.filter(pk__in=holders, is_active=True).values_list("pk", flat=True))
    return awake == {person.pk}
