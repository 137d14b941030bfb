"""What the map beside a list needs to know: where its tiles and shapes are, and the box it opens on."""

import json
from typing import Any

from django.conf import settings
from django.urls import reverse

from closeknit.algorithms.geo import Bounds, bounds_around
from closeknit.directory.search import Results
from closeknit.directory.search.nearness import METRES_A_MILE

LEAST_REACH = 0.6  # miles shown around a place
THE_ISLES = Bounds(-8.2, 49.8, 1.8, 60.9)  # a hub without areas lies somewhere in them


def map_of(results: Results, addresses: dict[str, str]) -> dict[str, Any]:
    """The attributes of ``<closeknit-map>``."""
    return {
        "tiles_url": addresses["tiles_url"],
        "areas_url": addresses["areas_url"],
        "base_url": reverse("website:map-base"),
        "spot_url": reverse("website:map-spot") + "?ids={ids}",
        "bounds": ",".join(f"{degrees:.5f}" for degrees in box_of(results)),
        "backdrop": _backdrop(),
    }


def box_of(results: Results) -> Bounds:
    """Around the place asked about, else around the areas chosen, else around the whole hub."""
    if place := results.place:
        reach = max(results.query.within, LEAST_REACH) * METRES_A_MILE
        return bounds_around(place.lat, place.lng, reach)
    catalogue = results.snapshot.catalogue
    chosen = [catalogue.boxes[area.id] for area in catalogue.narrowest_areas(results.query.area) if area.id in catalogue.boxes]
    return _around(chosen or list(catalogue.boxes.values()))


def _around(boxes: list[Bounds]) -> Bounds:
    if not boxes:
        return THE_ISLES
    wests, souths, easts, norths = zip(*boxes, strict=True)
    return Bounds(min(wests), min(souths), max(easts), max(norths))


def _backdrop() -> str:
    """The administrator's own base map, if there is one."""
    if not settings.BASEMAP_URL:
        return ""
    return json.dumps({"tiles": settings.BASEMAP_URL, "attribution": settings.BASEMAP_CREDIT})
