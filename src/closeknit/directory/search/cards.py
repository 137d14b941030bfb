"""What a list shows of each group: one query for a page of them, and no model in between."""

import json
from collections.abc import Iterable, Sequence
from datetime import date
from functools import cache, lru_cache
from typing import Any, NamedTuple

from django.db import connections
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from closeknit.algorithms.geo import haversine_m
from closeknit.core import swatch
from closeknit.directory.freshness import Standing, standing
from closeknit.directory.search.nearness import METRES_A_MILE
from closeknit.directory.search.snapshot import Snapshot
from closeknit.directory.vocabulary import Access, CostKind, GroupKind
from closeknit.places.area_index import IndexedArea
from closeknit.places.reads import FoundPlace
from closeknit.places.vocabulary import Precision

METRES_A_MINUTE = 60  # on foot, as the crow flies: streets take turns
LONGEST_WALK = 25  # minutes
SELECT = "SELECT group_id, card FROM directory_searchentry WHERE group_id IN "


class Card(NamedTuple):
    """A group in a list. Holds nothing that is not public. ``number`` counts across pages; 0 where
    groups are not counted."""

    number: int
    id: int
    name: str
    slug: str
    url: str
    summary: str
    kind: str
    state: str
    freshness: Standing
    confirmed_on: date | None
    area: IndexedArea | None
    at: str
    where: str
    times: tuple[str, ...]
    distance_m: float | None
    lat: float | None
    lng: float | None
    precision: str
    access_codes: tuple[str, ...]
    cost_codes: tuple[str, ...]

    @property
    def lat_text(self) -> str:
        """The latitude as machines read it, in every language."""
        return str(self.lat)

    @property
    def lng_text(self) -> str:
        return str(self.lng)

    @property
    def when(self) -> str:
        return " · ".join(self.times)

    @property
    def area_name(self) -> str:
        return self.area.name if self.area else ""

    @property
    def area_pattern(self) -> int:
        return self.area.pattern if self.area else 0

    @property
    def kind_label(self) -> str:
        return str(GroupKind(self.kind).label)

    @property
    def access(self) -> list[str]:
        return [str(Access(code).label) for code in self.access_codes]

    @property
    def cost(self) -> list[str]:
        return [str(CostKind(code).label) for code in self.cost_codes]

    @property
    def swatch(self) -> SafeString:
        return swatch.svg(self.name)


class View(NamedTuple):
    """From when and where groups are looked at."""

    snapshot: Snapshot
    today: date
    place: FoundPlace | None


def cards(
    ids: Sequence[int], snapshot: Snapshot, *, today: date, place: FoundPlace | None = None, first_number: int = 0
) -> list[Card]:
    """The cards of these groups in this order, counted from ``first_number`` if there is one. One query."""
    stored = dict(stored_cards(ids, snapshot.using))
    known = [(pk, stored[pk]) for pk in ids if pk in stored]
    numbers = range(first_number, first_number + len(known)) if first_number else [0] * len(known)
    seen = View(snapshot, today, place)
    return [_card(number, pk, kept, seen) for number, (pk, kept) in zip(numbers, known, strict=True)]


def stored_cards(ids: Sequence[int], using: str) -> Iterable[tuple[int, dict[str, Any]]]:
    """The cards as they are kept (``indexing.documents.card_of``), in no order."""
    if not ids:
        return
    with connections[using].cursor() as cursor:
        cursor.execute(f"{SELECT} ({', '.join(map(str, map(int, ids)))})")
        for pk, kept in cursor.fetchall():
            yield pk, kept if isinstance(kept, dict) else json.loads(kept)


def _card(number: int, pk: int, kept: dict[str, Any], seen: View) -> Card:
    get = kept.get
    area = seen.snapshot.catalogue.areas.get(get("area", 0))
    confirmed_on = date.fromisoformat(kept["confirmed"]) if "confirmed" in kept else None
    lat, lng, place = get("lat"), get("lng"), seen.place
    distance = haversine_m(place.lat, place.lng, lat, lng) if place and lat is not None else None
    return Card(
        number=number,
        id=pk,
        name=kept["name"],
        slug=kept["slug"],
        url=group_address(kept["slug"]),
        summary=get("summary", ""),
        kind=kept["kind"],
        state=kept["state"],
        freshness=_standing(kept["state"], confirmed_on, seen.today, get_language()),
        confirmed_on=confirmed_on,
        area=area,
        at=get("at", ""),
        where=_where(get("at", ""), get("precision", ""), area, distance),
        times=tuple(get("when", ())),
        distance_m=distance,
        lat=lat,
        lng=lng,
        precision=get("precision", ""),
        access_codes=tuple(get("access", ())),
        cost_codes=tuple(get("cost", ())),
    )


@lru_cache(maxsize=4096)
def _standing(state: str, confirmed_on: date | None, today: date, _language: str | None) -> Standing:
    """Many groups were confirmed on the same day."""
    return standing(state, confirmed_on, today)


def _where(at: str, precision: str, area: IndexedArea | None, distance: float | None) -> str:
    """“6 minutes’ walk”, “1.2 miles away”, “Dyehouse Library”, “in all of Bobbin Green”."""
    if distance is not None:
        return distance_in_words(distance)
    if at and precision == Precision.STREET:
        return _("on %(street)s") % {"street": at}
    if at or precision or area is None:
        return at
    return _("all over %(area)s") % {"area": area.name}


def distance_in_words(metres: float) -> str:
    minutes = max(1, round(metres / METRES_A_MINUTE))
    if minutes <= LONGEST_WALK:
        return ngettext("%(count)d minute’s walk", "%(count)d minutes’ walk", minutes) % {"count": minutes}
    return _("%(miles).1f miles away") % {"miles": metres / METRES_A_MILE}


def group_address(slug: str) -> str:
    """The address of a group's page; a hundred times quicker than asking for each."""
    return _address_around("\n").replace("\n", slug)


@cache
def _address_around(_mark: str) -> str:
    return reverse("directory:group", args=["x"]).replace("/x/", "/\n/")
