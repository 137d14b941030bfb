"""Yes, perhaps or no to one date: places, the line for them, and who is told."""

from datetime import datetime, timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from closeknit.algorithms.schedule import LONDON
from closeknit.calendar import actions
from closeknit.calendar.answering import reads, retention
from closeknit.calendar.answering.dates import date_of
from closeknit.calendar.models import Answer, Needs
from closeknit.core.errors import Refused
from closeknit.journal.following import follow
from closeknit.journal.models import Notice, OutgoingLetter
from closeknit.journal.vocabulary import Level

TENTH, SEVENTEENTH = "20260310T1900", "20260317T1900"
WREN = "wren@loomwick.example"


def at(day, hour):
    return datetime(2026, 3, day, hour, 0, tzinfo=LONDON)


@pytest.fixture
def small(publish):
    """Two places, and one may bring one."""
    return publish(capacity=2, most_guests=1)


@pytest.fixture
def say(scene, clock):
    def say(series, by, says="yes", original=TENTH, **more):
        clock.shift(1)  # no two at the same moment
        return actions.answer(series=series, original=original, by=by, says=says, **more)

    return say


@pytest.fixture
def ring(scene):
    def ring(series, name="Wren", says="yes", **more):
        told = {"series": series, "original": TENTH, "name": name, "says": says, "by": scene.priya}
        return actions.answer_for(**{**told, "client_id": uuid4(), **more})

    return ring


def news(person):
    mine = Notice.objects.filter(person=person, entry__verb__startswith="calendar.").order_by("id")
    return [verb.partition(".")[2] for verb in mine.values_list("entry__verb", flat=True)]


def state(*rows):
    """Whether each has a place."""
    return [Answer.objects.get(pk=row.pk).is_in for row in rows]


def test_one_answers_to_one_date_and_not_to_the_series(scene, small, say):
    say(small, scene.ada)
    assert reads.is_coming(scene.ada, small, TENTH)
    assert not reads.is_coming(scene.ada, small, SEVENTEENTH)
    assert not reads.is_coming(None, small, TENTH)


def test_saying_it_again_changes_the_answer(scene, small, say):
    first = say(small, scene.ada)
    assert say(small, scene.ada, "maybe").pk == first.pk
    assert not reads.is_coming(scene.ada, small, TENTH)
    assert Answer.objects.get().heads == 1


def test_who_finds_no_place_waits_and_is_not_among_those_who_come(scene, small, say):
    ada, sam = say(small, scene.ada, heads=2), say(small, scene.sam)
    assert state(ada, sam) == [True, False]
    told = reads.answers_to(date_of(small, TENTH))
    assert ([row.name for row in told.coming], [row.name for row in told.waiting]) == (["Ada"], ["Sam"])
    assert not reads.is_coming(scene.sam, small, TENTH)
    box = reads.box_of(date_of(small, TENTH), timezone.now(), person=scene.sam)
    assert box.mine.startswith("You are first on the waiting list.")
    assert box.numbers == "All 2 places are taken. 1 person waits in line."


def test_somebody_leaves_and_the_first_in_line_has_the_place_and_hears_of_it(scene, small, say):
    ada, sam, tom = say(small, scene.ada, heads=2), say(small, scene.sam), say(small, scene.tom)
    say(small, scene.ada, "no")
    assert state(ada, sam, tom) == [False, True, True]
    assert (news(scene.sam), news(scene.tom), news(scene.ada)) == (["place_free"], ["place_free"], [])


def test_nobody_overtakes(scene, small, say, ring):
    say(small, scene.ada, heads=2)
    first, second = say(small, scene.sam, heads=2), say(small, scene.tom)
    say(small, scene.ada, heads=1)
    assert state(first, second) == [False, False]
    box = reads.box_of(date_of(small, TENTH), timezone.now())
    assert (box.numbers, box.is_full) == ("1 of 2 places is free. 3 people wait in line.", True)


def test_fewer_heads_let_the_next_one_in(scene, small, say):
    say(small, scene.ada, heads=2)
    sam = say(small, scene.sam)
    say(small, scene.ada, heads=1)
    assert state(sam) == [True]


def test_more_than_one_may_bring_is_refused_and_nothing_changes(scene, small, say):
    with pytest.raises(Refused, match="1 to 2 people"):
        say(small, scene.ada, heads=3)
    assert not Answer.objects.exists()


