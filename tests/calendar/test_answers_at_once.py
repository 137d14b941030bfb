"""Fifty at the same moment for twenty places: exactly twenty come, on whichever database."""

from datetime import datetime
from uuid import uuid4

import pytest
from django.db.models import Sum

from closeknit.algorithms.schedule.recurrence import Recurrence
from closeknit.calendar import actions
from closeknit.calendar.models import Answer, Attendance
from tests.support import factories as make
from tests.support.together import together

pytestmark = pytest.mark.django_db(transaction=True)
DAY = "20300305T1900"


@pytest.fixture
def series():
    make.make_hub()
    rule = Recurrence(start=datetime(2030, 3, 5, 19, 0), minutes=120)
    return actions.publish_series(by=None, host=make.make_group(), rule=rule, title="Soup", capacity=20, most_guests=2)


def answer_all(series, people, **told):
    line = iter(people)

    def one():
        return actions.answer(series=series, original=DAY, by=next(line), says="yes", **told).pk

    return together(len(people), one)


def test_fifty_for_twenty_places(series):
    people = [make.make_person(f"Neighbour {number}") for number in range(50)]
    answers = answer_all(series, people)
    assert not [answer for answer in answers if isinstance(answer, Exception)], answers
    assert (Answer.objects.coming().count(), Answer.objects.waiting().count()) == (20, 30)


def test_parties_never_sit_on_each_other(series):
    people = [make.make_person(f"Neighbour {number}") for number in range(20)]
    answer_all(series, people, heads=3)
    assert Answer.objects.coming().aggregate(heads=Sum("heads"))["heads"] == 18


def test_twenty_give_their_place_up_while_twenty_wait(series):
    people = [make.make_person(f"Neighbour {number}") for number in range(40)]
    for person in people:
        actions.answer(series=series, original=DAY, by=person, says="yes")
    leaving = iter(people[:20])
    together(20, lambda: actions.answer(series=series, original=DAY, by=next(leaving), says="no").pk)
    assert set(Answer.objects.coming().values_list("person", flat=True)) == {person.pk for person in people[20:]}


def test_the_same_press_twenty_times_is_one_answer(series):
    ada, priya = make.make_person("Ada"), make.make_person("Priya")
    together(20, lambda: actions.answer(series=series, original=DAY, by=ada, says="yes").pk)
    assert Answer.objects.count() == 1
    once = {"series": series, "original": DAY, "name": "Wren", "says": "yes", "by": priya, "client_id": uuid4()}
    together(20, lambda: actions.answer_for(**once).pk)
    assert Answer.objects.count() == 2
    guest = {"series": series, "original": DAY, "name": "Sam", "email": "sam@loomwick.example", "says": "yes"}
    together(20, lambda: actions.answer_as_guest(**guest, client_id=once["client_id"]))
    assert Answer.objects.count() == 3


def test_the_same_arrival_twenty_times_is_one(series):
    ada = make.make_person("Ada")
    together(20, lambda: actions.attend(series=series, original=DAY, person=ada, client_id=uuid4()).pk)
    once = uuid4()
    together(20, lambda: actions.attend(series=series, original=DAY, name="Wren", client_id=once).pk)
    assert Attendance.objects.count() == 2
