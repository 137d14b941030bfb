"""Complaints about how data was handled: taken in, noted on, answered."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from closeknit.accounts.models import Person
from closeknit.conversation import letters, routing, verbs
from closeknit.conversation.models import Complaint, ComplaintEntry
from closeknit.conversation.models.complaint import ANSWER_WITHIN
from closeknit.conversation.vocabulary import CameHow, ComplaintStep, Desk
from closeknit.journal.recording import record


@transaction.atomic
def complain(
    *, entered_by: Person | None = None, received_at: datetime | None = None, came_how: str = CameHow.FORM, **said: Any
) -> Complaint:
    """Take a complaint in, start its clock and acknowledge it; the same form twice is one."""
    began = received_at or timezone.now()
    complaint, is_new = Complaint.objects.get_or_create(
        client_id=said.pop("client_id"),
        defaults={
            "entered_by": entered_by,
            "came_how": came_how,
            "received_at": began,
            "due_at": began + ANSWER_WITHIN,
            **said,
        },
    )
    if is_new:
        ComplaintEntry.objects.create(complaint=complaint, step=ComplaintStep.RECEIVED, by=entered_by)
        letters.acknowledge(complaint)
        record(verbs.COMPLAINT_CAME, by=entered_by, about=complaint, to=routing.people_at(Desk.ADMINS, ()))
    return complaint


def note_reading(complaint: Complaint, *, by: Person) -> None:
    """One of those who run the hub has opened it; written down once. One query, or two."""
    if not complaint.answered_at and not complaint.log.filter(step=ComplaintStep.READ).exists():
        ComplaintEntry.objects.create(complaint=complaint, step=ComplaintStep.READ, by=by)


@transaction.atomic
def note_on_complaint(complaint: Complaint, *, by: Person, words: str) -> None:
    """Write down what was done about it; only those who run the hub read it."""
    ComplaintEntry.objects.create(complaint=complaint, step=ComplaintStep.NOTED, by=by, words=words)


@transaction.atomic
def answer_complaint(complaint: Complaint, *, by: Person, words: str) -> bool:
    """Say the outcome, and where one can go with it. False if somebody has answered already."""
    if not Complaint.objects.open().filter(pk=complaint.pk).update(answered_at=timezone.now()):
        return False
    entry = ComplaintEntry.objects.create(complaint=complaint, step=ComplaintStep.ANSWERED, by=by, words=words)
    letters.answer(complaint, entry)
    record(verbs.COMPLAINT_ANSWERED, by=by, about=complaint)
    return True