def test_the_answer_taken_back_leaves_nothing(scene, small, say):
    ada, sam = say(small, scene.ada, heads=2, needs="A seat"), say(small, scene.sam)
    actions.take_back(ada)
    actions.take_back(ada)
    assert (state(sam), Answer.objects.count(), Needs.objects.count()) == ([True], 1, 0)


def test_a_larger_room_moves_the_line_and_a_smaller_one_throws_nobody_out(scene, small, say):
    ada, sam = say(small, scene.ada, heads=2), say(small, scene.sam)
    small = actions.edit_all(small, by=scene.priya, capacity=3)
    assert state(ada, sam) == [True, True]
    assert "place_free" in news(scene.sam)
    actions.edit_all(small, by=scene.priya, capacity=1)
    assert state(ada, sam) == [True, True]


class TestCutOff:
    @pytest.fixture
    def series(self, publish):
        return publish(capacity=1, closes_minutes_before=120)

    def test_too_late_to_ask_but_not_to_leave_and_the_line_stands(self, scene, clock, series, say):
        ada, sam = say(series, scene.ada), say(series, scene.sam)
        clock.move_to(at(10, 17))
        with pytest.raises(Refused, match="too late"):
            say(series, scene.tom)
        say(series, scene.ada, "no")
        assert state(ada, sam) == [False, False]
        actions.let_in(Answer.objects.get(pk=sam.pk))
        assert (state(sam), news(scene.sam)) == ([True], ["place_free"])

    def test_the_organiser_still_writes_down_who_rings(self, clock, series, ring):
        clock.move_to(at(10, 18))
        assert [ring(series).is_in, ring(series, "Bea").is_in] == [True, True]

    def test_nobody_answers_to_what_is_over(self, scene, clock, series, say):
        clock.move_to(at(10, 22))
        with pytest.raises(Refused, match="gone by"):
            say(series, scene.ada, "no")


def test_not_to_a_cancelled_date_nor_where_nobody_asks(scene, publish, say):
    series = publish()
    actions.cancel_date(series, TENTH, by=scene.priya)
    with pytest.raises(Refused, match="cancelled"):
        say(series, scene.ada)
    with pytest.raises(Refused, match="Just come"):
        say(publish(takes_answers=False), scene.ada)
    with pytest.raises(ValueError, match="20260311"):
        say(series, scene.ada, original="20260311T1900")


class TestByPhone:
    def test_it_is_written_down_who_wrote_it_and_sent_twice_it_is_one(self, scene, small, ring):
        once = uuid4()
        row = ring(small, how="paper", client_id=once)
        assert ring(small, how="paper", client_id=once).pk == row.pk
        assert (row.name, row.how, row.entered_by, row.is_in) == ("Wren", "paper", scene.priya, True)

    def test_the_organiser_is_told_to_tell_them(self, scene, small, say, ring):
        say(small, scene.ada, heads=2)
        wren = ring(small)
        assert wren.is_waiting
        say(small, scene.ada, "no")
        told = reads.answers_to(date_of(small, TENTH))
        assert [(row.name, row.to_tell) for row in told.to_tell] == [("Wren", "place")]
        actions.note_told(told.to_tell[0])
        assert reads.answers_to(date_of(small, TENTH)).to_tell == []


class TestWhatOneNeeds:
    def test_it_lies_sealed_and_apart(self, scene, small, say):
        row = say(small, scene.ada, needs="A step-free way in")
        assert "step-free" not in Needs.objects.get(answer=row).sealed
        assert [words for _row, words in actions.read_needs(date_of(small, TENTH), by=scene.priya)] == [
            "A step-free way in"
        ]

    def test_each_reading_is_written_down_once_a_day(self, scene, clock, small, say):
        row = say(small, scene.ada, needs="A step-free way in")
        for _again in range(2):
            actions.read_needs(date_of(small, TENTH), by=scene.priya)
        clock.move_to(at(3, 9))
        actions.read_needs(date_of(small, TENTH), by=scene.priya)
        assert [reading.reader for reading in row.needs.readings.order_by("on")] == [scene.priya, scene.priya]

    def test_empty_words_wipe_it_out_and_none_leaves_it(self, scene, small, say):
        say(small, scene.ada, needs="A seat")
        say(small, scene.ada, "maybe")
        assert Needs.objects.count() == 1
        say(small, scene.ada, "maybe", needs="")
        assert Needs.objects.count() == 0

    def test_it_goes_two_weeks_after_the_date(self, scene, small, say):
        say(small, scene.ada, needs="A seat")
        assert retention.forget_needs(at(23, 12)) == 0
        assert retention.forget_needs(at(25, 12)) == 1


