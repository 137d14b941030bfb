"""GeoJSON: a feature is a row, its properties are columns, and its shape becomes one point.

Read twice, because only the end of the file knows all properties; never held in memory whole.
"""

import json
from collections import Counter
from collections.abc import Iterator
from typing import Any, BinaryIO

import ijson
from django.utils.translation import gettext as _

from closeknit.algorithms.polygons import BadShape, inner_point, mend
from closeknit.directory.importing.readers.table import MOST_COLUMNS, RawRow, Table, Unreadable, fitted, headings

LAT, LNG = "_lat", "_lng"
MOST_NUMBERS = 400_000  # of one shape
NOT_JSON = (ijson.JSONError, ValueError, ArithmeticError, RecursionError)
Json = Any


def read_geojson(file: BinaryIO, size: int) -> Table:
    """The table in a FeatureCollection, or in a single Feature."""
    notes: Counter[str] = Counter()
    keys = _keys(file)
    columns = [*headings(keys), LAT, LNG]
    return Table("geojson", columns, _rows(file, keys, notes), file, size, notes)


def _keys(file: BinaryIO) -> list[str]:
    keys: dict[str, None] = {}
    is_empty = True
    for feature in _features(file):
        is_empty = False
        properties = feature.get("properties") if isinstance(feature, dict) else None
        if isinstance(properties, dict):
            keys.update(dict.fromkeys(key for key in properties if key not in (LAT, LNG)))
        if isinstance(feature, dict) and "id" in feature:
            keys.setdefault("id")
        if len(keys) > MOST_COLUMNS:
            raise Unreadable(_("The features have too many different properties."))
    if is_empty:
        raise Unreadable(_("There are no features in the file."))
    return list(keys)


def _rows(file: BinaryIO, keys: list[str], notes: Counter[str]) -> Iterator[RawRow]:
    for number, feature in enumerate(_features(file), start=1):
        if not isinstance(feature, dict) or feature.get("type") != "Feature":
            yield _broken(number, keys, _("It is not a GeoJSON feature."))
            continue
        properties = feature.get("properties") or {}
        if not isinstance(properties, dict):
            yield _broken(number, keys, _("Its properties cannot be read."))
            continue
        if "id" in feature:
            properties = {"id": feature["id"], **properties}
        problem = ""
        try:
            cells = [text_of(properties.get(key)) for key in keys]
        except (RecursionError, ValueError):
            cells, problem = [""] * len(keys), _("Its properties cannot be read.")
        try:
            where = _place(feature.get("geometry"), notes)
        except BadShape as bad:
            where, problem = ["", ""], str(bad.sentence)
        row = fitted(number, cells + where, len(keys) + 2)
        row.problem = problem or row.problem
        yield row


def _broken(number: int, keys: list[str], problem: str) -> RawRow:
    return RawRow(number, [""] * (len(keys) + 2), problem)


def _place(geometry: Json, notes: Counter[str]) -> list[str]:
    """Latitude and longitude of the shape's inner point, empty without a shape."""
    if geometry is None:
        return ["", ""]
    if not isinstance(geometry, dict):
        raise BadShape(_("Its shape cannot be read."))
    if geometry.get("type") == "Point":
        lat, lng = _point(geometry.get("coordinates"))
    else:
        if _numbers(geometry) > MOST_NUMBERS:
            raise BadShape(_("Its outline has too many corners."))
        lat, lng = _inside(geometry)
        notes[_("Shapes were taken as one point inside them.")] += 1
    return [repr(lat), repr(lng)]


def _point(coordinates: Json) -> tuple[float, float]:
    match coordinates:
        case [float() | int() as lng, float() | int() as lat, *_more] if abs(lat) <= 90 and abs(lng) <= 180:  # noqa: PLR2004 - degrees
            return float(lat), float(lng)
    raise BadShape(_("Its coordinates are not on Earth. GeoJSON wants longitude first, then latitude."))


def _inside(geometry: dict[str, Json]) -> tuple[float, float]:
    if geometry.get("type") in ("Polygon", "MultiPolygon"):
        return inner_point(mend(geometry).geometry)
    if geometry.get("type") in ("MultiPoint", "LineString", "MultiLineString", "GeometryCollection"):
        return _point(_first_position(geometry))
    raise BadShape(_("Its shape cannot be read."))


def _first_position(geometry: Json) -> Json:
    """The first coordinates of a line or of several points: one place for all of it."""
    found = geometry.get("coordinates")
    if geometry.get("type") == "GeometryCollection" and geometry.get("geometries"):
        return _first_position(geometry["geometries"][0])
    while isinstance(found, list) and found and isinstance(found[0], list):
        found = found[0]
    return found


def _numbers(geometry: Json) -> int:
    """How many numbers the shape holds; stops counting when it is clear that there are too many."""
    waiting, count = [geometry.get("coordinates"), geometry.get("geometries")], 0
    while waiting and count <= MOST_NUMBERS:
        thing = waiting.pop()
        if isinstance(thing, list):
            waiting.extend(thing)
        count += 1
    return count


def _features(file: BinaryIO) -> Iterator[Json]:
    file.seek(0)
    prefix = "features.item" if is_collection(file) else ""
    file.seek(0)
    yield from items(file, prefix)


def is_collection(file: BinaryIO) -> bool:
    """Whether there is a list of features at the top."""
    try:
        return any(event == ("features", "start_array", None) for event in ijson.parse(file, use_float=True))
    except NOT_JSON as error:
        raise Unreadable(_("The file is not valid JSON, so it cannot be read.")) from error


def items(file: BinaryIO, prefix: str) -> Iterator[Json]:
    """The things at this place of a JSON file, one after the other."""
    try:
        yield from ijson.items(file, prefix, use_float=True)
    except NOT_JSON as error:
        raise Unreadable(_("The file is not valid JSON, so it cannot be read.")) from error


def text_of(value: Json) -> str:  # noqa: PLR0911 - one line for each sort
    """A JSON value as a cell."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value.replace("\0", "").encode("utf-8", "replace").decode()
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:  # noqa: PLR2004 - exact so far
        return str(int(value))
    if isinstance(value, int | float):
        return repr(value)
    if isinstance(value, list) and all(isinstance(item, str | int | float) for item in value):
        return "; ".join(text_of(item) for item in value)
    return json.dumps(value, ensure_ascii=False)
