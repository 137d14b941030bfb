"""Seven calendars of real venues and groups, which are not part of this project, and 135 broken ones."""

import time
from datetime import UTC, datetime
from pathlib import Path

import pytest
import time_machine
from django.utils import timezone

from closeknit.calendar import upcoming
from closeknit.calendar.actions import feeds
from closeknit.calendar.feeds import fetching
from closeknit.calendar.models import Change, FeedReading, Series
from closeknit.core.errors import Refused
from tests.support.feed_things import ADDRESS, Site, ToTheSite, served

DATA = Path(__file__).parents[3] / "shared" / "data"
FEEDS, BROKEN = DATA / "ics-feeds", DATA / "bad-inputs" / "ics"
FILES = sorted(path for path in BROKEN.rglob("*.ics"))

real = pytest.mark.skipif(not FEEDS.is_dir(), reason="the seven calendars are not here (../shared/data/ics-feeds)")
broken = pytest.mark.skipif(not FILES, reason="the broken calendars are not here (../shared/data/bad-inputs/ics)")


@pytest.fixture
def site(monkeypatch):
    with served(Site()) as found:
        monkeypatch.setattr(fetching, "network", ToTheSite(found.port))
        yield found


def connected(scene, site, name):
    site.body = (FEEDS / f"{name}.ics").read_bytes()
    feed = feeds.look_at(scene.group, ADDRESS, by=scene.priya)
    return feeds.believe(feed, by=scene.priya, digest=feed.reading.digest)


@real
@pytest.mark.parametrize(
    ("name", "at", "series", "changes", "dates"),
    [
        ("Placecal_Hulme_Moss_Side_Google_Cal", datetime(2018, 1, 1, tzinfo=UTC), 136, 3, 1861),
        ("Zion_Centre_Guide", datetime(2018, 1, 1, tzinfo=UTC), 24, 0, 885),
        ("Teamup_com_calendar", datetime(2019, 8, 1, tzinfo=UTC), 25, 0, 20),
        ("generic_webcal_feed", datetime(2018, 10, 1, tzinfo=UTC), 3, 0, 12),
        ("import_test_calendar", datetime(2018, 1, 1, tzinfo=UTC), 11, 0, 11),
    ],
)
def test_each_comes_in_whole(scene, site, name, at, series, changes, dates):
    with time_machine.travel(at, tick=False):
        connected(scene, site, name)
        rows = list(Series.objects.all())
        found = upcoming.dates_within(rows, (at, at.replace(year=at.year + 1)))
        assert (len(rows), Change.objects.count(), len(found)) == (series, changes, dates)
        assert all(row.title and row.slug for row in rows)


@real
def test_the_sign_in_page_is_refused(scene, site):
    with pytest.raises(Refused, match="asks to sign in"):
        connected(scene, site, "family-action-org-uk-bad")


@real
def test_the_empty_one_is_held(scene, site):
    site.body = (FEEDS / "calendar_for_outlook.ics").read_bytes()
    feed = feeds.look_at(scene.group, ADDRESS, by=scene.priya)
    assert FeedReading.objects.get(feed=feed).reason == "empty"


def survives(scene, site, path):
    """It comes in, or is refused with a sentence, and soon."""
    site.body, begun = path.read_bytes(), time.perf_counter()
    try:
        feed = feeds.look_at(scene.group, ADDRESS, by=scene.priya)
    except Refused as no:
        assert no.message
        assert no.message[0].isupper()
        assert no.message.endswith(".")
        return False
    assert all(str(one) for one in fetching.calendar_of((), feed.reading.oddities).warnings)
    feeds.believe(feed, by=scene.priya, digest=feed.reading.digest)
    list(upcoming.dates_within(list(feed.series.all()), (timezone.now(), timezone.now().replace(year=2028))))
    Series.objects.all().delete()
    feed.delete()
    assert time.perf_counter() - begun < 5
    return True


@broken
def test_some_of_the_broken_ones(scene, site):
    with time_machine.travel(scene.now):
        assert sum(survives(scene, site, path) for path in FILES[::8]) > 5


@broken
@pytest.mark.deep
def test_each_of_the_broken_ones(scene, site):
    assert len(FILES) > 130
    with time_machine.travel(scene.now):
        assert sum(survives(scene, site, path) for path in FILES) > 60
