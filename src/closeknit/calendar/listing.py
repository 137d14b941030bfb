"""What an address of “What’s on” asks for: from which day, where, what about, on which weekday, cost, access."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any
from urllib.parse import urlencode

from django.utils import timezone
from django.utils.translation import gettext as _

from closeknit.algorithms.schedule.rule import DAYS
from closeknit.calendar import reads
from closeknit.calendar.dates import Happening
from closeknit.calendar.lines import access_words
from closeknit.calendar.models import Series
from closeknit.directory.models import Theme
from closeknit.directory.vocabulary import Access, CostKind, Weekday
from closeknit.places.models import Area

DAYS_SHOWN = 14
AT_MOST = 300  # dates on one page
FURTHEST = timedelta(days=366 * 5)
CHEAP = (CostKind.FREE, CostKind.DONATION)


@dataclass
class Wanted:
    """What it says wrongly is left out."""

    person: Any
    first: date
    area: Area | None = None
    theme: Theme | None = None
    day: str = ""
    cost: str = ""
    access: str = ""
    said: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def read(cls, asked: Mapping[str, str], person: Any) -> "Wanted":
        wanted = cls(person, day_named(asked.get("from", "")) or timezone.localdate())
        wanted.area = _found(Area.objects.for_lists(), asked.get("area", ""))
        wanted.theme = _found(Theme.objects.all(), asked.get("theme", ""))
        wanted.day = _known(asked.get("day", ""), Weekday.values)
        wanted.cost = _known(asked.get("cost", ""), ["free"])
        wanted.access = _known(asked.get("access", ""), Access.values)
        said = {
            "area": wanted.area.slug if wanted.area else "",
            "theme": wanted.theme.slug if wanted.theme else "",
            "day": wanted.day,
            "cost": wanted.cost,
            "access": wanted.access,
        }
        wanted.said = {name: value for name, value in said.items() if value}
        return wanted

    def address(self, **other: Any) -> str:
        """The same list, asked otherwise."""
        told = {name: value for name, value in {**self.said, **other}.items() if value}
        return f"?{urlencode(told)}" if told else "?"

    @property
    def is_narrow(self) -> bool:
        return bool(self.said)

    def dates(self, first: date, days: int, most: int = AT_MOST) -> list[Happening]:
        """Those of so many days that fit, soonest first, and no more than ``most``. Three queries or four."""
        since = timezone.make_aware(datetime.combine(first, time.min))
        until = timezone.make_aware(datetime.combine(first + timedelta(days=days), time.min))
        rows = Series.objects.listed_for(self.person)
        if self.area is not None:
            rows = rows.in_area([self.area.pk])
        if self.theme is not None:
            rows = rows.about(Theme.objects.filter(path__contains=f"/{self.theme.pk}/").values("pk"))
        if self.cost:
            rows = rows.filter(cost_kind__in=CHEAP)
        asked_for = None if self.day or self.access else most  # the database knows neither
        return [one for one in reads.dates_of_rows(rows, since, until, asked_for) if self._fits(one)][:most]

    def _fits(self, one: Happening) -> bool:
        if self.day and DAYS[timezone.localtime(one.starts).weekday()] != self.day:
            return False
        return not self.access or str(Access(self.access).label) in access_words(one)


def choices(wanted: Wanted) -> dict[str, list[tuple[str, Any]]]:
    """What each filter offers: places and themes of which there is something. Two queries."""
    rows = Series.objects.listed_for(wanted.person).order_by().values("pk")
    held = Series.areas.through._default_manager.filter(series__in=rows).values("area_id")
    about = Series.themes.through._default_manager.filter(series__in=rows).values("theme_id")
    areas = Area.objects.current().filter(pk__in=held).order_by("path").values_list("slug", "name")
    themes = Theme.objects.filter(pk__in=about).order_by("name").values_list("slug", "name")
    return {
        "areas": [("", _("Everywhere")), *areas],
        "themes": [("", _("Everything")), *themes],
        "days": [("", _("Any day")), *Weekday.choices],
        "costs": [("", _("Any")), ("free", _("Free, or give what you can"))],
        "accesses": [("", _("Any")), *Access.choices],
    }


def day_named(text: str) -> date | None:
    """A day as an address gives it; None for none, and for one that is years away."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if abs(day - timezone.localdate()) <= FURTHEST else None


def monday_of(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _known(text: str, values: Any) -> str:
    return text if text in values else ""


def _found(rows: Any, slug: str) -> Any:
    return rows.filter(slug=slug).first() if slug and "\x00" not in slug else None
