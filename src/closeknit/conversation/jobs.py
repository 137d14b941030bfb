"""What moves by itself: cases that nobody decides, and the clock of complaints."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django_tasks import task

from closeknit.conversation import routing, verbs
from closeknit.conversation.actions import cases
from closeknit.conversation.actions.moderating import last_hider
from closeknit.conversation.models import Case, Complaint, ComplaintEntry
from closeknit.conversation.vocabulary import ComplaintStep, Desk, Question, Step
from closeknit.core.jobs import every
from closeknit.journal.recording import record

DAYS_LEFT = (14, 7, 2, 0)  # when the hub's administrators are reminded of a complaint


@every(hours=1)
@task()
def move_cases_up() -> int:
    """Put what has waited two days before all moderators, and after four before the administrators; and
    what came to these only because there was no moderator before those who are so by now."""
    now = timezone.now()
    moved = _give_to_new_moderators(now)
    for desk, below, wait in (
        (Desk.ADMINS, (Desk.AREA, Desk.HUB), routing.UP_TO_ADMINS),
        (Desk.HUB, (Desk.AREA,), routing.UP_TO_HUB),
    ):
        for case in list(Case.objects.waiting_since(now - wait).filter(desk__in=below)):
            moved += _move_up(case, desk)
    return moved


def _give_to_new_moderators(now: datetime) -> int:
    fresh = Case.objects.pending().filter(desk=Desk.ADMINS, pending_since__gt=now - routing.UP_TO_ADMINS)
    return sum(_move_down(case) for case in list(fresh))


@transaction.atomic
def _move_down(case: Case) -> bool:
    hider = last_hider(case) if case.question == Question.APPEAL else None
    areas = list(case.areas.values_list("area_id", flat=True))
    desk, people = routing.first_desk(areas, without=(hider,) if hider else ())
    if desk == Desk.ADMINS or not Case.objects.pending().filter(pk=case.pk, desk=case.desk).update(desk=desk):
        return False
    case.desk = desk
    cases.log(case, Step.MOVED_DOWN)
    record(verbs.CASE_WAITS, about=case, to=people)
    return True


@transaction.atomic
def _move_up(case: Case, desk: str) -> bool:
    if not Case.objects.pending().filter(pk=case.pk, desk=case.desk).update(desk=desk):
        return False
    case.desk = desk
    cases.log(case, Step.MOVED_UP)
    record(verbs.CASE_MOVED_UP, about=case, to=routing.people_at(desk, ()))
    return True


@every(hours=6)
@task()
def remind_of_complaints() -> int:
    """Remind the administrators of complaints that are due; each reminder once."""
    now = timezone.now()
    return sum(
        _remind(complaint, (complaint.due_at - now) // timedelta(days=1)) for complaint in Complaint.objects.open()
    )


@transaction.atomic
def _remind(complaint: Complaint, left: int) -> bool:
    """The nearest of the reminders whose day has come, if it was not sent."""
    due = [days for days in DAYS_LEFT if left <= days]
    if not due:
        return False
    _entry, is_new = ComplaintEntry.objects.get_or_create(
        complaint=complaint, step=ComplaintStep.REMINDED, days_left=min(due)
    )
    if is_new:
        record(verbs.COMPLAINT_WAITS, about=complaint, to=routing.people_at(Desk.ADMINS, ()))
    return is_new
