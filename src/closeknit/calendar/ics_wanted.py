"""Which calendars there are to subscribe to: of a group, an area, a theme, a host above, and of a person."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core import signing
from django.db.models import Q
from django.http import Http404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from closeknit.accounts.models import Person
from closeknit.algorithms.ics.writing import OutCalendar, OutEvent
from closeknit.calendar import hosts, ics
from closeknit.calendar.answering.vocabulary import Says
from closeknit.calendar.dates import NoSuchDate
from closeknit.calendar.models import Answer, PersonalCalendar, Series
from closeknit.calendar.reads import date_of
from closeknit.core.http import find
from closeknit.directory.models import Group, Theme
from closeknit.journal.models import Follow
from closeknit.journal.things import key_of, kinds, label_of
from closeknit.journal.vocabulary import Level
from closeknit.places.models import Area

SALT = "closeknit.calendar.mine"
SERIES = "calendar.series"


@dataclass(frozen=True, slots=True)
class Sort:
    """One sort of calendar: which things have one, and which series are in it."""

    things: Callable[[], Any]
    series: Callable[[Any], Q]


SORTS = {
    "group": Sort(lambda: Group.objects.visible_to(None), lambda group: Q(group=group)),
    "area": Sort(lambda: Area.objects.for_lists(), lambda area: _in_areas([area.pk])),
    "theme": Sort(lambda: Theme.objects.all(), lambda theme: _about(Theme.objects.filter(path__startswith=theme.path))),
}


def address_of(thing: Any) -> str:
    """Where the calendar of this thing is. ``KeyError`` for what has none."""
    if isinstance(thing, Series):
        return reverse("calendar:ics-series", args=[thing.slug])
    if hasattr(thing, "original"):
        return reverse("calendar:ics-date", args=[thing.series.slug, thing.original])
    for sort, model in (("group", Group), ("area", Area), ("theme", Theme)):
        if isinstance(thing, model):
            return reverse("calendar:ics", args=[sort, thing.slug])
    kind = key_of(thing)[0]
    return reverse("calendar:ics", args=[kind.replace(".", "-"), thing.uuid])


def calendar_of(sort: str, name: str, now: datetime) -> OutCalendar:
    """What anybody may read of it. 404 for what has no calendar, or what not everybody may know of."""
    known = SORTS.get(sort)
    if known is not None:
        thing = find(known.things(), slug=name)
        return _calendar(thing, known.series(thing), now)
    kind = next((kind for kind in hosts.known() if kind.replace(".", "-") == sort), "")
    if not kind:
        raise Http404
    way = hosts.known()[kind]
    thing = find(way.visible_to(None), uuid=name)
    return _calendar(thing, Q(host_kind=kind, host_id=thing.pk) | _about_all_of(way.themes(thing)), now)


def of_series(series: Series, now: datetime) -> OutCalendar:
    return _calendar(series, Q(pk=series.pk), now)


def of_person(person: Person, now: datetime, *, only_answered: bool = False) -> OutCalendar:
    """What they follow and what they said yes to. A calendar lies about on phones and on walls, so groups
    that must be kept safe are not in it."""
    name = _("What I said yes to") if only_answered else _("What I follow")
    events = _of_person(person, now, only_answered=only_answered)
    return OutCalendar(name, events, url=ics.public(reverse("calendar:my-calendar")))


def _of_person(person: Person, now: datetime, *, only_answered: bool) -> Iterator[OutEvent]:
    seen: set[int] = set()
    if not only_answered:
        rows = Series.objects.listed_for(None).filter(_followed(person)).exclude(group__is_sensitive=True)
        rows = Series.objects.filter(pk__in=ics.still_told(rows, now).values("pk"))
        seen = set(rows.values_list("pk", flat=True))
        yield from ics.events_of(rows, now)
    answers = Answer.objects.filter(person=person, says=Says.YES, starts__gte=now - ics.KEPT_CANCELLED)
    answers = answers.exclude(series__in=seen).exclude(series__group__is_sensitive=True)
    visible = Series.objects.visible_to(person).values("pk")
    answers = answers.filter(series__in=visible).select_related("series__group", "series__venue__point")
    for answer in answers.order_by("pk"):
        try:
            date = date_of(answer.series, answer.original)
        except NoSuchDate:
            continue
        yield ics.event_of_date(date, "" if answer.is_in or date.is_cancelled else ics.TENTATIVE)


def _followed(person: Person) -> Q:
    wanted: dict[str, list[int]] = {}
    follows = Follow.objects.filter(person=person).exclude(level=Level.NOTHING)
    for kind, number in follows.values_list("kind", "thing_id"):
        wanted.setdefault(kind, []).append(number)
    found = Q(pk__in=wanted.pop(SERIES, ())) | Q(group__in=wanted.pop(hosts.GROUP, ()))
    if areas := wanted.pop("places.area", ()):
        found |= _in_areas(areas)
    if themes := wanted.pop("directory.theme", ()):
        found |= _about(themes)
    for kind, numbers in wanted.items():
        found |= Q(host_kind=kind, host_id__in=numbers)
    return found


def _in_areas(numbers: Any) -> Q:
    return Q(pk__in=Series.areas.through._default_manager.filter(area__in=numbers).values("series"))


def _about(numbers: Any) -> Q:
    return Q(pk__in=Series.themes.through._default_manager.filter(theme__in=numbers).values("series"))


def _about_all_of(numbers: Iterable[int]) -> Q:
    """What is about one of these themes, or one beneath. A query for them, if there are any."""
    found = Q(pk__in=())
    for path in Theme.objects.filter(pk__in=list(numbers)).values_list("path", flat=True):
        found |= _about(Theme.objects.filter(path__startswith=path).values("pk"))
    return found


def _calendar(thing: Any, which: Q, now: datetime) -> OutCalendar:
    rows = ics.still_told(Series.objects.listed_for(None).filter(which), now)
    address = kinds()[key_of(thing)[0]].address(thing)
    return OutCalendar(label_of(thing), ics.events_of(rows, now), url=ics.public(address))


def own_address(person: Person) -> str:
    """The secret address of somebody's own calendar; empty if they have none."""
    row = PersonalCalendar.objects.filter(person=person).first()
    return reverse("calendar:ics-mine", args=[token_of(row)]) if row else ""


def token_of(row: PersonalCalendar) -> str:
    return signing.Signer(salt=SALT).sign(row.number.hex)


def person_with(token: str) -> Person:
    """Whose calendar it is. 404 for an address that we did not make, or that was given up."""
    try:
        number = signing.Signer(salt=SALT).unsign(token)
    except signing.BadSignature as wrong:
        raise Http404 from wrong
    row: Any = find(PersonalCalendar.objects.select_related("person").filter(person__is_active=True), number=number)
    return row.person  # type: ignore[no-any-return]


def make_own(person: Person) -> PersonalCalendar:
    """A new address; the one before is dead."""
    PersonalCalendar.objects.filter(person=person).delete()
    return PersonalCalendar.objects.get_or_create(person=person)[0]


def give_up_own(person: Person) -> None:
    PersonalCalendar.objects.filter(person=person).delete()


def today() -> datetime:
    """Midnight: what a calendar holds changes once a day at most, if nothing else does."""
    return timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
