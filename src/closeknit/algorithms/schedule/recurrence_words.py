"""What happens again and again, in plain words: “First Tuesday of the month, 19.00 to 21.00, not in August”.

``say`` is gettext where there is one. What is typed in such words is read by ``recurrence_reading``.
"""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta

from closeknit.algorithms.schedule import wording
from closeknit.algorithms.schedule.recurrence import Happening, Recurrence
from closeknit.algorithms.schedule.recurrence_reading import read
from closeknit.algorithms.schedule.rule import DAYS, Schedule
from closeknit.algorithms.schedule.tokens import NotUnderstood
from closeknit.algorithms.schedule.wording import DAY, NTH, listed, put
from closeknit.algorithms.sentences import Say, gettext_noop

__all__ = ["NotUnderstood", "day_in_words", "days_in_words", "in_words", "moved_in_words", "read"]

_MONTH = (
    gettext_noop("January"),
    gettext_noop("February"),
    gettext_noop("March"),
    gettext_noop("April"),
    gettext_noop("May"),
    gettext_noop("June"),
    gettext_noop("July"),
    gettext_noop("August"),
    gettext_noop("September"),
    gettext_noop("October"),
    gettext_noop("November"),
    gettext_noop("December"),
)
_OF_DAY = 24 * 60
_FEW_HOLIDAYS = 2  # more are not told one by one
_FEW_DATES = 6
_FEW_MONTHS = 3


def in_words(recurrence: Recurrence, say: Say = str, *, today: date | None = None) -> str:
    """All that is said of it, as a phrase with a capital; without what is over, if today is told."""
    days = _days(recurrence, say) if recurrence.freq else _once(recurrence, say, today or date.min)
    told = [days, _hours(recurrence, say), *_bounds(recurrence, say, today)]
    if recurrence.freq:
        told += _exceptions(recurrence, say, today or date.min)
    phrase = ", ".join(filter(None, told))
    return phrase[:1].upper() + phrase[1:]


def day_in_words(day: date, say: Say = str) -> str:
    """“4 May 2027”."""
    words = gettext_noop("%(day)s %(may)s %(year)s")
    return put(say, words, day=day.day, may=say(_MONTH[day.month - 1]), year=day.year)


def days_in_words(days: Iterable[date], say: Say = str) -> str:
    """“12 January, 9 February and 9 March 2027”: the year once for all that share it."""
    ordered = sorted(set(days))
    told = []
    for place, day in enumerate(ordered):
        if place + 1 < len(ordered) and ordered[place + 1].year == day.year:
            told.append(put(say, gettext_noop("%(day)s %(may)s"), day=day.day, may=say(_MONTH[day.month - 1])))
        else:
            told.append(day_in_words(day, say))
    return listed(told, say)


def moved_in_words(happening: Happening, say: Say = str) -> str:
    """Why it does not begin at its hour, once a year; else nothing."""
    if not happening.moved_by_clock:
        return ""
    hour = wording.hours_in_words(Schedule("WEEKLY", opens_at=happening.starts.time()), say)
    return put(say, gettext_noop("The clocks go forward that night, so it begins at %(hour)s."), hour=hour)


def _once(recurrence: Recurrence, say: Say, today: date) -> str:
    """On one day, which is named with its day of the week, or on some: all, if all are over."""
    walls = sorted({recurrence.start, *recurrence.dates} - recurrence.without)
    walls = [wall for wall in walls if wall.date() >= today] or walls
    if len({wall.time() for wall in walls}) > 1:
        return listed([_with_hour(wall, say) for wall in walls], say)
    if len(walls) != 1:
        return days_in_words((wall.date() for wall in walls), say)
    named = say(DAY[walls[0].weekday()])
    return put(say, gettext_noop("%(tuesday)s %(day)s"), tuesday=named, day=day_in_words(walls[0].date(), say))


def _with_hour(wall: datetime, say: Say) -> str:
    hour = wording.hours_in_words(Schedule("WEEKLY", opens_at=wall.time()), say)
    return put(say, gettext_noop("%(day)s at %(hour)s"), day=day_in_words(wall.date(), say), hour=hour)


