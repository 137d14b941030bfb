"""How often somebody may try to sign in. Counted alike for addresses that are known and those that are not."""

from django.http import HttpRequest

from closeknit.accounts import known_device
from closeknit.accounts.models import Person, as_stored
from closeknit.core.rate_limit import network_of, spend


def spend_guess(request: HttpRequest, email: str) -> None:
    """One try at the password of an address."""
    spend("sign in as", f"{as_stored(email)} {known_device.of(request, email)}", per_minute=5, per_hour=20)


def spend_letter(request: HttpRequest, email: str) -> None:
    """One letter with a code to an address. From one network few; from all together what a letter box bears,
    but for a browser that its owner has used before."""
    email = as_stored(email)
    device = known_device.of(request, email)
    spend("code to", f"{email} from {device or network_of(request)}", per_half_hour=5)
    if not device:
        spend("code to", email, per_hour=20)


def spend_joining(request: HttpRequest, email: str) -> None:
    """One letter to somebody who joins: three an hour to one address, from wherever they are asked for, but for
    a browser that its owner has used before. A network may send as many as a full village hall needs."""
    spend_letter(request, email)
    if not known_device.of(request, email):
        spend("join as", as_stored(email), per_hour=3)


def spend_invitation(request: HttpRequest, person: Person, email: str) -> None:
    """One letter that a signed-in person has sent to an address of their choice."""
    spend("letter by", str(person.pk), per_hour=10)
    spend_unasked_letter(email)


def spend_unasked_letter(email: str) -> None:
    """One letter to an address whose owner did not ask for it, whoever had it sent."""
    spend("letter to", as_stored(email), per_hour=3)


def spend_second_step(person: Person) -> None:
    """One try at a second step. Only who has taken the first gets here, so no stranger can use these up."""
    spend("second step", str(person.pk), per_minute=5, per_hour=20)
