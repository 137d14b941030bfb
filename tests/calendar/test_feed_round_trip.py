"""Our own calendar, imported again by another hub, gives the same dates; a second reader finds them too."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from closeknit.algorithms.ics.reading import read
from closeknit.algorithms.ics.writing import OutCalendar, write
from closeknit.algorithms.schedule import LONDON
from closeknit.calendar import ics, originals, upcoming
from closeknit.calendar.actions import effects
from closeknit.calendar.feeds import applying
from closeknit.calendar.models import Change, Feed, Series
from tests.algorithms.ics.second_reader import happenings_of
from tests.algorithms.ics.test_ics_writing import recurrences

SINCE, UNTIL = datetime(2025, 12, 1, tzinfo=UTC), datetime(2028, 2, 1, tzinfo=UTC)
OFF = "called off"
LEFT_ALONE = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
MOVES = st.lists(
    st.tuples(st.integers(0, 40), st.sampled_from((None, 35, 65, 24 * 60 + 5, -155)), st.sampled_from((None, 25, 95))),
    max_size=3,
)


@pytest.fixture
def ours(scene):
    """A series whose rule the examples change."""
    series = Series(title="Anything", slug="anything", group=scene.group, changed_at=scene.now)
    series.rule, series.first_on = {"start": "2026-01-01T10:00:00", "zone": "Europe/London"}, "2026-01-01"
    series.save()
    return series


def put(series, rule, moves):
    """The series by this rule, with some of its dates moved, made longer, or called off."""
    Change.objects.all().delete()
    effects.take_rule(series, rule)
    series.save()
    walls = [one.original for one in rule.happenings(SINCE, UNTIL, most=10_000)]
    for place, minutes, lasting in moves:
        wall = walls[place % len(walls)] if walls else rule.start
        starts = wall.replace(tzinfo=LONDON) + timedelta(minutes=minutes) if minutes else None
        told = {"starts": starts, "minutes": lasting, "is_cancelled": not (minutes or lasting)}
        told["title"] = OFF if told["is_cancelled"] else ""
        Change.objects.update_or_create(series=series, original=originals.named(wall), defaults=told)


def on(rows):
    found = upcoming.dates_within(list(rows), (SINCE, UNTIL))
    return sorted((one.starts, one.ends) for one in found if not one.is_cancelled)


def check(scene, series, rule, moves):
    put(series, rule, moves)
    now = scene.now
    sent = b"".join(write(OutCalendar("Ours", ics.events_of(Series.objects.filter(pk=series.pk), now))))
    shown = on([series])
    theirs = happenings_of(sent, SINCE, UNTIL)
    assert sorted({start for start, _end, title in theirs if title != OFF}) == sorted({start for start, _end in shown})
    feed = Feed.objects.create(group=scene.other, address="https://calendar.example/x.ics")
    applying.apply(feed, read(sent, zone=LONDON, now=now), now)
    imported = Series.objects.filter(feed=feed)
    assert on(imported) == shown
    assert not applying.apply(feed, read(sent, zone=LONDON, now=now), now)
    imported.delete()
    feed.delete()


@settings(max_examples=60, suppress_health_check=LEFT_ALONE)
@given(recurrences(), MOVES)
def test_imported_again_it_is_the_same(scene, ours, rule, moves):
    check(scene, ours, rule, moves)


@pytest.mark.deep
@settings(max_examples=3000, suppress_health_check=LEFT_ALONE)
@given(recurrences(), MOVES)
def test_imported_again_it_is_the_same_for_many(scene, ours, rule, moves):
    check(scene, ours, rule, moves)
