from contextlib import suppress
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from closeknit.algorithms.schedule import DAYS
from closeknit.algorithms.schedule.recurrence import Recurrence, coming
from closeknit.algorithms.schedule.recurrence_words import NotUnderstood, in_words, moved_in_words, read

TODAY = date(2026, 11, 21)  # a Saturday
SEVEN = datetime(2026, 11, 24, 19)


def told(text):
    """What was read, as short as can be."""
    found = read(text, TODAY)
    ends = found.start + timedelta(minutes=found.minutes)
    rule = f"{found.freq} {','.join(found.byday or map(str, found.bymonthday))}".strip()
    parts = [f"{found.start:%Y-%m-%d %H.%M}-{ends:%H.%M}", rule]
    parts += [f"/{found.interval}"] * (found.interval > 1) + [f"until {found.until}"] * bool(found.until)
    parts += [f"{found.count} times"] * bool(found.count) + [f"+{day:%d.%m.%y}" for day in found.dates]
    parts += [f"-{day:%d.%m.%y}" for day in sorted(found.without)]
    parts += [f"not {first:%d.%m.%y}-{last:%d.%m.%y}" for first, last in found.skipped]
    parts += [f"months {','.join(map(str, found.bymonth))}"] * bool(found.bymonth)
    return " ".join(filter(None, parts))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("every tuesday 7pm-9pm", "2026-11-24 19.00-21.00 WEEKLY TU"),
        ("Tuesdays 7-9pm", "2026-11-24 19.00-21.00 WEEKLY TU"),
        ("first tuesday of the month at 7pm", "2026-12-01 19.00-19.00 MONTHLY 1TU"),
        ("first tuesday 7pm-9pm", "2026-12-01 19.00-21.00 MONTHLY 1TU"),
        ("every first Tuesday, 7.30pm", "2026-12-01 19.30-19.30 MONTHLY 1TU"),
        ("every month on the first tuesday at 7pm", "2026-12-01 19.00-19.00 MONTHLY 1TU"),
        ("every other friday 10-12", "2026-11-27 10.00-12.00 WEEKLY FR /2"),
        ("fortnightly on fridays, 10 to 12", "2026-11-27 10.00-12.00 WEEKLY FR /2"),
        ("every two weeks on friday 10am", "2026-11-27 10.00-10.00 WEEKLY FR /2"),
        ("1st and 3rd wed 2pm", "2026-12-02 14.00-14.00 MONTHLY 1WE,3WE"),
        ("last sunday 2pm", "2026-11-29 14.00-14.00 MONTHLY -1SU"),
        ("12 jan, 9 feb and 9 march 7pm", "2027-01-12 19.00-19.00 +09.02.27 +09.03.27"),
        ("1, 8 and 15 december 10-12", "2026-12-01 10.00-12.00 +08.12.26 +15.12.26"),
        ("12 december and 9 january 2028 7pm", "2027-12-12 19.00-19.00 +09.01.28"),
        ("Tuesday 24th November, 7pm to 9pm", "2026-11-24 19.00-21.00"),
        ("24/11/2026 at 19.00", "2026-11-24 19.00-19.00"),
        ("2026-11-24, 19:00-21:30", "2026-11-24 19.00-21.30"),
        ("tuesdays except in august 7pm", "2026-11-24 19.00-19.00 WEEKLY TU months 1,2,3,4,5,6,7,9,10,11,12"),
        ("tuesdays 7pm, not in july and august", "2026-11-24 19.00-19.00 WEEKLY TU months 1,2,3,4,5,6,9,10,11,12"),
        ("sundays in may and june 3pm", "2027-05-02 15.00-15.00 WEEKLY SU months 5,6"),
        ("tuesdays 7pm until 4 may", "2026-11-24 19.00-19.00 WEEKLY TU until 2027-05-04"),
        ("tuesdays 7pm until end of may", None),
        ("tuesdays 7pm until the end of may", "2026-11-24 19.00-19.00 WEEKLY TU until 2027-05-31"),
        ("tuesdays from 12 january, 7pm, 6 times", "2027-01-12 19.00-19.00 WEEKLY TU 6 times"),
        ("tuesdays 7pm except 22 and 29 december", "2026-11-24 19.00-19.00 WEEKLY TU -22.12.26 -29.12.26"),
        ("tuesdays 7pm, not from 20 july to 1 september", "2026-11-24 19.00-19.00 WEEKLY TU not 20.07.27-01.09.27"),
        ("tuesdays 7pm, also on 25 november", "2026-11-24 19.00-19.00 WEEKLY TU +25.11.26"),
        ("the 15th of the month, 6pm", "2026-12-15 18.00-18.00 MONTHLY 15"),
        ("monthly on the 15th, 6pm", "2026-12-15 18.00-18.00 MONTHLY 15"),
        ("last day of the month 6pm", "2026-11-30 18.00-18.00 MONTHLY -1"),
        ("daily 9am to 5pm", "2026-11-21 09.00-17.00 DAILY"),
        ("weekdays 10-4", "2026-11-23 10.00-16.00 WEEKLY MO,TU,WE,TH,FR"),
        ("every 3 days at noon", "2026-11-21 12.00-12.00 DAILY /3"),
        ("every year on 5 november, 6pm", "2027-11-05 18.00-18.00 YEARLY"),
        ("fridays 10pm to 2am", "2026-11-27 22.00-02.00 WEEKLY FR"),
        ("saturday 28 november all day", "2026-11-28 00.00-00.00"),
        ("sundays at 2", "2026-11-22 14.00-14.00 WEEKLY SU"),
        ("2nd tues of every month 7.30-9.30pm", "2026-12-08 19.30-21.30 MONTHLY 2TU"),
        ("every wednesday evening 7-9", "2026-11-25 19.00-21.00 WEEKLY WE"),
        ("wednesday mornings 7 to 9", "2026-11-25 07.00-09.00 WEEKLY WE"),
        ("mornings 10-12, mondays", "2026-11-23 10.00-12.00 WEEKLY MO"),
        ("tuesdays 7pm from 5 january to 30 march", "2027-01-05 19.00-19.00 WEEKLY TU until 2027-03-30"),
        ("every 4 weeks on a saturday 10am (not 26 december)", "2026-11-21 10.00-10.00 WEEKLY SA /4 -26.12.26"),
        ("tuesdays 7pm for two hours", "2026-11-24 19.00-21.00 WEEKLY TU"),
        ("tuesdays at 10.30am for an hour and a half", "2026-11-24 10.30-12.00 WEEKLY TU"),
        ("tuesdays at 10.30am for 1.5 hours", "2026-11-24 10.30-12.00 WEEKLY TU"),
        ("tuesdays 10.30am for 90 minutes", "2026-11-24 10.30-12.00 WEEKLY TU"),
        ("12 december 7pm, also on 14 december", "2026-12-12 19.00-19.00 +14.12.26"),
        ("SATURDAYS 10 – 12.", "2026-11-21 10.00-12.00 WEEKLY SA"),
    ],
)
def test_what_is_plain_is_read(text, expected):
    if expected is None:
        with pytest.raises(NotUnderstood):
            read(text, TODAY)
    else:
        assert told(text) == expected


