"""Joining: first a letter, then a person. Nobody is written down before the address is known to be theirs."""

from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from closeknit.accounts import codes, letters, printed
from closeknit.accounts.models import Consent, EmailCode, Person, as_stored
from closeknit.accounts.vocabulary import CodeFor, Purpose, Way
from closeknit.accounts.wordings import WORDINGS


@transaction.atomic
def ask_to_join(*, name: str, email: str, here_for: str, then: str = "", client_id: UUID | None = None) -> EmailCode:
    """Send one letter with a code. Whoever has an account already is told so, and signs in with the code."""
    email = as_stored(email)
    person = Person.objects.filter(email=email).first()
    agreed = {"version": WORDINGS[Purpose.HOUSE_RULES].version, "at": timezone.now().isoformat()}
    row, code, token = codes.issue(
        CodeFor.JOIN, email, person, client_id=client_id, then=then, name=name, here_for=here_for, agreed=agreed
    )
    if not code:
        return row
    if person is not None and not person.is_active:
        letters.send_suspended(row)
    else:
        letters.send_code(row, code, token)
    return row


@transaction.atomic
def join(row: EmailCode) -> Person:
    """The person whose address was just proved: the one there is, or a new one with their consent."""
    known = Person.objects.filter(email=row.email).first()
    if known is not None:
        return known
    try:
        with transaction.atomic():
            person: Person = Person.objects.create_person(name=row.details["name"], email=row.email)
    except IntegrityError:  # somebody was quicker, with a letter to the same address
        return Person.objects.get(email=row.email)
    person.here_for = row.details["here_for"]
    person.save(update_fields=["here_for"])
    consent(person, Purpose.HOUSE_RULES, how=Way.WEB, at=datetime.fromisoformat(row.details["agreed"]["at"]))
    return person


@transaction.atomic
def join_with_printed_code(typed: str) -> Person | None:
    """Whose printed code this is, with their yes to the house rules; the code is used up."""
    person = printed.use(typed)
    if person is not None:
        codes.close(person=person)  # a letter that somebody else asked for is no second way in
    if person is not None and not Consent.objects.filter(person=person, purpose=Purpose.HOUSE_RULES).exists():
        consent(person, Purpose.HOUSE_RULES, how=Way.WEB)
    return person


def consent(
    person: Person,
    purpose: str,
    *,
    how: str,
    at: datetime | None = None,
    by: Person | None = None,
    in_presence_of: str = "",
    is_given: bool = True,
) -> Consent:
    """Write down a yes, or that it is taken back, with the words it was about."""
    wording = WORDINGS[Purpose(purpose)]
    return Consent.objects.create(
        person=person,
        purpose=purpose,
        is_given=is_given,
        wording_version=wording.version,
        wording=str(wording.text),
        at=at or timezone.now(),
        how=how,
        recorded_by=by,
        in_presence_of=in_presence_of,
    )
