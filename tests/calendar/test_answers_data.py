"""What is held of a person in answers: shown to them in clear words, and wiped out when they go."""

from uuid import uuid4

import pytest

from closeknit.calendar import actions
from closeknit.calendar.answering import data
from closeknit.calendar.answering.dates import date_of
from closeknit.calendar.models import Answer, Attendance, NeedsReading
from closeknit.core.personal_data import handlers
from tests.calendar.test_answers import TENTH


@pytest.fixture
def series(publish):
    return publish(capacity=1)


def told(person):
    return {section.title: section.rows for section in data.sections_about(person)}


def test_they_see_what_they_said_what_they_need_and_who_read_it(scene, series):
    actions.answer(series=series, original=TENTH, by=scene.ada, says="yes", needs="A seat")
    actions.read_needs(date_of(series, TENTH), by=scene.priya)
    actions.attend(series=series, original=TENTH, person=scene.ada, client_id=uuid4(), by=scene.priya)
    seen = told(scene.ada)
    assert seen["What you answered to dates"][0]["What you need"] == "A seat"
    assert [row["Who"] for row in seen["Who read what you need"]] == ["Priya"]
    assert seen["Where you were"][0]["Event"] == "Choir practice"
    assert len(told(scene.priya)["What you wrote down for others"]) == 1


def test_what_a_guest_said_under_the_same_address_is_theirs(scene, series):
    guest = {"name": "Ada", "email": scene.ada.email, "says": "yes"}
    actions.answer_as_guest(series=series, original=TENTH, **guest, client_id=uuid4())
    assert len(told(scene.ada)["What you answered to dates"]) == 1
    data.erase(scene.ada)
    assert not Answer.objects.exists()


def test_when_they_go_their_place_is_for_the_next_and_that_somebody_was_there_stays(scene, series):
    actions.answer(series=series, original=TENTH, by=scene.ada, says="yes", needs="A seat")
    sam = actions.answer(series=series, original=TENTH, by=scene.sam, says="yes")
    actions.attend(series=series, original=TENTH, person=scene.ada, client_id=uuid4())
    data.erase(scene.ada)
    sam.refresh_from_db()
    assert sam.is_in
    assert not Answer.objects.filter(person=scene.ada).exists()
    there = Attendance.objects.get()
    assert (there.person, there.who) == (None, "")
    assert data.erase(scene.ada) == []


def test_whoever_wrote_it_down_and_goes_is_named_no_more(scene, series):
    told_of = {"series": series, "original": TENTH, "name": "Wren", "says": "yes", "needs": "A seat"}
    row = actions.answer_for(**told_of, by=scene.priya, client_id=uuid4())
    actions.read_needs(date_of(series, TENTH), by=scene.priya)
    data.erase(scene.priya)
    row.refresh_from_db()
    assert (row.entered_by, row.name) == (None, "Wren")
    assert NeedsReading.objects.get().reader is None


def test_the_room_takes_care_of_all_four_tables():
    (room,) = [handler for handler in handlers() if handler.room == "calendar"]
    assert set(data.MODELS) <= set(room.models)