class TestTheDateChanges:
    def test_those_who_said_yes_or_perhaps_are_told_once(self, scene, small, say):
        say(small, scene.ada)
        say(small, scene.sam, "maybe")
        say(small, scene.tom, "no")
        actions.change_date(small, TENTH, by=scene.priya, starts=at(12, 18))
        assert (news(scene.ada), news(scene.sam), news(scene.tom)) == (["answered_moved"], ["answered_moved"], [])
        assert Answer.objects.get(person=scene.ada).starts == at(12, 18)

    def test_cancelled_and_on_after_all_with_the_places_everybody_had(self, scene, small, say):
        ada = say(small, scene.ada)
        actions.cancel_date(small, TENTH, by=scene.priya, note="Snow")
        assert (news(scene.ada), state(ada)) == (["answered_cancelled"], [True])
        actions.restore_date(small, TENTH, by=scene.priya)
        assert (news(scene.ada), state(ada)) == (["answered_cancelled", "answered_restored"], [True])

    def test_of_another_date_nobody_is_told(self, scene, small, say):
        say(small, scene.ada)
        actions.cancel_date(small, SEVENTEENTH, by=scene.priya)
        assert news(scene.ada) == []

    def test_the_whole_series_is_cancelled(self, scene, small, say):
        say(small, scene.ada)
        say(small, scene.ada, original=SEVENTEENTH)
        actions.cancel_series(small, by=scene.priya)
        assert news(scene.ada) == ["answered_cancelled"] * 2

    def test_who_muted_the_group_still_hears_that_the_door_is_locked(self, scene, small, say):
        say(small, scene.ada)
        follow(scene.ada, scene.group, Level.NOTHING)
        actions.cancel_date(small, TENTH, by=scene.priya)
        assert news(scene.ada) == ["answered_cancelled"]

    def test_who_follows_closely_gets_one_letter_and_not_two(self, scene, small, say):
        say(small, scene.ada)
        follow(scene.ada, scene.group, Level.EVERYTHING)
        actions.cancel_date(small, TENTH, by=scene.priya)
        assert news(scene.ada) == ["date_cancelled"]

    def test_whoever_gave_no_address_is_to_be_rung(self, scene, small, ring):
        ring(small)
        actions.cancel_date(small, TENTH, by=scene.priya)
        assert Answer.objects.get().to_tell == "cancelled"

    def test_another_day_of_the_week_takes_the_answers_along(self, scene, small, say, choir):
        from dataclasses import replace

        say(small, scene.ada)
        rule = replace(choir, start=choir.start + timedelta(days=1), byday=("WE",))
        actions.edit_all(small, by=scene.priya, rule=rule)
        row = Answer.objects.get()
        assert (row.original, row.starts, news(scene.ada)) == ("20260311T1900", at(11, 19), ["answered_moved"])
        assert row.is_in

    def test_a_date_that_is_no_more_is_cancelled_for_them(self, scene, small, say, choir):
        from dataclasses import replace

        say(small, scene.ada, original=SEVENTEENTH)
        actions.edit_all(small, by=scene.priya, rule=replace(choir, until=datetime(2026, 3, 10, tzinfo=LONDON).date()))
        assert news(scene.ada) == ["answered_cancelled"]


def test_names_are_never_public(scene, small, say, client):
    say(small, scene.ada)
    page = client.get(f"/events/{small.slug}/{TENTH}/")
    assert page.status_code == 200
    assert "Ada" not in page.text
    assert "1 of 2 places is free." in page.text


def test_no_numbers_of_a_group_that_must_be_kept_safe(scene, small, say):
    scene.group.is_sensitive = True
    scene.group.save(update_fields=["is_sensitive"])
    small.refresh_from_db()
    say(small, scene.ada)
    small.group.refresh_from_db()
    assert reads.box_of(date_of(small, TENTH), timezone.now()).numbers == ""


def test_old_answers_go_and_guests_sooner(scene, small, say, ring):
    say(small, scene.ada)
    ring(small)
    assert retention.forget_guests(at(10, 20) + timedelta(days=92)) == 1
    assert retention.forget_answers(at(10, 18) + timedelta(days=365)) == 0
    assert retention.forget_answers(at(10, 20) + timedelta(days=365)) == 1
    assert not OutgoingLetter.objects.exists()
