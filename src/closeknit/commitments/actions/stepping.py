"""The next step of an ask or a promise: added to what is there, never written over it."""

from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from closeknit.accounts import with_help
from closeknit.accounts.models import Person
from closeknit.commitments import letters, reminders, verbs
from closeknit.commitments.actions.effects import EFFECTS, no_effect
from closeknit.commitments.models import Ask, Step, Undertaking
from closeknit.commitments.sides import answerers_of, things_around
from closeknit.commitments.sources import fetch
from closeknit.commitments.vocabulary import NEEDS_WORDS, OF_AN_ASK, OF_AN_UNDERTAKING, Move, Sight, State
from closeknit.conversation.actions import cases
from closeknit.core.errors import Refused
from closeknit.journal.recording import record
from closeknit.places import versions

BY_ASKER = (Move.WITHDRAWN, Move.VERDICT)
FOR_A_GUEST = {
    Move.ACKNOWLEDGED: lambda: _("What you asked has been received."),
    Move.ANSWERED: lambda: _("There is an answer to what you asked."),
    Move.PROMISED: lambda: _("Something was promised to you."),
    Move.CHANGED: lambda: _("A day or a promise was changed."),
    Move.KEPT: lambda: _("What was promised to you is done."),
    Move.WITHDRAWN: lambda: _("What was promised to you was taken back."),
    Move.REOPENED: lambda: _("It is open again."),
}


@transaction.atomic
def step(  # noqa: PLR0913 - a door: each step brings its own words
    thing: Ask | Undertaking,
    to: str,
    *,
    by: Person | None,
    why: str = "",
    due_on: date | None = None,
    text: str = "",
    verdict: str = "",
    person: Person | None = None,
    client_id: UUID | None = None,
) -> Step:
    """Take this ``Move`` with an ask or a promise; ``why`` are its words. Sent twice under one
    ``client_id`` it is one. ``Refused`` where it cannot be taken from here.

    CHANGED takes the new ``due_on`` and, of a promise, its new ``text`` (empty: as before); ACKNOWLEDGED
    perhaps the day on which the answer will come; VERDICT takes ``verdict``; OFFERED the ``person`` who is
    asked to take over. ``by`` is None for a guest who asked.
    """
    row = _held(thing)
    sent = Step.objects.filter(client_id=client_id).first() if client_id else None
    if sent is not None and sent.of == row and sent.by == by:
        return sent
    move = Move(to)
    leads = OF_AN_ASK if isinstance(row, Ask) else OF_AN_UNDERTAKING
    allowed, then = leads.get(move, ((), ""))
    if row.state not in allowed or move == Move.PROMISED:
        raise Refused(_("This has changed meanwhile. Look at it again."))
    if move in NEEDS_WORDS and not why:
        raise Refused(_("Say it in a few words."))
    details = {"due_on": due_on, "text": text, "verdict": verdict, "person": person}
    made = Step(**_side(row, move, by), to=move, by=by, words=why, client_id=None if sent else client_id)
    made.is_by_guest = by is None
    EFFECTS.get(move, no_effect)(row, made, details)
    row.state = then or row.state
    made.save()
    if move == Move.OFFERED:
        row.offer = made  # type: ignore[union-attr]
    row.save()
    _follow_up(row, made)
    _show(thing, row)
    return made


def note_promise(ask: Ask, undertaking: Undertaking) -> None:
    """The ask's own history says that it led to a promise: that is an answer."""
    row = _held(ask)
    allowed, then = OF_AN_ASK[Move.PROMISED]
    if row.state not in allowed:
        raise Refused(_("This has changed meanwhile. Look at it again."))
    made = Step(**_side(row, Move.PROMISED, undertaking.author), to=Move.PROMISED, by=undertaking.author)
    made.promise = undertaking
    made.speaking_as_kind, made.speaking_as_id = undertaking.speaking_as_kind, undertaking.speaking_as_id
    made.is_for_council = undertaking.is_for_council
    made.save()
    row.state = then
    row.save()
    if undertaking.sight == Sight.SHOWN:
        letters.tell_guest(row, FOR_A_GUEST[Move.PROMISED](), f"ask-{made.uuid}")
    reminders.plan(row)
    _show(ask, row)


@transaction.atomic
def offer_to(undertaking: Undertaking, *, email: str, by: Person, why: str, client_id: UUID) -> Step:
    """Ask whoever has this address, by a letter with a link, to take the promise over."""
    made = step(undertaking, Move.OFFERED, by=by, why=why, client_id=client_id)
    letters.offer_by_letter(made, email)
    return made