@pytest.mark.parametrize(
    ("text", "said", "instead"),
    [
        ("", "Write the hours, too", ()),
        ("tuesdays", "Write the hours, too", ()),
        ("7pm", "Say on which days", ()),
        ("every month on tuesday 7pm", "Say on which days", ()),
        ("first tuesday at 7", "Is that in the morning", ("7am", "7pm")),
        ("tuesdays 7.30 to 9", "Is that in the morning", ("7.30am to 9am", "7.30pm to 9pm")),
        ("tuesdays at 25", "There is no such time", ()),
        ("every second tuesday 7pm", "Every few weeks", ("every other tuesday", "second tuesday of the month")),
        ("every 3rd tuesday 7pm", "Every few weeks", ("tuesday, every 3 weeks", "3rd tuesday of the month")),
        ("tuesdays 7pm, not in school holidays", "Leave the school holidays out", ()),
        ("tuesdays 7pm term time only", "Leave the school holidays out", ()),
        ("mondays 10-12 and 2-4", "There are two times of day", ()),
        ("all day tuesdays 7pm", "All day, or at some hour", ()),
        ("the 45th of the month, 7pm", "There is no such day", ()),
        ("every 0 weeks on tuesday 7pm", "There is no such day", ()),
        ("the 31st of the month in february, 7pm", "There is no such day", ()),
        ("tuesdays 7pm, 0 times", "There is no such day", ()),
        ("12 january 7pm until 4 may", "Where each date is named", ()),
        ("every 2 weeks, tuesdays 7pm, monthly", "The same thing is said twice", ()),
        ("tuesdays 7pm in may, not in june", "The same thing is said twice", ()),
        ("tuesdays 7pm from 1 may to 8 may until june", "The same thing is said twice", ()),
        ("tuesdays 7pm from 1 may to 8 may from 9 may", "The same thing is said twice", ()),
        ("tuesdays 7pm until may until june", "The same thing is said twice", ()),
        ("tuesdays 7pm to 9pm for 2 hours", "Write when it ends, or how long", ()),
        ("12 to 14 january 7pm", "We cannot read this", ()),
        ("31 february 7pm", "There is no such date: 31/2", ()),
        ("monday 24 november 7pm", "24/11/2026 is a Tuesday", ()),
        ("tuesdays 7pm in the hall", "We do not know what “in” means here", ()),
        ("whenever the moon is full", "We do not know what “whenever” means here", ()),
        ("tuesdays " * 70, "This is too long", ()),
    ],
)
def test_what_is_not_plain_says_what_to_write_instead(text, said, instead):
    with pytest.raises(NotUnderstood) as caught:
        read(text, TODAY)
    assert str(caught.value).startswith(said)
    assert caught.value.instead == instead


