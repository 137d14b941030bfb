"""A letter of the organisers: written, looked at, tried out on oneself, sent once to each, stopped."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from closeknit.accounts.models import Person
from closeknit.core import mail
from closeknit.core.errors import Refused
from closeknit.journal.models import OutgoingLetter
from closeknit.journal.outbox import post_all
from closeknit.journal.stopping import mark_of
from closeknit.journal.vocabulary import Trouble
from closeknit.networks import letters
from closeknit.networks.actions.interests import hold
from closeknit.networks.models import Mailing, Network
from closeknit.networks.readers import Readers, readers_of
from closeknit.networks.vocabulary import MailingState

SECOND_THOUGHTS = timedelta(minutes=5)  # in which nothing has left, and all can be stopped


@transaction.atomic
def write_mailing(network: Network, *, by: Person, subject: str, text: str, client_id: UUID) -> Mailing:
    """A draft; sent twice under one ``client_id`` it is one."""
    hold(network)
    told = {"network": network, "author": by, "subject": subject, "text": text}
    return Mailing.objects.get_or_create(client_id=client_id, defaults=told)[0]


@transaction.atomic
def change_mailing(mailing: Mailing, *, subject: str, text: str) -> None:
    row = _draft(mailing)
    row.subject, row.text = subject, text
    row.save(update_fields=["subject", "text"])


@transaction.atomic
def try_out(mailing: Mailing, *, by: Person, once: UUID) -> None:
    """The letter as it is now, to oneself alone."""
    if not by.email:
        raise Refused(_("You have no e-mail address here, so no letter can come to you."))
    letter = letters.mailing_letter(
        mailing,
        name=by.name,
        email=by.email,
        why=_("This is a test. Nobody else got it."),
        way_out="",
        once=f"network-{mailing.network_id}-test-{mailing.uuid}-{once}",
    )
    mail.post(letter)


@transaction.atomic
def send_mailing(mailing: Mailing, *, number: int) -> Readers:
    """One letter to each who is to get it now; who muted the network hears nothing. ``number`` is how many the
    organiser was shown: if it is another by now they are to look again. Sent again it changes nothing."""
    row = Mailing.objects.select_for_update(of=("self",)).select_related("network").get(pk=mailing.pk)
    found = readers_of(row.network)
    if not row.is_draft:
        return found
    hold(row.network)
    if len(found.gets) != number:
        raise Refused(_("The list of who gets it has changed meanwhile. Please look at it again."))
    now = timezone.now()
    out = [
        letters.mailing_letter(
            row,
            name=reader.name,
            email=reader.email,
            why=reader.why,
            way_out=letters.way_out(row.network, reader.person, reader.email),
            once=f"{row.post_name}{mark_of(reader.email)[:32]}",
            not_before=now + SECOND_THOUGHTS,
        )
        for reader in found.gets
    ]
    post_all(out)
    row.state, row.sent_at, row.letters = MailingState.SENT, now, len(out)
    row.save(update_fields=["state", "sent_at", "letters"])
    return found


@transaction.atomic
def stop_mailing(mailing: Mailing) -> int:
    """What has not left yet never does; returns how many letters that were."""
    row = Mailing.objects.select_for_update(of=("self",)).get(pk=mailing.pk)
    if row.state != MailingState.SENT:
        return 0
    held: int = _letters_of(row).waiting().forget(given_up_at=timezone.now(), trouble=Trouble.STOPPED)
    row.state, row.stopped_at = MailingState.STOPPED, timezone.now()
    row.save(update_fields=["state", "stopped_at"])
    return held


@transaction.atomic
def drop_draft(mailing: Mailing) -> None:
    _draft(mailing).delete()


def left_of(mailing: Mailing) -> int:
    """How many of its letters still wait."""
    return int(_letters_of(mailing).waiting().count())


def _letters_of(mailing: Mailing) -> Any:
    return OutgoingLetter.objects.filter(once__startswith=mailing.post_name)


def _draft(mailing: Mailing) -> Mailing:
    row: Mailing = Mailing.objects.select_for_update(of=("self",)).get(pk=mailing.pk)
    if not row.is_draft:
        raise Refused(_("It has been sent, so it cannot be changed any more."))
    return row
