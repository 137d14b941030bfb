"""One click that ends letters, without signing in (RFC 8058). The address carries a signed wish that never expires."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings
from django.core import signing
from django.http import Http404
from django.urls import reverse

from closeknit.accounts.models import Person
from closeknit.journal.models import Follow, OutgoingLetter
from closeknit.journal.stopping import mark_of, stop
from closeknit.journal.things import kinds, shown_to, whole_of
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
    return Wish(mark=wish) if isinstance(wish, str) else _of_the_whole(*wish)


def _of_the_whole(person: int, kind: str, number: int) -> Wish:
    """Letters of long ago name a single comment: that is all that is said of the group."""
    thing = kinds()[kind].model._default_manager.filter(pk=number).first() if kind in kinds() else None
    return Wish("", person, *(whole_of(thing) if thing else (kind, number)))


def name_of(wish: Wish) -> str:
    """What the wish is about, for its own page; nothing where it must be kept quiet, or is no more."""
    person = _who(wish)
    shown = shown_to(person, [(wish.kind, wish.number)]) if person else {}
    return next((thing.name for thing in shown.values() if not thing.is_discreet), "")


def _who(wish: Wish) -> Person | None:
    return Person.objects.filter(pk=wish.person, email__isnull=False).first()


def muted_among(letters: Iterable[OutgoingLetter]) -> set[int]:
    """The numbers of those letters whose one click would mute what their reader has muted since. One query."""
    wishes = {letter.pk: _wish_in(letter) for letter in letters}
    people = {wish.person for wish in wishes.values() if wish.person}
    if not people:
        return set()
    muted = Follow.objects.filter(person__in=people, level=Level.NOTHING).values_list("person", "kind", "thing_id")
    known = set(muted)
    return {number for number, wish in wishes.items() if (wish.person, wish.kind, wish.number) in known}


def _wish_in(letter: OutgoingLetter) -> Wish:
    address = letter.headers.get("List-Unsubscribe", "").strip("<>")
    try:
        wish = signing.loads(address.rstrip("/").rpartition("/")[2], salt=SALT)
    except (signing.BadSignature, ValueError):  # one of another room
        return Wish()
    return Wish(mark=wish) if isinstance(wish, str) else Wish("", *wish)


def grant(wish: Wish) -> None:
    """Do it; safe to repeat, and nothing at all for a person who has left."""
    if wish.mark:
        stop(wish.mark)
    elif _who(wish):
        Follow.objects.update_or_create(
            person_id=wish.person, kind=wish.kind, thing_id=wish.number, defaults={"level": Level.NOTHING}
        )