@pytest.mark.parametrize(
    "text", ["every other tuesday 7pm", "tuesday, every 3 weeks 7pm", "3rd tuesday of the month 7pm"]
)
def test_what_is_proposed_instead_is_read(text):
    assert read(text, TODAY).byday in (("TU",), ("3TU",))


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        (Recurrence(SEVEN, 120), "Tuesday 24 November 2026, 19.00 to 21.00"),
        (Recurrence(SEVEN), "Tuesday 24 November 2026, 19.00"),
        (Recurrence(SEVEN, 120, freq="WEEKLY"), "Tuesdays, 19.00 to 21.00"),
        (Recurrence(SEVEN, 120, freq="WEEKLY", interval=2), "Every other Tuesday, 19.00 to 21.00"),
        (
            Recurrence(SEVEN, 120, freq="WEEKLY", byday=("TU", "TH"), interval=3),
            "Tuesday and Thursday, every 3 weeks, 19.00 to 21.00",
        ),
        (
            Recurrence(SEVEN, 120, freq="MONTHLY", byday=("1TU", "3TU")),
            "First and third Tuesday of the month, 19.00 to 21.00",
        ),
        (Recurrence(SEVEN, 120, freq="MONTHLY"), "The 24th of the month, 19.00 to 21.00"),
        (
            Recurrence(SEVEN, freq="MONTHLY", bymonthday=(1, 22, 13, -1)),
            "The 1st, 13th, 22nd and last day of the month, 19.00",
        ),
        (Recurrence(SEVEN, freq="MONTHLY", bymonthday=(3,), interval=3), "The 3rd, every 3 months, 19.00"),
        (Recurrence(SEVEN, freq="MONTHLY", byday=("FR",), bymonthday=(13,)), "On some days of the month, 19.00"),
        (Recurrence(SEVEN, freq="MONTHLY", byday=("6FR",)), "On some days of the month, 19.00"),
        (Recurrence(SEVEN, freq="YEARLY"), "Every year on 24 November, 19.00"),
        (
            Recurrence(SEVEN, freq="YEARLY", bymonth=(3,), byday=("-1SU",)),
            "Every year on the last Sunday of March, 19.00",
        ),
        (Recurrence(SEVEN, freq="YEARLY", byday=("20MO",)), "On some days of the year, 19.00"),
        (Recurrence(SEVEN, freq="DAILY"), "Every day, 19.00"),
        (Recurrence(SEVEN, freq="DAILY", interval=3, count=6), "Every 3 days, 19.00, 6 times"),
        (Recurrence(SEVEN, freq="DAILY", byday=("MO", "WE")), "Mondays and Wednesdays, 19.00"),
        (Recurrence(SEVEN, freq="WEEKLY", until=date(2027, 5, 4)), "Tuesdays, 19.00, until 4 May 2027"),
        (
            Recurrence(SEVEN, freq="WEEKLY", bymonth=(1, 2, 3, 4, 5, 6, 7, 9, 10, 11, 12)),
            "Tuesdays, 19.00, not in August",
        ),
        (Recurrence(SEVEN, freq="WEEKLY", bymonth=(5, 6)), "Tuesdays, 19.00, only in May and June"),
        (Recurrence(SEVEN, freq="WEEKLY", without=frozenset({SEVEN})), "Tuesdays, 19.00, not on 24 November 2026"),
        (
            Recurrence(SEVEN, freq="WEEKLY", skipped=((date(2027, 7, 20), date(2027, 9, 1)),)),
            "Tuesdays, 19.00, not from 20 July 2027 to 1 September 2027",
        ),
        (
            Recurrence(SEVEN, freq="WEEKLY", skipped=((date(2027, 7, 20), date(2027, 9, 1)),) * 3),
            "Tuesdays, 19.00, not in holidays",
        ),
        (
            Recurrence(SEVEN, freq="WEEKLY", dates=(datetime(2026, 12, 24, 12),)),
            "Tuesdays, 19.00, also on 24 December 2026 at 12.00",
        ),
        (
            Recurrence(SEVEN, 60, dates=(datetime(2026, 12, 1, 19), datetime(2027, 1, 5, 19))),
            "24 November, 1 December 2026 and 5 January 2027, 19.00 to 20.00",
        ),
        (
            Recurrence(SEVEN, 60, dates=(datetime(2026, 12, 1, 18),)),
            "24 November 2026 at 19.00 and 1 December 2026 at 18.00",
        ),
        (Recurrence(datetime(2026, 11, 24), 1440), "Tuesday 24 November 2026, all day"),
        (Recurrence(datetime(2026, 11, 24), 2880), "Tuesday 24 November 2026, all day, for 2 days"),
        (Recurrence(SEVEN, 1440), "Tuesday 24 November 2026, 19.00 to 19.00 the next day"),
        (Recurrence(SEVEN, 2700), "Tuesday 24 November 2026, 19.00 to 16.00, 2 days later"),
        (Recurrence(SEVEN, 420, freq="WEEKLY"), "Tuesdays, 19.00 to 02.00"),
    ],
)
def test_it_is_said_in_plain_words(rule, words):
    assert in_words(rule) == words


