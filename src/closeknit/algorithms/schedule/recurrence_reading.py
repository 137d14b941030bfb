"""What people type for a date or for many: “every tuesday 7pm-9pm”, “1st and 3rd wed at 10.30”,
“12 jan, 9 feb and 9 march 7pm”, “every other friday 10-12 until june, not in august”.

Parts that know themselves (exceptions, an end, dates) are taken out of the text first; what is left must
be days and hours, and nothing else. What can be meant in two ways is asked for, never guessed. O(length).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, tzinfo

from closeknit.algorithms.schedule.clock import Hour, read_hour, read_range
from closeknit.algorithms.schedule.dates import LONDON
from closeknit.algorithms.schedule.expansion import rule_days
from closeknit.algorithms.schedule.opening_times import take_days
from closeknit.algorithms.schedule.recurrence import Recurrence
from closeknit.algorithms.schedule.rule import DAYS
from closeknit.algorithms.schedule.tokens import NotUnderstood, Tokens
from closeknit.algorithms.schedule.typed_dates import (
    AND,
    DATE,
    DATES,
    MONTH,
    NUMBER,
    YEAR,
    dates_of,
    end_of_month,
    months_of,
)
from closeknit.algorithms.sentences import Sentence, gettext_noop

_LONGEST = 600
_OF_DAY = 24 * 60
_HORIZON = 366 * 9  # days: 29 February comes again
_NUMBERS = {"other": 2, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "eight": 8, "ten": 10, "twelve": 12}
_COUNT = rf"(?P<number>\d{{1,3}}|{'|'.join(_NUMBERS)})"
_EXCEPT = (
    r"(?:but\s+)?(?:except(?:\s+for)?|not|no(?:\s+meetings?)?|apart\s+from|excluding|skipping|without)"
    r"\s+(?:in\s+|on\s+|from\s+)?"
)
_MONTHS = rf"(?P<months>{MONTH}(?:{AND}{MONTH})*)(?!\s*,?\s*{YEAR})"
_WEEKDAY = r"(?:[a-z]*day|mon|tues?|weds?|thu(?:rs?)?|fri|sat|sun)"
_WHICH = (("second", "2nd"), ("third", "3rd"), ("fourth", "4th"), ("fifth", "5th"))
_NAMES = "|".join(name for names in _WHICH for name in names)
_MONTHDAY = rf"(?:{NUMBER}|last\s+day)"
_MONTHDAYS = rf"{_MONTHDAY}(?:{AND}(?:the\s+)?{_MONTHDAY})*"
_EACH_MONTH = r"\s+(?:of|in)\s+(?:the|each|every)\s+month\b"
_END = rf"(?:the\s+end\s+of\s+)?(?P<day>{DATE}|{MONTH}(?:\s+{YEAR})?)"


@dataclass
class _Parts:
    """What was found so far."""

    unit: str = ""  # day, week, month or year
    interval: int = 1
    byday: list[tuple[int, int]] = field(default_factory=list)
    monthdays: tuple[int, ...] = ()
    months: tuple[int, ...] = ()
    dates: str = ""
    also: str = ""
    since: str = ""
    until: str = ""
    count: int | None = None
    without: str = ""
    skipped: list[tuple[str, str]] = field(default_factory=list)
    opens: time = time()
    minutes: int = 0


def read(text: str, today: date, zone: tzinfo = LONDON) -> Recurrence:
    """What it says, beginning on its first day from today on; NotUnderstood says what to write instead.

    Without an end it lasts no minutes, for nobody knows.
    """
    text = re.sub(r"\s+", " ", text.lower().replace("’", "'")).strip(" .")
    if len(text) > _LONGEST:
        raise NotUnderstood(Sentence(gettext_noop("This is too long. Write the days and the hours alone.")))
    parts = _Parts()
    left = text
    for pattern, take in _TAKEN:
        for found in re.finditer(pattern, left):
            take(parts, found)
        left = re.sub(pattern, ",", left)
    _read_rest(parts, left)
    return _made(parts, today, zone)


def _take_holidays(parts: _Parts, found: re.Match[str]) -> None:
    words = gettext_noop("Leave the school holidays out here, and tick “Not in school holidays”.")
    raise NotUnderstood(Sentence(words))


def _take_span(parts: _Parts, found: re.Match[str]) -> None:
    parts.skipped.append((found["first"], found["last"]))


def _take_without(parts: _Parts, found: re.Match[str]) -> None:
    parts.without = f"{parts.without}, {found['dates']}" if parts.without else found["dates"]


def _take_except_months(parts: _Parts, found: re.Match[str]) -> None:
    others = months_of(found["months"])
    parts.months = tuple(number for number in range(1, 13) if number not in others)


def _take_months(parts: _Parts, found: re.Match[str]) -> None:
    parts.months = months_of(found["months"])


def _take_until(parts: _Parts, found: re.Match[str]) -> None:
    parts.until = found["day"]


def _take_since(parts: _Parts, found: re.Match[str]) -> None:
    parts.since = found["day"]


def _take_count(parts: _Parts, found: re.Match[str]) -> None:
    parts.count = _number(found["number"])


def _take_interval(parts: _Parts, found: re.Match[str]) -> None:
    parts.interval, parts.unit = _number(found["number"]), found["unit"]


def _take_other_week(parts: _Parts, found: re.Match[str]) -> None:
    parts.interval, parts.unit = 2, "week"


def _take_unit(parts: _Parts, found: re.Match[str]) -> None:
    parts.unit = found["unit"] or found["ly"].replace("annual", "year").removesuffix("ly")


def _take_which(parts: _Parts, found: re.Match[str]) -> None:
    """“Every second Tuesday” may be every other one, or that of the month."""
    which, day = found["which"], found["day"]
    weeks = next(weeks for weeks, names in enumerate(_WHICH, 2) if which in names)
    other = f"every other {day}" if weeks == 2 else f"{day}, every {weeks} weeks"  # noqa: PLR2004 - two weeks
    words = gettext_noop("Every few weeks, or once a month? Write one of these.")
    raise NotUnderstood(Sentence(words), (other, f"{which} {day} of the month"))


def _take_monthdays(parts: _Parts, found: re.Match[str]) -> None:
    numbers = {int(number) for number in re.findall(r"\d+", found["numbers"])}
    parts.monthdays = (*sorted(numbers), *([-1] if "last" in found["numbers"] else []))
    parts.unit = parts.unit or "month"


def _take_also(parts: _Parts, found: re.Match[str]) -> None:
    parts.also = found["dates"]


def _take_dates(parts: _Parts, found: re.Match[str]) -> None:
    parts.dates = f"{parts.dates}, {found[0]}" if parts.dates else found[0]


def _take_all_day(parts: _Parts, found: re.Match[str]) -> None:
    parts.minutes = _OF_DAY * int(found["number"] or 1)


_TAKEN = (
    (rf"\b(?:{_EXCEPT}(?:the\s+)?(?:school\s+)?holidays?\b|(?:in\s+)?term[\s-]?time(?:\s+only)?\b)", _take_holidays),
    (rf"\b{_EXCEPT}(?P<first>{DATE})\s*(?:to|until|till|-|–)\s*(?P<last>{DATE})", _take_span),
    (rf"\b{_EXCEPT}(?P<dates>{DATES})", _take_without),
    (rf"\b{_EXCEPT}{_MONTHS}", _take_except_months),
    (rf"\b(?:and\s+)?also\s+(?:on\s+)?(?P<dates>{DATES})", _take_also),
    (rf"\b(?:only\s+)?in\s+{_MONTHS}(?:\s+only\b)?", _take_months),
    (rf"\b(?:until|till|ending(?:\s+on)?|up\s+to)\s+{_END}", _take_until),
    (rf"\b(?:from|starting(?:\s+on)?|beginning(?:\s+on)?|since)\s+(?P<day>{DATE})", _take_since),
    (rf"(?<![\d.:])(?:for\s+)?\b{_COUNT}\s+(?:times|dates|sessions|meetings)\b", _take_count),
    (rf"\b(?:every|each)\s+{_COUNT}\s+(?P<unit>day|week|month|year)s?\b(?:\s+on\b)?", _take_interval),
    (rf"\b(?:every|each)\s+(?:other|alternate)\s+(?={_WEEKDAY}\b)", _take_other_week),
    (r"\b(?:every\s+(?:other|second)\s+week|every\s+fortnight|fortnightly)\b(?:\s+on\b)?", _take_other_week),
    (rf"\b(?:every|each)\s+(?P<which>{_NAMES})\s+(?P<day>{_WEEKDAY})\b(?!\s+(?:of|in)\s)", _take_which),
    (rf"\bthe\s+(?P<numbers>{_MONTHDAYS})(?:\s+day)?(?:{_EACH_MONTH}|(?=\s*,?\s*$|\s*,))", _take_monthdays),
    (rf"\b(?P<numbers>{_MONTHDAYS}){_EACH_MONTH}", _take_monthdays),
    (
        r"\b(?:(?:every|each)\s+(?P<unit>week|month|year)|(?P<ly>(?:week|month|year)ly|annually))\b(?:\s+on\b)?",
        _take_unit,
    ),
    (r"\ball day\b(?:\s*,?\s*for (?P<number>\d{1,2}) days)?", _take_all_day),
    (rf"\b(?:on\s+)?{DATES}", _take_dates),
)


def _number(text: str) -> int:
    return _NUMBERS.get(text) or int(text)


def _read_rest(parts: _Parts, text: str) -> None:
    """Days and hours, in any order, with commas between them."""
    tokens = Tokens(re.sub(r"\b(?:every|each)\s+(?=first\b|1st\b|last\b)", "", text))
    hours = []
    while tokens.next:
        if tokens.next == "hour":
            opens = tokens.take_hour()
            hours.append((opens, tokens.take_hour() if _skips_dash(tokens) else None))
        elif tokens.next != "and":
            parts.byday += take_days(tokens)
        tokens.skip("and")
    if len(hours) > 1:
        raise NotUnderstood(Sentence(gettext_noop("There are two times of day. Make two events of them.")))
    if hours and parts.minutes:
        raise NotUnderstood(Sentence(gettext_noop("All day, or at some hour? Leave one of them out.")))
    if not hours and not parts.minutes:
        raise NotUnderstood(Sentence(gettext_noop("Write the hours, too, such as “7pm to 9pm”.")))
    if hours:
        parts.opens, parts.minutes = _hours(*hours[0])


def _skips_dash(tokens: Tokens) -> bool:
    is_there = tokens.next == "dash"
    if is_there:
        tokens.take()
    return is_there


def _hours(opens: Hour, closes: Hour | None) -> tuple[time, int]:
    """When it opens, and for how many minutes."""
    if closes is None:
        return _opening(opens), 0
    pair = read_range(opens, closes)
    if pair:
        return pair[0], _minutes(pair[1]) - _minutes(pair[0])
    of_24 = (opens.is_of_24 and not opens.half) or (closes.is_of_24 and not closes.half)
    starts, ends = list(opens.readings(of_24=of_24)), list(closes.readings(of_24=of_24))
    if len(starts) == len(ends) == 1 and starts != ends:
        return _time(starts[0]), (ends[0] - starts[0]) % _OF_DAY  # until after midnight
    likely = [(start, end) for start in starts for end in ends if 0 < end - start <= _OF_DAY // 2]
    raise _ambiguous([f"{_told(start)} to {_told(end)}" for start, end in likely])


def _opening(opens: Hour) -> time:
    found = read_hour(opens) or read_hour(replace(opens, minute=opens.minute or 0))
    if found is None:
        raise _ambiguous([_told(start) for start in opens.readings()])
    return found


def _ambiguous(instead: list[str]) -> NotUnderstood:
    if not instead:
        return NotUnderstood(Sentence(gettext_noop("There is no such time. Write it as “7pm to 9pm”.")))
    words = gettext_noop("Is that in the morning or in the evening? Write one of these.")
    return NotUnderstood(Sentence(words), tuple(instead))


def _told(minutes: int) -> str:
    """“7.30pm”, as everybody reads it."""
    hour, minute = divmod(minutes, 60)
    clock = f"{(hour - 1) % 12 + 1}" + (f".{minute:02}" if minute else "")
    return f"{clock}{'am' if hour < 12 else 'pm'}"  # noqa: PLR2004 - noon


def _minutes(hour: time) -> int:
    return hour.hour * 60 + hour.minute


def _time(minutes: int) -> time:
    return time(minutes // 60, minutes % 60)


def _made(parts: _Parts, today: date, zone: tzinfo) -> Recurrence:
    since = dates_of(parts.since, today)[0] if parts.since else today
    dates = dates_of(parts.dates, since) if parts.dates else []
    if dates and not (parts.byday or parts.monthdays or parts.unit):
        walls = sorted({datetime.combine(day, parts.opens) for day in dates})
        return Recurrence(walls[0], parts.minutes, zone, dates=tuple(walls[1:]))
    begins = dates[0] if dates else since
    try:
        rule = _rule(parts, Recurrence(datetime.combine(begins, parts.opens), parts.minutes, zone), len(dates))
        days = rule_days(replace(rule, interval=1), begins.toordinal(), begins.toordinal() + _HORIZON)
        first = date.fromordinal(next(iter(days)))
        return _bounded(replace(rule, start=datetime.combine(first, parts.opens)), parts)
    except (ValueError, StopIteration):  # the 45th of the month, every 0 weeks; a day in months that have none such
        raise NotUnderstood(Sentence(gettext_noop("There is no such day."))) from None


def _rule(parts: _Parts, once: Recurrence, dates: int) -> Recurrence:
    """The same again and again, if what was found makes a rule."""
    nths, days = {nth for nth, _ in parts.byday}, {day for _, day in parts.byday}
    rule = replace(once, interval=parts.interval, bymonth=parts.months)
    match parts.unit, bool(nths), bool(parts.monthdays), dates:
        case (("" | "month"), True, False, 0) if 0 not in nths:
            codes = dict.fromkeys(f"{nth}{DAYS[day]}" for nth, day in parts.byday)
            return replace(rule, freq="MONTHLY", byday=tuple(codes))
        case (("" | "day"), True, False, 0) if nths == {0} and len(days) == len(DAYS):
            return replace(rule, freq="DAILY")
        case (("" | "week"), True, False, 0) if nths == {0}:
            return replace(rule, freq="WEEKLY", byday=tuple(DAYS[day] for day in sorted(days)))
        case "month", False, True, 0:
            return replace(rule, freq="MONTHLY", bymonthday=parts.monthdays)
        case "day", False, False, 0:
            return replace(rule, freq="DAILY")
        case "year", False, False, 1 if not parts.months:
            return replace(rule, freq="YEARLY")
    words = gettext_noop("Say on which days: “Tuesdays”, “first Tuesday of the month”, “12 January and 9 February”.")
    raise NotUnderstood(Sentence(words))


def _bounded(rule: Recurrence, parts: _Parts) -> Recurrence:
    """With its end, and with what is taken away and added."""
    begins, hour = rule.start.date(), rule.start.time()
    without = dates_of(parts.without, begins) if parts.without else []
    also = dates_of(parts.also, begins) if parts.also else []
    return replace(
        rule,
        until=_end(parts.until, begins) if parts.until else None,
        count=parts.count,
        without=frozenset(datetime.combine(day, hour) for day in without),
        dates=tuple(datetime.combine(day, hour) for day in sorted(also)),
        skipped=tuple(_spans(parts, begins)),
    )


def _end(text: str, begins: date) -> date:
    is_day = re.search(r"\d", re.sub(YEAR, "", text)) or "-" in text or "/" in text
    return dates_of(text, begins)[0] if is_day else end_of_month(text, begins)


def _spans(parts: _Parts, begins: date) -> Iterator[tuple[date, date]]:
    for first, last in parts.skipped:
        since = dates_of(first, begins)[0]
        yield since, dates_of(last, since)[0]
