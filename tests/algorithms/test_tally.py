from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from closeknit.algorithms.tally import Dot, counted, counting, ranked

KEYS = ["lighting", "toilets", "trees", "buses"]
MORNING = datetime(2026, 11, 25, 9, tzinfo=UTC)
VOTES = st.dictionaries(st.sampled_from(KEYS), st.integers(0, 5))
DOTS = st.lists(
    st.builds(
        Dot,
        st.integers(0, 40),
        st.sampled_from(["Ada", "Sam", "Noor"]),
        st.sampled_from([*KEYS, "gone"]),
        st.integers(0, 5).map(lambda minutes: MORNING + timedelta(minutes=minutes)),
    ),
    unique_by=lambda dot: dot.number,
)
NUMBERS = st.integers(0, 5)


def told(votes):
    return [f"{rank.place} {rank.key} {rank.votes}{' tied' * rank.is_tied}" for rank in ranked(votes)]


def test_ties_share_a_place_and_take_up_the_next():
    votes = {"lighting": 4, "toilets": 9, "trees": 4, "buses": 1}
    assert told(votes) == ["1 toilets 9", "2 lighting 4 tied", "2 trees 4 tied", "4 buses 1"]
    assert told({}) == []
    assert told({"trees": 0}) == ["1 trees 0"]


@given(VOTES)
def test_a_place_is_one_more_than_those_above(votes):
    ranks = ranked(votes)
    assert {rank.key: rank.votes for rank in ranks} == votes
    assert [rank.votes for rank in ranks] == sorted(votes.values(), reverse=True)
    for rank in ranks:
        assert rank.place == 1 + sum(other > rank.votes for other in votes.values())
        assert rank.is_tied == (list(votes.values()).count(rank.votes) > 1)


@given(VOTES, st.permutations(KEYS))
def test_names_and_order_give_nobody_a_better_place(votes, order):
    def places(these):
        return {rank.key: rank.place for rank in ranked(these)}

    renamed = {f"renamed {key}": votes[key] for key in order if key in votes}
    assert places(renamed) == {f"renamed {key}": place for key, place in places(votes).items()}


@given(DOTS, NUMBERS, st.randoms(use_true_random=False))
def test_each_voter_has_so_many_dots_whatever_the_order(dots, most, chance):
    found = counting(KEYS, dots, most=most)
    for voter in ("Ada", "Sam", "Noor"):
        given_ = [dot for dot in dots if dot.voter == voter and dot.key in KEYS]
        kept = [dot for dot in found if dot.voter == voter]
        assert len(kept) == min(most, len(given_))
        assert all(early.at <= late.at for early in kept for late in given_ if late not in kept)
    shuffled = chance.sample(dots, len(dots))
    assert counting(KEYS, [*shuffled, *shuffled], most=most) == found


@given(DOTS, st.dictionaries(st.sampled_from(KEYS), NUMBERS), NUMBERS)
def test_hands_are_added_and_nothing_is_forgotten(dots, hands, most):
    votes = counted(KEYS, dots, hands, most=most)
    assert list(votes) == KEYS
    assert sum(votes.values()) == len(counting(KEYS, dots, most=most)) + sum(hands.values())
    assert all(votes[key] >= hands.get(key, 0) for key in KEYS)


def test_fewer_hands_than_none_are_a_slip():
    with pytest.raises(ValueError, match="hands"):
        counted(KEYS, [], {"trees": -1}, most=3)
