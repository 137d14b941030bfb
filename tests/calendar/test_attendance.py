"""Who was there, apart from who had said so."""

from uuid import uuid4

import pytest

from closeknit.calendar import actions
from closeknit.calendar.answering import reads, retention
from closeknit.calendar.answering.dates import date_of
from closeknit.calendar.models import Answer, Attendance
from closeknit.core.errors import Refused
from tests.calendar.test_answers import TENTH, at

PAGE = f"/events/choir-practice/{TENTH}/attendance/"


@pytest.fixture
def series(publish):
    return publish(most_guests=2)


@pytest.fixture
def answered(scene, series):
    return {
        name: actions.answer(series=series, original=TENTH, by=getattr(scene, name), says="yes", heads=heads)
        for name, heads in (("ada", 3), ("sam", 1))
    }


def test_coming_is_not_having_come(scene, series, answered):
    came = reads.attendance_of(date_of(series, TENTH))
    assert ([there for _row, there in came.expected], came.heads) == ([False, False], 0)


def test_ticked_and_ticked_again(scene, series, answered):
    date = date_of(series, TENTH)
    for _again in range(2):
        actions.tick_who_came(date, [str(answered["ada"].uuid)], by=scene.priya)
    came = reads.attendance_of(date)
    assert ([(row.name, there) for row, there in came.expected], came.heads) == ([("Ada", True), ("Sam", False)], 3)
    actions.tick_who_came(date, [str(answered["sam"].uuid)], were=[str(answered["ada"].uuid)], by=scene.priya)
    assert list(Attendance.objects.values_list("person", flat=True)) == [scene.sam.pk]


def test_two_at_the_door_do_not_undo_each_other(scene, series, answered):
    """Both opened the page before anybody was ticked."""
    date = date_of(series, TENTH)
    for name in ("ada", "sam"):
        actions.tick_who_came(date, [str(answered[name].uuid)], were=[], by=scene.priya)
    assert {row.person for row in Attendance.objects.all()} == {scene.ada, scene.sam}


def test_the_page_tells_who_was_ticked_when_it_was_drawn(scene, series, answered, client):
    client.force_login(scene.priya)
    client.post(PAGE, {"do": "tick", "came": [str(answered["ada"].uuid)]})
    assert f'name="were" value="{answered["ada"].uuid}"' in client.get(PAGE).text
    client.post(PAGE, {"do": "tick", "came": [], "were": [str(answered["ada"].uuid)]})
    assert not Attendance.objects.exists()


def test_who_came_without_a_word_is_added_and_sent_twice_is_one(scene, series):
    once = uuid4()
    told = {"series": series, "original": TENTH, "name": "Wren", "group": scene.other, "by": scene.priya}
    row = actions.attend(**told, client_id=once)
    assert actions.attend(**told, client_id=once) == row
    assert (row.who, row.group, row.entered_by) == ("Wren", scene.other, scene.priya)
    with pytest.raises(Refused):
        actions.attend(series=series, original=TENTH, client_id=uuid4())


def test_a_person_who_arrives_is_ticked(scene, series, answered):
    actions.attend(series=series, original=TENTH, person=scene.ada, client_id=uuid4())
    came = reads.attendance_of(date_of(series, TENTH))
    assert [there for _row, there in came.expected] == [True, False]
    assert came.others == []
    actions.tick_who_came(date_of(series, TENTH), [str(answered["ada"].uuid)], by=scene.priya)
    assert Attendance.objects.count() == 1


def test_the_page_for_those_who_look_after_it(scene, series, answered, client):
    assert client.get(PAGE).status_code == 302
    client.force_login(scene.tom)
    assert client.get(PAGE).status_code == 403
    client.force_login(scene.priya)
    assert client.get(PAGE).status_code == 200
    ticked = {"do": "tick", "came": [str(answered["ada"].uuid)]}
    assert client.post(PAGE, ticked).status_code == 303
    assert client.post(PAGE, {"do": "add", "name": "Wren", "heads": "2"}).status_code == 303
    page = client.get(PAGE)
    assert "5 people were there." in page.text
    wrong = client.post(PAGE, {"do": "add", "name": "Robin", "heads": "0"})
    assert wrong.status_code == 422
    assert "Robin" in wrong.text
    wren = Attendance.objects.get(name="Wren")
    assert client.post(f"{PAGE}{wren.uuid}/").status_code == 303
    assert "3 people were there." in client.get(PAGE).text


def test_names_go_after_two_years_and_the_number_stays(scene, series):
    actions.attend(series=series, original=TENTH, name="Wren", client_id=uuid4())
    assert retention.forget_who_was_there(at(9, 18).replace(year=2028)) == 0
    assert retention.forget_who_was_there(at(9, 20).replace(year=2028)) == 1
    assert Attendance.objects.get().who == ""


def test_an_answer_that_goes_leaves_that_somebody_was_there(scene, series, answered):
    actions.tick_who_came(date_of(series, TENTH), [str(answered["ada"].uuid)], by=scene.priya)
    Answer.objects.all().delete()
    assert reads.attendance_of(date_of(series, TENTH)).heads == 3


def test_a_name_given_without_an_account_goes_with_the_answer(scene, series):
    told = {"name": "Wren", "says": "yes", "client_id": uuid4()}
    row = actions.answer_for(series=series, original=TENTH, by=scene.priya, **told)
    actions.tick_who_came(date_of(series, TENTH), [str(row.uuid)], by=scene.priya)
    actions.take_back(row)
    assert (Attendance.objects.get().who, Answer.objects.count()) == ("", 0)


def test_who_signed_in_elsewhere_is_whoever_said_yes_by_that_name(scene, series, answered):
    first, heard = "20260303T1900", []
    told = {"series": series, "original": first, "by": scene.priya, "client_id": uuid4(), "says": "yes"}
    guest = actions.answer_for(**told, how="phone", name="Wren")
    wren, robin = (actions.SignedIn(client_id=uuid4(), name=name) for name in ("wren", "Robin"))
    for _again in range(2):
        actions.attend_together(series.pk, [wren, robin])
    date = date_of(series, first)
    actions.tick_who_came(date, [str(guest.uuid)], by=scene.priya)
    came = reads.attendance_of(date)
    assert ([there for _row, there in came.expected], [row.name for row in came.others]) == ([True], ["Robin"])
    assert came.heads == 2
    actions.tell_of_taken_off(heard.extend)
    actions.tick_who_came(date, [], were=[str(guest.uuid)], by=scene.priya)
    assert heard == [wren.client_id]
    actions.not_there([robin.client_id])
    assert reads.attendance_of(date).heads == 0
