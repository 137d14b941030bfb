"""The lines of a week grid: on which days, how often, from when to when. One line is one schedule.

Schedules that name several ordinals (“first and third Tuesday”) become several lines; written back
they stay apart, which says the same.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import time
from typing import Any

from django.utils.translation import gettext_lazy as _

from closeknit.algorithms import schedule as schedules
from closeknit.directory.vocabulary import Weekday

WEEKLY, FORTNIGHTLY = "weekly", "fortnightly"
OFTEN = (
    ("", _("Choose how often")),
    (WEEKLY, _("every week")),
    (FORTNIGHTLY, _("every second week")),
    ("1", _("the first of the month")),
    ("2", _("the second of the month")),
    ("3", _("the third of the month")),
    ("4", _("the fourth of the month")),
    ("-1", _("the last of the month")),
)
DAYS = tuple(Weekday.choices)
LONGEST_NIGHT = 12 * 60  # minutes
FIELDS = ("often", "days", "opens", "closes", "first", "last", "remark")
Line = dict[str, Any]
EMPTY: Line = {"often": "", "days": [], "opens": "", "closes": "", "first": "", "last": "", "remark": ""}


def lines_of(stored: Sequence[Mapping[str, Any]]) -> tuple[list[Line], list[Mapping[str, Any]]]:
    """The lines for these schedules, and those schedules that no line can say (“every three months”)."""
    lines: list[Line] = []
    odd = []
    for schedule in stored:
        found = _lines(schedule)
        lines += found
        if not found:
            odd.append(schedule)
    return lines, odd


def _lines(schedule: Mapping[str, Any]) -> list[Line]:
    days: dict[int, list[str]] = defaultdict(list)
    for nth, day in schedules.parts(schedule["byday"]):
        days[nth].append(schedules.DAYS[day])
    often = {nth: _often(schedule["freq"], schedule["interval"], nth) for nth in days}
    if not days or not all(often.values()):
        return []
    return [
        {
            "often": often[nth],
            "days": codes,
            "opens": schedule["opens_at"] or "",
            "closes": schedule["closes_at"] or "",
            "first": schedule["valid_from"] or "",
            "last": schedule["valid_to"] or "",
            "remark": schedule["description"],
        }
        for nth, codes in days.items()
    ]


def _often(freq: str, interval: int, nth: int) -> str:
    if freq == "WEEKLY":
        return {1: WEEKLY, 2: FORTNIGHTLY}.get(interval, "")
    return str(nth) if interval == 1 and str(nth) in dict(OFTEN) else ""


def schedule_of(line: Mapping[str, Any]) -> dict[str, Any]:
    """A filled line as the portrait keeps a schedule; dates and hours as text."""
    is_weekly = line["often"] in (WEEKLY, FORTNIGHTLY)
    nth = "" if is_weekly else line["often"]
    return {
        "freq": "WEEKLY" if is_weekly else "MONTHLY",
        "interval": 2 if line["often"] == FORTNIGHTLY else 1,
        "byday": ",".join(f"{nth}{code}" for code in schedules.DAYS if code in line["days"]),
        "opens_at": line["opens"] or None,
        "closes_at": line["closes"] or None,
        "valid_from": line["first"] or None,
        "valid_to": line["last"] or None,
        "description": line["remark"],
    }


def ends_in_time(opens: time | None, closes: time | None) -> bool:
    """Whether it ends on the day it began, or in the night after: a shelter from 21:00 to 08:00 does,
    “19:00 to 18:00” is a slip."""
    if not (opens and closes) or opens < closes:
        return True
    begins, ends = (moment.hour * 60 + moment.minute for moment in (opens, closes))
    return begins != ends and ends + 24 * 60 - begins <= LONGEST_NIGHT
