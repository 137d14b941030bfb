"""Where groups are, for many rows at once: coordinates, postcode, or at least the area they cover.

A point is only as exact as what the row said: coordinates are exact, a postcode is its centre, and a
postcode that is not in our table gives no pin at all, only "somewhere in the borough".
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import shapely
from django.utils.translation import gettext as _

from closeknit.algorithms import osgrid, postcodes
from closeknit.algorithms.geo import cells_of
from closeknit.directory.importing.options import Options
from closeknit.directory.importing.parsing import Fields, Reading
from closeknit.directory.importing.vocabulary import Vocabulary
from closeknit.places.actions import Placing, settle
from closeknit.places.models import Area, Postcode
from closeknit.places.vocabulary import Precision

ROUGH = (Precision.BOROUGH, Precision.WARD)
ROUGH_MARGIN = 0.03  # degrees, about 3 km: how far a district's centre may lie from the group
GRID_WIDTH, GRID_HEIGHT = 700_000, 1_300_000  # metres


@dataclass(frozen=True, slots=True)
class Place:
    """A settled place: what to store, and the areas that hold it."""

    lat: float
    lng: float
    cell: int
    precision: str
    address: str
    postcode: str
    area_ids: tuple[int, ...]

    def values(self) -> Fields:
        """The columns of its row."""
        names = ("lat", "lng", "cell", "precision", "address", "postcode")
        return {name: getattr(self, name) for name in names}


class Placer:
    """Places the readings of one run. Reads the hub's boundary once."""

    def __init__(self, options: Options, vocabulary: Vocabulary, *, is_exact: bool = False) -> None:
        self._options = options
        self._is_exact = is_exact  # the file says itself what a group covers, also when it is nothing
        self._vocabulary = vocabulary

    def place(self, readings: Sequence[Reading]) -> list[Place | None]:
        """Give each reading its place; what is wrong with it becomes its remark or its problem."""
        self._from_grid([reading for reading in readings if reading.grid])
        fields = [reading.fields if reading.is_placed else None for reading in readings]
        places = self.settle(fields, [reading.remarks for reading in readings])
        self._hold_what_lies_outside([(r, p) for r, p in zip(readings, places, strict=True) if p])
        for reading, place in zip(readings, places, strict=True):
            if place is None and not self._is_exact:
                self._cover(reading)
            if reading.is_placed:
                reading.fields |= place_fields(place, reading.fields)
        return places

    def settle(self, wanted: Sequence[Fields | None], remarks: Sequence[list[str]]) -> list[Place | None]:
        """The place of each set of ``lat, lng, precision, address, postcode``, if it has one."""
        centres = _centres(wanted)
        placings = [
            _placing(fields, centres, said) if fields else None for fields, said in zip(wanted, remarks, strict=True)
        ]
        return _stored(placings, wanted)

    def _hold_what_lies_outside(self, placed: Sequence[tuple[Reading, Place]]) -> None:
        """One list may cover more than this hub. Judged by the place as told, before it is blurred."""
        if not placed or self._boundary is None or self._options.outside == "keep":
            return
        lats = [reading.fields["lat"] for reading, _place in placed]
        lngs = [reading.fields["lng"] for reading, _place in placed]
        inside = shapely.intersects_xy(self._boundary, lngs, lats)
        near = shapely.intersects_xy(self._near, lngs, lats)
        for (reading, place), is_inside, is_near in zip(placed, inside, near, strict=True):
            if not (is_near if place.precision in ROUGH else is_inside):
                sentence = _("It lies outside %(place)s.") % {"place": self._root_name}
                reading.problem = reading.problem or sentence

    def _cover(self, reading: Reading) -> None:
        """A group without a place is shown by the area it works in; its address is kept as words."""
        fields = reading.fields
        pk = reading.area or self._default
        if not fields.get("covers") and pk is not None:
            fields["covers"] = [self._vocabulary.area_names[pk]]
        told = ", ".join(filter(None, (fields.get("address"), fields.get("postcode"))))
        if told and fields.get("is_sensitive"):
            reading.remarks.append(_("Its place must not be told and we cannot find it, so the address was left out."))
        elif told:
            reading.tells_address = not fields.get("covers_text")
            fields["covers_text"] = fields.get("covers_text") or told[:300]

    @cached_property
    def _default(self) -> int | None:
        return self._vocabulary.area(self._options.covers) if self._options.covers else self._vocabulary.root

    @cached_property
    def _root(self) -> Area | None:
        return Area.objects.filter(pk=self._vocabulary.root).first() if self._vocabulary.root else None

    @cached_property
    def _root_name(self) -> str:
        return self._root.name if self._root else ""

    @cached_property
    def _boundary(self) -> Any:
        if self._root is None or not self._root.boundary:
            return None
        shape = shapely.geometry.shape(self._root.boundary)
        shapely.prepare(shape)
        return shape

    @cached_property
    def _near(self) -> Any:
        return self._boundary.buffer(ROUGH_MARGIN)

    def _from_grid(self, readings: Sequence[Reading]) -> None:
        on_grid = []
        for reading in readings:
            east, north = reading.grid or (0, 0)
            if 0 < east < GRID_WIDTH and 0 < north < GRID_HEIGHT:
                on_grid.append(reading)
            else:
                reading.remarks.append(_("Its easting and northing are not in Great Britain."))
        if on_grid:
            grids = [reading.grid or (0, 0) for reading in on_grid]
            lats, lngs = osgrid.to_wgs84([east for east, _n in grids], [north for _e, north in grids])
            for reading, lat, lng in zip(on_grid, lats.tolist(), lngs.tolist(), strict=True):
                reading.fields["lat"], reading.fields["lng"] = round(lat, 6), round(lng, 6)


