"""What minutes are made from, and what an output shows: as much of it as everybody may read."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from closeknit.calendar.reads import happenings
from closeknit.commitments.vocabulary import Sight
from closeknit.core.prepared import PreparedRows
from closeknit.directory.models import Group
from closeknit.networks import coming, meeting_reads
from closeknit.networks.feedback_counts import FEW, few_or
from closeknit.networks.meeting_vocabulary import NoteKind
from closeknit.networks.minutes_drafting import Evening, Heap, Noted, without_names
from closeknit.networks.models import Arrival, Dot, Meeting, Note

TO_DO = (NoteKind.ACTION, NoteKind.NEED, NoteKind.OFFER)
AHEAD = timedelta(days=365)
LAST = 5


@dataclass(frozen=True, slots=True)
class Who:
    """Who was there: groups of the directory, groups that are not in it, people who agreed to be named, and how
    many in all. ``first_time`` is None where so few came for the first time that it would tell who."""

    groups: Sequence[Group]
    other_groups: Sequence[str]
    people: Sequence[str]
    came: int
    first_time: int | None


# ── Who was there ────────────────────────────────────────────────────────────────────────────────


def who_came(meeting: Meeting) -> Who:
    """Three queries. A group that must be kept safe is never among them, whatever was typed at the desk."""
    rows = list(_shown(meeting).select_related("group", "stub", "person"))
    safe = {name.casefold() for name in discreet_names()}
    found = [(row, row.group or row.stub) for row in rows]
    known = {group.pk: group for _row, group in found if group is not None and _may_be_told(group)}
    typed = {
        row.group_name.strip().casefold(): row.group_name.strip()
        for row, group in found
        if row.group is None and (group is None or group.pk not in known)
    }
    unlisted = [words for key, words in typed.items() if words and key not in safe]
    people = {_name_of(row) for row in rows if row.may_be_named} - {""}
    return Who(
        groups=sorted(known.values(), key=lambda group: group.name.casefold()),
        other_groups=sorted(unlisted, key=str.casefold),
        people=sorted(people, key=str.casefold),
        came=len(rows),
        first_time=few_or(sum(row.is_first_time for row in rows), len(rows)),
    )


def unnamed(meeting: Meeting) -> set[str]:
    """The people who came and did not agree to be named, and who took notes."""
    rows = list(meeting.arrivals.select_related("person"))
    agreed = {_name_of(row) for row in rows if row.may_be_named}
    scribes = set(meeting.notes.exclude(guest_name="").values_list("guest_name", flat=True))
    return ({_name_of(row) for row in rows if not row.may_be_named} | scribes) - agreed - {""}


def discreet_names() -> list[str]:
    """Groups that must be kept safe stand in no text. One query."""
    return list(Group._base_manager.filter(is_sensitive=True).values_list("name", flat=True))


def _shown(meeting: Meeting) -> Any:
    return meeting.arrivals.filter(sight=Sight.SHOWN)


def _may_be_told(group: Group) -> bool:
    return group.visibility == "public" and not group.is_sensitive


def _name_of(row: Arrival) -> str:
    return (row.person.name if row.person else row.guest_name).strip()


# ── How it was ranked ────────────────────────────────────────────────────────────────────────────


def figures_of(meeting: Meeting) -> dict[str, Any]:
    """What is kept with the minutes: how many came, and the ranking. With so few votes that one could tell whose they
    were, the order alone."""
    who, ranks = who_came(meeting), meeting_reads.ranking(meeting)
    voters = Dot.objects.filter(meeting=meeting).order_by().values("voter").distinct().count()
    hands = max(meeting.hands.values_list("number", flat=True), default=0)
    is_told, hidden = voters + hands >= FEW, unnamed(meeting)
    return {
        "came": who.came,
        "first_time": who.first_time,
        "groups": len(who.groups) + len(who.other_groups),
        "ranking": [
            {
                "place": rank.place,
                "cluster": str(rank.cluster.uuid),
                "title": without_names(rank.cluster.title, hidden),
                "votes": rank.votes if is_told else None,
                "tied": rank.is_tied,
            }
            for rank in ranks
            if any(one.votes for one in ranks)
        ],
    }


def title_told(meeting: Meeting, title: str) -> str:
    """The title of a cluster as the minutes' ranking keeps it. Two queries."""
    return without_names(title, unnamed(meeting))


