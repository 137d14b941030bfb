"""What others ask of a meeting: its facts, its agenda with times, its notes, and the ranking of its clusters."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q

from closeknit.algorithms import tally
from closeknit.networks import coming
from closeknit.networks.agenda_times import Timed, timed
from closeknit.networks.models import Cluster, Dot, Hands, Meeting


@dataclass(frozen=True, slots=True)
class RankedCluster:
    """``place`` is shared by those with as many votes; ``dots`` and ``hands`` together are ``votes``."""

    place: int
    cluster: Cluster
    votes: int
    dots: int
    hands: int
    is_tied: bool


def ranking(meeting: Meeting) -> list[RankedCluster]:
    """All clusters, the most dots and hands first, ties in the order of the board. Three queries."""
    clusters = list(meeting.clusters.select_related("priority"))
    hands = dict(Hands.objects.filter(meeting=meeting).values_list("cluster", "number"))
    given = Dot.objects.filter(meeting=meeting).values_list("client_id", "voter", "cluster", "at")
    dots = [tally.Dot(number, voter, cluster, at) for number, voter, cluster, at in given]
    numbers = [cluster.pk for cluster in clusters]
    votes = tally.counted(numbers, dots, hands, most=meeting.dots_each)
    by_number = {cluster.pk: cluster for cluster in clusters}
    return [
        RankedCluster(
            rank.place,
            by_number[rank.key],
            rank.votes,
            rank.votes - hands.get(rank.key, 0),
            hands.get(rank.key, 0),
            rank.is_tied,
        )
        for rank in tally.ranked(votes)
    ]


@dataclass(frozen=True, slots=True)
class Room:
    """How many came, how many for the first time, and how many of them have placed a dot."""

    came: int
    first_time: int
    voted: int


def room_of(meeting: Meeting) -> Room:
    """One query."""
    counted = meeting.arrivals.aggregate(
        came=Count("pk", distinct=True),
        first_time=Count("pk", filter=Q(is_first_time=True), distinct=True),
        voted=Count("dots__voter", distinct=True),
    )
    return Room(**counted)


def agenda_of(meeting: Meeting) -> Sequence[Timed]:
    """Its items with the times they are to begin and end. Two queries at most."""
    starts = coming.next_start(meeting.series)
    return list(timed(meeting.items.all(), starts)) if starts else []


def number_of_item(meeting: Meeting, items: Sequence[Any]) -> int:
    """Which item is on, from 1; 0 for none."""
    return next((number for number, item in enumerate(items, start=1) if item.pk == meeting.item_now_id), 0)
