"""Letters to people without an account: to guests who asked, and to whoever is to take a promise over."""

from typing import Any

from django.conf import settings
from django.core import signing
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _

from closeknit.algorithms.text import excerpt
from closeknit.commitments.models import Ask, Step
from closeknit.core import mail

GUEST, OFFER = "closeknit.commitments.guest", "closeknit.commitments.offer"


def guest_address(ask: Ask) -> str:
    """Where whoever has the letter sees what became of what they asked, and says what they think of it."""
    return reverse("commitments:guest-ask", args=[signing.Signer(salt=GUEST).sign_object(str(ask.uuid))])


def offer_address(offer: Step) -> str:
    return reverse("commitments:take-over", args=[signing.Signer(salt=OFFER).sign_object(str(offer.uuid))])


def uuid_in(token: str, salt: str) -> Any:
    """404 for a link that we did not make."""
    try:
        return signing.Signer(salt=salt).unsign_object(token)
    except (signing.BadSignature, ValueError) as wrong:
        raise Http404 from wrong


def ask_to_confirm(ask: Ask) -> None:
    _post(
        ask.guest_email,
        _("Please confirm what you asked"),
        "confirm_ask",
        once=f"ask-confirm-{ask.uuid}",
        context=_of(ask),
    )


def tell_guest(ask: Ask, words: str, once: str) -> None:
    """Something happened to what they asked."""
    if ask.guest_email:
        told = {**_of(ask), "words": words}
        _post(ask.guest_email, _("There is news of what you asked"), "ask_moved", once=once, context=told)


def offer_by_letter(offer: Step, email: str) -> None:
    """Goes out whether or not anybody here has this address: nobody learns who does."""
    undertaking = offer.undertaking
    context = {
        "owner": offer.by.name if offer.by else "",
        "text": undertaking.text if undertaking else "",
        "words": offer.words,
        "address": settings.PUBLIC_URL + offer_address(offer),
    }
    _post(email, _("Can you take over a promise?"), "offer", once=f"promise-offer-{offer.uuid}", context=context)


def _of(ask: Ask) -> dict[str, Any]:
    return {
        "name": ask.guest_name,
        "text": excerpt(ask.text, 300),
        "address": settings.PUBLIC_URL + guest_address(ask),
    }


def _post(to: str, subject: str, template: str, *, once: str, context: dict[str, Any]) -> None:
    mail.post(
        mail.Letter(to=to, subject=subject, template=f"commitments/mail/{template}.txt", context=context, once=once)
    )