# ── What was said ────────────────────────────────────────────────────────────────────────────────


def evening_of(meeting: Meeting) -> Evening:
    """What the texts are drafted from: nothing private, nothing hidden. Seven queries."""
    return Evening(
        question=meeting.question,
        items=[item.title for item in meeting.items.all()],
        heaps=_heaps(meeting),
        next_words=next_words(meeting),
        unnamed=unnamed(meeting),
        discreet=discreet_names(),
    )


def _heaps(meeting: Meeting) -> list[Heap]:
    """By cluster, the first in the ranking first; then by priority, by table, and the rest."""
    notes = meeting.notes.shown().select_related("cluster", "priority", "table").order_by("id")
    places = {rank.cluster.pk: position for position, rank in enumerate(meeting_reads.ranking(meeting))}
    heaps: dict[tuple[int, int, str], list[Noted]] = defaultdict(list)
    for note in notes:
        heaps[_heap_of(note, places)].append(Noted(note.kind, note.text, note.place_words))
    return [Heap(title, heaps[order, number, title]) for order, number, title in sorted(heaps)]


def _heap_of(note: Note, places: dict[int, int]) -> tuple[int, int, str]:
    if note.cluster is not None:
        return 0, places.get(note.cluster_id or 0, len(places)), note.cluster.title
    if note.priority is not None:
        return 1, note.priority.position, note.priority.title
    if note.table is not None and note.table.number:
        topic = note.table.topic or _("Table %(number)d") % {"number": note.table.number}
        return 2, note.table.number, topic
    return 3, 0, _("Besides")


def next_words(meeting: Meeting) -> str:
    """When and where the network meets next, if it is known."""
    coming_next = next_of(meeting)
    if coming_next is None:
        return ""
    facts = coming.facts_of(coming_next.series)
    told = {"day": facts.day, "time": facts.time, "where": facts.where}
    if facts.where:
        return _("We meet again on %(day)s at %(time)s: %(where)s.") % told
    return _("We meet again on %(day)s at %(time)s.") % told


def next_of(meeting: Meeting, person: Any = None) -> Any:
    """The next date of its network after this one, or nothing."""
    now = timezone.now()
    found = happenings(now, now + AHEAD, hosts=[meeting.network], person=person)
    return next((one for one in found if not one.is_cancelled and one.series.pk != meeting.series_id), None)


def to_take_up(meeting: Meeting) -> list[Note]:
    """Notes of something to do, needed or offered, that nobody has gone through yet. One query."""
    rows = meeting.notes.shown().filter(kind__in=TO_DO, taken_up=None).select_related("table", "cluster")
    return sorted(rows, key=lambda note: (TO_DO.index(NoteKind(note.kind)), note.pk))


def last_before(meeting: Meeting, person: Any = None) -> Meeting | None:
    """The meeting of this network before this one. One query."""
    start = meeting.series.first_on
    earlier = Q(series__first_on__lt=start) | Q(series__first_on=start, pk__lt=meeting.pk)
    rows = Meeting.objects.visible_to(person).filter(earlier, network=meeting.network_id, state="closed")
    return rows.select_related("series", "network").order_by("-series__first_on", "-pk").first()


def attended_by(group: Group) -> list[Meeting]:
    """The last published meetings at which somebody was for this group, the latest first. One query."""
    return ATTENDED_BY(group.pk)


def _attended(number: int) -> QuerySet[Meeting, Meeting]:
    there = Arrival.objects.filter(Q(group=number) | Q(stub=number), sight=Sight.SHOWN).values("meeting")
    rows = Meeting.objects.visible_to(None).filter(minutes__state="published", minutes__sight=Sight.SHOWN, pk__in=there)
    return rows.select_related("series", "network", "minutes").order_by("-series__first_on", "-pk")[:LAST]


ATTENDED_BY = PreparedRows(_attended)
