"""Asking for a code, and knowing a person by a password."""

from uuid import UUID

from django.contrib.auth import authenticate
from django.db import transaction
from django.http import HttpRequest

from closeknit.accounts import codes, letters
from closeknit.accounts.models import EmailCode, Person, as_stored
from closeknit.accounts.vocabulary import CodeFor


def recognise(request: HttpRequest | None, *, email: str, password: str) -> Person | None:
    """The person with this address and password, or None.

    An unknown address, a wrong password, a person who is suspended and one without a password all end
    alike and take as long: the password is hashed in each case.
    """
    person = authenticate(request, username=email, password=password)
    return person if isinstance(person, Person) else None


@transaction.atomic
def ask_for_code(*, email: str, then: str = "", client_id: UUID | None = None) -> EmailCode:
    """Send one letter to this address: a code if somebody joined with it, else that nobody did."""
    email = as_stored(email)
    person = Person.objects.filter(email=email).first()
    row, code, token = codes.issue(CodeFor.SIGN_IN, email, person, client_id=client_id, then=then)
    if not code:
        return row
    if person is None:
        letters.send_no_account(row)
    elif not person.is_active:
        letters.send_suspended(row)
    else:
        letters.send_code(row, code, token)
    return row


@transaction.atomic
def ask_to_change_email(person: Person, *, email: str, client_id: UUID | None = None) -> EmailCode:
    """Send one letter to the new address. One that is somebody else's hears of it, and the person does not."""
    email = as_stored(email)
    row, code, token = codes.issue(CodeFor.CHANGE_EMAIL, email, person, client_id=client_id)
    if not code:
        return row
    if Person.objects.filter(email=email).exclude(pk=person.pk).exists():
        letters.tell_joined_before(row)
    else:
        letters.send_code(row, code, token)
    return row
