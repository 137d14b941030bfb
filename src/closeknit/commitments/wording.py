"""How an ask or a promise is spoken of: in neutral words, by the day it is read."""

import re
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from closeknit.algorithms.text import excerpt
from closeknit.commitments.models import Ask, Undertaking
from closeknit.commitments.vocabulary import AskState, Sight, State
from closeknit.core import rich_text

LONGEST = 90
_SENTENCE = re.compile(r".{12,}?[.?!](?=\s|$)")
SOON = 365  # days within which a day needs no year


@dataclass(frozen=True, slots=True)
class Badge:
    """A short word on how it stands; tone and sign as ``core/_badge.html`` takes them."""

    words: str
    tone: str = ""
    sign: str = ""


def title_of(row: Ask | Undertaking) -> str:
    """Its first sentence, without any markings; what it is where the words are gone."""
    if row.sight == Sight.REMOVED:
        return _("Something asked by someone who left") if isinstance(row, Ask) else _("A promise that is gone")
    plain = rich_text.plain(row.text)
    first = _SENTENCE.match(plain)
    return excerpt(first[0].removesuffix(".") if first else plain, LONGEST)


def day(on: date) -> str:
    """“4 May”; with the year where that is not near."""
    near = abs((on - timezone.localdate()).days) < SOON and on.year == timezone.localdate().year
    return date_format(on, "j F" if near else "j F Y")


def due_words(row: Undertaking, news_at: datetime | None = None) -> str:
    """By when, or that it was due. Says what is known, and blames nobody."""
    if row.due_on is None:
        return _("no day was named")
    if not row.is_open or row.due_on >= timezone.localdate():
        return _("due on %(day)s") % {"day": day(row.due_on)}
    heard = timezone.localdate(news_at) if news_at else None
    if heard is not None and heard >= row.due_on:
        return _("was due on %(day)s; last news on %(news)s") % {"day": day(row.due_on), "news": day(heard)}
    return _("was due on %(day)s; no news yet") % {"day": day(row.due_on)}


def answer_words(ask: Ask) -> str:
    """By when an answer is hoped for."""
    if ask.due_on is None or not ask.is_open:
        return ""
    if ask.due_on < timezone.localdate():
        return _("an answer was due on %(day)s; none yet") % {"day": day(ask.due_on)}
    return _("an answer is due by %(day)s") % {"day": day(ask.due_on)}


def is_late(row: Any) -> bool:
    return bool(row.is_open and row.due_on and row.due_on < timezone.localdate())


def badge_of(row: Ask | Undertaking) -> Badge:
    return _ask_badge(row) if isinstance(row, Ask) else _promise_badge(row)


def _promise_badge(row: Undertaking) -> Badge:
    if row.state == State.KEPT:
        return Badge(_("Done") if row.kind == "action" else _("Kept"), "good", "check")
    if row.state == State.WITHDRAWN:
        return Badge(_("Taken back"), "", "x")
    if is_late(row):
        return Badge(_("Past its day"), "wait", "clock")
    return Badge(_("Still to come"), "promise", "clock")


def _ask_badge(row: Ask) -> Badge:
    if row.state == AskState.ANSWERED:
        return Badge(_("Answered"), "info", "message-circle")
    if row.state == AskState.WITHDRAWN:
        return Badge(_("Taken back"), "", "x")
    if is_late(row):
        return Badge(_("No answer yet"), "wait", "clock")
    return Badge(str(AskState(row.state).label), "", "clock")
