"""Answering to a date: somebody for themselves, a guest by letter, an organiser for whoever rang or wrote."""

from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from closeknit.accounts.models import Person, as_stored
from closeknit.accounts.with_help import Hands
from closeknit.calendar.answering import letters
from closeknit.calendar.answering.dates import AnswerDate, date_of
from closeknit.calendar.answering.sealing import sealed
from closeknit.calendar.answering.seating import Held, hold
from closeknit.calendar.answering.vocabulary import How, News, Says
from closeknit.calendar.dates import NoSuchDate
from closeknit.calendar.models import Answer, Attendance, Needs, Series
from closeknit.core.errors import Refused
from closeknit.journal.helping import note_help
from closeknit.journal.things import label_of

KIND = "calendar.answer"


@transaction.atomic
def answer(
    *,
    series: Series,
    original: str,
    by: Person,
    says: str,
    heads: int = 1,
    needs: str | None = None,
    helper: Person | None = None,
) -> Answer:
    """Say that one comes to this date, perhaps or not; said anew it changes the answer. Who finds no place
    waits. ``heads`` counts the person too; ``needs`` of None leaves what they said before."""
    held = _open(series, original)
    row = _own_row(held, by)
    _take(held, row, says, heads)
    keep_needs(row, needs)
    note_help(KIND, row.pk, hands=Hands(by, helper), name=label_of(held.date.series))
    return row


@transaction.atomic
def answer_as_guest(
    *, series: Series, original: str, name: str, email: str, says: str, heads: int = 1, client_id: UUID
) -> None:
    """Nothing counts, and no place is taken, until they press the button in their letter. Gives nothing
    back: whoever asks must not learn whether this address has answered before."""
    date, email = _open_date(date_of(series, original)), as_stored(email)
    if says == Says.YES and date.is_closed(timezone.now()):
        raise Refused(_("It is too late to ask for a place. You can still give yours up."))
    told = {"guest_name": name, "says": says, "heads": heads if says != Says.NO else 1}
    key = {"series": series, "original": original, "person": None, "guest_email": email}
    row, is_new = Answer.objects.get_or_create(**key, defaults={**told, "starts": date.starts})
    if not is_new:
        Answer.objects.filter(pk=row.pk, confirmed_at=None).update(**told)
    letters.ask_to_confirm(row, date, str(client_id))


@transaction.atomic
def answer_by_letter(row: Answer, *, says: str, heads: int = 1, needs: str | None = None) -> Answer:
    """A guest has pressed the button: for the first time, or to say something else."""
    held = _open(row.series, row.original)
    fresh = _fresh(held, row)
    if not letters.may_hear_of(fresh, held.date.series):
        raise Refused(_("This event is not shown at the moment. Nobody can answer to it."))
    if _answers_with_an_account(fresh):
        raise Refused(_("You have answered with your account. Sign in to change what you said."))
    _take(held, fresh, says, heads)
    keep_needs(fresh, needs)
    return fresh


@transaction.atomic
def answer_for(  # noqa: PLR0913 - a door: who says what by which way is one sentence
    *,
    series: Series,
    original: str,
    name: str,
    says: str,
    heads: int = 1,
    how: str = How.PHONE,
    needs: str = "",
    by: Person,
    client_id: UUID,
) -> Answer:
    """An organiser writes down what somebody said by phone or on paper. Sent twice it is one."""
    held = _open(series, original)
    sent: Answer | None = Answer.objects.filter(client_id=client_id).first()
    if sent is not None:
        return sent
    row = Answer(
        series=held.date.series,
        original=original,
        guest_name=name,
        how=how,
        entered_by=by,
        client_id=client_id,
        starts=held.date.starts,
    )
    if says == Says.YES:
        tell_promoted(held, held.take_by_hand(row, heads, timezone.now()))
    else:
        _take(held, row, says, heads)
    keep_needs(row, needs)
    return row


@transaction.atomic
def let_in(row: Answer) -> None:
    """The organiser lets in who waits, past the line and beyond the limit."""
    held = _open(row.series, row.original)
    tell_promoted(held, held.admit(_fresh(held, row), timezone.now()))


@transaction.atomic
def take_back(row: Answer) -> None:
    """The answer is gone, with all that was said in it; the place goes to the line. Safe to repeat, also for
    a date that is no more."""
    try:
        held = hold(row.series, row.original)
    except NoSuchDate:
        Answer.objects.filter(pk=row.pk).delete()
        return
    fresh = held.rows.get(str(row.uuid)) or Answer.objects.filter(pk=row.pk).first()
    if fresh is not None:
        promoted = held.leave(fresh, timezone.now())
        Attendance.objects.filter(answer=fresh, person=None).update(name="")  # that somebody was there stays
        fresh.delete()
        tell_promoted(held, promoted)


def note_told(row: Answer) -> None:
    """The organiser has rung or told them. Safe to repeat."""
    Answer.objects.filter(pk=row.pk).update(to_tell="")


def take_back_helped(number: int) -> None:
    """Whoever was helped takes it back."""
    take_back(Answer.objects.select_related("series").get(pk=number))


def keep_needs(row: Answer, words: str | None) -> None:
    """Sealed, and apart. Empty words wipe them out; None leaves them."""
    if words:
        Needs.objects.update_or_create(answer=row, defaults={"sealed": sealed(words), "changed_at": timezone.now()})
    elif words is not None:
        Needs.objects.filter(answer=row).delete()


def _open(series: Series, original: str) -> Held:
    """The date under its lock, if one can answer to it."""
    held = hold(series, original)
    _open_date(held.date)
    return held


def _open_date(date: AnswerDate) -> AnswerDate:
    if date.is_cancelled:
        raise Refused(_("This date is cancelled."))
    if not date.takes_answers:
        raise Refused(_("You need not answer to this. Just come."))
    if date.is_over(timezone.now()):
        raise Refused(_("This date has gone by."))
    return date


def _take(held: Held, row: Answer, says: str, heads: int) -> None:
    tell_promoted(held, held.take(row, says, heads if says != Says.NO else 1, timezone.now()))


def _own_row(held: Held, by: Person) -> Answer:
    """Their answer, or the one they gave as a guest before, or a new one."""
    rows = Answer.objects.to_date(held.date.series, held.date.original).of(by).order_by("person_id", "id")
    mine = next((row for row in rows if row.person_id), None) or next(iter(rows), None)
    if mine is None:
        mine = Answer(series=held.date.series, original=held.date.original, starts=held.date.starts)
    mine.person, mine.guest_name, mine.guest_email = by, "", ""
    return mine


def _fresh(held: Held, row: Answer) -> Answer:
    """As it is now, under the lock."""
    fresh: Answer | None = held.rows.get(str(row.uuid)) or Answer.objects.filter(pk=row.pk).first()
    if fresh is None:
        raise Refused(_("This answer was taken back."))
    return fresh


def _answers_with_an_account(row: Answer) -> bool:
    here = Answer.objects.to_date(row.series_id, row.original).exclude(pk=row.pk)
    return bool(here.filter(person__email=row.guest_email).exists())


def tell_promoted(held: Held, promoted: list[Answer]) -> None:
    for row in promoted:
        letters.give_news(row, held.date, News.PLACE)
