"""A group's own calendar: connected, believed or not, disconnected, and all of that taken back."""

from collections.abc import Collection

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from closeknit.accounts.models import Person
from closeknit.algorithms.ics.difference import difference
from closeknit.algorithms.ics.feed import Calendar, NotACalendar, Why
from closeknit.algorithms.ics.keeping import unpacked
from closeknit.calendar.feeds import applying, fetching, pace, rows, verbs
from closeknit.calendar.feeds.fetching import Answer
from closeknit.calendar.feeds.rows import Found
from closeknit.calendar.feeds.vocabulary import REMEDIES, FeedState
from closeknit.calendar.models import Feed, FeedItem, FeedReading, Series
from closeknit.calendar.vocabulary import Sight
from closeknit.core.errors import Refused
from closeknit.directory.models import Group
from closeknit.journal.recording import record
from closeknit.places import versions

MOST_OF_A_GROUP = 5


def look_at(group: Group, address: str, *, by: Person) -> Feed:
    """Read the calendar for the first time, and keep what it says until somebody has looked at it.
    ``Refused`` says what stands at the address instead. Nothing is published yet."""
    address = fetching.web_address(address)
    _refuse_twice(group, address)
    if Feed.objects.filter(group=group, state=FeedState.CONNECTED).count() >= MOST_OF_A_GROUP:
        raise Refused(_("A group can connect up to 5 calendars. Disconnect one first."))
    now, (calendar, answer) = timezone.now(), _read_first(address)
    with transaction.atomic():
        Feed.objects.filter(group=group, state=FeedState.NEW, address=address).delete()
        feed = Feed.objects.create(group=group, address=address, name=calendar.name[:200], by=by)
        held = difference(Calendar(), calendar, now).held
        rows.keep_reading(feed, address, Found(calendar, answer.marks, held))
    return feed


def look_elsewhere(feed: Feed, address: str) -> None:
    """Read the calendar at another address, and keep what it says until somebody has looked at it."""
    address = fetching.web_address(address)
    _refuse_twice(feed.group, address, but=feed)
    now, (calendar, answer) = timezone.now(), _read_first(address)
    with transaction.atomic():
        row = rows.hold(feed)
        if not row.is_connected:
            raise Refused(_("This calendar is not connected any more."))
        rows.keep_reading(
            row, address, Found(calendar, answer.marks, difference(applying.live(row), calendar, now).held)
        )


@transaction.atomic
def believe(feed: Feed, *, by: Person, digest: str) -> Feed:
    """What was read is right, as whoever looked at it has seen it. Safe to repeat."""
    row = rows.hold(feed)
    reading = FeedReading.objects.filter(feed=row).first()
    if row.is_left:
        raise Refused(_("This calendar is not connected any more."))
    if reading is None:
        return row
    if reading.digest != digest:
        raise Refused(_("The calendar has changed in the meantime. Please look once more."))
    _refuse_twice(row.group, reading.address, but=row)
    is_new = row.state == FeedState.NEW
    now = timezone.now()
    versions.bump()
    row.address, row.name, row.state = reading.address, reading.name, FeedState.CONNECTED
    row.marks, row.oddities, row.digest = reading.marks, reading.oddities, reading.digest
    row.by = row.by or by
    rows.note_well(row, reading.read_at)
    row.whole_at, row.next_at = reading.read_at, pace.next_time(now, 0, pace.CHANCE)
    row.save()
    applying.apply(row, fetching.calendar_of(reading.events, reading.oddities, reading.name), now)
    reading.delete()
    record(
        verbs.CONNECTED if is_new else verbs.BELIEVED,
        by=by,
        speaking_as=row.group,
        about=row.group if is_new else row,
    )
    return row


@transaction.atomic
def keep_ours(feed: Feed, *, by: Person) -> Feed:
    """What was read is wrong: all stays as it is, and nobody is asked again until a reading can be believed."""
    row = rows.hold(feed)
    if not row.is_connected:
        raise Refused(_("This calendar is not connected."))
    if FeedReading.objects.filter(feed=row).delete()[0]:
        row.kept_ours_at = timezone.now()
        row.save(update_fields=["kept_ours_at"])
        record(verbs.BELIEVED, by=by, speaking_as=row.group, about=row)
    return row


@transaction.atomic
def disconnect(feed: Feed, *, by: Person, keep_events: bool) -> Feed:
    """Read it no more. Its events become the group's own, to be changed here, or leave the calendar."""
    row = rows.hold(feed)
    if not row.is_connected:
        return row
    versions.bump()
    row.state = FeedState.KEPT if keep_events else FeedState.REMOVED
    row.left_at, row.next_at = timezone.now(), None
    row.save(update_fields=["state", "left_at", "next_at"])
    FeedReading.objects.filter(feed=row).delete()
    if not keep_events:
        _show(row, Sight.SHOWN, Sight.REMOVED)
    record(verbs.LEFT, by=by, speaking_as=row.group, about=row)
    return row


@transaction.atomic
def connect_again(feed: Feed, *, by: Person) -> Feed:
    """Take the disconnecting back: its events are there as they were, and it is read again soon."""
    row = rows.hold(feed)
    if not row.is_left:
        return row
    _refuse_twice(row.group, row.address)
    versions.bump()
    if row.state == FeedState.REMOVED:
        _show(row, Sight.REMOVED, Sight.SHOWN, but=_private(row))
    row.state, row.left_at, row.next_at, row.marks = FeedState.CONNECTED, None, timezone.now(), {}
    row.digest = ""  # what was changed here in the meantime is as the calendar says again
    row.save(update_fields=["state", "left_at", "next_at", "marks", "digest"])
    record(verbs.BACK, by=by, speaking_as=row.group, about=row)
    return row


@transaction.atomic
def throw_away(feed: Feed) -> None:
    """A calendar that was looked at and not connected."""
    row = rows.hold(feed)
    if row.state == FeedState.NEW:
        row.delete()


def _refuse_twice(group: Group, address: str, but: Feed | None = None) -> None:
    connected = Feed.objects.filter(group=group, address=address, state=FeedState.CONNECTED)
    if connected.exclude(pk__in=[but.pk] if but else []).exists():
        raise Refused(_("This calendar is connected already."))


def _read_first(address: str) -> tuple[Calendar, Answer]:
    answer = fetching.ask(address, timezone.now())
    if answer.calendar is None:
        raise Refused(_what_is_there(answer))
    return answer.calendar, answer


def _what_is_there(answer: Answer) -> str:
    """One sentence on what is wrong, and what to do: of what is no calendar as it is said elsewhere, of a
    site as it was heard."""
    if answer.why is not None and answer.why.value in set(Why):
        return NotACalendar(Why(answer.why.value)).said(_)
    if answer.said:
        return answer.said
    return str(REMEDIES[answer.why].words) if answer.why else ""


def _show(feed: Feed, was: str, now: str, but: Collection[int] = ()) -> None:
    """Have all its events seen or not, but for those that moderators have hidden."""
    Series.objects.filter(feed=feed, sight=was).exclude(pk__in=but).update(sight=now)


def _private(feed: Feed) -> set[int]:
    """The series of events that had been made private there, and those they go on from: nobody's to see, whatever
    comes back. Two queries."""
    rows = FeedItem.objects.filter(feed=feed, series__isnull=False).values_list("series", "kept")
    found = {number for number, kept in rows if unpacked(kept).is_private}
    split = Series.objects.filter(feed=feed, follows__isnull=False).values_list("pk", "follows")
    before = {number: earlier for number, earlier in split if earlier is not None}
    while more := {before[number] for number in found & before.keys()} - found:
        found |= more
    return found
