"""Regular times as Open Referral (HSDS ``schedule``) and iCalendar (RFC 5545, BYDAY) write them:
in words, as dates, and read from what people type. Wall time; no clock but the one passed in."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
ORDINALS = {1: "First", 2: "Second", 3: "Third", 4: "Fourth", 5: "Fifth", -1: "Last", -2: "Last but one"}
DAWN = 7 * 60  # minutes; an earlier hour without am or pm is anybody's guess
HORIZON = timedelta(days=400)
_PART = re.compile(r"([-+]?\d{1,2})?(MO|TU|WE|TH|FR|SA|SU)")


@dataclass(frozen=True, slots=True)
class Schedule:
    """``freq`` is WEEKLY or MONTHLY; ``byday`` is ``TU,TH``, or ``1SU,-1FR`` for a monthly one."""

    freq: str
    byday: str
    interval: int = 1
    opens_at: time | None = None
    closes_at: time | None = None
    valid_from: date | None = None
    valid_to: date | None = None
    description: str = ""


def parts(byday: str) -> tuple[tuple[int, int], ...]:
    """``byday`` as pairs of ordinal (0 for every one) and weekday (Monday is 0)."""
    found = (_PART.fullmatch(part.strip().upper()) for part in byday.split(","))
    return tuple((int(part[1] or 0), DAYS.index(part[2])) for part in found if part)


def weekdays(schedule: Schedule) -> frozenset[str]:
    """The iCalendar codes of the days on which it can happen."""
    return frozenset(DAYS[day] for _, day in parts(schedule.byday))


def hours_in_words(schedule: Schedule) -> str:
    """“10.00 to 13.00”, “10.00”, or nothing."""
    if schedule.opens_at is None:
        return ""
    opens = f"{schedule.opens_at:%-H.%M}"
    return f"{opens} to {schedule.closes_at:%-H.%M}" if schedule.closes_at else opens


def in_words(schedule: Schedule) -> str:
    """“Tuesdays, 10.00 to 13.00”, “First Sunday of the month, 14.00”, “Every second Friday”."""
    days = parts(schedule.byday)
    if schedule.freq == "MONTHLY":
        named = [f"{ORDINALS.get(nth, '')} {NAMES[day]}".strip() for nth, day in days]
        months = "the month" if schedule.interval == 1 else f"every {schedule.interval} months"
        when = f"{_listed(named)} of {months}"
    elif schedule.interval == 1:
        when = _run(sorted(day for _, day in days))
    else:
        every = "second" if schedule.interval == 2 else f"{schedule.interval}th"  # noqa: PLR2004 - words
        when = f"Every {every} {_listed([NAMES[day] for _, day in days])}"
    words = ", ".join(filter(None, [when, hours_in_words(schedule)]))
    return f"{words} ({schedule.description})" if schedule.description else words


def _run(days: list[int]) -> str:
    """“Tuesdays”, “Monday to Friday”, “Tuesdays and Thursdays”, “Every day”."""
    if len(days) == len(DAYS):
        return "Every day"
    if len(days) > 2 and days[-1] - days[0] == len(days) - 1:  # noqa: PLR2004 - two days are no run
        return f"{NAMES[days[0]]} to {NAMES[days[-1]]}"
    return _listed([f"{NAMES[day]}s" for day in days])


def _listed(words: list[str]) -> str:
    return f"{', '.join(words[:-1])} and {words[-1]}" if len(words) > 1 else "".join(words)


def next_dates(schedule: Schedule, *, now: datetime, limit: int) -> list[date]:
    """The next ``limit`` days, today included until it has closed (or begun, if no end is known).

    An interval counts from ``valid_from``, or from the week or month of 5 January 1970, a Monday.
    """
    over = schedule.closes_at or schedule.opens_at
    first = now.date() + timedelta(days=bool(over and now.time() >= over))
    first = max(first, schedule.valid_from or first)
    last = min(first + HORIZON, schedule.valid_to or date.max)
    found: list[date] = []
    for day in _monthly(schedule, first) if schedule.freq == "MONTHLY" else _weekly(schedule, first):
        if day > last or len(found) == limit:
            break
        if day >= first:
            found.append(day)
    return found


def _weekly(schedule: Schedule, first: date) -> Iterator[date]:
    days = sorted({day for _, day in parts(schedule.byday)})
    anchor = schedule.valid_from or date(1970, 1, 5)
    anchor -= timedelta(days=anchor.weekday())
    week = first - timedelta(days=first.weekday())
    week += timedelta(weeks=-((week - anchor).days // 7) % schedule.interval)
    while days and week < first + HORIZON + timedelta(weeks=1):
        yield from (week + timedelta(days=day) for day in days)
        week += timedelta(weeks=schedule.interval)


def _monthly(schedule: Schedule, first: date) -> Iterator[date]:
    wanted = parts(schedule.byday)
    anchor = schedule.valid_from or date(1970, 1, 5)
    month = first.year * 12 + first.month - 1
    month += -(month - anchor.year * 12 - anchor.month + 1) % schedule.interval
    for number in range(month, month + 14 * schedule.interval, schedule.interval):
        opening = date(number // 12, number % 12 + 1, 1)
        yield from sorted({day for nth, weekday in wanted for day in _nth(opening, nth, weekday)})


def _nth(opening: date, nth: int, weekday: int) -> list[date]:
    """The ``nth`` such weekday of the month that begins on ``opening``; all of them for 0."""
    day = opening + timedelta(days=(weekday - opening.weekday()) % 7)
    days = [day + timedelta(weeks=week) for week in range(5)]
    days = [day for day in days if day.month == opening.month]
    if nth == 0:
        return days
    place = nth - 1 if nth > 0 else len(days) + nth
    return [days[place]] if 0 <= place < len(days) else []


_NAMES = "|".join(f"{name[:3].lower()}(?:{name[3:].lower()})?s?" for name in NAMES).replace("tue(?:sday)?", "tue(?:s|sday)?").replace("thu(?:rsday)?", "thu(?:r|rs|rsday)?")
_HOUR = r"(?:\d{1,2}(?:[:.]\d{2})?\s*(?:am|pm|noon)?|noon|midday)"
_LINE = re.compile(
    rf"(?P<days>(?:{_NAMES})(?:\s*(?:-|–|to|,|&|and)\s*(?:{_NAMES}))*)[:,]?\s+(?P<opens>{_HOUR})\s*(?:-|–|to|until)\s*(?P<closes>{_HOUR})"
)
_BREAK = re.compile(r"\s*(?:;|,|\n|\band\b|&)\s*")


def parse_opening_times(text: str) -> tuple[Schedule, ...]:
    """Weekly schedules read from free text such as “Tuesday - Friday 12noon - 2pm”.

    Only when the whole text is understood; otherwise none, and the text is kept as text.
    """
    rest = " ".join(text.lower().split()).rstrip(".")
    found: list[Schedule] = []
    while rest:
        line = _LINE.match(rest)
        hours = line and _hours(line["opens"], line["closes"])
        if not (line and hours):
            return ()
        found.append(Schedule("WEEKLY", ",".join(_named_days(line["days"])), opens_at=hours[0], closes_at=hours[1]))
        rest = rest[line.end() :]
        gap = _BREAK.match(rest)
        if rest and not gap:
            return ()
        rest = rest[gap.end() :] if gap else rest
    return tuple(found)


def _named_days(text: str) -> list[str]:
    pieces = re.split(r"\s*(-|–|to|,|&|and)\s*(?=[a-z])", text)
    days: list[int] = []
    for place in range(0, len(pieces), 2):
        day = next(number for number, name in enumerate(NAMES) if pieces[place].startswith(name[:3].lower()))
        if place and pieces[place - 1] in {"-", "–", "to"} and days:
            days += [number % 7 for number in range(days[-1] + 1, days[-1] + 1 + (day - days[-1]) % 7)]
        else:
            days.append(day)
    return [DAYS[day] for day in sorted(set(days))]


def _hours(opens: str, closes: str) -> tuple[time, time] | None:
    """Both hours in 24-hour time; an hour without am or pm takes the other's, if that makes sense."""
    first, last = _hour(opens), _hour(closes)
    if first is None or last is None:
        return None
    (start, half), (end, other) = first, last
    if half is None and other is None:
        return (_time(start), _time(end)) if DAWN <= start < end < 24 * 60 else None
    end = end if other is None else _twelve(end, other)
    if half is None:
        start = _twelve(start, other or "am") if _twelve(start, other or "am") < end else start
    else:
        start = _twelve(start, half)
    if other is None:
        end = _twelve(end, half or "am") if end <= start else end
        end = end + 720 if end <= start else end
    return (_time(start), _time(end)) if start < end < 24 * 60 else None


def _hour(text: str) -> tuple[int, str | None] | None:
    """Minutes after midnight as written, and am, pm or neither."""
    if text in {"noon", "midday"}:
        return 720, "pm"
    found = re.fullmatch(r"(\d{1,2})(?:[:.](\d{2}))?\s*(am|pm|noon)?", text.strip())
    if not found or int(found[1]) > 23 or int(found[2] or 0) > 59:  # noqa: PLR2004 - a clock
        return None
    half = "pm" if found[3] == "noon" else found[3]
    return int(found[1]) * 60 + int(found[2] or 0), half


def _twelve(minutes: int, half: str) -> int:
    if minutes >= 13 * 60:
        return minutes
    return minutes % 720 + (720 if half == "pm" else 0)


def _time(minutes: int) -> time:
    return time(minutes // 60, minutes % 60)
