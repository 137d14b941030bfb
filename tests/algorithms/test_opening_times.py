from datetime import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from closeknit.algorithms.schedule import DAYS, Schedule, in_words, parse_opening_times

HOURS = st.builds(time, st.integers(0, 23), st.sampled_from([0, 15, 30, 45]))
WEEKLY = st.lists(st.sampled_from(DAYS), min_size=1, max_size=7, unique=True).map(
    lambda days: ("WEEKLY", ",".join(sorted(days, key=DAYS.index)))
)
MONTHLY = st.tuples(st.sampled_from(["1", "2", "3", "4", "5", "-1"]), st.sampled_from(DAYS)).map(
    lambda part: ("MONTHLY", "".join(part))
)


WORDS = ["monday", "tues", "-", "to", "and", ",", "1st", "last", "of the month", "every", "each", "daily", "weekdays"]
WORDS += ["10", "10.30", "2pm", "12noon", "9am", "09.00", ".", "at", ":", "&"]


def told(text):
    """What was read, as short as can be: days, opening, closing."""
    return [
        f"{each.byday} {each.opens_at or ''!s:.5}-{each.closes_at or ''!s:.5}" for each in parse_opening_times(text)
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Tuesday - Friday 12noon - 2pm", ["TU,WE,TH,FR 12:00-14:00"]),
        ("Wednesday 9:30am - 12noon", ["WE 09:30-12:00"]),
        ("Weds 12-2pm", ["WE 12:00-14:00"]),
        ("Thur 1-3pm", ["TH 13:00-15:00"]),
        ("Mon - Thurs 10am -2pm", ["MO,TU,WE,TH 10:00-14:00"]),
        ("Mon, Tues, Thu 11am - 2.30pm", ["MO,TU,TH 11:00-14:30"]),
        ("Tuesdays & Thursdays 10am- 12noon.", ["TU,TH 10:00-12:00"]),
        ("Tues/Weds 10am - 12pm. Fri 10am - 2pm", ["TU,WE 10:00-12:00", "FR 10:00-14:00"]),
        ("Tuesday 6pm - 8pm and Sunday 3pm - 5pm", ["TU 18:00-20:00", "SU 15:00-17:00"]),
        ("Fri 4.30 - 5.30pm Sat 10 - 11am", ["FR 16:30-17:30", "SA 10:00-11:00"]),
        ("Tues , Wed, 11am - 2pm and Friday 11am - 4pm", ["TU,WE 11:00-14:00", "FR 11:00-16:00"]),
        ("Monday 11:30am - 2pm and 5pm - 8pm", ["MO 11:30-14:00", "MO 17:00-20:00"]),
        ("Fridays 12pm - 3pm; 1st Saturday of month 10am - 12noon", ["FR 12:00-15:00", "1SA 10:00-12:00"]),
        ("First and third Tuesday of the month, 7.30pm", ["1TU,3TU 19:30-"]),
        ("2nd Monday of each month, last Friday of the month 2 to 4pm", ["2MO,-1FR 14:00-16:00"]),
        ("Every Tuesday from 11am", ["TU 11:00-"]),
        ("Monday & Friday 12noon", ["MO,FR 12:00-"]),
        ("Open daily 9am until 1:30pm", ["MO,TU,WE,TH,FR,SA,SU 09:00-13:30"]),
        ("Weekdays 10.00 to 16.00, weekends 10 to 2", ["MO,TU,WE,TH,FR 10:00-16:00", "SA,SU 10:00-14:00"]),
        ("Mon - Sat 10.00 - 4.00", ["MO,TU,WE,TH,FR,SA 10:00-16:00"]),
        ("9 - 4 Monday - Friday", ["MO,TU,WE,TH,FR 09:00-16:00"]),
        ("Wednesday 10 - 12", ["WE 10:00-12:00"]),
        ("Friday to Monday 09.00 to 11.00", ["MO,FR,SA,SU 09:00-11:00"]),
        ("Sunday: 3 p.m. – 6.30 p.m.", ["SU 15:00-18:30"]),
        ("MONDAYS\n2-4PM", ["MO 14:00-16:00"]),
        ("Thursdays", ["TH -"]),
    ],
)
def test_what_is_plain_is_read(text, expected):
    assert told(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "",
        "NA",
        "One morning per week",
        "Not known",
        "By appointment",
        "24/7 upon request",
        "5 days and 5 evenings per week",
        "Mon - Fri by appointment",
        "Thursday morning",
        "Monday - Friday 8am - 4pm. Please ring.",
        "Mon & Thur 1-3pm (except bank holidays)",
        "Daily (except Tues & Sat) 10:30am - 12pm",
        "Thursday 4 - 6pm Job Club Monday 1 - 2pm",
        "Wednesday 10am - 12noon, and soup at 1pm for all",
        "Monday 7 - 9",
        "Monday 8",
        "Monday 3 March",
        "Monday 2",
        "Monday 10-12, Tuesday",
        "Every second Tuesday 10am",
        "Every other Tuesday 10am",
        "Alternate Tuesdays 10am",
        "Tuesdays of the month 10am",
        "First Monday to Wednesday 10am - 12",
        "Tuesday 3pm - 1pm",
        "Tuesday 11am - 25pm",
        "Tuesday 10.75am",
        "Tuesday 1030 - 1230",
        "Monday 1-3pm Tuesday",
        "9-4 Monday 10-2 Saturday",
        "Monday - 2pm",
        "Monday -",
        "Tuesday 10am " * 100,
    ],
)
def test_what_is_not_plain_stays_text(text):
    assert parse_opening_times(text) == ()


@given(WEEKLY | MONTHLY, HOURS, HOURS)
def test_our_own_words_are_read_back_or_left(days, one, other):
    opens, closes = sorted((one, other))
    rule = Schedule(*days, opens_at=opens, closes_at=closes if opens != closes else None)
    assert parse_opening_times(in_words(rule)) in ((rule,), ())


@given(WEEKLY | MONTHLY, st.builds(time, st.integers(9, 11)), st.builds(time, st.integers(12, 20)))
def test_our_own_words_for_an_ordinary_day_are_read_back(days, opens, closes):
    rule = Schedule(*days, opens_at=opens, closes_at=closes)
    assert parse_opening_times(in_words(rule)) == (rule,)


@given(st.text() | st.lists(st.sampled_from(WORDS), max_size=12).map(" ".join))
def test_no_text_makes_it_fail_or_open_backwards(text):
    for rule in parse_opening_times(text):
        assert rule.byday
        assert rule.closes_at is None or rule.opens_at < rule.closes_at
