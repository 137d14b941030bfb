"""A schedule in plain words: “Tuesdays, 10.00 to 13.00”, “First Sunday of the month, 14.00”.

``say`` is gettext where there is one; every sentence here is marked for it.
"""

from collections.abc import Sequence
from datetime import time
from itertools import groupby

from closeknit.algorithms.schedule.rule import DAYS, Schedule, parts
from closeknit.algorithms.sentences import Say, Sentence, gettext_noop

DAY = (
    gettext_noop("Monday"),
    gettext_noop("Tuesday"),
    gettext_noop("Wednesday"),
    gettext_noop("Thursday"),
    gettext_noop("Friday"),
    gettext_noop("Saturday"),
    gettext_noop("Sunday"),
)
_EVERY_DAY = (
    gettext_noop("Mondays"),
    gettext_noop("Tuesdays"),
    gettext_noop("Wednesdays"),
    gettext_noop("Thursdays"),
    gettext_noop("Fridays"),
    gettext_noop("Saturdays"),
    gettext_noop("Sundays"),
)
NTH = {
    1: gettext_noop("first"),
    2: gettext_noop("second"),
    3: gettext_noop("third"),
    4: gettext_noop("fourth"),
    5: gettext_noop("fifth"),
    -1: gettext_noop("last"),
    -2: gettext_noop("last but one"),
    -3: gettext_noop("third last"),
    -4: gettext_noop("fourth last"),
    -5: gettext_noop("fifth last"),
}
_EARLY = 7  # o'clock: before it, few expect the morning
_SHORTEST_RUN = 3  # two days are named, three in a row are a run


def in_words(schedule: Schedule, say: Say = str) -> str:
    """The days and hours, and what is remarked on them, as a phrase with a capital."""
    days = _weekly(schedule, say) if schedule.freq == "WEEKLY" else _monthly(schedule, say)
    phrase = ", ".join(filter(None, (days, hours_in_words(schedule, say))))
    phrase = phrase[:1].upper() + phrase[1:]
    return f"{phrase} ({schedule.description})" if schedule.description else phrase


def hours_in_words(schedule: Schedule, say: Say = str) -> str:
    """“10.00 to 13.00”, “10.00”, “until 13.00”, or nothing."""
    opens, closes = _clock(schedule.opens_at), _clock(schedule.closes_at)
    if opens and closes:
        return put(say, gettext_noop("%(opens)s to %(closes)s"), opens=opens, closes=closes)
    return put(say, gettext_noop("until %(closes)s"), closes=closes) if closes else opens


def _weekly(schedule: Schedule, say: Say) -> str:
    days = sorted(day for _, day in parts(schedule.byday))
    if schedule.interval == 1:
        return _each_week(days, say)
    named = listed([say(DAY[day]) for day in days], say) or say(gettext_noop("once"))
    if schedule.interval in NTH and len(days) == 1:
        nth = say(NTH[schedule.interval])
        return put(say, gettext_noop("every %(second)s %(tuesday)s"), second=nth, tuesday=named)
    return put(say, gettext_noop("%(days)s, every %(number)s weeks"), days=named, number=schedule.interval)


def _each_week(days: Sequence[int], say: Say) -> str:
    if not days:
        return say(gettext_noop("every week"))
    if len(days) == len(DAYS):
        return say(gettext_noop("every day"))
    if len(days) >= _SHORTEST_RUN and days[-1] - days[0] == len(days) - 1:
        first, last = say(DAY[days[0]]), say(DAY[days[-1]])
        return put(say, gettext_noop("%(monday)s to %(friday)s"), monday=first, friday=last)
    return listed([say(_EVERY_DAY[day]) for day in days], say)


def _monthly(schedule: Schedule, say: Say) -> str:
    if schedule.interval > 1:
        named = _of_month(schedule, say) or say(gettext_noop("once"))
        return put(say, gettext_noop("%(days)s, every %(number)s months"), days=named, number=schedule.interval)
    if not schedule.byday:
        return say(gettext_noop("every month"))
    if not any(nth for nth, _ in parts(schedule.byday)):
        return _each_week(sorted(day for _, day in parts(schedule.byday)), say)
    return put(say, gettext_noop("%(first_sunday)s of the month"), first_sunday=_of_month(schedule, say))


def _of_month(schedule: Schedule, say: Say) -> str:
    """“first and third Tuesday”, “first Sunday and last Friday”."""
    named = []
    for day, pairs in groupby(parts(schedule.byday), key=lambda pair: pair[1]):
        nths = listed([say(NTH[nth]) for nth, _ in pairs if nth], say) or say(gettext_noop("every"))
        named.append(put(say, gettext_noop("%(first)s %(sunday)s"), first=nths, sunday=say(DAY[day])))
    return listed(named, say)


def listed(names: Sequence[str], say: Say) -> str:
    if len(names) < 2:  # noqa: PLR2004 - one needs no “and”
        return "".join(names)
    return put(say, gettext_noop("%(some)s and %(last)s"), some=", ".join(names[:-1]), last=names[-1])


def _clock(hour: time | None) -> str:
    """“9.30”, “14.00”; “01.30” with its nought, for nobody to take it for the afternoon."""
    if hour is None:
        return ""
    return f"{hour:%H.%M}" if hour.hour < _EARLY else f"{hour.hour}.{hour.minute:02}"


def put(say: Say, template: str, **values: object) -> str:
    return Sentence(template, values).said(say)
