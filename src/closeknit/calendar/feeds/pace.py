"""When a feed is asked again: not all at once, seldom where it does not answer, never too late."""

import random
from datetime import datetime, timedelta

USUAL = timedelta(hours=6)
FIRST_PAUSE, LONGEST_PAUSE = timedelta(hours=1), timedelta(hours=24)
WHOLE_AFTER = timedelta(days=29)  # some dates stand for rules and would run out
TOLD_AFTER = timedelta(days=2)  # a site may be out of order for a day
JITTER = 0.2
CHANCE = random.Random()  # noqa: S311 - spreads work over time, no secret


def next_time(now: datetime, failures: int, chance: random.Random) -> datetime:
    """After 1, 2, 4 … hours where it failed, at most a day; a fifth sooner or later, by chance."""
    pause = USUAL if not failures else min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** min(failures - 1, 10))
    return now + pause * chance.uniform(1 - JITTER, 1 + JITTER)


def is_due_whole(whole_at: datetime | None, now: datetime) -> bool:
    """Whether to read it all again, whatever the site says of changes."""
    return whole_at is None or now - whole_at >= WHOLE_AFTER
