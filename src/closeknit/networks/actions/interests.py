"""Wanting to hear of the next meeting: said, confirmed, typed in from paper, kept, ended; and the telling itself.

Who has an account hears through the journal, and mutes there. Everybody else is written to at their address,
and one click ends it: that address is then quiet for this network, whoever types it in again.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any
from uuid import UUID, uuid5

from django.db import transaction
from django.db.models import Model, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from closeknit.accounts.models import Person, as_stored
from closeknit.accounts.with_help import Hands
from closeknit.core.errors import Refused
from closeknit.journal.helping import note_help
from closeknit.journal.models import Follow, Notice, OutgoingLetter
from closeknit.journal.recording import tell
from closeknit.journal.stopping import mark_of, stopped_among
from closeknit.journal.things import key_of
from closeknit.journal.vocabulary import Level, Trouble
from closeknit.networks import coming, letters, verbs
from closeknit.networks.models import Interest, Meeting, Network, Quiet, Told
from closeknit.networks.querysets import A_YEAR
from closeknit.networks.vocabulary import How

KIND = "networks.interest"


@transaction.atomic
def show_interest(network: Network, *, by: Person, helper: Person | None = None) -> Interest:
    """Somebody with an account wants to hear; perhaps somebody who helps them says so. Said again it begins the
    year anew."""
    hold(network)
    now = timezone.now()
    told = {"confirmed_at": now, "agreed_on": timezone.localdate(now)}
    Quiet.objects.filter(network=network, mark=mark_of(by.email or "")).delete()
    Follow.objects.filter(person=by, kind=key_of(network)[0], thing_id=network.pk, level=Level.NOTHING).delete()
    row = Interest.objects.update_or_create(network=network, person=by, ended_at=None, defaults=told)[0]
    note_help(KIND, row.pk, hands=Hands(by, helper), name=network.name)
    return row


@transaction.atomic
def ask_by_mail(network: Network, *, guest_name: str, guest_email: str, how: str, client_id: UUID) -> None:
    """A guest left an address. Nothing is sent there but the letter with the link; what is known of the address
    is told to nobody else. Sent twice under one ``client_id`` it is one letter; with another address, such as one
    put right, it is another."""
    hold(network)
    email = as_stored(guest_email)
    if Interest.objects.filter(client_id=client_id).exclude(network=network, guest_email=email).exists():
        client_id = uuid5(client_id, f"{network.pk} {email}")
    known = Interest.objects.open().filter(network=network, guest_email__iexact=email).first()
    interest = known or Interest.objects.filter(client_id=client_id).first()
    if interest is None:
        interest = Interest.objects.create(
            network=network, guest_name=guest_name, guest_email=email, how=how, client_id=client_id
        )
    letters.ask_to_confirm(interest, f"{interest.uuid}-{client_id}")


@transaction.atomic
def confirm_interest(interest: Interest) -> Interest:
    """Whoever holds the letter says yes; again it begins the year anew. Only its owner can end an address's quiet."""
    hold(interest.network)
    row = Interest.objects.select_for_update(of=("self",)).get(pk=interest.pk)
    if row.ended_at is not None:
        other = Interest.objects.open().filter(network=row.network, guest_email__iexact=row.guest_email).first()
        row = other or row
    now = timezone.now()
    row.confirmed_at, row.ended_at = now, None
    row.agreed_on = row.agreed_on or timezone.localdate(now)
    row.save(update_fields=["confirmed_at", "ended_at", "agreed_on"])
    Quiet.objects.filter(network=row.network_id, mark=mark_of(row.guest_email)).delete()
    return row


@transaction.atomic
def end_interest(interest: Interest) -> None:
    """By its own person, or by an organiser who was asked to; what waits for them in the post is not sent."""
    _end(Interest.objects.filter(pk=interest.pk))
    if interest.guest_email:
        be_quiet(interest.network_id, mark_of(interest.guest_email))


@transaction.atomic
def be_quiet(network_id: int, mark: str) -> None:
    """No more letters of this network to this address; safe to repeat."""
    Quiet.objects.get_or_create(network_id=network_id, mark=mark)
    named = Interest.objects.open().filter(network=network_id).exclude(guest_email="")
    _end(named.filter(pk__in=[row.pk for row in named if mark_of(row.guest_email) == mark]))
    waiting = OutgoingLetter.objects.waiting().filter(is_by_list=True, once__startswith=f"network-{network_id}-")
    unwanted = [letter.pk for letter in waiting.only("to") if mark_of(letter.to) == mark]
    waiting.filter(pk__in=unwanted).forget(given_up_at=timezone.now(), trouble=Trouble.STOPPED)


def take_back_helped(number: int) -> None:
    """Whoever was helped takes it back."""
    end_interest(Interest.objects.get(pk=number))


def _end(rows: Any) -> None:
    rows.filter(ended_at=None).update(ended_at=timezone.now())


# ── From paper ───────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class OnPaper:
    """A line of a sheet: a name, and how they are reached."""

    client_id: UUID
    name: str = ""
    email: str = ""
    phone: str = ""
    post_note: str = ""


@dataclass(frozen=True, slots=True)
class Entered:
    """How many were written down; how many we had; and how many had said that they want nothing more."""

    new: int = 0
    known: int = 0
    quiet: int = 0


