"""Complaints about how data was handled: taken in, acknowledged, reminded of, answered."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.core import mail as sent_mail
from django.test import Client
from django.utils import timezone
from django.utils.formats import date_format

from closeknit.conversation import jobs
from closeknit.conversation.models import Complaint, ComplaintEntry
from closeknit.core import mail
from closeknit.journal.models import Notice
from closeknit.places.models import Hub
from tests.support import factories as make

pytestmark = pytest.mark.django_db
FORM = {"guest_name": "Wren", "guest_email": "wren@loomwick.example", "words": "I was written to."}


@pytest.fixture
def letters(monkeypatch):
    posted = []
    monkeypatch.setattr(mail, "_postman", posted.append)
    return posted


@pytest.fixture
def kit():
    make.make_hub()
    return make.make_person("Kit", "hub_admin")


@pytest.fixture
def as_kit(kit):
    client = Client()
    client.force_login(kit)
    return client


def complain(**more):
    return Client().post("/complaints/", {**FORM, **more})


def test_anyone_complains_and_hears_at_once(kit, letters):
    assert complain().status_code == 303
    complaint = Complaint.objects.get()
    assert complaint.due_at - complaint.received_at == timedelta(days=30)
    assert [(letter.to, letter.context["reference"]) for letter in letters] == [
        (FORM["guest_email"], complaint.reference)
    ]
    assert Notice.objects.filter(person=kit, entry__verb="conversation.complaint_came", at_once=True).exists()
    mail.send(letters[0])
    assert complaint.reference in sent_mail.outbox[0].body


@pytest.mark.parametrize(
    ("email", "phone", "said"),
    [
        ("forum@loomwick.example", "01632 960 114", "answer this letter, or ring us on 01632 960 114"),
        ("forum@loomwick.example", "", "answer this letter."),
        ("", "01632 960 114", "ring us on 01632 960 114 and say the number"),
        ("", "", "Here you see how far we are"),
    ],
)
def test_the_letter_promises_no_way_that_leads_nowhere(kit, letters, email, phone, said):
    Hub.objects.update(contact_email=email, contact_phone=phone)
    complain()
    mail.send(letters[0])
    [sent] = sent_mail.outbox
    assert sent.reply_to == ([email] if email else [])
    assert said in sent.body
    assert ("If you want to add something" in sent.body) == bool(email or phone)
    assert date_format(timezone.localtime(Complaint.objects.get().due_at), "j F Y") in sent.body


def test_the_page_says_whom_to_write_to_and_not_a_slogan(kit):
    Hub.objects.update(
        run_by="Run by many.", data_controller="The Forum,\nDyehouse Library", contact_phone="01632 960 114"
    )
    page = Client().get("/complaints/").text
    main = page[page.index("<main") : page.index("</main")]
    assert "The Forum,<br>Dyehouse Library" in main
    assert "01632 960 114" in main
    assert "Run by many." not in main


def test_the_same_form_twice_is_one_complaint(kit, letters):
    once = str(uuid4())
    for _ in range(2):
        complain(client_id=once)
    assert (Complaint.objects.count(), len(letters)) == (1, 1)


@pytest.mark.parametrize("missing", [{"guest_name": ""}, {"guest_email": ""}, {"words": ""}])
def test_a_refused_form_keeps_what_was_typed(kit, missing):
    refused = complain(**missing)
    assert refused.status_code == 422
    assert not Complaint.objects.exists()
    for name in set(FORM) - set(missing):
        assert FORM[name] in refused.text


def test_a_telephone_number_is_enough(kit, letters):
    assert complain(guest_email="", contact="01632 960 114").status_code == 303
    assert letters == []


def test_one_that_came_by_letter_counts_from_its_day(kit, as_kit):
    day = timezone.localdate() - timedelta(days=10)
    form = {**FORM, "guest_email": "", "contact": "3 Shuttle Street", "came_how": "letter", "received_on": day}
    assert as_kit.post("/manage/complaints/new/", form).status_code == 303
    complaint = Complaint.objects.get()
    assert timezone.localtime(complaint.due_at).date() == day + timedelta(days=30)
    assert (complaint.came_how, complaint.entered_by) == ("letter", kit)
    late = as_kit.post("/manage/complaints/new/", {**form, "received_on": date(2031, 1, 1)})
    assert late.status_code == 422


def test_each_reminder_is_sent_once(kit):
    complain()
    sent = []
    for left in (20, 13, 13, 6, 1, 0, -3, -9):
        due = timezone.now() + timedelta(days=left, hours=1)
        Complaint.objects.update(due_at=due)
        sent.append(jobs.remind_of_complaints.func())
    assert sent == [0, 1, 0, 1, 1, 1, 0, 0]
    days = ComplaintEntry.objects.filter(step="reminded").order_by("id").values_list("days_left", flat=True)
    assert list(days) == [14, 7, 2, 0]
    assert Notice.objects.filter(person=kit, entry__verb="conversation.complaint_waits").count() == 4


def test_the_answer_ends_it_and_says_where_to_go(kit, as_kit, letters):
    complain()
    complaint = Complaint.objects.get()
    address = f"/manage/complaints/{complaint.uuid}/"
    assert as_kit.post(address, {"words": ""}).status_code == 422
    as_kit.post(f"{address}note/", {"words": "Rang them up."})
    for _ in range(2):
        assert as_kit.post(address, {"words": "We are sorry. It was wrong."}).status_code == 303
    assert len(letters) == 2
    mail.send(letters[1])
    assert "We are sorry." in sent_mail.outbox[0].body
    assert "ico.org.uk" in sent_mail.outbox[0].body
    assert jobs.remind_of_complaints.func() == 0
    assert [entry.step for entry in complaint.log.all()] == ["received", "noted", "answered"]


def test_nobody_else_knows_of_it(kit):
    complain()
    complaint = Complaint.objects.get()
    for role in ("moderator", "council_officer", "safeguarding_lead"):
        client = Client()
        client.force_login(make.make_person(role, role))
        assert client.get("/manage/complaints/").status_code == 404
        assert client.get(f"/manage/complaints/{complaint.uuid}/").status_code == 404
