"""The doors of the drawing: Loomwick's areas, river, parks, roads and postcodes as GeoJSON and
rows. Everything is drawn from one fixed seed, so it is the same every time and everywhere."""

import json
from typing import Any

import shapely
from shapely.geometry import LineString
from shapely.geometry.base import BaseGeometry

from closeknit.demo.loomwick import areas, shapes
from closeknit.demo.loomwick import postcodes as drawn_postcodes
from closeknit.demo.loomwick.streets import streets


def areas_geojson(level: str = "ward", edition: str = "current") -> dict[str, Any]:
    """The areas of a level (borough, neighbourhood, ward) with ``code``, ``name``, ``parent``.

    ``edition`` is ``current`` or ``2002``, the wards that the review of 2022 replaced.
    """
    found = (area for area in areas.areas(edition) if area.kind == level)
    return _collection(
        _feature(
            {"type": "Polygon", "coordinates": [[list(corner) for corner in area.ring]]},
            code=area.code,
            name=area.name,
            parent=area.parent_code,
            kind=area.kind,
        )
        for area in found
    )


def river_geojson() -> dict[str, Any]:
    return _collection([_drawn(shapes.river_shape(), name="River Teasel")])


def greens_geojson() -> dict[str, Any]:
    return _collection(_drawn(g, name=name) for name, g in shapes.green_shapes().items())


def roads_geojson(*, only_main: bool = False) -> dict[str, Any]:
    """Named streets; ``class`` is ``main`` or ``street``. All of them weigh about 250 KB."""
    return _collection(
        _drawn(
            LineString(street.degrees()).simplify(0.00001),
            name=street.name,
            **{"class": "main" if street.is_main else "street"},
        )
        for street in streets()
        if street.is_main or not only_main
    )


def base_map() -> dict[str, Any]:
    """The ground under the hub's map, light enough to send: parks, river and streets by ``kind``."""
    drawn = [("green", name, shape) for name, shape in shapes.green_shapes().items()]
    drawn.append(("water", "River Teasel", shapes.river_shape()))
    drawn += [("road", street.name, LineString(street.degrees())) for street in streets()]
    return _collection(_drawn(_lightened(shape), name=name, kind=kind) for kind, name, shape in drawn)


def _lightened(shape: BaseGeometry) -> BaseGeometry:
    """To within two metres, on a grid of one."""
    return shapely.set_precision(shape.simplify(0.00002), 0.00001, mode="pointwise")


def postcodes() -> list[tuple[str, float, float]]:
    """Rows of (postcode, lat, lng)."""
    return [(p.code, p.lat, p.lng) for p in drawn_postcodes.postcodes()]


def _drawn(shape: BaseGeometry, **properties: str) -> dict[str, Any]:
    return _feature(json.loads(shapely.to_geojson(shape)), **properties)


def _feature(geometry: dict[str, Any], **properties: str) -> dict[str, Any]:
    return {"type": "Feature", "properties": properties, "geometry": geometry}


def _collection(features: Any) -> dict[str, Any]:
    return {"type": "FeatureCollection", "features": list(features)}