def test_what_is_over_is_not_told_and_what_is_to_come_is():
    rule = Recurrence(SEVEN, freq="WEEKLY", without=frozenset({SEVEN, SEVEN + timedelta(days=7)}))
    assert (
        in_words(rule, today=TODAY) == "Tuesdays, 19.00, from 24 November 2026, not on 24 November and 1 December 2026"
    )
    assert in_words(rule, today=date(2026, 11, 25)) == "Tuesdays, 19.00, not on 1 December 2026"


def test_of_named_dates_those_to_come_are_told():
    rule = Recurrence(SEVEN, 60, dates=(datetime(2026, 12, 1, 19), datetime(2027, 1, 5, 19)))
    assert in_words(rule, today=date(2026, 11, 25)) == "1 December 2026 and 5 January 2027, 19.00 to 20.00"
    assert in_words(rule, today=date(2027, 1, 5)) == "Tuesday 5 January 2027, 19.00 to 20.00"
    assert in_words(rule, today=date(2027, 1, 6)) == in_words(rule)


def test_an_hour_that_is_left_out_is_explained():
    now = datetime(2026, 3, 20, tzinfo=UTC)
    moved, kept = coming(Recurrence(datetime(2026, 3, 29, 1, 30), 60, freq="WEEKLY"), now, 2)
    assert moved_in_words(moved) == "The clocks go forward that night, so it begins at 02.30."
    assert moved_in_words(kept) == ""


@pytest.mark.parametrize(
    "part", ["1, ", "1 jan, ", "not 1 jan, ", "the 1st and ", "every ", "last day and ", "mon ", "12 ", "9", "a"]
)
def test_a_long_text_is_soon_read_or_refused(part):
    began = process_time()
    with suppress(NotUnderstood):
        read((part * 600)[:590] + " 7pm", TODAY)
    assert process_time() - began < 1


def test_words_can_be_said_in_another_language():
    welsh = {
        "%(day)s %(may)s %(year)s": "%(day)s %(may)s %(year)s",
        "May": "Mai",
        "until %(day)s": "tan %(day)s",
        "Tuesdays": "dydd Mawrth",
    }
    rule = Recurrence(SEVEN, freq="WEEKLY", until=date(2027, 5, 4))
    assert in_words(rule, lambda text: welsh.get(text, text)) == "Dydd Mawrth, 19.00, tan 4 Mai 2027"


