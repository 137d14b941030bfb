"""Whether mail works, proved by a number that is sent in a real letter and typed back."""

import secrets
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext as _

from closeknit.core.mail import Letter, send
from closeknit.core.rate_limit import spend
from closeknit.places.models import Hub
from closeknit.website.setup import actions
from closeknit.website.setup.steps import PROVED

GOOD_FOR = timedelta(hours=1)


def leaves_the_house() -> bool:
    """Whether mail goes anywhere at all, or is only printed where the hub runs."""
    return not settings.EMAIL_BACKEND.endswith((".console.EmailBackend", ".dummy.EmailBackend"))


def send_number(person: Any) -> None:
    """Write to the person now, not by the outbox, so that trouble is seen at once: ``Unavailable``."""
    spend("mail number to", str(person.pk), per_minute=3, per_hour=20)
    number = f"{secrets.randbelow(10**6):06d}"
    send(
        Letter(
            to=person.email,
            subject=_("Your number is %(number)s") % {"number": number},
            template="website/setup/mail/number.txt",
            context={"number": number},
            once=f"mail number {secrets.token_hex(8)}",
        )
    )
    actions.answer("mail_number", {"mark": _mark(number, person), "at": timezone.now().isoformat()})


@transaction.atomic
def proves(person: Any, number: str) -> bool:
    """Whether this is the number that was sent within the hour; if so, mail is proved."""
    spend("mail number of", str(person.pk), per_minute=10, per_hour=30)
    asked = Hub.objects.get(pk=Hub.SINGLE_ID).set_up.get("mail_number")
    if not asked or datetime.fromisoformat(asked["at"]) < timezone.now() - GOOD_FOR:
        return False
    if not constant_time_compare(asked["mark"], _mark(number, person)):
        return False
    actions.answer("mail", PROVED)
    return True


def was_sent(hub: Any) -> bool:
    """Whether a number is under way."""
    return "mail_number" in hub.set_up


def _mark(number: str, person: Any) -> str:
    return salted_hmac("closeknit.website.setup.mail", f"{number} {person.pk}").hexdigest()
