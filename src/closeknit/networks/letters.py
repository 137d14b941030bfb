"""Letters of this room, and the links in them. A link is good for one purpose, and needs no account."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.core import signing
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _

from closeknit.accounts.models import as_stored
from closeknit.core import mail
from closeknit.journal.stopping import mark_of
from closeknit.journal.unsubscribing import address_for_thing
from closeknit.networks.models import Interest, Invitation, Mailing, Network
from closeknit.places.models import Hub

INTEREST, STOP, INVITATION = (f"closeknit.networks.{purpose}" for purpose in ("interest", "stop", "invitation"))


def token_of(value: Any, salt: str) -> str:
    return signing.dumps(value, salt=salt, compress=False)


def value_in(token: str, salt: str) -> Any:
    """404 for a link that we did not make."""
    try:
        return signing.loads(token, salt=salt)
    except (signing.BadSignature, ValueError) as wrong:
        raise Http404 from wrong


def interest_address(interest: Interest) -> str:
    """Where whoever has the letter confirms, sees how it stands, and ends it."""
    return settings.PUBLIC_URL + reverse("networks:interest-own", args=[token_of(interest.uuid.hex, INTEREST)])


def stop_address(network: Network, email: str) -> str:
    """Where one click ends the letters of this network to this address (RFC 8058). It holds no address."""
    return settings.PUBLIC_URL + reverse("networks:stop", args=[token_of([network.pk, mark_of(email)], STOP)])


def way_out(network: Network, person: Any, email: str) -> str:
    """Somebody with an account mutes the network; anybody else stops its letters to their address."""
    return address_for_thing(person, "networks.network", network.pk) if person else stop_address(network, email)


def invitation_address(invitation: Invitation, reader: str) -> str:
    """The link in the letter to this one of a group's readers. A link on paper is for whoever holds the sheet."""
    token = token_of([invitation.uuid.hex, reader], INVITATION)
    return settings.PUBLIC_URL + reverse("networks:invitation", args=[token])


def reader_mark(email: str) -> str:
    return mark_of(email)[:16] if email else ""


def ask_to_confirm(interest: Interest, once: str) -> None:
    """To somebody who left an address; also when they left it before, so that nobody learns who did."""
    context = {"interest": interest, "is_confirmed": interest.confirmed_at is not None}
    context["address"] = interest_address(interest)
    subject = _("Please confirm: news of %(network)s") % {"network": interest.network.name}
    once = f"network-{interest.network_id}-interest-{once}"
    _post(interest.network, interest.guest_email, "confirm_interest", subject=subject, once=once, context=context)


def tell_of_meeting(interest: Interest, facts: Any, once: str) -> None:
    """To somebody without an account: the next meeting."""
    context = {"interest": interest, "meeting": facts, "own_page": interest_address(interest)}
    subject = _("%(network)s meets on %(when)s") % {"network": interest.network.name, "when": facts.day}
    stop = stop_address(interest.network, interest.guest_email)
    _post(
        interest.network,
        interest.guest_email,
        "next_meeting",
        subject=subject,
        once=once,
        context=context,
        unsubscribe=stop,
    )


def invite(invitation: Invitation, email: str, *, group_name: str, by: str) -> None:
    """To one of those who look after a group, or to its own address; the subject never names the group."""
    link = invitation_address(invitation, reader_mark(email))
    context = {"invitation": invitation, "group": group_name, "by": by, "link": link}
    context["page"] = settings.PUBLIC_URL + invitation.network.get_absolute_url()
    subject = _("Will you join %(network)s?") % {"network": invitation.network.name}
    once = f"network-{invitation.network_id}-invitation-{invitation.uuid}-{mark_of(email)[:24]}"
    stop = stop_address(invitation.network, email)
    _post(invitation.network, email, "invitation", subject=subject, once=once, context=context, unsubscribe=stop)


def mailing_letter(
    mailing: Mailing,
    *,
    name: str,
    email: str,
    why: str,
    way_out: str,
    once: str,
    not_before: datetime | None = None,
) -> mail.Letter:
    context = _context(mailing.network) | {"mailing": mailing, "name": name, "why": why}
    return mail.Letter(
        to=email,
        subject=mailing.subject,
        template="networks/mail/mailing.txt",
        context=context,
        once=once,
        unsubscribe=way_out,
        not_before=not_before,
    )


def _post(
    network: Network, to: str, template: str, *, subject: str, once: str, context: dict[str, Any], unsubscribe: str = ""
) -> None:
    mail.post(
        mail.Letter(
            to=as_stored(to),
            subject=subject,
            template=f"networks/mail/{template}.txt",
            context=_context(network) | context,
            once=once,
            unsubscribe=unsubscribe,
        )
    )


def _context(network: Network) -> dict[str, Any]:
    """Every letter says who writes, and where they are to be found."""
    hub = Hub.current()
    return {"network": network, "hub": hub, "page": settings.PUBLIC_URL + network.get_absolute_url()}
