"""One click that ends letters, without signing in (RFC 8058). The address carries a signed wish that never expires."""

from dataclasses import dataclass

from django.conf import settings
from django.core import signing
from django.http import Http404
from django.urls import reverse

from closeknit.accounts.models import Person
from closeknit.journal.models import Follow
from closeknit.journal.stopping import mark_of, stop
from closeknit.journal.vocabulary import Level

SALT = "closeknit.journal.unsubscribe"


@dataclass(frozen=True, slots=True)
class Wish:
    """Hear no more of one thing (``person``, ``kind``, ``number``), or get no letters by the list (``mark``)."""

    mark: str = ""
    person: int = 0
    kind: str = ""
    number: int = 0


def address_for_all(email: str) -> str:
    """Where one click ends all letters by the list to this address, be it a guest's or a member's."""
    return _address(mark_of(email))


def address_for_thing(person: Person, kind: str, number: int) -> str:
    """Where one click mutes this thing for this person."""
    return _address([person.pk, kind, number])


def _address(wish: object) -> str:
    token = signing.dumps(wish, salt=SALT, compress=False)
    return settings.PUBLIC_URL + reverse("journal:unsubscribe", args=[token])


def read(token: str) -> Wish:
    """What the address asks for; 404 for one that we did not make."""
    try:
        wish = signing.loads(token, salt=SALT)
    except (signing.BadSignature, ValueError) as wrong:
        raise Http404 from wrong
    return Wish(mark=wish) if isinstance(wish, str) else Wish("", *wish)


def grant(wish: Wish) -> None:
    """Do it; safe to repeat, and nothing at all for a person who has left."""
    if wish.mark:
        stop(wish.mark)
    elif Person.objects.filter(pk=wish.person, email__isnull=False).exists():
        Follow.objects.update_or_create(
            person_id=wish.person, kind=wish.kind, thing_id=wish.number, defaults={"level": Level.NOTHING}
        )
