"""The letter that says what came of a meeting: to whom, and in which words."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from django.conf import settings
from django.core import signing
from django.urls import reverse
from django.utils.translation import gettext as _

from closeknit.accounts.models import Person, as_stored
from closeknit.core import mail
from closeknit.journal.stopping import mark_of
from closeknit.networks import letters, output_reads
from closeknit.networks.models import Minutes
from closeknit.networks.readers import Reader, Readers, readers_of
from closeknit.places.models import Hub

FEEDBACK = "closeknit.networks.feedback"


def readers_for(minutes: Minutes) -> Readers:
    """All who get letters of the network, and who signed in at the meeting as themselves. Who muted it is silent;
    a network that has ended writes to nobody."""
    if not minutes.meeting.network.is_open:
        return Readers([], [])
    return readers_of(minutes.meeting.network, also=_who_was_there(minutes))


def _who_was_there(minutes: Minutes) -> Iterator[Reader]:
    there = minutes.meeting.arrivals.filter(person__isnull=False).values("person")
    for person in Person.objects.filter(pk__in=there, is_active=True):
        yield Reader(person.name, as_stored(person.email or ""), _("You were at this meeting."), person)


def post_name(minutes: Minutes) -> str:
    """With which the name of each of its letters begins."""
    return f"network-{minutes.meeting.network_id}-output-{minutes.uuid}-"


def letters_for(minutes: Minutes, readers: Iterable[Reader], *, not_before: datetime | None) -> list[mail.Letter]:
    """One for each, and the same for all but the name and the links."""
    network = minutes.meeting.network
    page = output_reads.output_page(minutes, None)
    common = {
        "page": page,
        "network": network,
        "hub": Hub.current(),
        "address": settings.PUBLIC_URL + minutes.get_absolute_url(),
    }
    subject = _("What came of it: %(title)s") % {"title": minutes.meeting.series.title}
    return [
        mail.Letter(
            to=reader.email,
            subject=subject,
            template="networks/mail/output.txt",
            context=common | {"name": reader.name, "why": reader.why, "feedback": feedback_link(minutes, reader.email)},
            once=f"{post_name(minutes)}{mark_of(reader.email)[:32]}",
            unsubscribe=letters.way_out(network, reader.person, reader.email),
            not_before=not_before,
        )
        for reader in readers
    ]


def feedback_link(minutes: Minutes, email: str) -> str:
    """The three questions, once for this address. The address is not in the link."""
    token = signing.dumps([minutes.uuid.hex, mark_of(email)[:32]], salt=FEEDBACK, compress=False)
    return settings.PUBLIC_URL + reverse("networks:feedback-letter", args=[token])


def held_in(token: str) -> list[Any]:
    """404 for a link that we did not make."""
    value: list[Any] = letters.value_in(token, FEEDBACK)
    return value
