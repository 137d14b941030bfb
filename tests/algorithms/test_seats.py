from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from closeknit.algorithms.seats import MAYBE, NO, YES, Answer, Date, NotPossible, Seats, promoted, seats

NOW = datetime(2026, 11, 2, 9, tzinfo=UTC)
ANSWERS = st.lists(
    st.builds(
        Answer,
        st.integers(0, 30) | st.sampled_from(["ada@example.org", "sam@example.org"]),
        st.sampled_from([YES, YES, MAYBE, NO]),
        st.integers(1, 4),
        st.integers(0, 10).map(lambda minutes: NOW + timedelta(minutes=minutes)),
        st.booleans(),
    ),
    unique_by=lambda answer: answer.key,
)
CAPACITY = st.none() | st.integers(0, 12)


def at(minutes):
    return NOW + timedelta(minutes=minutes)


def filled(capacity, *heads):
    """A date for which so many asked, one after the other; the first is number 1."""
    date = Date(capacity)
    for number, each in enumerate(heads, 1):
        date = date.answer(number, YES, each, at(number))
    return date


def keys(date):
    found = date.seats()
    return [answer.key for answer in found.going], [answer.key for answer in found.waiting]


def refused(act, *args):
    with pytest.raises(NotPossible) as caught:
        act(*args)
    return str(caught.value)


@given(CAPACITY, ANSWERS, st.randoms(use_true_random=False))
def test_the_same_whatever_the_order_of_reading(capacity, answers, chance):
    found = seats(capacity, answers)
    assert seats(capacity, chance.sample(answers, len(answers))) == found
    others = [answer for answer in answers if answer.says != YES]
    assert seats(capacity, [*found.going, *found.waiting, *others]) == found  # and nothing is left to do


@given(CAPACITY, ANSWERS)
def test_places_are_given_in_turn_and_never_too_many(capacity, answers):
    found = seats(capacity, answers)
    were_in = {answer.key for answer in answers if answer.says == YES and answer.is_in}
    came_in = [answer for answer in found.going if answer.key not in were_in]
    assert {answer.key for answer in found.going} >= were_in
    assert sorted(str(answer.key) for answer in (*found.going, *found.waiting)) == sorted(
        str(answer.key) for answer in answers if answer.says == YES
    )
    if capacity is None:
        assert (found.waiting, found.free) == ((), None)
        return
    assert found.free == max(0, capacity - found.heads)
    assert not came_in or found.heads <= capacity
    in_line = [answer for answer in found.waiting if answer.heads <= capacity]
    assert all(inside.turn < outside.turn for inside in came_in for outside in in_line)
    assert not in_line or in_line[0].heads > found.free


def test_fifty_ask_for_twenty_places():
    found = filled(20, *[1] * 50).seats()
    assert [answer.key for answer in found.going] == list(range(1, 21))
    assert [answer.key for answer in found.waiting] == list(range(21, 51))
    assert (found.heads, found.free, found.turn_of(21), found.turn_of(1)) == (20, 0, 1, None)


def test_nobody_overtakes_a_larger_party():
    date = filled(4, 3, 3, 1)
    assert keys(date) == ([1], [2, 3])
    assert (date.seats().free, date.seats().open_to_more) == (1, 0)
    assert keys(date.answer(1, NO, 1, at(9))) == ([2, 3], [])


def test_a_party_larger_than_the_room_holds_nobody_up():
    date = filled(5, 4, 4).resize(3)
    assert keys(date) == ([1], [2])
    assert keys(date.answer(1, NO, 1, at(9)).answer(3, YES, 2, at(10))) == ([3], [2])


def test_whoever_moves_up_is_told_once():
    before = filled(2, 1, 1, 1, 1)
    after = before.answer(2, NO, 1, at(9))
    assert [answer.key for answer in promoted(before.seats(), after.seats())] == [3]
    assert promoted(after.seats(), after.answer(2, NO, 1, at(10)).seats()) == ()


