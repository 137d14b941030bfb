"""What the page of a network shows, gathered in a fixed number of queries."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db.models import Count, Q
from django.utils import timezone

from closeknit.calendar.models import Series
from closeknit.calendar.policies import place_is_open
from closeknit.calendar.reads import Happening, happenings
from closeknit.directory.models import Group
from closeknit.networks import paths, reads
from closeknit.networks.feedback_counts import few_or
from closeknit.networks.meeting_vocabulary import MeetingState
from closeknit.networks.minutes_lines import what_came_of
from closeknit.networks.models import Meeting, Network, Priority
from closeknit.networks.things import NETWORK
from closeknit.networks.vocabulary import PriorityState

TOP = 5
PAST = 6
MOST_AT_WORK = 10
AHEAD = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class Past:
    """A meeting that is over: its series, and how many came, of whom how many for the first time."""

    series: Series
    meeting: Meeting | None
    came: int = 0
    first_time: int | None = 0
    came_of_it: str = ""  # in words, once it is published


@dataclass(frozen=True, slots=True)
class NetworkPage:
    network: Network
    standing: reads.Standing
    priorities: Sequence[paths.Line]
    more_open: int
    let_go: int
    done: int
    next: Happening | None
    later: Sequence[Happening]
    past: Sequence[Past]
    organisers: Sequence[Any]
    groups: Sequence[Group]
    group_count: int
    people_count: int
    at_work: Sequence[Meeting] = ()  # for those who run it: what is planned, to come, or going on

    @property
    def next_place(self) -> str:
        """Where it is, unless that is told only to those who come."""
        if self.next is None or not place_is_open(self.next.series, self.next.venue):
            return ""
        return ", ".join(filter(None, [self.next.venue.name if self.next.venue else "", self.next.place_words]))

    @property
    def next_address(self) -> str:
        return self.next.series.get_absolute_url() if self.next else ""

    @property
    def pattern(self) -> int:
        """The selvedge of its area, or of the one around it."""
        area = self.network.area
        return (area.pattern or (area.parent.pattern if area.parent else 0)) if area else 0


def network_page(network: Network, person: Any) -> NetworkPage:
    open_ones, settled = _priorities(network, person)
    coming = _coming(network, person)
    groups = reads.groups_of(network)
    return NetworkPage(
        network=network,
        standing=reads.standing_of(person, network),
        priorities=paths.lines(open_ones[:TOP], person),
        more_open=max(0, len(open_ones) - TOP),
        let_go=sum(one.state == PriorityState.LET_GO for one in settled),
        done=sum(one.state == PriorityState.DONE for one in settled),
        next=coming[0] if coming else None,
        later=coming[1:4],
        past=_past(network, person),
        organisers=reads.organisers(network),
        groups=groups[: reads.FACES],
        group_count=groups.count(),
        people_count=network.memberships.people().count(),
        at_work=_at_work(network, person),
    )


def _priorities(network: Network, person: Any) -> tuple[list[Priority], list[Priority]]:
    """Those that are worked on, by their place, and the others. One query."""
    rows = list(Priority.objects.visible_to(person).filter(network=network))
    return [one for one in rows if one.is_open], [one for one in rows if not one.is_open]


def _at_work(network: Network, person: Any) -> list[Meeting]:
    """One query for those who may run one, none for a visitor."""
    rows = Meeting.objects.run_by(person).filter(network=network).exclude(state=MeetingState.CLOSED)
    return list(rows.select_related("series").order_by("series__first_on", "pk")[:MOST_AT_WORK])


def _coming(network: Network, person: Any) -> list[Happening]:
    now = timezone.now()
    found = happenings(now - timedelta(hours=12), now + AHEAD, hosts=[network], person=person)
    return [one for one in found if one.ends > now and not one.is_cancelled]


def _past(network: Network, person: Any) -> list[Past]:
    """The meetings that are over, the latest first. Five queries."""
    shown = Series.objects.visible_to(person).filter(host_kind=NETWORK, host_id=network.pk)
    over = shown.filter(last_on__lt=timezone.localdate()).exclude(state="cancelled")
    series = list(over.select_related("venue").order_by("-last_on", "-id")[:PAST])
    seen = Meeting.objects.visible_to(person).filter(series__in=series)
    counted = seen.annotate(
        came=Count("arrivals"), first_time=Count("arrivals", filter=Q(arrivals__is_first_time=True))
    )
    meetings = {meeting.series_id: meeting for meeting in counted}
    came_of = what_came_of(meetings.values(), person)
    return [_told(one, meetings.get(one.pk), came_of) for one in series]


def _told(series: Series, meeting: Any, came_of: Mapping[int, str]) -> Past:
    if meeting is None:
        return Past(series, None)
    return Past(series, meeting, meeting.came, few_or(meeting.first_time, meeting.came), came_of.get(meeting.pk, ""))
