"""Who was there. Kept apart from who had said so: people come who did not answer, and the other way round."""

from collections.abc import Collection
from uuid import UUID, uuid4

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from closeknit.accounts.models import Person
from closeknit.calendar.answering.dates import AnswerDate, date_of
from closeknit.calendar.answering.sealing import unsealed
from closeknit.calendar.answering.seating import hold
from closeknit.calendar.models import Answer, Attendance, Needs, NeedsReading, Series
from closeknit.core.errors import Refused
from closeknit.directory.models import Group


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
def tick_who_came(date: AnswerDate, uuids: Collection[str], *, were: Collection[str] = (), by: Person) -> None:
    """These of those who had said yes are there. Who was ticked when the page was drawn (``were``) and is no more
    was not; what somebody else ticked meanwhile stays. Safe to repeat."""
    held = hold(date.series, date.original)
    there = Attendance.objects.filter(series=date.series, original=date.original)
    known = {row.answer_id for row in there if row.answer_id}
    people = {row.person_id for row in there if row.person_id}
    ticked = [row for row in held.rows.values() if str(row.uuid) in uuids]
    unticked = [row for row in held.rows.values() if str(row.uuid) in were and str(row.uuid) not in uuids]
    there.filter(answer__in=unticked).delete()
    there.filter(person__in=[row.person_id for row in unticked if row.person_id]).delete()
    Attendance.objects.bulk_create(
        _of_answer(row, held.date, by) for row in ticked if row.pk not in known and row.person_id not in people
    )


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