def test_fewer_heads_keep_their_turn_and_more_go_to_the_end():
    date = filled(2, 2, 2, 2, 1)
    assert keys(date.answer(2, YES, 1, at(9))) == ([1], [2, 3, 4])
    assert keys(date.answer(4, YES, 2, at(9))) == ([1], [2, 3, 4])
    assert keys(date.answer(2, YES, 1, at(9)).answer(2, YES, 2, at(10))) == ([1], [3, 4, 2])
    assert keys(date.answer(1, YES, 1, at(9)).answer(2, YES, 1, at(10))) == ([1, 2], [3, 4])


def test_who_is_in_brings_more_if_there_is_room_and_else_keeps_what_they_have():
    date = filled(4, 1, 1)
    assert date.answer(1, YES, 3, at(9)).seats().heads == 4
    assert keys(date.answer(1, YES, 3, at(9))) == ([1, 2], [])
    assert refused(date.answer, 1, YES, 4, at(9)) == "There is room for 2 more. You keep what you have."
    waiting = filled(4, 1, 2, 3)
    assert refused(waiting.answer, 1, YES, 2, at(9)) == "There is room for 0 more. You keep what you have."


def test_the_same_answer_twice_is_one():
    date = filled(2, 1, 1, 1)
    assert set(date.answer(3, YES, 1, at(9)).answers) == set(date.answers)
    assert keys(date.answer(3, YES, 1, at(9))) == keys(date)
    assert keys(date.answer(1, YES, 1, at(9))) == keys(date)


def test_whoever_gave_a_place_up_asks_anew():
    date = filled(2, 1, 1, 1).answer(1, MAYBE, 1, at(9)).answer(1, YES, 1, at(10))
    assert keys(date) == ([2, 3], [1])


def test_an_organiser_lets_in_by_hand_and_the_line_waits_until_there_is_room_again():
    date = filled(2, 1, 1, 1, 1).admit(4)
    assert keys(date) == ([1, 2, 4], [3])
    assert date.seats().free == 0
    assert keys(date.answer(1, NO, 1, at(9))) == ([2, 4], [3])
    assert keys(date.answer(1, NO, 1, at(9)).answer(2, NO, 1, at(10))) == ([3, 4], [])
    assert refused(date.admit, 9) == "Only those who said yes to this date can be let in."
    assert refused(date.answer(3, NO, 1, at(9)).admit, 3) == "Only those who said yes to this date can be let in."


def test_fewer_places_throw_nobody_out_and_more_go_to_the_line():
    date = filled(3, 1, 1, 1, 1, 1)
    assert keys(date.resize(1)) == ([1, 2, 3], [4, 5])
    assert keys(date.resize(1).resize(4)) == ([1, 2, 3, 4], [5])
    assert keys(date.resize(None)) == ([1, 2, 3, 4, 5], [])


def test_after_the_cut_off_places_are_only_given_up_or_given_by_hand():
    date = replace(filled(2, 2, 1, 1), closes_at=at(8))
    assert refused(date.answer, 7, YES, 1, at(8)) == "It is too late to ask for a place. You can still give yours up."
    assert refused(date.answer, 2, YES, 2, at(8)).startswith("It is too late")
    given_up = date.answer(1, NO, 1, at(8))
    assert keys(given_up) == ([], [2, 3])
    assert keys(date.answer(1, YES, 1, at(8))) == ([1], [2, 3])
    assert keys(given_up.admit(3)) == ([3], [2])
    assert keys(given_up.resize(3)) == ([2, 3], [])
    assert keys(date.answer(9, NO, 1, at(8))) == ([1], [2, 3])


def test_more_than_are_allowed_are_refused():
    assert refused(Date(10, most_heads=4).answer, 1, YES, 5, NOW) == "One answer can be for 1 to 4 people."
    assert refused(Date(10).answer, 1, YES, 0, NOW).startswith("One answer")
    assert refused(Date(3).answer, 1, YES, 4, NOW) == "There are only 3 places in all."


