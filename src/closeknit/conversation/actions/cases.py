"""A case's way: opened, put before moderators, closed. Shared by the verbs of this room."""

from typing import Any

from django.db.models import F
from django.utils import timezone

from closeknit.conversation import routing, verbs
from closeknit.conversation.contributions import contributions
from closeknit.conversation.models import Case, CaseArea, Decision
from closeknit.conversation.vocabulary import CaseState, Question, Step
from closeknit.journal.recording import record
from closeknit.places.models import Area


def put_before_moderators(kind: str, thing: Any, question: str) -> Case:
    """Open the case of a contribution for this question, and say so in its log."""
    case, _opened_now = opened(kind, thing, question)
    log(case, Step.ARRIVED, evidence=contributions()[kind].text(thing))
    return case


def opened(kind: str, thing: Any, question: str, *, without: tuple[int, ...] = ()) -> tuple[Case, bool]:
    """The pending case of a contribution, and whether it has only now become one. Those who are
    ``without`` do not count when it is asked who may decide."""
    areas = sorted(set(contributions()[kind].areas(thing)))
    desk, people = routing.first_desk(areas, without=without)
    now = timezone.now()
    case, is_new = Case.objects.get_or_create(
        kind=kind, thing_id=thing.pk, defaults={"question": question, "desk": desk, "pending_since": now}
    )
    if is_new:
        known = Area.objects.filter(pk__in=areas).values_list("pk", flat=True)
        CaseArea.objects.bulk_create(CaseArea(case=case, area_id=number) for number in known)
    else:
        reopened = (
            Case.objects.decided()
            .filter(pk=case.pk)
            .update(
                state=CaseState.PENDING,
                question=question,
                desk=desk,
                pending_since=now,
                claimed_by=None,
                version=F("version") + 1,
                round=F("round") + 1,
            )
        )
        case.refresh_from_db()
        if not reopened:
            if question == Question.FIRST_READ:  # a reported comment was changed: whether it may appear comes first
                Case.objects.filter(pk=case.pk).update(question=question)
            return case, False
    record(verbs.CASE_WAITS, about=case, to=people)
    return case, True


def note_reading(case: Case, *, by: Any) -> None:
    """A moderator has opened a case that waits; once after each thing that happened to it. One query, or two."""
    last = case.log.order_by("-at", "-id").values_list("step", flat=True).first()
    if case.is_pending and last not in (Step.READ, Step.CLAIMED):
        log(case, Step.READ, by=by)


def close_what_waits(kind: str, thing: Any) -> None:
    """What its author has taken away need not be read first any more."""
    case = Case.objects.pending().filter(kind=kind, thing_id=thing.pk, question=Question.FIRST_READ).first()
    if case is not None:
        settle(case, CaseState.WITHDRAWN)
        log(case, Step.TAKEN_BACK)


def give_up(case: Case) -> None:
    """Whoever mended it or appealed is gone: it stays hidden, as was decided before, and nobody need look."""
    settle(case, CaseState.UPHELD)
    log(case, Step.TAKEN_BACK)


def settle(case: Case, state: str) -> None:
    """End the waiting, whoever asked."""
    Case.objects.filter(pk=case.pk).update(state=state, version=F("version") + 1)
    case.refresh_from_db()


def log(case: Case, step: str, **more: Any) -> Decision:
    """Add a line to the case's log, with the state that it is in now."""
    return Decision.objects.create(case=case, step=step, state=case.state, **more)
