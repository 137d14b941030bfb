"""What people type for a date or for many: “every tuesday 7pm-9pm”, “1st and 3rd wed at 10.30”,
“12 jan, 9 feb and 9 march 7pm”, “every other friday 10-12 until june, not in august”.

Parts that know themselves (exceptions, an end, dates) are taken out of the text first; what is left must
be days and hours, and nothing else. What can be meant in two ways is asked for, never guessed. O(length).
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, time, tzinfo

from closeknit.algorithms.schedule.clock import Hour, read_hour, read_range
from closeknit.algorithms.schedule.dates import LONDON
from closeknit.algorithms.schedule.expansion import rule_days
from closeknit.algorithms.schedule.opening_times import take_days
from closeknit.algorithms.schedule.recurrence import Recurrence
from closeknit.algorithms.schedule.rule import DAYS
from closeknit.algorithms.schedule.tokens import NotUnderstood, Tokens
from closeknit.algorithms.schedule.typed_dates import YEAR, dates_of, end_of_month
from closeknit.algorithms.schedule.typed_parts import OF_DAY, Parts, take_parts
from closeknit.algorithms.sentences import Sentence, gettext_noop

_LONGEST = 600
_HORIZON = 366 * 9  # days: 29 February comes again


def read(text: str, today: date, zone: tzinfo = LONDON) -> Recurrence:
    """What it says, beginning on its first day from today on; NotUnderstood says what to write instead.

    Without an end it lasts no minutes, for nobody knows.
    """
    text = re.sub(r"[()]", ",", re.sub(r"\s+", " ", text.lower())).strip(" .")
    if len(text) > _LONGEST:
        raise NotUnderstood(Sentence(gettext_noop("This is too long. Write the days and the hours alone.")))
    parts, left = take_parts(text)
    _read_rest(parts, left)
    return _made(parts, today, zone)


def _read_rest(parts: Parts, text: str) -> None:
    """Days and hours, in any order, with commas between them."""
    tokens = Tokens(re.sub(r"\b(?:(?:every|each)\s+(?=first\b|1st\b|last\b)|(?:on )?an? )", "", text))
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
    if hours:
        _set_hours(parts, *hours[0])
    elif not parts.minutes:
        raise NotUnderstood(Sentence(gettext_noop("Write the hours, too, such as “7pm to 9pm”.")))


def _set_hours(parts: Parts, opens: Hour, closes: Hour | None) -> None:
    if parts.minutes:
        raise NotUnderstood(Sentence(gettext_noop("All day, or at some hour? Leave one of them out.")))
    if closes and parts.lasting is not None:
        raise NotUnderstood(Sentence(gettext_noop("Write when it ends, or how long it lasts, but not both.")))
    if parts.half and opens.is_plain:
        opens = replace(opens, half=parts.half)
    parts.opens, parts.minutes = _hours(opens, closes)
    parts.minutes = parts.lasting or parts.minutes


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
        return _time(starts[0]), (ends[0] - starts[0]) % OF_DAY  # until after midnight
    likely = [(start, end) for start in starts for end in ends if 0 < end - start <= OF_DAY // 2]
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


def _made(parts: Parts, today: date, zone: tzinfo) -> Recurrence:
    since = dates_of(parts.since, today)[0] if parts.since else today
    dates = dates_of(parts.dates, since) if parts.dates else []
    if dates and not (parts.byday or parts.monthdays or parts.unit):
        if parts.until or parts.count or parts.without or parts.skipped or parts.months:
            raise NotUnderstood(Sentence(gettext_noop("Where each date is named, only the hours are still needed.")))
        dates += dates_of(parts.also, since) if parts.also else []
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


def _rule(parts: Parts, once: Recurrence, dates: int) -> Recurrence:
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
        case (("" | "month"), False, True, 0):
            return replace(rule, freq="MONTHLY", bymonthday=parts.monthdays)
        case "day", False, False, 0:
            return replace(rule, freq="DAILY")
        case "year", False, False, 1 if not parts.months:
            return replace(rule, freq="YEARLY")
    words = gettext_noop("Say on which days: “Tuesdays”, “first Tuesday of the month”, “12 January and 9 February”.")
    raise NotUnderstood(Sentence(words))


def _bounded(rule: Recurrence, parts: Parts) -> Recurrence:
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


def _spans(parts: Parts, begins: date) -> Iterator[tuple[date, date]]:
    for first, last in parts.skipped:
        since = dates_of(first, begins)[0]
        yield since, dates_of(last, since)[0]
