"""Dates as people write them: “12 jan, 9 feb and 9 march”, “Tuesday 3rd of May 2027”, “12/1/2027”.

The patterns are for text in lower case. Without a year, a date is the first from some day on; before
one that has a year, it is the last until then.
"""

import re
from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from closeknit.algorithms.schedule.tokens import NotUnderstood
from closeknit.algorithms.schedule.wording import DAY
from closeknit.algorithms.sentences import Sentence, gettext_noop

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_SHORT_DAYS = tuple(day[:3].lower() for day in DAY)

MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
YEAR = r"(?:20\d\d)\b"
AND = r"(?:\s*(?:,\s*and\b|,|&|\band\b)\s*)"
NUMBER = r"\d{1,2}(?:st|nd|rd|th)?"
_DAY = r"(?:(?:mon|tues?|wed(?:s|nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\b\s*,?\s*(?:the\s+)?)"
_FEW = rf"{_DAY}?{NUMBER}(?:{AND}{_DAY}?{NUMBER})*\s+(?:of\s+)?{MONTH}(?:\s*,?\s*{YEAR})?"
_FIGURES = r"\d{1,2}/\d{1,2}/20\d\d\b|20\d\d-\d\d-\d\d\b"
DATES = rf"(?<![\d:.–/-])(?:{_FEW}|{_FIGURES})(?:{AND}(?:{_FEW}|{_FIGURES}))*"
DATE = rf"(?<![\d:.–/-])(?:{_DAY}?{NUMBER}\s+(?:of\s+)?{MONTH}(?:\s*,?\s*{YEAR})?|{_FIGURES})"

_ITEM = re.compile(
    rf"(?P<figures>{_FIGURES})|(?P<weekday>{_DAY})?(?P<number>\d{{1,2}})(?:st|nd|rd|th)?(?![\d/-])"
    rf"(?:\s+(?:of\s+)?(?P<month>{MONTH}))?(?:\s*,?\s*(?P<year>{YEAR}))?"
)


def dates_of(text: str, first: date) -> list[date]:
    """The dates that a text like DATES names, in its order; without a year from ``first`` on."""
    items = [found.groupdict() for found in _ITEM.finditer(text)]
    _carry_back(items)
    found: list[date] = []
    for item in items:
        found.append(_date(item, found[-1] if found else first))
    return found


def months_of(text: str) -> tuple[int, ...]:
    """The months that are named, by their numbers."""
    return tuple(sorted({_MONTHS.index(name[:3]) + 1 for name in re.findall(MONTH, text)}))


def end_of_month(text: str, first: date) -> date:
    """“December”, “May 2027”: its last day."""
    (month,), year = months_of(text), re.search(YEAR, text)
    return _last(int(year[0]) if year else first.year + (month < first.month), month)


def _last(year: int, month: int) -> date:
    return date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)


def _carry_back(items: Sequence[dict[str, str | None]]) -> None:
    """“1, 8 and 15 March 2027”: the month, and the year, stand for those before, too."""
    month, later = None, None
    for item in reversed(items):
        if item["figures"]:
            continue
        item["month"] = month = item["month"] or month
        if item["year"] and item["month"]:
            later = int(item["year"]), _MONTHS.index(item["month"][:3])
        elif later and item["month"]:
            number = _MONTHS.index(item["month"][:3])
            later = later[0] - (number > later[1]), number
            item["year"] = str(later[0])


def _date(item: dict[str, str | None], first: date) -> date:
    if item["figures"]:
        year, month, number = _figures(item["figures"])
        return _there(number, month, [year])
    number, month = int(item["number"] or 0), _MONTHS.index((item["month"] or "")[:3]) + 1
    years = [int(item["year"])] if item["year"] else range(first.year, first.year + 9)
    found = _there(number, month, years, date.min if item["year"] else first)
    if item["weekday"] and not item["weekday"].startswith(_SHORT_DAYS[found.weekday()]):
        words = gettext_noop("%(day)s is a %(weekday)s. Write another day, or leave the day of the week out.")
        raise NotUnderstood(
            Sentence(words, {"day": f"{found.day}/{found.month}/{found.year}", "weekday": DAY[found.weekday()]})
        )
    return found


def _figures(text: str) -> tuple[int, int, int]:
    """As in Britain: day, month, year; or as computers write it."""
    parts = [int(part) for part in re.split("[/-]", text)]
    return (parts[2], parts[1], parts[0]) if "/" in text else (parts[0], parts[1], parts[2])


def _there(number: int, month: int, years: Iterable[int], first: date = date.min) -> date:
    """The first such date from that day on."""
    for year in years:
        if 1 <= month <= 12 and 1 <= number <= _last(year, month).day and date(year, month, number) >= first:  # noqa: PLR2004 - a year
            return date(year, month, number)
    raise NotUnderstood(
        Sentence(gettext_noop("There is no such date: %(day)s/%(month)s."), {"day": number, "month": month})
    )
