"""What the pages of connected calendars show."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext

from closeknit.calendar.feeds import applying, fetching
from closeknit.calendar.feeds.health import Health, health_of
from closeknit.calendar.feeds.news import News, news_of
from closeknit.calendar.feeds.vocabulary import FeedState
from closeknit.calendar.models import Feed, FeedReading, Series
from closeknit.calendar.policies import feeds_seen_q
from closeknit.directory.models import Group


def visible_to(person: Any) -> Any:
    """The calendars of which this person may know, with their groups."""
    return Feed.objects.filter(feeds_seen_q(person)).select_related("group", "by")


@dataclass(frozen=True, slots=True)
class Standing:
    """A feed and how it is."""

    feed: Feed
    health: Health


@dataclass(frozen=True, slots=True)
class FeedPage:
    feed: Feed
    reading: FeedReading | None
    health: Health
    news: News | None  # what the reading that waits would change
    oddities: Sequence[str]
    series: int


def feeds_of(group: Group, now: datetime) -> list[Standing]:
    """Those that are connected, and those disconnected lately. Two queries."""
    rows = group.feeds.exclude(state=FeedState.NEW).order_by("state", "id")
    return standings(rows.select_related("group"), now)


def standings(rows: Iterable[Feed], now: datetime) -> list[Standing]:
    """Two queries."""
    feeds = list(rows)
    waiting = FeedReading.objects.filter(feed__in=feeds).defer("events")
    readings = {reading.feed_id: reading for reading in waiting}
    return [Standing(feed, health_of(feed, readings.get(feed.pk), now)) for feed in feeds]


def feed_page(feed: Feed, now: datetime) -> FeedPage:
    """Four queries; O(events) where a reading waits."""
    reading = FeedReading.objects.filter(feed=feed).first()
    news = None
    if reading is not None:
        after = fetching.calendar_of(reading.events, reading.oddities, reading.name)
        news = news_of(applying.live(feed), after, now)
    odd = fetching.calendar_of((), feed.oddities).warnings
    return FeedPage(
        feed=feed,
        reading=reading,
        health=health_of(feed, reading, now),
        news=news,
        oddities=[one.said(gettext) for one in odd],
        series=Series.objects.shown().filter(feed=feed).count(),
    )


def needing_somebody(rows: Any, now: datetime) -> list[Standing]:
    """Those of these that wait for somebody's word. Two queries."""
    return [one for one in standings(rows, now) if one.health.needs_somebody]