@transaction.atomic
def enter_from_paper(
    network: Network, lines: Iterable[OnPaper], *, by: Person, agreed_on: date, agreed_words: str, how: str = How.PAPER
) -> Entered:
    """Write down what people put on a sheet, with how and when they agreed. Who has stopped the letters of this
    network, or all letters, stays out, whoever types them in again. The same lines again change nothing."""
    hold(network)
    at = timezone.make_aware(datetime.combine(agreed_on, time(12)))
    if at <= timezone.now() - A_YEAR:
        raise Refused(_("They agreed more than a year ago. Ask them again first."))
    lines = list(lines)
    emails = {as_stored(line.email) for line in lines if line.email}
    marks = {mark_of(email): email for email in emails}
    quiet = set(Quiet.objects.filter(network=network, mark__in=marks).values_list("mark", flat=True))
    silent = {marks[mark] for mark in quiet} | stopped_among(emails)
    counted = {"new": 0, "known": 0, "quiet": 0}
    for line in lines:
        counted[_enter(network, line, silent, by=by, at=at, agreed_words=agreed_words, how=how)] += 1
    return Entered(**counted)


def _enter(
    network: Network, line: OnPaper, silent: set[str] | frozenset[str], *, by: Person, at: datetime, **how: str
) -> str:
    email = as_stored(line.email)
    if email and email in silent:
        return "quiet"
    known = Interest.objects.open().filter(network=network)
    same = known.filter(guest_email__iexact=email) if email else _same_on_paper(known, line)
    found = same.first() or Interest.objects.filter(client_id=line.client_id).first()
    if found is not None:
        if found.confirmed_at is None or found.confirmed_at < at:
            Interest.objects.filter(pk=found.pk).update(
                confirmed_at=at, agreed_on=timezone.localdate(at), entered_by=by
            )
        return "known"
    Interest.objects.create(
        network=network,
        guest_name=line.name,
        guest_email=email,
        phone=line.phone,
        post_note=line.post_note,
        client_id=line.client_id,
        entered_by=by,
        agreed_on=timezone.localdate(at),
        confirmed_at=at,
        **how,
    )
    return "new"


def _same_on_paper(known: Any, line: OnPaper) -> Any:
    return known.filter(
        guest_name__iexact=line.name, guest_email="", phone=line.phone, post_note=line.post_note, person=None
    )


# ── The next meeting ─────────────────────────────────────────────────────────────────────────────


@transaction.atomic
def tell_interested(network: Network, meeting: Model) -> int:
    """Have everyone who wants to hear of this network told of its next meeting, a ``Meeting`` or a series of the
    calendar: people with an account through the journal, guests by letter. Each interest is told of each
    meeting once, however often this is called; returns how many are new.

    Who has neither is rung up or written to by hand: see ``reads.by_hand``.
    """
    kind, number = key_of(meeting)
    hold(network)
    heard = Told.objects.filter(about_kind=kind, about_id=number).values("interest")
    waiting = list(Interest.objects.live(timezone.now()).filter(network=network).exclude(pk__in=heard))
    people = _people(waiting, network)
    guests = _guests(waiting, network, people.values())
    _tell_people(meeting, list(people.values()))
    facts = coming.facts_of(meeting)
    for interest in guests:
        letters.tell_of_meeting(interest, facts, f"network-{network.pk}-meeting-{kind}-{number}-{interest.uuid}")
    told = [*people, *(interest.pk for interest in guests)]
    Told.objects.bulk_create(
        [Told(interest_id=pk, about_kind=kind, about_id=number) for pk in told], ignore_conflicts=True
    )
    return len(told)


def _tell_people(meeting: Model, people: list[Person]) -> None:
    """One by one, in the name of the hub. Who follows the network and had a letter of it when it was put in the
    calendar is not written to again."""
    series = meeting.series if isinstance(meeting, Meeting) else meeting
    keys = Q(entry__about_kind=key_of(meeting)[0], entry__about_id=meeting.pk)
    keys |= Q(entry__about_kind=key_of(series)[0], entry__about_id=series.pk)
    had = Notice.objects.filter(keys, person__in=people, at_once=True)
    heard = set(had.values_list("person", flat=True))
    for person in people:
        if person.pk not in heard:
            tell(verbs.MEETING_COMES, person, meeting)


@transaction.atomic
def tell_by_hand(interest: Interest, meeting: Model) -> None:
    """An organiser has rung them up, or posted a letter; safe to repeat."""
    kind, number = key_of(meeting)
    Told.objects.get_or_create(interest=interest, about_kind=kind, about_id=number)


def _people(waiting: Iterable[Interest], network: Network) -> dict[int, Person]:
    """By the number of their interest; not those who muted the network."""
    kind, number = key_of(network)
    numbers = {interest.person_id: interest.pk for interest in waiting if interest.person_id}
    muted = Follow.objects.filter(kind=kind, thing_id=number, level=Level.NOTHING, person__in=numbers)
    awake = Person.objects.filter(pk__in=numbers, is_active=True).exclude(pk__in=muted.values("person"))
    return {numbers[person.pk]: person for person in awake}


def _guests(waiting: Iterable[Interest], network: Network, people: Iterable[Person]) -> list[Interest]:
    """Those with an address that is not told already, and wants letters of this network."""
    told = {as_stored(person.email or "") for person in people}
    rows = [row for row in waiting if row.guest_email and as_stored(row.guest_email) not in told]
    marks = [mark_of(row.guest_email) for row in rows]
    quiet = set(Quiet.objects.filter(network=network, mark__in=marks).values_list("mark", flat=True))
    stopped = stopped_among(as_stored(row.guest_email) for row in rows)
    kept = [row for row in rows if mark_of(row.guest_email) not in quiet and as_stored(row.guest_email) not in stopped]
    for row in kept:
        row.network = network
    return kept


def hold(network: Network) -> None:
    """What comes at the same moment waits here, then sees this. Nothing of it is public, so no page grows old."""
    if not Network.objects.select_for_update(of=("self",)).get(pk=network.pk).is_open:
        raise Refused(_("This network has ended. Nobody is written to any more."))
