"""Who was there. Kept apart from who had said so: people come who did not answer, and the other way round."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from uuid import UUID, uuid4

from django.db import IntegrityError, transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from closeknit.accounts.models import Person
from closeknit.calendar.answering.dates import AnswerDate, date_of
from closeknit.calendar.answering.sealing import unsealed
from closeknit.calendar.answering.seating import hold
from closeknit.calendar.dates import first_date_of
from closeknit.calendar.models import Answer, Attendance, Needs, NeedsReading, Series
from closeknit.core.errors import Refused
from closeknit.directory.models import Group

TakenOff = Callable[[Collection[UUID]], None]

_told: list[TakenOff] = []


def tell_of_taken_off(hear: TakenOff) -> None:
    """Whoever passes on who signed in hears by ``client_id`` whom an organiser has taken off the list again.
    Called in ``AppConfig.ready()`` of the room above."""
    if hear not in _told:
        _told.append(hear)


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedIn:
    """Somebody who signed in elsewhere, by their own number. The name may be empty: then they are counted."""

    client_id: UUID
    name: str = ""
    person_id: int | None = None
    group_id: int | None = None
    entered_by_id: int | None = None


@transaction.atomic
def attend(
    *,
    series: Series,
    original: str,
    client_id: UUID,
    person: Person | None = None,
    name: str = "",
    group: Group | None = None,
    heads: int = 1,
    by: Person | None = None,
) -> Attendance:
    """Somebody is there. Sent again under one ``client_id`` it is one, and a person is there once."""
    sent: Attendance | None = Attendance.objects.filter(_same(series, original, client_id, person)).first()
    if sent is not None:
        return sent
    if person is None and not name:
        raise Refused(_("Write a name."))
    try:
        with transaction.atomic():
            return Attendance.objects.create(
                series=series,
                original=original,
                person=person,
                name="" if person else name,
                group=group,
                heads=heads,
                starts=date_of(series, original).starts,
                entered_by=by,
                client_id=client_id,
            )
    except IntegrityError:  # another hand was quicker by a moment
        return Attendance.objects.get(_same(series, original, client_id, person))


@transaction.atomic
def attend_together(number: int, signed_in: Sequence[SignedIn]) -> None:
    """All these are at the first date of the series of this number. Sent again they are there once. Two statements,
    however many they are."""
    if not signed_in:
        return
    original, starts = first_date_of(number)
    rows = [
        Attendance(
            series_id=number,
            original=original,
            starts=starts,
            client_id=one.client_id,
            person_id=one.person_id,
            name="" if one.person_id else one.name,
            group_id=one.group_id,
            entered_by_id=one.entered_by_id,
        )
        for one in signed_in
    ]
    Attendance.objects.bulk_create(rows, ignore_conflicts=True)


def not_there(signed_in: Collection[UUID]) -> None:
    """Taken off the list where they signed in."""
    Attendance.objects.filter(client_id__in=signed_in).delete()


def came_for(signed_in: Collection[UUID], group: Group) -> None:
    """It is known now which group they came for."""
    Attendance.objects.filter(client_id__in=signed_in).update(group=group)


def forget_names_of(signed_in: Collection[UUID]) -> None:
    """Their names are kept no longer where they signed in, so not here either. That they came stays."""
    Attendance.objects.filter(client_id__in=signed_in).update(person=None, name="")


@transaction.atomic
def take_off(there: QuerySet[Attendance]) -> None:
    """These were not there after all."""
    numbers = list(there.values_list("client_id", flat=True))
    there.delete()
    for hear in _told if numbers else ():
        hear(numbers)


@transaction.atomic
def tick_who_came(date: AnswerDate, uuids: Collection[str], *, were: Collection[str] = (), by: Person) -> None:
    """These of those who had said yes are there. Who was ticked when the page was drawn (``were``) and is no more
    was not; what somebody else ticked meanwhile stays. Who signed in at the door by the very name of one that is
    ticked is the same. Safe to repeat."""
    held = hold(date.series, date.original)
    there = Attendance.objects.filter(series=date.series, original=date.original)
    known = {row.answer_id for row in there if row.answer_id}
    people = {row.person_id for row in there if row.person_id}
    ticked = [row for row in held.rows.values() if str(row.uuid) in uuids]
    unticked = [row for row in held.rows.values() if str(row.uuid) in were and str(row.uuid) not in uuids]
    take_off(there.filter(Q(answer__in=unticked) | Q(person__in=[row.person_id for row in unticked if row.person_id])))
    by_name = {row.name.strip().casefold(): row for row in there if row.name and not row.answer_id}
    fresh = [row for row in ticked if row.pk not in known and row.person_id not in people]
    for row in fresh:
        if same := by_name.pop(row.name.strip().casefold(), None):
            Attendance.objects.filter(pk=same.pk).update(answer=row)
            known.add(row.pk)
    Attendance.objects.bulk_create(_of_answer(row, held.date, by) for row in fresh if row.pk not in known)


def read_needs(date: AnswerDate, *, by: Person) -> list[tuple[Answer, str]]:
    """What those who come or may come need, in clear words. That they were read today, and by whom, is
    written down for each of them."""
    wanted = Needs.objects.filter(answer__series=date.series, answer__original=date.original)
    rows = list(
        wanted.filter(answer__confirmed_at__isnull=False).exclude(answer__says="no").select_related("answer__person")
    )
    today = timezone.localdate()
    NeedsReading.objects.bulk_create(
        [NeedsReading(needs=row, reader=by, on=today) for row in rows], ignore_conflicts=True
    )
    return [(row.answer, unsealed(row.sealed)) for row in sorted(rows, key=lambda row: (row.answer.at, row.pk))]


def _same(series: Series, original: str, client_id: UUID, person: Person | None) -> Q:
    """What was sent before, or says the same."""
    same = Q(client_id=client_id)
    return same | Q(series=series, original=original, person=person) if person is not None else same


def _of_answer(row: Answer, date: AnswerDate, by: Person) -> Attendance:
    return Attendance(
        series=date.series,
        original=date.original,
        answer=row,
        person=row.person,
        name="" if row.person_id else row.guest_name,
        heads=row.heads,
        starts=date.starts,
        entered_by=by,
        client_id=uuid4(),
    )
