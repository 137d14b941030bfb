"""Fills an empty hub with Loomwick. Run again it changes nothing; interrupted, it goes on where it
stopped; groups that it did not make it never touches."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date
from itertools import islice

from django.utils import timezone

from closeknit.core.progress import Progress, silent
from closeknit.demo import calendar, crowd, meetings, networks, promises, stories
from closeknit.demo.known import SOURCE, Known
from closeknit.demo.loomwick.groups import GROUPS
from closeknit.demo.place import check_hub_is_free, load_place
from closeknit.demo.writing import Tally, Told, Writer
from closeknit.directory.indexing import reindex_all
from closeknit.directory.models import Group, SearchEntry
from closeknit.directory.vocabulary import GroupState
from closeknit.places import versions

DEFAULT_GROUPS = 233  # with those by hand, and without those that have closed: the 312 of the pictures
DEFAULT_SEED = 7
CHUNK, BIG_CHUNK = 2_000, 8_000  # groups in one transaction, for few and for many
AT_ONCE = 20_000  # from so many new groups on, the index is made anew at the end: that is faster


@dataclass(frozen=True, slots=True)
class Report:
    created: int
    updated: int
    unchanged: int
    groups: int  # in the hub, public and not closed


def load(
    *,
    groups: int = DEFAULT_GROUPS,
    seed: int = DEFAULT_SEED,
    today: date | None = None,
    progress: Progress = silent,
    indexing: Progress = silent,
) -> Report:
    """Loomwick with its hand-written groups and so many generated ones.

    ``today`` is the day the stories are told from; a hub that has them keeps its own day.
    """
    check_hub_is_free()
    today = today or _day_of_the_demo()
    load_place()
    has_new_words = stories.load_themes() + stories.load_venues(Known.read())
    known = Known.read()
    is_many = groups - crowd.count_there(seed) >= AT_ONCE
    writer = Writer(known, today, indexes=not is_many)
    tellings = _tellings(groups, seed, known, today, writer.tally)
    _write(writer, _chunks(tellings, BIG_CHUNK if is_many else CHUNK), len(GROUPS) + groups, progress)
    if stories.load_ties(today) or has_new_words:
        versions.bump()
    promises.load_promises(known, today)
    calendar.load_calendar(known, today)
    networks.load_networks(known, today)
    meetings.load_meetings(known, today)
    _mend_index(indexing, is_stale=bool(has_new_words and writer.tally.unchanged))
    return _report(writer.tally)


def _day_of_the_demo() -> date:
    """The day on which this hub's first story was written, else today."""
    first = Group.objects.filter(source=SOURCE).order_by("pk").values_list("created_at", flat=True).first()
    return first.astimezone(UTC).date() if first else timezone.localdate()


def _tellings(groups: int, seed: int, known: Known, today: date, tally: Tally) -> Iterator[Told]:
    yield from stories.tell_stories(known, today)
    if crowd.is_all_there(groups, seed, today):
        tally.unchanged += groups
    else:
        yield from crowd.tell_crowd(groups, seed, known, today)


def _chunks(tellings: Iterator[Told], size: int) -> Iterator[list[Told]]:
    while chunk := list(islice(tellings, size)):
        yield chunk


def _write(writer: Writer, chunks: Iterable[list[Told]], total: int, progress: Progress) -> None:
    done = 0
    for chunk in chunks:
        writer.write(chunk)
        done += len(chunk)
        progress(done, total)
    progress(total, total)


def _mend_index(progress: Progress, *, is_stale: bool) -> None:
    """Make the index anew where it was put off to the end, now or by a run that was interrupted."""
    if is_stale or SearchEntry.objects.count() != Group.objects.public().count():
        reindex_all(progress)


def _report(tally: Tally) -> Report:
    is_open = Group.objects.public().exclude(state=GroupState.CLOSED)
    return Report(tally.created, tally.updated, tally.unchanged, is_open.count())
