"""Reading feeds again, one at a time. What a crash breaks off is done again and changes nothing twice."""

from collections.abc import Callable
from datetime import datetime
from time import monotonic

from django.db import transaction
from django.utils import timezone

from closeknit.algorithms.ics.difference import difference
from closeknit.algorithms.ics.feed import Calendar
from closeknit.calendar.feeds import applying, fetching, pace, rows, verbs
from closeknit.calendar.feeds.applying import Touched
from closeknit.calendar.feeds.fetching import Answer
from closeknit.calendar.feeds.rows import Found
from closeknit.calendar.feeds.vocabulary import FeedState
from closeknit.calendar.models import Feed, FeedReading
from closeknit.directory.policies import stewards_of
from closeknit.journal.recording import record
from closeknit.places import versions

LONGEST_ROUND = 240.0  # seconds; the next round is five minutes later


def refresh_due(until: Callable[[], float] = monotonic) -> int:
    """Those whose time has come, the longest waiting first. Returns how many were asked."""
    began, done = until(), 0
    while until() - began < LONGEST_ROUND and (feed := _take_one(timezone.now())):
        refresh(feed)
        done += 1
    return done


def _take_one(now: datetime) -> Feed | None:
    """It goes to the end of the line first: if it is one that no worker survives, the others have their turn."""
    feed = Feed.objects.filter(state=FeedState.CONNECTED, next_at__lte=now).order_by("next_at", "id").first()
    if feed is not None:
        Feed.objects.filter(pk=feed.pk).update(next_at=now)
    return feed


def refresh(feed: Feed) -> None:
    """Ask, without a transaction; then write down what came, in one."""
    asked_at = timezone.now()
    marks = {} if pace.is_due_whole(feed.whole_at, asked_at) or not feed.digest else feed.marks
    answer = fetching.ask(feed.address, asked_at, marks)
    take_in(feed, answer, asked_at)


@transaction.atomic
def take_in(feed: Feed, answer: Answer, asked_at: datetime) -> None:
    """What came of asking. An answer that was overtaken by a later one counts for nothing."""
    row = rows.hold(feed)
    if not row.is_connected or row.address != feed.address or (row.asked_at and row.asked_at >= asked_at):
        return
    row.asked_at = asked_at
    if answer.why is not None:
        _note_trouble(row, answer, asked_at)
    elif answer.calendar is not None:
        _take_calendar(row, answer.calendar, answer)
    elif row.kept_ours_at or FeedReading.objects.filter(feed=row, address=row.address).exists():
        row.trouble, row.failures = "", 0
    else:
        rows.note_well(row, asked_at)
    row.next_at = pace.next_time(asked_at, row.failures, pace.CHANCE)
    row.save()


def _take_calendar(row: Feed, calendar: Calendar, answer: Answer) -> None:
    """Believe it, or hold it until somebody says that it is right."""
    now, digest = row.asked_at or timezone.now(), fetching.digest_of(calendar)
    row.trouble, row.failures = "", 0
    if digest == row.digest:
        rows.drop_reading(row)
        _believed(row, answer, now)
        return
    found = difference(applying.live(row), calendar, now)
    if found.held:
        if row.kept_ours_at is None and not rows.has_new_address(row):
            rows.keep_reading(row, row.address, Found(calendar, answer.marks, found.held))
            _tell_once(row, verbs.IN_DOUBT, now)
        return
    versions.bump()
    rows.drop_reading(row)
    touched = applying.apply(row, calendar, now)
    row.name, row.digest, row.oddities = calendar.name[:200], digest, fetching.oddities_of(calendar)
    _believed(row, answer, now)
    if touched:
        _tell_followers(row, touched)


def _believed(row: Feed, answer: Answer, now: datetime) -> None:
    row.marks, row.whole_at = dict(answer.marks), now
    rows.note_well(row, now)


def _note_trouble(row: Feed, answer: Answer, now: datetime) -> None:
    """The events stay. Whoever looks after the group is told once, if it lasts for two days."""
    row.trouble, row.failures = answer.why or "", row.failures + 1
    if now - (row.read_at or row.created_at) >= pace.TOLD_AFTER:
        _tell_once(row, verbs.BROKEN, now)


def _tell_once(row: Feed, verb: str, now: datetime) -> None:
    if row.told_at is None:
        row.told_at = now
        record(verb, about=row, to=list(stewards_of(row.group)) or [person for person in [row.by] if person])


def _tell_followers(row: Feed, touched: Touched) -> None:
    counts = {"new": touched.new, "changed": touched.changed, "ended": touched.ended}
    record(verbs.NEWS, about=row.group, data=counts)