def place_fields(place: Place | None, told: Fields) -> Fields:
    """The fields of a place as they will be stored."""
    if place is None:
        return {"lat": None, "lng": None, "precision": "", "address": "", "postcode": ""}
    return {
        "lat": place.lat,
        "lng": place.lng,
        "precision": place.precision,
        "address": told["address"],
        "postcode": told["postcode"],
    }


def _centres(wanted: Sequence[Fields | None]) -> dict[str, tuple[float, float]]:
    """The centres of all postcodes that are needed, and of their sectors and districts: one query."""
    codes: set[str] = set()
    for fields in wanted:
        if fields and fields.get("lat") is None and (code := fields.get("postcode")):
            codes.update(_widening(code))
    if not codes:
        return {}
    rows = Postcode.objects.filter(pk__in=codes).values_list("pk", "lat", "lng")
    return {code: (lat, lng) for code, lat, lng in rows}


def _widening(code: str) -> tuple[str, ...]:
    """A postcode, its sector and its district."""
    return (code, postcodes.sector(code), postcodes.outcode(code)) if " " in code else (code,)


def _placing(fields: Fields, centres: dict[str, tuple[float, float]], remarks: list[str]) -> Placing | None:
    lat, lng, code = fields["lat"], fields["lng"], fields["postcode"]
    if lat is not None and lng is not None:
        if not (-85 <= lat <= 85 and -180 <= lng <= 180) or (lat == 0 and lng == 0):  # noqa: PLR2004 - the map's edge
            remarks.append(_("Its coordinates are not a place on land."))
            fields["lat"] = fields["lng"] = None
            return _placing(fields, centres, remarks)
        return Placing(lat, lng, fields["precision"] or Precision.EXACT, postcode=code)
    fields["lat"] = fields["lng"] = None
    fields["precision"] = ""
    if not code:
        return None
    found = next((part for part in _widening(code) if part in centres), None)
    if found is None:
        remarks.append(_("We do not know where postcode %(code)s is.") % {"code": code})
        return None
    fields["lat"], fields["lng"] = centres[found]
    if found == code and " " in code:
        return Placing(*centres[found], Precision.POSTCODE, postcode=code)
    remarks.append(_("Of postcode %(code)s we know only the district, so it gets no pin.") % {"code": code})
    return Placing(*centres[found], Precision.BOROUGH)


def _stored(placings: Sequence[Placing | None], wanted: Sequence[Fields | None]) -> list[Place | None]:
    """As the places room lets them be stored; address and postcode stay as the list told them."""
    order = [number for number, placing in enumerate(placings) if placing]
    settled = settle([placing for placing in placings if placing]) if order else []
    cells = cells_of([one.lat for one in settled], [one.lng for one in settled]).tolist() if order else []
    result: list[Place | None] = [None] * len(placings)
    for number, one, cell in zip(order, settled, cells, strict=True):
        fields = wanted[number] or {}
        result[number] = Place(
            one.lat, one.lng, cell, str(one.precision), fields["address"], fields["postcode"], tuple(one.area_ids)
        )
    return result
