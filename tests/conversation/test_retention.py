"""Who reported and who complained is forgotten on its day, and not while anybody still waits for an answer."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from closeknit.conversation.models import Case, Complaint, HouseRule, Report
from closeknit.core.retention import RETENTION

pytestmark = pytest.mark.django_db
START = datetime(2026, 11, 21, 9, tzinfo=UTC)


def after(days, rule):
    return RETENTION[rule].let_go(START + timedelta(days=days))


def a_report(state):
    case = Case.objects.create(kind="conversation.comment", thing_id=1, state=state, pending_since=START)
    return Report.objects.create(
        case=case,
        round=0,
        rule=HouseRule.objects.first(),
        sender=uuid4().hex,
        guest_email="ada@loomwick.example",
        at=START,
    )


def test_the_address_of_who_reported_goes_after_a_year():
    report = a_report("upheld")
    assert after(364, "conversation.reporters") == 0
    assert after(365, "conversation.reporters") == 1
    assert after(365, "conversation.reporters") == 0
    report.refresh_from_db()
    assert report.guest_email == ""


def test_not_while_the_case_is_open():
    a_report("pending")
    assert after(2000, "conversation.reporters") == 0


def test_a_complaint_is_forgotten_two_years_after_its_answer():
    made = {"client_id": uuid4(), "guest_name": "Ada", "words": "I was written to.", "due_at": START}
    complaint = Complaint.objects.create(**made, answered_at=START)
    still_open = Complaint.objects.create(**made | {"client_id": uuid4()})
    assert after(729, "conversation.complaints") == 0
    assert after(730, "conversation.complaints") == 1
    assert after(731, "conversation.complaints") == 0
    complaint.refresh_from_db()
    assert (complaint.guest_name, complaint.words) == ("–", "")
    still_open.refresh_from_db()
    assert still_open.guest_name == "Ada"
