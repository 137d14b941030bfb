"""The parts of a typed rule that know themselves: exceptions, an end, an interval, dates, “all day”.

Each is taken out of the text as it was typed; what it comes to depends on the day on which the rule begins.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import time

from closeknit.algorithms.schedule.tokens import NotUnderstood
from closeknit.algorithms.schedule.typed_dates import AND, DATE, DATES, MONTH, NUMBER, YEAR, months_of
from closeknit.algorithms.sentences import Sentence, gettext_noop

OF_DAY = 24 * 60
_NUMBERS = {"a": 1, "an": 1, "one": 1, "other": 2, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6}
_NUMBERS |= {"eight": 8, "ten": 10, "twelve": 12}
_NUMBER = rf"\d{{1,3}}|{'|'.join(_NUMBERS)}"
_COUNT = rf"(?P<number>{_NUMBER})"
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
_HALF = r"\s+and\s+a\s+half\b"
_END = rf"(?:the\s+end\s+of\s+)?(?P<day>{DATE}|{MONTH}(?:\s+{YEAR})?)"


@dataclass
class Parts:
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
    half: str = ""  # am for what begins in the morning
    lasting: int | None = None  # minutes, as in “for two hours”


def take_parts(text: str) -> tuple[Parts, str]:
    """What was found in a text in lower case, and what is left of it."""
    parts = Parts()
    for pattern, take in _TAKEN:
        found = list(pattern.finditer(text))
        if len(found) > 1 and take not in _MANY:
            raise _said_twice()
        for each in found:
            take(parts, each)
        text = pattern.sub(",", text)
    return parts, text


def _said_twice() -> NotUnderstood:
    return NotUnderstood(Sentence(gettext_noop("The same thing is said twice. Leave one of them out.")))


def _number(text: str) -> int:
    return _NUMBERS.get(text) or int(text)


def _take_holidays(parts: Parts, found: re.Match[str]) -> None:
    words = gettext_noop("Leave the school holidays out here, and tick “Not in school holidays”.")
    raise NotUnderstood(Sentence(words))


def _take_span(parts: Parts, found: re.Match[str]) -> None:
    parts.skipped.append((found["first"], found["last"]))


def _take_without(parts: Parts, found: re.Match[str]) -> None:
    parts.without = f"{parts.without}, {found['dates']}" if parts.without else found["dates"]


def _take_except_months(parts: Parts, found: re.Match[str]) -> None:
    others = months_of(found["months"])
    _set_months(parts, tuple(number for number in range(1, 13) if number not in others))


def _take_months(parts: Parts, found: re.Match[str]) -> None:
    _set_months(parts, months_of(found["months"]))


def _set_months(parts: Parts, months: tuple[int, ...]) -> None:
    if parts.months:
        raise _said_twice()
    parts.months = months


def _take_until(parts: Parts, found: re.Match[str]) -> None:
    parts.until = found["day"]


def _take_since(parts: Parts, found: re.Match[str]) -> None:
    if parts.since:
        raise _said_twice()
    parts.since = found["day"]


def _take_from_to(parts: Parts, found: re.Match[str]) -> None:
    if parts.until:
        raise _said_twice()
    parts.since, parts.until = found["first"], found["last"]


def _take_half(parts: Parts, found: re.Match[str]) -> None:
    parts.half = "am" if found["when"] == "morning" else "pm"


def _take_count(parts: Parts, found: re.Match[str]) -> None:
    parts.count = _number(found["number"])


def _take_interval(parts: Parts, found: re.Match[str]) -> None:
    _set_interval(parts, _number(found["number"]), found["unit"])


def _take_other_week(parts: Parts, found: re.Match[str]) -> None:
    _set_interval(parts, 2, "week")


def _take_unit(parts: Parts, found: re.Match[str]) -> None:
    _set_interval(parts, 1, found["unit"].replace("annual", "year"))


def _set_interval(parts: Parts, interval: int, unit: str) -> None:
    if parts.unit:
        raise _said_twice()
    parts.interval, parts.unit = interval, unit


def _take_which(parts: Parts, found: re.Match[str]) -> None:
    """“Every second Tuesday” may be every other one, or that of the month."""
    which, day = found["which"], found["day"]
    weeks = next(weeks for weeks, names in enumerate(_WHICH, 2) if which in names)
    other = f"every other {day}" if weeks == 2 else f"{day}, every {weeks} weeks"  # noqa: PLR2004 - two weeks
    words = gettext_noop("Every few weeks, or once a month? Write one of these.")
    raise NotUnderstood(Sentence(words), (other, f"{which} {day} of the month"))


def _take_monthdays(parts: Parts, found: re.Match[str]) -> None:
    numbers = {int(number) for number in re.findall(r"\d+", found["numbers"])}
    parts.monthdays = (*sorted(numbers), *([-1] if "last" in found["numbers"] else []))


def _take_also(parts: Parts, found: re.Match[str]) -> None:
    parts.also = found["dates"]


def _take_dates(parts: Parts, found: re.Match[str]) -> None:
    parts.dates = f"{parts.dates}, {found[0]}" if parts.dates else found[0]


def _take_all_day(parts: Parts, found: re.Match[str]) -> None:
    parts.minutes = OF_DAY * int(found["number"] or 1)


def _take_lasting(parts: Parts, found: re.Match[str]) -> None:
    unit = 60 if found["unit"] == "hour" else 1
    parts.lasting = _number(found["number"]) * unit + (unit // 2 if found["half"] or found["more"] else 0)


_PATTERNS: tuple[tuple[str, Callable[[Parts, re.Match[str]], None]], ...] = (
    (rf"\b(?:{_EXCEPT}(?:the\s+)?(?:school\s+)?holidays?\b|(?:in\s+)?term[\s-]?time(?:\s+only)?\b)", _take_holidays),
    (rf"\b{_EXCEPT}(?P<first>{DATE})\s*(?:to|until|till|-|–)\s*(?P<last>{DATE})", _take_span),
    (rf"\b{_EXCEPT}(?P<dates>{DATES})", _take_without),
    (rf"\b{_EXCEPT}{_MONTHS}", _take_except_months),
    (rf"\b(?:and\s+)?also\s+(?:on\s+)?(?P<dates>{DATES})", _take_also),
    (rf"\b(?:only\s+)?in\s+{_MONTHS}(?:\s+only\b)?", _take_months),
    (rf"\b(?:until|till|ending(?:\s+on)?|up\s+to)\s+{_END}", _take_until),
    (rf"\bfrom\s+(?P<first>{DATE})\s*(?:to|until|till|-|–)\s*(?P<last>{DATE})", _take_from_to),
    (rf"\b(?:from|starting(?:\s+on)?|beginning(?:\s+on)?|since)\s+(?P<day>{DATE})", _take_since),
    (rf"(?<![\d.:])(?:for\s+)?\b{_COUNT}\s+(?:times|dates|sessions|meetings)\b", _take_count),
    (rf"\b(?:every|each)\s+{_COUNT}\s+(?P<unit>day|week|month|year)s?\b(?:\s+on\b)?", _take_interval),
    (rf"\b(?:every|each)\s+(?:other|alternate)\s+(?={_WEEKDAY}\b)", _take_other_week),
    (r"\b(?:every\s+(?:other|second)\s+week|every\s+fortnight|fortnightly)\b(?:\s+on\b)?", _take_other_week),
    (rf"\b(?:every|each)\s+(?P<which>{_NAMES})\s+(?P<day>{_WEEKDAY})\b(?!\s+(?:of|in)\s)", _take_which),
    (rf"\bthe\s+(?P<numbers>{_MONTHDAYS})(?:\s+day)?(?:{_EACH_MONTH}|(?=\s*,?\s*$|\s*,))", _take_monthdays),
    (rf"\b(?P<numbers>{_MONTHDAYS}){_EACH_MONTH}", _take_monthdays),
    (r"(?<!of )(?<!in )\b(?:every|each)\s+(?P<unit>week|month|year)\b(?:\s+on\b)?", _take_unit),
    (r"\b(?P<unit>week|month|year|annual)ly\b(?:\s+on\b)?", _take_unit),
    (r"\b(?:(?:in\s+the|at)\s+)?(?P<when>morning|afternoon|evening|night)s?\b", _take_half),
    (rf"\bfor\s+{_COUNT}(?P<half>{_HALF}|[.]5)?\s+(?P<unit>hour|minute|min)s?\b(?P<more>{_HALF})?", _take_lasting),
    (r"\ball day\b(?:\s*,?\s*for (?P<number>\d{1,2}) days)?", _take_all_day),
    (rf"\b(?:on\s+)?{DATES}", _take_dates),
)
_TAKEN = [(re.compile(pattern), take) for pattern, take in _PATTERNS]
_MANY = {_take_span, _take_without, _take_dates}
