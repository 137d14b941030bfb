"""Schedules as words in a cell: ``WEEKLY TU,TH 19:00-21:00; MONTHLY 1SU 14:00 from 2026-01-04``.

A schedule is its frequency, its days, its hours, ``every N`` when it skips, ``from`` and ``until``,
and a remark in double quotes. Lossless: ``read(write(s)) == s``.
"""

import json
import re
from collections.abc import Iterable
from datetime import date, time

from closeknit.algorithms.schedule import Schedule

MOST_SKIPPED = 1_000  # weeks or months
LONGEST_DAYS, LONGEST_REMARK = 40, 200  # letters, as the table keeps them
_ONE = re.compile(
    r"""\s*(?P<freq>WEEKLY|MONTHLY)
    (?:\s+(?P<byday>[-+]?\d*[A-Z]{2}(?:,[-+]?\d*[A-Z]{2})*))?
    (?:\s+(?P<opens>\d{1,2}:\d{2}(?::\d{2})?)?(?:-(?P<closes>\d{1,2}:\d{2}(?::\d{2})?))?)?
    (?:\s+every\s+(?P<interval>\d+))?
    (?:\s+from\s+(?P<valid_from>\d{4}-\d{2}-\d{2}))?
    (?:\s+until\s+(?P<valid_to>\d{4}-\d{2}-\d{2}))?
    (?:\s+(?P<description>"(?:[^"\\]|\\.)*"))?
    \s*(?:;|$)""",
    re.VERBOSE,
)


def write(schedules: Iterable[Schedule]) -> str:
    """The cell for these schedules."""
    return "; ".join(_written(schedule) for schedule in schedules)


def read(text: str) -> tuple[Schedule, ...]:
    """The schedules of a cell; ``ValueError`` when it is not written like one."""
    schedules, place = [], 0
    while place < len(text.rstrip()):
        found = _ONE.match(text, place)
        if not found:
            raise ValueError(text)
        schedules.append(_read(found))
        place = found.end()
    return tuple(schedules)


def _written(schedule: Schedule) -> str:
    hours = _hour(schedule.opens_at) + (f"-{_hour(schedule.closes_at)}" if schedule.closes_at else "")
    words = [
        schedule.freq,
        schedule.byday,
        hours,
        f"every {schedule.interval}" if schedule.interval != 1 else "",
        f"from {schedule.valid_from}" if schedule.valid_from else "",
        f"until {schedule.valid_to}" if schedule.valid_to else "",
        json.dumps(schedule.description, ensure_ascii=False) if schedule.description else "",
    ]
    return " ".join(word for word in words if word)


def _hour(moment: time | None) -> str:
    if moment is None:
        return ""
    return moment.strftime("%H:%M:%S" if moment.second else "%H:%M")


def _read(found: re.Match[str]) -> Schedule:
    part = found.groupdict()
    description = json.loads(part["description"]) if part["description"] else ""
    lengths = (int(part["interval"] or 1), len(part["byday"] or ""), len(description))
    if any(length > most for length, most in zip(lengths, (MOST_SKIPPED, LONGEST_DAYS, LONGEST_REMARK), strict=True)):
        raise ValueError(found[0])
    return Schedule(
        freq=part["freq"],
        interval=int(part["interval"] or 1),
        byday=part["byday"] or "",
        opens_at=_time(part["opens"]),
        closes_at=_time(part["closes"]),
        valid_from=date.fromisoformat(part["valid_from"]) if part["valid_from"] else None,
        valid_to=date.fromisoformat(part["valid_to"]) if part["valid_to"] else None,
        description=description,
    )


def _time(text: str | None) -> time | None:
    return time.fromisoformat(text.zfill(5)) if text else None
