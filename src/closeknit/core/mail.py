"""Letters from the hub, one addressee each, in the words of a template.

``post`` hands a letter to the outbox, which sends it for certain; ``send`` tries once, now.
"""

import re
import smtplib
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from closeknit.core.errors import Unavailable

_BREAKS = re.compile(r"[\x00-\x1f\x7f\x85\u2028\u2029]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """``once`` names the letter: sent again after a crash it has the same Message-ID."""

    to: str
    subject: str
    template: str  # plain text
    context: dict[str, Any] = field(default_factory=dict)
    answer_to: str = ""
    once: str = ""


Postman = Callable[[Letter], None]


def register_postman(postman: Postman) -> None:
    """The journal room says here how a letter gets into its outbox."""
    global _postman  # noqa: PLW0603 - set once, at start
    _postman = postman


def post(letter: Letter) -> None:
    """Have the letter sent, once, whatever happens to this process or to the mail server.

    Call it in the transaction that decides on the letter; ``once`` must name it. Posted again under
    the same name it is not sent again.
    """
    _postman(letter)


def send(letter: Letter) -> None:
    """Send now, or raise ``Unavailable``; call it from a job, which tries again."""
    try:
        composed(letter).send()
    except (smtplib.SMTPException, OSError, ValueError) as error:  # ValueError: an address no mail can carry
        raise Unavailable(_("The letter could not be sent just now. We will try again.")) from error


def composed(letter: Letter) -> EmailMessage:
    """The message as it leaves. Line breaks in what becomes a header are folded into blanks."""
    headers = {"Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "All"}
    if letter.once:
        host = settings.PUBLIC_URL.partition("://")[2].partition("/")[0].partition(":")[0]
        headers["Message-ID"] = f"<{one_line(letter.once).replace(' ', '-')}@{host}>"
    text = render_to_string(letter.template, {**letter.context, "public_url": settings.PUBLIC_URL})
    return EmailMessage(
        subject=one_line(letter.subject),
        body=text.strip() + "\n",
        to=[one_line(letter.to)],
        reply_to=[one_line(letter.answer_to)] if letter.answer_to else None,
        headers=headers,
    )


def one_line(text: str) -> str:
    return _BREAKS.sub(" ", text).strip()


_postman: Postman = send
