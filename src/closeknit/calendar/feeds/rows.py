"""The rows of a feed: held for one transaction, put in order, and a reading that waits beside it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from closeknit.algorithms.ics.feed import Calendar
from closeknit.algorithms.ics.holding import Held, Reason
from closeknit.calendar.feeds import fetching
from closeknit.calendar.models import Feed, FeedReading


@dataclass(frozen=True, slots=True)
class Found:
    """A reading, the site's marks of it, and why it is in doubt, if it is."""

    calendar: Calendar
    marks: Mapping[str, str]
    held: Held | None


def hold(feed: Feed) -> Feed:
    """The row as it is now, for this transaction alone. The feed before the hub, in all that this room does."""
    return Feed.objects.select_for_update(of=("self",)).select_related("group", "by").get(pk=feed.pk)


def keep_reading(feed: Feed, address: str, found: Found) -> None:
    """It waits until somebody has looked at it."""
    calendar, held = found.calendar, found.held
    FeedReading.objects.update_or_create(
        feed=feed,
        defaults={
            "address": address,
            "name": calendar.name[:200],
            "events": fetching.kept(calendar.events),
            "oddities": fetching.oddities_of(calendar),
            "marks": dict(found.marks),
            "digest": fetching.digest_of(calendar),
            "reason": held.reason.value if held else "",
            "gone": held.gone if held else 0,
            "coming": held.coming if held else 0,
            "read_at": timezone.now(),
        },
    )


def drop_reading(feed: Feed) -> None:
    """What was in doubt is so no more. What was read at a new address goes on waiting."""
    FeedReading.objects.filter(feed=feed, address=feed.address).delete()


def has_new_address(feed: Feed) -> bool:
    """Whether a reading from another address waits."""
    return FeedReading.objects.filter(feed=feed).exclude(address=feed.address).exists()


def held_in(reading: FeedReading) -> Held | None:
    """Why the reading waits, if it is in doubt."""
    return Held(Reason(reading.reason), reading.gone, reading.coming) if reading.reason else None


def note_well(feed: Feed, at: datetime) -> None:
    """All is well again."""
    feed.asked_at = feed.read_at = at
    feed.trouble, feed.failures, feed.told_at, feed.kept_ours_at = "", 0, None, None
