"""Opening times read from free text: “Tuesday - Friday 12noon - 2pm; 1st Saturday of the month 10am”.

Days, then hours, as often as there are any, and nothing else: one word that is not understood, or
one hour that can be meant in two ways, and the whole text stays text. O(length).
"""

from collections.abc import Iterable
from datetime import time

from closeknit.algorithms.schedule.clock import read_hour, read_range
from closeknit.algorithms.schedule.rule import DAYS, Schedule
from closeknit.algorithms.schedule.tokens import NotUnderstood, Tokens

_SPANS = {"all": range(7), "weekday": range(5), "weekend": range(5, 7)}
_LONGEST = 300

Hours = tuple[time | None, time | None]
Day = tuple[int, int]  # which of the month, 0 for every one; Monday is 0


def parse_opening_times(text: str) -> tuple[Schedule, ...]:
    """The schedules that the text names, in its order; none if any of it is not understood."""
    if len(text) > _LONGEST:
        return ()
    try:
        return tuple(dict.fromkeys(_clauses(Tokens(text))))
    except NotUnderstood:
        return ()


def _clauses(tokens: Tokens) -> Iterable[Schedule]:
    if tokens.next == "hour":  # “9 - 4 Monday - Friday”
        hours = _hours(tokens)
        found = [_written(take_days(tokens), hours)]
    else:
        found = []
        while tokens.next:
            found.append(_written(take_days(tokens), _hours(tokens) if tokens.after("and") else [(None, None)]))
            tokens.skip("and")
    if tokens.next or (len(found) > 1 and any(clause[0].opens_at is None for clause in found)):
        raise NotUnderstood
    return [schedule for clause in found for schedule in clause]


def take_days(tokens: Tokens) -> list[Day]:
    """“Monday - Wednesday and Friday”, “1st and 3rd Tuesday of the month”."""
    days: list[Day] = []
    is_every = False
    while True:
        is_every = tokens.skip("every") or is_every
        days += _one_or_more_days(tokens)
        has_month = tokens.skip("month")
        if has_month != any(nth for nth, _ in days) and (has_month or is_every):
            raise NotUnderstood  # “Tuesdays of the month”; “every second Tuesday”, which may skip a week
        if tokens.next != "and" or tokens.after("and") not in {"nth", "day", "every", *_SPANS}:
            return days
        tokens.skip("and")


def _one_or_more_days(tokens: Tokens) -> list[Day]:
    nths = []
    while tokens.next == "nth":
        nths.append(tokens.take_nth())
        if tokens.after("and") == "nth":
            tokens.skip("and")
    if tokens.next in _SPANS and not nths:
        return [(0, day) for day in _SPANS[tokens.take()]]
    first = tokens.take_day()
    if tokens.next != "dash":
        return [(nth, first) for nth in nths or [0]]
    tokens.take()
    last = tokens.take_day()
    if nths:
        raise NotUnderstood
    return [(0, (first + step) % 7) for step in range((last - first) % 7 + 1)]


def _hours(tokens: Tokens) -> list[Hours]:
    """“10am - 12noon and 2 - 4pm”, “7.30pm”."""
    found: list[Hours] = []
    while not found or (tokens.next == "and" and tokens.after("and") == "hour"):
        tokens.skip("and")
        opens = tokens.take_hour()
        if tokens.next == "dash":
            tokens.take()
            pair: Hours | None = read_range(opens, tokens.take_hour())
        else:
            pair = (read_hour(opens), None)
        if pair is None or pair[0] is None:
            raise NotUnderstood
        found.append(pair)
    return found


def _written(days: list[Day], hours: list[Hours]) -> list[Schedule]:
    weekly = ",".join(DAYS[day] for day in sorted({day for nth, day in days if not nth}))
    monthly = ",".join(f"{nth}{DAYS[day]}" for nth, day in dict.fromkeys(days) if nth)
    kinds = [(freq, byday) for freq, byday in (("WEEKLY", weekly), ("MONTHLY", monthly)) if byday]
    return [Schedule(freq, byday, opens_at=start, closes_at=end) for start, end in hours for freq, byday in kinds]
