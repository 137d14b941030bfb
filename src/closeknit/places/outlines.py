"""One GeoJSON geometry as a sound outline in WGS 84, or a sentence about what is wrong with it."""

from typing import Any, TypeAlias

import numpy as np
import shapely
from django.utils.translation import gettext
from shapely.geometry import MultiPolygon, Polygon

from closeknit.algorithms import osgrid, polygons
from closeknit.algorithms.geo import Bounds

Outline: TypeAlias = Polygon | MultiPolygon

DECIMALS = 6  # a tenth of a metre
HOME_WATERS = Bounds(-11, 49, 3, 62)  # Britain and Ireland, to recognise swapped coordinates


class Unsound(Exception):
    """The outline cannot be used. The message is a whole sentence."""


def outline_of(geometry: Any, *, is_metric: bool = False, near: Bounds | None = None) -> tuple[Outline, str]:
    """The outline on the grid on which it is stored, and what had to be mended in it.

    ``is_metric`` says that the numbers are eastings and northings of the British National Grid.
    ``near`` is a box it should touch; if it only would with its coordinates swapped it is refused.
    """
    try:
        mended = polygons.mend(_in_degrees(geometry) if is_metric else geometry, near=near or HOME_WATERS)
    except polygons.BadShape as bad:
        raise Unsound(said(bad.sentence)) from bad
    outline = shapely.set_precision(polygons.as_shape(mended.geometry), 10**-DECIMALS)
    if outline.is_empty:
        raise Unsound(gettext("The outline has nothing inside it."))
    return polygons.union([outline]), " ".join(said(note) for note in mended.notes)


def stored(outline: Outline) -> dict[str, Any]:
    """The outline as the GeoJSON that an area keeps; the same land gives the same."""
    rounded = shapely.transform(shapely.normalize(outline), lambda points: np.round(points, DECIMALS))
    return polygons.as_geojson(rounded)


def said(sentence: Any) -> str:
    return sentence.said(gettext) if hasattr(sentence, "said") else str(sentence)


def _in_degrees(geometry: Any) -> Any:
    """The same geometry with every pair of metres turned into degrees."""
    if not isinstance(geometry, dict):
        return geometry
    try:
        return {**geometry, "coordinates": _turned(geometry.get("coordinates"))}
    except (TypeError, ValueError) as error:
        raise Unsound(gettext("The outline is not in metres of the British National Grid.")) from error


def _turned(coordinates: Any) -> Any:
    if not isinstance(coordinates, list) or not coordinates or not isinstance(coordinates[0], list):
        return coordinates
    if isinstance(coordinates[0][0] if coordinates[0] else None, int | float):
        metres = np.array([pair[:2] for pair in coordinates], dtype=float)
        lats, lngs = osgrid.to_wgs84(metres[:, 0], metres[:, 1])
        return np.column_stack([lngs, lats]).tolist()
    return [_turned(part) for part in coordinates]