def test_a_cancelled_date_keeps_its_answers():
    date = filled(2, 1, 1, 1)
    off = date.cancel()
    assert off.seats() == Seats((), (), 0)
    assert refused(off.answer, 4, YES, 1, at(9)) == "This date is cancelled."
    assert refused(off.admit, 3).startswith("Only those")
    assert off.restore(at(9)) == date
    assert keys(off.resize(3).restore(at(9))) == ([1, 2, 3], [])


class Evening(RuleBasedStateMachine):
    """A date to which anything happens that can."""

    def __init__(self):
        super().__init__()
        self.date = Date(5, most_heads=4, closes_at=at(60))
        self.now = NOW
        self.told = {}  # how often each was told of a place since they last asked anew

    def become(self, after, by_hand=()):
        before = self.date
        entered = {answer.key for answer in after.seats().going} - {answer.key for answer in before.seats().going}
        automatic = [answer for answer in after.seats().going if answer.key in entered and answer.key not in by_hand]
        if automatic and after.capacity is not None and not before.is_cancelled:
            assert after.seats().heads <= after.capacity
            left = [answer for answer in after.seats().waiting if answer.heads <= after.capacity]
            assert all(inside.turn < outside.turn for inside in automatic for outside in left)
        if not before.is_cancelled and not after.is_cancelled:
            for answer in promoted(before.seats(), after.seats()):
                self.told[answer.key] = self.told.get(answer.key, 0) + 1
                assert self.told[answer.key] == 1
        self.date = after

    @rule(
        key=st.integers(1, 8),
        says=st.sampled_from([YES, YES, YES, MAYBE, NO]),
        heads=st.integers(1, 5),
        later=st.integers(0, 8),
    )
    def answers(self, key, says, heads, later):
        self.now += timedelta(minutes=later)
        was_in = {answer.key for answer in self.date.seats().going}
        try:
            after = self.date.answer(key, says, heads, self.now)
        except NotPossible:
            return
        if says != YES:
            self.told.pop(key, None)
        self.become(after)
        assert {answer.key for answer in after.seats().going} >= was_in - ({key} if says != YES else set())

    @rule(key=st.integers(1, 8))
    def lets_in(self, key):
        try:
            after = self.date.admit(key)
        except NotPossible:
            return
        self.become(after, by_hand={key})

    @rule(capacity=st.none() | st.integers(0, 9))
    def resizes(self, capacity):
        was_in = self.date.seats().going
        after = self.date.resize(capacity)
        self.become(after)
        assert {answer.key for answer in after.seats().going} >= {answer.key for answer in was_in}

    @rule()
    def cancels(self):
        self.become(self.date.cancel())

    @rule()
    def restores(self):
        self.become(self.date.restore(self.now))

    @invariant()
    def everybody_is_in_exactly_one_state(self):
        assert len({answer.key for answer in self.date.answers}) == len(self.date.answers)
        found = self.date.seats()
        named = [answer.key for answer in (*found.going, *found.waiting)]
        coming = [answer.key for answer in self.date.answers if answer.says == YES]
        assert sorted(named) == sorted([] if self.date.is_cancelled else coming)
        assert all(answer.says == YES for answer in self.date.answers if answer.is_in)

    @invariant()
    def nobody_waits_for_a_place_that_is_free(self):
        if self.date.is_cancelled or self.date.is_closed(self.now) or self.date.capacity is None:
            return
        found = self.date.seats()
        in_line = [answer for answer in found.waiting if answer.heads <= self.date.capacity]
        assert not in_line or in_line[0].heads > found.free

    @invariant()
    def reading_in_another_order_changes_nothing(self):
        backwards = replace(self.date, answers=self.date.answers[::-1])
        assert backwards.seats() == self.date.seats()


TestEvening = Evening.TestCase
TestEvening.settings = settings(max_examples=100, stateful_step_count=30, deadline=None)
