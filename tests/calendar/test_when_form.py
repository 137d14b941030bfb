"""What people say of when something is on, and the rule that comes of it."""

from datetime import date, datetime

import pytest

from closeknit.algorithms.schedule import LONDON
from closeknit.algorithms.schedule.recurrence import Recurrence
from closeknit.calendar.forms.holidays import HolidayForm, PasteForm
from closeknit.calendar.forms.when import WhenForm
from closeknit.calendar.preview import preview_of

pytestmark = pytest.mark.usefixtures("clock")
EVENING = {"opens": "19:00", "closes": "21:00"}


def rule(**told):
    form = WhenForm({**EVENING, **told}, zone=LONDON)
    assert form.is_valid(), form.errors
    return form.rule


def wrong(**told):
    form = WhenForm({**EVENING, **told}, zone=LONDON)
    assert not form.is_valid()
    return {name: list(problems) for name, problems in form.errors.items()}


def at(month, day, hour=19, year=2026):
    return datetime(year, month, day, hour)


def test_every_week_on_two_days_begins_on_the_first_of_them():
    assert rule(how="weekly", every="1", weekdays=["TH", "TU"]) == Recurrence(
        at(3, 3), 120, LONDON, freq="WEEKLY", byday=("TH", "TU")
    )


def test_every_second_week_from_a_day_begins_in_the_first_week_that_has_the_day():
    found = rule(how="weekly", every="2", weekdays=["TU"], begins="2026-03-04", until="2026-06-30")
    assert (found.start, found.interval, found.until) == (at(3, 10), 2, date(2026, 6, 30))


def test_every_first_and_last_wednesday():
    found = rule(how="monthly", nth=["1", "-1"], weekday="WE")
    assert (found.freq, found.byday, found.start) == ("MONTHLY", ("1WE", "-1WE"), at(3, 4))


def test_these_dates_in_lines_and_with_commas():
    found = rule(how="dates", dates="12 April\n3 May, 7 June")
    assert (found.start, found.dates) == (at(4, 12), (at(5, 3), at(6, 7)))


def test_just_once_past_midnight():
    found = rule(how="once", on="2026-03-20", opens="22:00", closes="01:00")
    assert (found.start, found.minutes, found.freq) == (at(3, 20, 22), 180, "")


def test_in_own_words():
    found = rule(how="typed", typed="every other friday 10am to 12 noon until june, not in august")
    assert (found.freq, found.interval, found.byday, found.until) == ("WEEKLY", 2, ("FR",), date(2026, 6, 30))


def test_days_that_are_left_out():
    assert rule(how="weekly", every="1", weekdays=["TU"], without="7 April").without == {at(4, 7)}


def test_the_rule_as_it_stands_may_stay():
    kept = Recurrence(at(1, 6), 120, LONDON, freq="WEEKLY", byday=("TU",), bymonth=(1, 2, 3))
    form = WhenForm({"how": "kept"}, kept=kept, zone=LONDON)
    assert form.is_valid()
    assert form.rule is kept


def test_a_rule_fills_the_fields_that_say_it():
    kept = Recurrence(at(1, 6), 120, LONDON, freq="WEEKLY", byday=("TU",), interval=2)
    initial = WhenForm(kept=kept).initial
    assert {name: initial[name] for name in ("how", "every", "weekdays")} == {
        "how": "kept", "every": 2, "weekdays": ["TU"],
    }  # fmt: skip
    assert (initial["opens"].hour, initial["closes"].hour) == (19, 21)


@pytest.mark.parametrize(
    ("told", "field"),
    [
        ({"how": "weekly"}, "weekdays"),
        ({"how": "monthly", "weekday": "TU"}, "nth"),
        ({"how": "dates"}, "dates"),
        ({"how": "dates", "dates": "every tuesday"}, "dates"),
        ({"how": "once"}, "on"),
        ({"how": "once", "on": "2026-03-20", "opens": ""}, "opens"),
        ({"how": "once", "on": "2126-03-20"}, "on"),
        ({"how": "typed", "typed": "now and then"}, "typed"),
        ({"how": "typed", "typed": "tuesdays at 7"}, "typed"),
        ({"how": "weekly", "weekdays": ["TU"], "begins": "2026-04-01", "until": "2026-03-01"}, "weekdays"),
        ({"how": "sometimes"}, "how"),
        ({}, "how"),
    ],
)
def test_what_is_missing_or_cannot_be_is_said_at_its_field(told, field):
    assert list(wrong(**told)) == [field]


def test_what_can_be_meant_in_two_ways_is_asked_back():
    [said] = wrong(how="typed", typed="tuesdays at 7")["typed"]
    assert "7am" in said
    assert "7pm" in said


def test_the_preview_has_six_dates_in_words_without_the_holidays():
    told = {**EVENING, "how": "weekly", "every": "1", "weekdays": ["TU"], "skips_school_holidays": "on"}
    form = WhenForm(told, zone=LONDON, holidays=((date(2026, 3, 10), date(2026, 3, 10)),))
    found = preview_of(form)
    assert found.words.startswith("Tuesdays, 19.00 to 21.00, from 3 March 2026")
    assert [words for words, _odd in found.dates[:2]] == [
        "Tuesday 3 March 2026, 19:00 to 21:00",
        "Tuesday 17 March 2026, 19:00 to 21:00",
    ]
    assert len(found.dates) == 6


def test_the_preview_of_what_is_wrong_says_why():
    assert preview_of(WhenForm({**EVENING, "how": "weekly"}, zone=LONDON)).errors == ("Tick at least one day.",)


def test_the_preview_of_an_empty_form_is_empty():
    assert not preview_of(WhenForm()).words


# ── School holidays ──────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("line", "first", "last"),
    [
        ("Easter holidays: 30 March 2026 to 10 April 2026", date(2026, 3, 30), date(2026, 4, 10)),
        ("Easter holidays: 30 March to 10 April 2026", date(2026, 3, 30), date(2026, 4, 10)),
        ("Christmas: 21 December to 1 January 2027", date(2026, 12, 21), date(2027, 1, 1)),
        ("Half term\t25/10/2026\t29/10/2026", date(2026, 10, 25), date(2026, 10, 29)),
        ("Half term: Monday 25 May 2026 – Friday 29 May 2026", date(2026, 5, 25), date(2026, 5, 29)),
        ("May Day: 4 May 2026", date(2026, 5, 4), date(2026, 5, 4)),
    ],
)
def test_a_pasted_line_is_read(line, first, last):
    form = PasteForm({"lines": line})
    assert form.is_valid(), form.errors
    assert [row[1:] for row in form.rows] == [(first, last)]
    assert form.rows[0][0] == line.split(":")[0].split("\t")[0]


@pytest.mark.parametrize(
    "line",
    [
        "Easter",
        "Easter: soon",
        "Easter: 10 April 2026 to 30 March 2026",
        "Easter: 1 May 2026 to 1 May 2027",
        ": 4 May 2026",
    ],
)
def test_a_line_that_cannot_be_read_is_named(line):
    form = PasteForm({"lines": f"May Day: 4 May 2026\n{line}"})
    assert not form.is_valid()
    assert form.errors["lines"] == [f"We cannot read line 2: {line}"]


def test_a_holiday_that_ends_before_it_begins_is_refused():
    form = HolidayForm({"name": "Easter", "first": "2026-04-10", "last": "2026-04-01"})
    assert list(form.errors) == ["last"]
