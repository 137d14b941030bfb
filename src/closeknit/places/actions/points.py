"""Placing points: how closely a point may be known is settled here, before it is stored."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from django.db import transaction

from closeknit.algorithms.geo import snap
from closeknit.places.area_index import AreaIndex, current_index
from closeknit.places.models import Point, PointArea, Postcode
from closeknit.places.vocabulary import KINDS_FOR_WARD, WIDE_KINDS, Precision

CHUNK = 20_000
# The squares, in metres, that a point goes to the middle of where no postcode or area is known.
SQUARES_M = {Precision.POSTCODE: 100, Precision.WARD: 1_000, Precision.BOROUGH: 10_000}


@dataclass(frozen=True, slots=True)
class Placing:
    """A point as it may be stored. ``area_ids`` are the areas that hold it, widest first."""

    lat: float
    lng: float
    precision: str
    address: str = ""
    postcode: str = ""
    area_ids: tuple[int, ...] = ()


@transaction.atomic
def place_point(*, lat: float, lng: float, precision: str, address: str = "", postcode: str = "") -> Point:
    """Store a point at the precision that is allowed, and the areas that hold it."""
    placing = settle([Placing(lat, lng, precision, address, postcode)])[0]
    point: Point = Point.objects.create(
        lat=placing.lat,
        lng=placing.lng,
        precision=placing.precision,
        address=placing.address,
        postcode=placing.postcode,
    )
    PointArea.objects.bulk_create(PointArea(point=point, area_id=area_id) for area_id in placing.area_ids)
    return point


def settle(wanted: Sequence[Placing]) -> list[Placing]:
    """Each point as it may be stored, with its areas; writes nothing. Costs two queries.

    A point known to its ward or borough is put at that area's inner point and one known to its
    postcode at the postcode's centre: the true place is not kept, nor an address that tells it.
    """
    index = current_index()
    centres = _centres(placing.postcode for placing in wanted if placing.precision == Precision.POSTCODE)
    held = index.holding([p.lat for p in wanted], [p.lng for p in wanted])
    settled = [_settled(placing, area_ids, index, centres) for placing, area_ids in zip(wanted, held, strict=True)]
    moved = [n for n, placing in enumerate(settled) if placing.precision == Precision.POSTCODE]
    held_now = index.holding([settled[n].lat for n in moved], [settled[n].lng for n in moved])
    for n, area_ids in zip(moved, held_now, strict=True):
        settled[n] = replace(settled[n], area_ids=area_ids)
    return settled


def _centres(codes: Iterable[str]) -> dict[str, tuple[float, float]]:
    wanted = sorted({code for code in codes if code})
    found: dict[str, tuple[float, float]] = {}
    for start in range(0, len(wanted), CHUNK):
        rows = Postcode.objects.filter(code__in=wanted[start : start + CHUNK])
        found |= {code: (lat, lng) for code, lat, lng in rows.values_list("code", "lat", "lng")}
    return found


def _settled(
    placing: Placing, area_ids: tuple[int, ...], index: AreaIndex, centres: dict[str, tuple[float, float]]
) -> Placing:
    if placing.precision in (Precision.EXACT, Precision.STREET):
        return replace(placing, area_ids=area_ids)
    rough = snap(placing.lat, placing.lng, SQUARES_M[Precision(placing.precision)])
    if placing.precision == Precision.POSTCODE:
        lat, lng = centres.get(placing.postcode, rough)
        return replace(placing, lat=lat, lng=lng, address="")
    kinds = WIDE_KINDS if placing.precision == Precision.BOROUGH else KINDS_FOR_WARD
    area = index.narrowest(area_ids, kinds)
    blurred = replace(placing, lat=rough[0], lng=rough[1], address="", postcode="", area_ids=())
    if area is None or area.lat is None or area.lng is None:
        return blurred
    return replace(blurred, lat=area.lat, lng=area.lng, area_ids=index.line_to(area.id))