QUARTERS = st.integers(0, 95).map(lambda quarter: time(quarter // 4, quarter % 4 * 15))
NTHS = st.lists(
    st.tuples(st.sampled_from([1, 2, 3, 4, 5, -1]), st.sampled_from(DAYS)), min_size=1, max_size=2, unique=True
)


@st.composite
def typed(draw):
    """What the form can make: it begins on its first day from some day on."""
    day = draw(st.dates(date(2026, 1, 1), date(2032, 12, 31)))
    start = datetime.combine(day, draw(QUARTERS))
    kind = draw(st.sampled_from(["", "DAILY", "WEEKLY", "WEEKLY", "MONTHLY", "monthdays", "YEARLY"]))
    rule = Recurrence(
        start, draw(st.sampled_from([0, 15, 60, 90, 120, 480, 720])), freq=kind.replace("monthdays", "MONTHLY")
    )
    if not kind:
        extra = draw(st.lists(st.integers(1, 900), max_size=4, unique=True))
        return replace(rule, dates=tuple(start + timedelta(days=days) for days in sorted(extra)))
    if kind == "WEEKLY":
        rule = replace(
            rule, byday=tuple(sorted(draw(st.sets(st.sampled_from(DAYS), min_size=1, max_size=6)), key=DAYS.index))
        )
    elif kind == "MONTHLY":
        pairs = sorted(draw(NTHS), key=lambda pair: pair[1])
        rule = replace(rule, byday=tuple(f"{nth}{weekday}" for nth, weekday in pairs))
    elif kind == "monthdays":
        rule = replace(
            rule,
            bymonthday=(
                *sorted(draw(st.sets(st.integers(1, 28), min_size=1, max_size=3))),
                *draw(st.sampled_from([(), (-1,)])),
            ),
        )
    interval = draw(st.sampled_from([1, 1, 2, 3, 6]))
    months = (
        tuple(sorted(draw(st.sets(st.integers(1, 12), min_size=1, max_size=11))))
        if kind != "YEARLY" and draw(st.booleans())
        else ()
    )
    return bounded(draw, first_of(replace(rule, bymonth=months)), interval)


def first_of(rule):
    wide = rule.happenings(*(rule.start.replace(tzinfo=rule.zone) + timedelta(days=days) for days in (1, 3300)))
    return replace(rule, start=next(wide).original)


def bounded(draw, rule, interval):
    later = [rule.start + timedelta(days=days) for days in draw(st.lists(st.integers(0, 700), max_size=4, unique=True))]
    ends = rule.start.date() + timedelta(days=draw(st.integers(0, 900)))
    return replace(
        rule,
        interval=interval,
        until=draw(st.sampled_from([None, ends])),
        count=draw(st.sampled_from([None, 2, 12])),
        without=frozenset(later[:2]),
        dates=tuple(sorted(later[2:])),
        skipped=draw(st.sampled_from([(), ((ends, ends + timedelta(days=14)),)])),
    )


@settings(max_examples=600)
@given(typed(), st.integers(0, 40))
def test_what_is_said_is_read_as_it_was_meant(rule, earlier):
    today = rule.start.date() - timedelta(days=earlier)
    words = in_words(rule, today=today)
    try:
        found = read(words, today)
    except NotUnderstood as no:
        assert no.instead, words  # only because seven o'clock comes twice a day
        clock = in_words(Recurrence(rule.start, rule.minutes)).split(", ")[1]
        found = next(
            each
            for each in (read(words.replace(clock, hours), today) for hours in no.instead)
            if each.start == rule.start
        )
    assert found == rule


@given(
    st.lists(
        st.sampled_from(
            [
                "every",
                "other",
                "first",
                "tuesday",
                "the 3rd",
                "of the month",
                "7pm",
                "to",
                "9",
                "12 jan",
                ",",
                "and",
                "not",
                "in august",
                "until",
                "2027",
                "6",
                "times",
                "all day",
                "–",
                "31/2/2027",
                "٣",
                "\x00",
            ]
        ),
        max_size=9,
    )
)
def test_nothing_typed_breaks_it(words):
    try:
        found = read(" ".join(words), TODAY)
    except NotUnderstood as no:
        assert str(no)
    else:
        assert found.start.date() >= TODAY
