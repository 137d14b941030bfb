"""Telling people of their answers: who has an account by the journal, a guest by letter, and of somebody
without an address the organisers, who ring or tell them. Of what they may not see, because moderators hid it or it
is private now, nobody is told anything."""

from typing import Any

from django.conf import settings
from django.core import signing
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _

from closeknit.calendar import hosts, policies
from closeknit.calendar.answering import verbs
from closeknit.calendar.answering.dates import AnswerDate, date_of
from closeknit.calendar.answering.vocabulary import News
from closeknit.calendar.models import Answer
from closeknit.core import mail
from closeknit.journal.following import level_of
from closeknit.journal.recording import is_told_at_once, tell
from closeknit.journal.things import key_of, kinds
from closeknit.journal.vocabulary import Importance, Level

SALT = "closeknit.calendar.answer"


def guest_address(row: Answer) -> str:
    """Where whoever has the letter sees their answer, and changes it."""
    return reverse("calendar:own-answer", args=[signing.Signer(salt=SALT).sign_object(str(row.uuid))])


def uuid_in(token: str) -> Any:
    """404 for a link that we did not make."""
    try:
        return signing.Signer(salt=SALT).unsign_object(token)
    except (signing.BadSignature, ValueError) as wrong:
        raise Http404 from wrong


def is_discreet(date: AnswerDate) -> bool:
    """Whether what it is must not be read by somebody who looks over a shoulder."""
    return kinds()[key_of(date.series)[0]].is_discreet(date.series)


def may_hear_of(row: Answer, series: Any) -> bool:
    """Whether whoever gave this answer may still know of the event; a guest as any visitor. One query or two."""
    return bool(policies.may_see_series(row.person, series))


def ask_to_confirm(row: Answer, date: AnswerDate, once: str) -> None:
    """Whether they have answered before or not: the same subject, one letter, one link."""
    template = "known" if row.confirmed_at else "confirm"
    _post(row, date, _("Please confirm your answer"), template, once=f"answer {row.uuid} asked {once}")


def give_news(row: Answer, date: AnswerDate, what: News, note: str = "") -> None:
    """Something happened to the date, or to their place."""
    if not may_hear_of(row, date.series):
        return
    if row.person is not None:
        if what == News.PLACE or not _hears_anyway(row.person, date):
            tell(verbs.NEWS[what], row.person, row, {"when": date.when})
    elif row.guest_email:
        once = f"answer {row.uuid} {what} {date.series.sequence} {date.starts:%Y%m%dT%H%M} {row.at:%Y%m%dT%H%M%S%f}"
        _post(row, date, _subject(what, date), str(what), once=once, note=note)
    else:
        row.to_tell = what
        row.save(update_fields=["to_tell"])


def remind(row: Answer) -> bool:
    """Whether they were told: not if the date is off, nor who wants to hear nothing of it."""
    try:
        date = date_of(row.series, row.original)
    except ValueError:
        return False
    if date.is_cancelled or not may_hear_of(row, row.series):
        return False
    if row.person is not None:
        if level_of(row.person, row.series) == Level.NOTHING:
            return False
        return tell(verbs.REMINDER, row.person, row, {"when": date.when}) is not None
    if not row.guest_email:
        return False
    once = f"answer {row.uuid} reminder {date.starts:%Y%m%dT%H%M}"
    _post(row, date, _subject_of(_("You said that you are coming"), date), "reminder", once=once)
    return True


def _hears_anyway(person: Any, date: AnswerDate) -> bool:
    """Who follows the event or its host closely gets the same letter for that."""
    followed = [date.series, hosts.host_of(date.series)]
    levels = [level for thing in followed if thing is not None and (level := level_of(person, thing))]
    return bool(levels) and is_told_at_once(levels[0], Importance.IMPORTANT)


def _subject(what: News, date: AnswerDate) -> str:
    """What a passer-by may read on a screen; never a place."""
    words = {
        News.PLACE: _("You have a place now"),
        News.MOVED: _("It has changed"),
        News.CANCELLED: _("It is cancelled"),
        News.RESTORED: _("It happens after all"),
    }[what]
    return _subject_of(words, date)


def _subject_of(words: str, date: AnswerDate) -> str:
    return words if is_discreet(date) else f"{words}: {date.title}"


def _post(row: Answer, date: AnswerDate, subject: str, template: str, *, once: str, note: str = "") -> None:
    context = {
        "name": row.guest_name,
        "row": row,
        "date": date,
        "note": note,
        "address": settings.PUBLIC_URL + guest_address(row),
    }
    letter = mail.Letter(
        to=row.guest_email,
        subject=subject,
        template=f"calendar/mail/answer_{template}.txt",
        context=context,
        once=once,
    )
    mail.post(letter)
