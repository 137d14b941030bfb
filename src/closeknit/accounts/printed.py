"""A code on a sheet of paper: how somebody without e-mail or telephone signs in. Only its hash is kept, so the
sheet is shown once; who lost it gets a new one, and the old one is good no more."""

import secrets
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from closeknit.accounts import own_hands, second_step
from closeknit.accounts.models import Passkey, Person, PrintedCode, Session
from closeknit.core.errors import Refused

LIFE = timedelta(days=14)
SIGNS = 12  # of 31 letters each: 59 bits, beyond guessing at any speed

_tellers: list[Callable[[Person, Person], Any]] = []


def register_teller(teller: Callable[[Person, Person], Any]) -> None:
    """The journal says here how a person hears who printed a sheet for them. Called in ``ready()``."""
    _tellers.append(teller)


@transaction.atomic
def new_code(person: Person, *, by: Person, client_id: UUID) -> str:
    """A code in groups of four; those before are good no more, nor are keys that were added by them, and who was
    signed in with one is signed out.
    Empty if this very form made one already.

    Never for somebody who can sign in by letter or has power over others: a sheet is no way into such an account.
    Who has signed in once gets the next one from an administrator: see ``own_hands``.
    """
    person = Person.objects.select_for_update().get(pk=person.pk)  # one sheet at a time
    if PrintedCode.objects.filter(uuid=client_id, person=person).exists():
        return ""
    if person.email or second_step.has_power(person):
        raise Refused(_("This person signs in with an e-mail. A printed code is for people without one."))
    if not person.is_active:
        raise Refused(_("This account is stopped just now."))
    own_hands.keep_out(by, person)
    _end(person)
    code = "".join(secrets.choice(second_step.LETTERS) for _sign in range(SIGNS))
    PrintedCode.objects.create(
        uuid=client_id, person=person, code_hash=_hash(code), made_by=by, expires_at=timezone.now() + LIFE
    )
    for tell in _tellers:
        tell(person, by)
    return "-".join(code[start : start + 4] for start in range(0, SIGNS, 4))


@transaction.atomic
def take_back(person: Person, *, by: Person) -> None:
    """What a new sheet does to those before, without a new one. Again, it changes nothing."""
    own_hands.keep_out(by, person)
    _end(person)


def _end(person: Person) -> None:
    close(person)
    if not person.email:  # then a sheet began all sessions, and a key that was added in one outlives it
        Session.objects.filter(person=person).delete()
        Passkey.objects.filter(person=person).delete()
        second_step.keep_in_step(person)


def use(typed: str) -> Person | None:
    """Whose code this is, used up by asking. One answer for a wrong one, an old one and a stopped account."""
    code = "".join(sign for sign in typed.lower() if sign in second_step.LETTERS)
    now = timezone.now()
    good = PrintedCode.objects.filter(code_hash=_hash(code), used_at=None, expires_at__gt=now, person__is_active=True)
    row = good.select_related("person").first()
    return row.person if row is not None and good.filter(pk=row.pk).update(used_at=now) else None


def close(person: Person) -> None:
    """Nothing printed before is good any more."""
    PrintedCode.objects.filter(person=person, used_at=None).update(expires_at=timezone.now())


def address_of(code: str) -> str:
    """What the square on the sheet leads to. Opening it does nothing yet, and no server or log on the way is told
    the code: a browser keeps what stands behind the # to itself."""
    return f"{page_to_type_it()}#{urlencode({'code': code})}"


def page_to_type_it() -> str:
    return f"{settings.PUBLIC_URL}{reverse('accounts:sign-in-printed')}"


def _hash(code: str) -> str:
    return salted_hmac("closeknit.accounts.printed", code, algorithm="sha256").hexdigest()