def _hours(recurrence: Recurrence, say: Say) -> str:
    """“19.00 to 21.00”, “all day”; of more than a day also how many days later it ends."""
    opens, days = recurrence.start.time(), recurrence.minutes // _OF_DAY
    if opens == time() and days and not recurrence.minutes % _OF_DAY:
        if days == 1:
            return say(gettext_noop("all day"))
        return put(say, gettext_noop("all day, for %(number)s days"), number=days)
    if not recurrence.freq and len({wall.time() for wall in (recurrence.start, *recurrence.dates)}) > 1:
        return ""  # each was told with its own
    closes = (recurrence.start + timedelta(minutes=recurrence.minutes)).time() if recurrence.minutes else None
    hours = wording.hours_in_words(Schedule("WEEKLY", opens_at=opens, closes_at=closes), say)
    if recurrence.minutes < _OF_DAY:
        return hours
    later = (recurrence.start + timedelta(minutes=recurrence.minutes)).toordinal() - recurrence.start.toordinal()
    if later == 1:
        return put(say, gettext_noop("%(hours)s the next day"), hours=hours)
    return put(say, gettext_noop("%(hours)s, %(number)s days later"), hours=hours, number=later)


def _days(recurrence: Recurrence, say: Say) -> str:
    if recurrence.bysetpos or (recurrence.byday and recurrence.bymonthday):
        return _own_rule(recurrence, say)
    return _IN_WORDS[recurrence.freq](recurrence, say)


def _daily(recurrence: Recurrence, say: Say) -> str:
    if recurrence.bymonthday or (recurrence.byday and recurrence.interval > 1):
        return _own_rule(recurrence, say)
    if recurrence.byday:
        return _scheduled(Schedule("WEEKLY", _code(recurrence.byday)), say)
    if recurrence.interval == 1:
        return say(gettext_noop("every day"))
    return put(say, gettext_noop("every %(number)s days"), number=recurrence.interval)


def _weekly(recurrence: Recurrence, say: Say) -> str:
    """“Tuesdays”, “every other Tuesday”; “every second” would be read as that of the month."""
    if recurrence.bymonthday:
        return _own_rule(recurrence, say)
    byday = recurrence.byday or (DAYS[recurrence.start.weekday()],)
    if recurrence.interval == 1:
        return _scheduled(Schedule("WEEKLY", _code(byday)), say)
    named = listed([say(DAY[day]) for day in range(len(DAYS)) if any(code[-2:] == DAYS[day] for code in byday)], say)
    if recurrence.interval == 2:  # noqa: PLR2004 - two weeks
        return put(say, gettext_noop("every other %(tuesday)s"), tuesday=named)
    return put(say, gettext_noop("%(days)s, every %(number)s weeks"), days=named, number=recurrence.interval)


def _monthly(recurrence: Recurrence, say: Say) -> str:
    if recurrence.byday:
        try:
            return _scheduled(Schedule("MONTHLY", ",".join(recurrence.byday), recurrence.interval), say)
        except ValueError:  # such as the sixth Monday, which iCalendar lets through
            return _own_rule(recurrence, say)
    numbers = recurrence.bymonthday or (recurrence.start.day,)
    if any(number < -1 for number in numbers):
        return _own_rule(recurrence, say)
    named = listed([_ordinal(number, say) for number in sorted(numbers, key=lambda number: (number < 0, number))], say)
    if recurrence.interval > 1:
        return put(say, gettext_noop("the %(day)s, every %(number)s months"), day=named, number=recurrence.interval)
    return put(say, gettext_noop("the %(day)s of the month"), day=named)


def _yearly(recurrence: Recurrence, say: Say) -> str:
    if len(recurrence.bymonth) > 1 or len(recurrence.bymonthday) > 1 or len(recurrence.byday) > 1:
        return _own_rule(recurrence, say)
    month = say(_MONTH[(*recurrence.bymonth, recurrence.start.month)[0] - 1])
    if recurrence.byday and recurrence.bymonth and recurrence.byday[0][:-2].removeprefix("+") in map(str, NTH):
        nth, weekday = int(recurrence.byday[0][:-2]), DAYS.index(recurrence.byday[0][-2:])
        day = put(
            say,
            gettext_noop("the %(first)s %(sunday)s of %(may)s"),
            first=say(NTH[nth]),
            sunday=say(DAY[weekday]),
            may=month,
        )
    elif recurrence.byday or (recurrence.bymonthday and (recurrence.bymonthday[0] < 0 or not recurrence.bymonth)):
        return _own_rule(recurrence, say)
    else:
        number = (*recurrence.bymonthday, recurrence.start.day)[0]
        day = put(say, gettext_noop("%(day)s %(may)s"), day=number, may=month)
    if recurrence.interval > 1:
        return put(say, gettext_noop("every %(number)s years on %(day)s"), number=recurrence.interval, day=day)
    return put(say, gettext_noop("every year on %(day)s"), day=day)


