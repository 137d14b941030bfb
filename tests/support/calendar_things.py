"""Something in the calendar, for tests that ask every address."""

from datetime import datetime, time, timedelta
from typing import Any

from django.utils import timezone

from closeknit.algorithms.schedule import LONDON
from closeknit.algorithms.schedule.recurrence import Recurrence
from closeknit.calendar import actions, originals
from closeknit.calendar.models import Change, SchoolHoliday, Series, Upcoming
from closeknit.directory.models import Group
from tests.support.answer_things import answer_things

NOTHING = ("series", "original", "answer_token")


def calendar_things(group: Group, steward: Any, venue: Any) -> dict[str, str]:
    """Names for addresses: a weekly event of the group, its second date, a holiday."""
    rule = weekly()
    series = actions.publish_series(
        by=steward, host=group, rule=rule, title="Choir practice", venue=venue, place_words="Up the stairs"
    )
    original = originals.named(rule.start + timedelta(days=7))
    actions.change_date(series, original, by=steward, title="Open evening", note="Bring a friend")
    today = timezone.localdate()
    actions.add_holidays([("Half term", today + timedelta(days=100), today + timedelta(days=104))])
    return {
        "series": series.slug,
        "original": original,
        "holiday": str(SchoolHoliday.objects.get().uuid),
        **answer_things(series, original, steward),
    }


def hidden_calendar_things(group: Group, steward: Any) -> dict[str, str]:
    """An event of a group that nobody may know of."""
    rule = weekly()
    series = actions.publish_series(by=steward, host=group, rule=rule, title="A secret meeting")
    original = originals.named(rule.start + timedelta(days=7))
    actions.change_date(series, original, by=steward, title="A secret evening")
    return {"series": series.slug, "original": original}


def hidden_calendar_rows(group: Group) -> dict[str, set[int]]:
    series = Series.objects.filter(group=group)
    return {
        "calendar.Series": set(series.values_list("pk", flat=True)),
        "calendar.Change": set(Change.objects.filter(series__in=series).values_list("pk", flat=True)),
        "calendar.Upcoming": set(Upcoming.objects.filter(series__in=series).values_list("pk", flat=True)),
    }


def weekly() -> Recurrence:
    """Every week from tomorrow on, 19:00 to 21:00."""
    tomorrow = timezone.localdate() + timedelta(days=1)
    day = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")[tomorrow.weekday()]
    start = datetime.combine(tomorrow, time(19, 0))
    return Recurrence(start=start, minutes=120, zone=LONDON, freq="WEEKLY", byday=(day,))
