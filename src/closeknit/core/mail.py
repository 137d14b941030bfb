"""Letters from the hub, one addressee each, in the words of a template.

``post`` hands a letter to the outbox, which sends it for certain; ``send`` tries once, now.
"""

import hashlib
import re
import smtplib
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template import Context
from django.template.loader import get_template, render_to_string
from django.utils.translation import gettext as _

from closeknit.core.errors import Unavailable

_BREAKS = re.compile(r"[\x00-\x1f\x7f\x85\u2028\u2029]+")
_UNFIT_FOR_A_NAME = re.compile(r"[^A-Za-z0-9._-]")
_ALWAYS = {"Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "All"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """``once`` names the letter: sent again after a crash it has the same Message-ID.

    Without a template for ``html`` the plain words are laid out in the hub's look. ``unsubscribe`` is
    an absolute address where one click ends letters of this sort; only letters that carry it are kept
    from people who wanted no more. ``urgent`` letters, such as codes to sign in, overtake others.
    """

    to: str
    subject: str
    template: str  # plain text
    html: str = ""
    context: dict[str, Any] = field(default_factory=dict)
    answer_to: str = ""
    once: str = ""
    unsubscribe: str = ""
    not_before: datetime | None = None
    urgent: bool = False


@dataclass(frozen=True, slots=True)
class Written:
    """A letter put into words, as it is kept until it leaves."""

    to: str
    subject: str
    text: str
    html: str
    headers: dict[str, str]


Postman = Callable[[Letter], None]
Foot = Callable[[], str]


def register_postman(postman: Postman) -> None:
    """The journal room says here how a letter gets into its outbox."""
    global _postman  # noqa: PLW0603 - set once, at start
    _postman = postman


def register_foot(tell: Foot) -> None:
    """The places room says here which address stands below letters: who sends them, and where from."""
    global _foot  # noqa: PLW0603 - set once, at start
    _foot = tell


def foot() -> str:
    """The address that stands below every letter; empty where the hub has given none. One query."""
    return _foot()


def post(letter: Letter) -> None:
    """Have the letter sent, once, whatever happens to this process or to the mail server.

    Call it in the transaction that decides on the letter; ``once`` must name it. Posted again under
    the same name it is not sent again.
    """
    _postman(letter)


def send(letter: Letter) -> None:
    """Send now, or raise ``Unavailable``; call it from a job, which tries again."""
    try:
        message_of(written(letter)).send()
    except (smtplib.SMTPException, OSError, ValueError) as error:  # ValueError: an address no mail can carry
        raise Unavailable(_("The letter could not be sent just now. We will try again.")) from error


def written(letter: Letter, *, below: str | None = None) -> Written:
    """The letter in words. Line breaks in what becomes a header are folded into blanks. ``below`` is the ``foot``,
    for whoever writes many; else it is asked for."""
    below = foot() if below is None else below
    context = {"public_url": settings.PUBLIC_URL, "unsubscribe": letter.unsubscribe, "below": below} | letter.context
    text = _in_plain_words(letter.template, context)
    html = render_to_string(letter.html or "core/mail/plain.html", {**context, "text": text})
    if letter.unsubscribe:
        text += "\n" + _("To stop letters like this: %(address)s") % {"address": letter.unsubscribe} + "\n"
    if below:
        text += f"\n-- \n{below}\n"
    headers = dict(_ALWAYS)
    if letter.once:
        headers["Message-ID"] = message_id(letter.once)
    if letter.answer_to:
        headers["Reply-To"] = one_line(letter.answer_to)
    if letter.unsubscribe:  # RFC 8058
        headers["List-Unsubscribe"] = f"<{letter.unsubscribe}>"
        headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    return Written(one_line(letter.to), one_line(letter.subject), text, html, headers)


def _in_plain_words(template: str, context: dict[str, Any]) -> str:
    """Plain text is not HTML: nothing in it is escaped, whatever the template says."""
    return str(get_template(template).template.render(Context(context, autoescape=False))).strip() + "\n"


def message_of(words: Written) -> EmailMultiAlternatives:
    """The message as it leaves, plain words first."""
    parts = asdict(words)
    headers = parts["headers"]
    answer_to = headers.pop("Reply-To", "")
    message = EmailMultiAlternatives(
        subject=words.subject,
        body=words.text,
        to=[words.to],
        reply_to=[answer_to] if answer_to else None,
        headers=headers,
    )
    if words.html:
        message.attach_alternative(words.html, "text/html")
    return message


def message_id(once: str) -> str:
    """The same for the same name, and nothing in it that a header cannot carry."""
    host = settings.PUBLIC_URL.partition("://")[2].partition("/")[0].partition(":")[0]
    plain = one_line(once).replace(" ", "-")
    name = _UNFIT_FOR_A_NAME.sub("-", plain)[:100]
    if name != plain:
        name += "-" + hashlib.sha256(once.encode()).hexdigest()[:16]
    return f"<{name}@{host}>"


def one_line(text: str) -> str:
    return _BREAKS.sub(" ", text).strip()


_postman: Postman = send
_foot: Foot = str
