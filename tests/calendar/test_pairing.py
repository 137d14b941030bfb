"""Which date became which."""

from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as some

from closeknit.calendar.pairing import paired

DAY = timedelta(days=1)
TUESDAY = datetime(2026, 3, 3, 19, 0)
moments = some.lists(some.integers(0, 24 * 200).map(lambda hour: TUESDAY + timedelta(hours=hour)), unique=True)


def test_another_hour_is_the_same_day():
    assert paired([TUESDAY], [TUESDAY.replace(hour=18)]) == {TUESDAY: TUESDAY.replace(hour=18)}


def test_another_day_is_in_the_same_week():
    assert paired([TUESDAY, TUESDAY + 7 * DAY], [TUESDAY + DAY, TUESDAY + 8 * DAY]) == {
        TUESDAY: TUESDAY + DAY,
        TUESDAY + 7 * DAY: TUESDAY + 8 * DAY,
    }


def test_first_tuesday_becomes_second_thursday_of_the_same_month():
    assert paired([TUESDAY], [datetime(2026, 3, 12, 19, 0)]) == {TUESDAY: datetime(2026, 3, 12, 19, 0)}


def test_what_has_no_new_date_is_no_more():
    assert paired([TUESDAY, TUESDAY + 7 * DAY], [TUESDAY]) == {TUESDAY: TUESDAY, TUESDAY + 7 * DAY: None}


@given(moments, moments)
def test_no_date_is_given_twice_and_what_stays_stays(before, after):
    found = paired(before, after)
    new = [wall for wall in found.values() if wall]
    assert set(found) == set(before)
    assert len(new) == len(set(new))
    assert set(new) <= set(after)
    assert all(found[wall] == wall for wall in set(before) & set(after))
