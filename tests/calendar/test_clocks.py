"""Both changes of the clocks, and days counted by the hub's own clock."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from closeknit.algorithms.schedule import LONDON
from closeknit.algorithms.schedule.recurrence import Recurrence
from closeknit.calendar import reads, upcoming
from closeknit.calendar.forms.when import WhenForm
from closeknit.calendar.listing import Wanted
from closeknit.calendar.preview import preview_of

CHANGES = [  # the last Sundays of March and of October
    date(2026, 3, 29), date(2026, 10, 25), date(2027, 3, 28), date(2027, 10, 31), date(2028, 3, 26), date(2028, 10, 29),
]  # fmt: skip
FORWARD = date(2026, 3, 29)
BACK = date(2026, 10, 25)


@pytest.mark.parametrize("sunday", CHANGES)
def test_what_is_at_seven_stays_at_seven(scene, publish, clock, sunday):
    clock.move_to(datetime(sunday.year, sunday.month, 1, 12, tzinfo=LONDON))
    start = datetime.combine(sunday - timedelta(days=14), datetime.min.time()).replace(hour=19)
    publish(rule=Recurrence(start=start, minutes=120, freq="WEEKLY", byday=("SU",)))
    since = datetime.combine(sunday - timedelta(days=8), datetime.min.time(), LONDON)
    found = reads.happenings(since, since + timedelta(days=16))
    assert [(one.starts.astimezone(LONDON).hour, one.ends.astimezone(LONDON).hour) for one in found] == [(19, 21)] * 3
    assert len({one.starts.astimezone(UTC).hour for one in found}) == 2


def test_half_past_one_in_the_night_that_leaves_it_out_is_moved_and_says_so(scene, publish):
    rule = Recurrence(start=datetime(2026, 3, 29, 1, 30), minutes=60)
    series = publish(rule=rule)
    date_ = reads.date_of(series, "20260329T0130")
    assert date_.starts == datetime(2026, 3, 29, 2, 30, tzinfo=LONDON)
    assert date_.starts.astimezone(UTC) == datetime(2026, 3, 29, 1, 30, tzinfo=UTC)
    assert date_.ends - date_.starts == timedelta(hours=1)


def test_half_past_one_in_the_night_that_has_it_twice_is_one_date(scene, publish):
    rule = Recurrence(start=datetime(2026, 10, 25, 1, 30), minutes=60)
    series = publish(rule=rule)
    since = datetime(2026, 10, 24, 12, tzinfo=LONDON)
    found = upcoming.dates_within([series], (since, since + timedelta(days=2)))
    assert [one.starts.astimezone(UTC) for one in found] == [datetime(2026, 10, 25, 0, 30, tzinfo=UTC)]


def test_who_types_that_hour_is_warned(scene):
    form = WhenForm({"how": "once", "on": "2026-03-29", "opens": "01:30", "closes": "02:30"}, zone=LONDON)
    found = preview_of(form)
    assert form.is_valid()
    assert found.dates == (
        ("Sunday 29 March 2026, 02:30 to 03:30", "The clocks go forward that night, so it begins at 02.30."),
    )


def test_a_later_date_in_such_a_night_is_warned_of_as_well(scene):
    told = {"how": "weekly", "weekdays": ["SU"], "every": "1", "opens": "01:30", "begins": "2026-04-05"}
    found = preview_of(WhenForm(told, zone=LONDON))
    assert len(found.dates) == 6
    assert [warning[:21] for warning in found.warnings] == ["Sunday 28 March 2027,"]


@pytest.mark.parametrize("servers", ["UTC", "America/New_York", "Pacific/Kiritimati"])
@pytest.mark.parametrize(
    ("hour", "is_on"), [("2026-03-29 00:30", True), ("2026-03-29 23:30", True), ("2026-03-30 00:30", False)]
)
def test_today_is_that_of_the_hub(scene, publish, monkeypatch, servers, hour, is_on):
    monkeypatch.setenv("TZ", servers)
    wall = datetime.fromisoformat(hour)
    publish(rule=Recurrence(start=wall, minutes=30))
    found = Wanted(None, FORWARD).dates(FORWARD, 1)
    assert bool(found) is is_on


def test_another_zone_keeps_its_own_wall(scene, publish, choir):
    lisbon = ZoneInfo("Atlantic/Azores")
    publish(rule=replace(choir, zone=lisbon))
    found = reads.happenings(scene.now, scene.now + timedelta(days=7))
    assert found[0].starts.astimezone(LONDON).hour == 20
    assert found[0].original == "20260303T1900"


def test_the_kept_dates_are_right_across_both_changes(scene, publish, choir):
    series = publish()
    window = (scene.now, scene.now + timedelta(days=300))
    assert [one.starts for one in reads.happenings(*window)] == [
        one.starts for one in upcoming.dates_within([series], window)
    ]


def test_the_29th_of_february_comes_again_in_2028(scene, publish):
    rule = Recurrence(start=datetime(2028, 2, 29, 19), minutes=60, freq="YEARLY")
    found = reads.next_dates(publish(rule=rule), scene.now, 1)
    assert found[0].original == "20280229T1900"
