"""What stands on my page."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from closeknit.directory.freshness import Standing, standing
from closeknit.directory.models import Group
from closeknit.directory.policies import groups_of
from closeknit.journal.contributions import Contribution, contributions_of
from closeknit.journal.reads import Followed, followed_by
from closeknit.journal.vocabulary import Level
from closeknit.journal.waiting import Waiting, waiting_for

MOST_FOLLOWED = 50
MOST_CONTRIBUTIONS = 5


@dataclass(frozen=True, slots=True)
class Mine:
    """A group that I look after, and what waits there."""

    group: Group
    standing: Standing
    waiting: tuple[Waiting, ...]


@dataclass(frozen=True, slots=True)
class MyPage:
    groups: tuple[Mine, ...]
    waiting: tuple[Waiting, ...]  # what is not for one of my groups
    followed: tuple[tuple[Followed, str], ...]  # with how much I hear of each
    contributions: tuple[Contribution, ...]


def my_page(person: Any, today: date) -> MyPage:
    """Costs one query each for my groups, what I follow, and each kind of thing that I follow; and
    those of the rooms that tell of what waits and of the sorts among the newest contributions."""
    waiting = waiting_for(person)
    groups = tuple(groups_of(person).order_by("name", "pk"))
    mine = {group.pk for group in groups}
    return MyPage(
        groups=tuple(_mine(group, waiting, today) for group in groups),
        waiting=tuple(one for one in waiting if one.group_id not in mine),
        followed=_followed(person),
        contributions=tuple(contributions_of(person, MOST_CONTRIBUTIONS)),
    )


def _mine(group: Group, waiting: list[Waiting], today: date) -> Mine:
    here = tuple(one for one in waiting if one.group_id == group.pk)
    return Mine(group, standing(group.state, group.confirmed_on, today), here)


def _followed(person: Any) -> tuple[tuple[Followed, str], ...]:
    known = [one for one in followed_by(person) if one.name][:MOST_FOLLOWED]
    return tuple((one, str(Level(one.level).label)) for one in known)