_IN_WORDS = {"DAILY": _daily, "WEEKLY": _weekly, "MONTHLY": _monthly, "YEARLY": _yearly}
_OWN_RULES = {
    "DAILY": gettext_noop("on some days"),
    "WEEKLY": gettext_noop("in some weeks"),
    "MONTHLY": gettext_noop("on some days of the month"),
    "YEARLY": gettext_noop("on some days of the year"),
}


def _own_rule(recurrence: Recurrence, say: Say) -> str:
    """What other calendars can make, and nobody says in a few words."""
    return say(_OWN_RULES[recurrence.freq])


def _bounds(recurrence: Recurrence, say: Say, today: date | None) -> Iterator[str]:
    """When it begins, if that is to come, and when it ends."""
    if recurrence.freq and recurrence.bymonth and recurrence.freq != "YEARLY":
        yield _months(recurrence.bymonth, say)
    if recurrence.freq and today and recurrence.start.date() > today:
        yield put(say, gettext_noop("from %(day)s"), day=day_in_words(recurrence.start.date(), say))
    if recurrence.freq and recurrence.until:
        yield put(say, gettext_noop("until %(day)s"), day=day_in_words(recurrence.until, say))
    if recurrence.freq and recurrence.count:
        yield put(say, gettext_noop("%(number)s times"), number=recurrence.count)


def _months(months: tuple[int, ...], say: Say) -> str:
    others = [number for number in range(1, len(_MONTH) + 1) if number not in months]
    if len(others) <= _FEW_MONTHS:
        return put(
            say, gettext_noop("not in %(august)s"), august=listed([say(_MONTH[number - 1]) for number in others], say)
        )
    named = listed([say(_MONTH[number - 1]) for number in sorted(months)], say)
    return put(say, gettext_noop("only in %(may)s"), may=named)


def _exceptions(recurrence: Recurrence, say: Say, today: date) -> Iterator[str]:
    skipped = [holiday for holiday in recurrence.skipped if holiday[1] >= today]
    if len(skipped) > _FEW_HOLIDAYS:
        yield say(gettext_noop("not in holidays"))
    else:
        for first, last in skipped:
            words = gettext_noop("not from %(first)s to %(last)s")
            yield put(say, words, first=day_in_words(first, say), last=day_in_words(last, say))
    gone = sorted({wall.date() for wall in recurrence.without if wall.date() >= today})
    if len(gone) > _FEW_DATES:
        yield put(say, gettext_noop("not on %(number)s other dates"), number=len(gone))
    elif gone:
        yield put(say, gettext_noop("not on %(days)s"), days=days_in_words(gone, say))
    extra = [wall for wall in recurrence.dates if wall.date() >= today and wall not in recurrence.without]
    if extra and all(wall.time() == recurrence.start.time() for wall in extra):
        yield put(say, gettext_noop("also on %(days)s"), days=days_in_words((wall.date() for wall in extra), say))
    elif extra:
        yield put(
            say, gettext_noop("also on %(days)s"), days=listed([_with_hour(wall, say) for wall in sorted(extra)], say)
        )


def _ordinal(number: int, say: Say) -> str:
    """“21st”, or “last day”."""
    if number < 0:
        return say(gettext_noop("last day"))
    ending = {1: gettext_noop("%(number)sst"), 2: gettext_noop("%(number)snd"), 3: gettext_noop("%(number)srd")}
    tens, ones = divmod(number, 10)
    return put(say, gettext_noop("%(number)sth") if tens == 1 else ending.get(ones, "%(number)sth"), number=number)


def _scheduled(schedule: Schedule, say: Say) -> str:
    return wording.in_words(schedule, say)


def _code(byday: tuple[str, ...]) -> str:
    return ",".join(dict.fromkeys(code[-2:] for code in byday))