@transaction.atomic
def take_over(offer: Step, *, by: Person) -> Undertaking:
    """Say yes to an offer: from now on it is theirs. ``Refused`` once the offer does not stand any more."""
    if offer.undertaking is None:
        raise LookupError("An offer of nothing")
    row = _held(offer.undertaking)
    if row.owner_id == by.pk and row.offer_id is None:
        return row  # type: ignore[no-any-return] # the button was pressed twice
    if row.offer_id != offer.pk or not row.is_open:
        raise Refused(_("This is not to be taken over any more."))
    step(row, Move.TAKEN_OVER, by=by)
    return row  # type: ignore[no-any-return]


def take_back_helped(thing: Ask | Undertaking | None) -> None:
    """Somebody takes back what was written for them with help. Safe to repeat."""
    if thing is not None and thing.state != State.WITHDRAWN:
        step(thing, Move.WITHDRAWN, by=thing.author, why=_("Written with help, and taken back by its author."))


def _held(thing: Ask | Undertaking) -> Any:
    """The row as it is now, and nobody else's until this is over."""
    versions.bump_pages()  # before any other row, so that no two wait for each other
    return type(thing).objects.select_for_update(of=("self",)).get(pk=thing.pk)


def _show(thing: Ask | Undertaking, row: Ask | Undertaking) -> None:
    """The object in the caller's hand says what the row says now."""
    for column in row._meta.concrete_fields:
        setattr(thing, column.attname, getattr(row, column.attname))


def _side(row: Ask | Undertaking, move: Move, by: Person | None) -> dict[str, Any]:
    """What it is a step of, and for whom it is taken."""
    if isinstance(row, Undertaking):
        own = by is not None and by.pk == row.owner_id
        pair = (row.speaking_as_kind, row.speaking_as_id) if own else ("", None)
        return {"undertaking": row, **_speaking(pair, for_council=own and row.is_for_council)}
    if move in BY_ASKER or by is None or by.pk == row.author_id:
        return {"ask": row, **_speaking((row.speaking_as_kind, row.speaking_as_id))}
    return {"ask": row, **_speaking((row.asked_kind, row.asked_id), for_council=row.is_to_council)}


def _speaking(pair: tuple[str, int | None], *, for_council: bool = False) -> dict[str, Any]:
    return {"speaking_as_kind": pair[0], "speaking_as_id": pair[1], "is_for_council": for_council}


def _follow_up(row: Ask | Undertaking, made: Step) -> None:
    """Tell people, plan or drop reminders, and let nobody read first what is gone."""
    move = Move(made.to)
    reminders.plan(row)
    if move == Move.WITHDRAWN:
        kind = "commitments.ask" if isinstance(row, Ask) else "commitments.undertaking"
        cases.close_what_waits(kind, row)
        with_help.taken_back(kind, row.pk)
    if row.sight != Sight.SHOWN:
        return
    asked = row if isinstance(row, Ask) else row.ask
    names = verbs.OF_AN_ASK if isinstance(row, Ask) else verbs.OF_AN_UNDERTAKING
    record(
        names[move],
        by=made.by,
        guest=asked.guest_name or _("Somebody") if made.is_by_guest and asked else "",
        speaking_as=fetch(made.speaking_as_kind, made.speaking_as_id),
        about=row,
        also=[] if move in (Move.OFFERED, Move.OFFER_ENDED) else [*_asks(row), *things_around(row)],
        to=_spoken_to(row, made),
    )
    if asked is not None and not made.is_by_guest and move in FOR_A_GUEST:
        letters.tell_guest(asked, FOR_A_GUEST[move](), f"ask-{made.uuid}")


def _asks(row: Ask | Undertaking) -> list[Ask]:
    return [row.ask] if isinstance(row, Undertaking) and row.ask else []


def _spoken_to(row: Ask | Undertaking, made: Step) -> list[Person]:
    """The other side hears of it, whatever it follows."""
    if isinstance(row, Ask):
        people: list[Person | None] = [row.author]
        if made.to in (*BY_ASKER, Move.REOPENED):
            people += answerers_of(row)
        if made.to == Move.VERDICT:
            people += [one.owner for one in row.undertakings.select_related("owner")]
        return [person for person in people if person]
    if made.to == Move.OFFERED:
        return [made.person] if made.person else []
    asker = row.ask.author if row.ask and made.to != Move.OFFER_ENDED else None
    return [person for person in (row.owner, made.person, asker) if person]
