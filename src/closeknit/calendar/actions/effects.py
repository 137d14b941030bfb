"""What every change of a series does besides: its days, its areas, its kept dates, the pages that show it."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any, TypedDict

from django.utils import timezone

from closeknit.algorithms.schedule.recurrence import Recurrence
from closeknit.algorithms.text import slugify_name
from closeknit.calendar import keeping, upcoming, whereabouts
from closeknit.calendar.models import Series
from closeknit.places import versions

RESERVED = frozenset(("new", "preview"))  # pages of our own below /events/
_LONGEST_COUNTED = timedelta(days=366 * 30)


class Details(TypedDict, total=False):
    """What can be said of a series besides when it is."""

    title: str
    summary: str
    text: str
    is_all_day: bool
    skips_school_holidays: bool
    venue: Any
    place_words: str
    online_link: str
    cost_kind: str
    cost_text: str
    audience: str
    access: list[str]
    access_text: str
    takes_answers: bool
    capacity: int | None
    closes_minutes_before: int | None
    most_guests: int


def hold(series: Series) -> Series:
    """The row as it is now, for this transaction alone. The hub first, so that no two wait for each other."""
    versions.bump()
    return Series.objects.select_for_update(of=("self",)).select_related("group", "venue").get(pk=series.pk)


def take_rule(series: Series, rule: Recurrence) -> None:
    """Have the series happen by this rule."""
    series.rule = keeping.packed(rule)
    series.first_on = min((rule.start, *rule.dates)).date()
    series.last_on = _last_day(rule)


def take_themes(series: Series, themes: Iterable[int] | None) -> bool:
    """Have the series be about these; about what its host is about, if there are none. Whether that is new.
    ``None`` leaves it as it is. ``settle`` is the caller's."""
    if themes is None:
        return False
    chosen, was = set(themes), set(own_themes(series))
    series.has_own_themes = bool(chosen)
    if chosen:
        series.themes.set(chosen)
    return chosen != was


def own_themes(series: Series) -> list[int]:
    """The numbers of those that were chosen for it. A query, if there are any."""
    return list(series.themes.order_by("pk").values_list("pk", flat=True)) if series.has_own_themes else []


def settle(series: Series) -> None:
    """Store it, with its areas, its themes and its kept dates. A dozen queries; ``versions.bump`` is the caller's."""
    series.changed_at = timezone.now()
    series.save()
    whereabouts.refresh([series])
    upcoming.refresh([series], timezone.now())


def free_slug(title: str) -> str:
    """One that nobody has. Call it once the hub is held."""
    base = slugify_name(title, (), fallback="event", limit=80)
    taken = set(Series.objects.filter(slug__startswith=base).values_list("slug", flat=True))
    return slugify_name(title, taken | RESERVED, fallback="event", limit=80)


def _last_day(rule: Recurrence) -> date | None:
    """None if it goes on without an end."""
    named = max((rule.start, *rule.dates)).date()
    if not rule.freq:
        return named
    if rule.count:
        since = datetime.combine(rule.start, rule.start.time(), rule.zone) - timedelta(days=1)
        walls = [one.original.date() for one in rule.happenings(since, since + _LONGEST_COUNTED)]
        return max([named, *walls])
    return max(named, rule.until) if rule.until else None
