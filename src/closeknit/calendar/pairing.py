"""Which date became which when a rule was changed, so that pages and answers go along."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from datetime import datetime

_Key = Callable[[datetime], Hashable]


def _week(wall: datetime) -> Hashable:
    year, week, _day = wall.isocalendar()
    return year, week


_NEARER_FIRST: tuple[_Key, ...] = (
    lambda wall: wall,
    lambda wall: wall.date(),
    _week,
    lambda wall: (wall.year, wall.month),
)


def paired(before: Iterable[datetime], after: Iterable[datetime]) -> dict[datetime, datetime | None]:
    """For each old wall time its new one: at the same hour, else on the same day, in the same week, in the
    same month, always in order; None for what is no more. O(n log n)."""
    old, new = sorted(set(before)), sorted(set(after))
    found: dict[datetime, datetime | None] = {}
    for key in _NEARER_FIRST:
        found |= _in_order(old, new, key)
        taken = set(found.values())
        old, new = [wall for wall in old if wall not in found], [wall for wall in new if wall not in taken]
    return found | dict.fromkeys(old)


def _in_order(old: Sequence[datetime], new: Sequence[datetime], key: _Key) -> dict[datetime, datetime | None]:
    waiting: dict[Hashable, list[datetime]] = defaultdict(list)
    for wall in reversed(new):
        waiting[key(wall)].append(wall)
    return {wall: waiting[key(wall)].pop() for wall in old if waiting[key(wall)]}
