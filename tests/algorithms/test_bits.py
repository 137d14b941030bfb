import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyroaring import BitMap

from closeknit.algorithms import bits

IDS = st.sets(st.integers(0, 2**32 - 1) | st.integers(0, 3 * 2**16))


@given(IDS)
def test_a_set_that_is_cut_and_joined_is_the_same_set(ids):
    segments = bits.split(BitMap(ids))
    assert set(BitMap.union(BitMap(), *segments.values())) == ids


@given(IDS)
def test_each_segment_holds_exactly_its_own_ids(ids):
    segments = {number: set(piece) for number, piece in bits.split(BitMap(ids)).items()}
    assert segments == {number: {i for i in ids if i >> 16 == number} for number in {i >> 16 for i in ids}}


@given(IDS)
def test_a_set_comes_back_from_its_bytes(ids):
    assert set(bits.from_bytes(bits.to_bytes(BitMap(ids)))) == ids
    assert set(bits.from_bytes(memoryview(bits.to_bytes(BitMap(ids))))) == ids


@given(st.integers(0, 2**32 - 1))
def test_an_id_lies_in_its_segment(identifier):
    low, high = bits.segment_range(identifier >> bits.SEGMENT_BITS)
    assert low <= identifier < high


def test_a_full_segment_takes_few_bytes():
    assert len(bits.to_bytes(BitMap(range(2**16)))) < 100


@pytest.mark.parametrize("stored", [b"", b"rubbish", bits.to_bytes(BitMap([1, 2, 3]))[:-1]])
def test_damaged_bytes_are_refused(stored):
    with pytest.raises(ValueError, match=r"\w"):
        bits.from_bytes(stored)
