"""What the map beside a list needs to know: where its tiles and shapes are, and the box it opens on."""

from typing import Any

from django.conf import settings

from closeknit.algorithms.geo import Bounds, bounds_around
from closeknit.directory.search import Results
from closeknit.directory.search.nearness import METRES_A_MILE
from closeknit.website.addresses import path
from closeknit.website.still_map import still_map

LEAST_REACH, MOST_REACH = 0.4, 5  # miles shown around a place
THE_ISLES = Bounds(-8.2, 49.8, 1.8, 60.9)  # a hub without areas lies somewhere in them


def map_of(results: Results, addresses: dict[str, str]) -> dict[str, Any]:
    """The attributes of ``<closeknit-map>``, and the picture that it replaces."""
    box = box_of(results)
    return {
        "tiles_url": addresses["tiles_url"],
        "areas_url": addresses["areas_url"],
        "base_url": path("website:map-base"),
        "spot_url": path("website:map-spot") + "?ids={ids}",
        "bounds": ",".join(f"{degrees:.5f}" for degrees in box),
        "here": f"{results.place.lng:.5f},{results.place.lat:.5f}" if results.place else "",
        "here_label": results.place.label if results.place else "",
        "picture": still_map(results, box),
        "backdrop": settings.BASEMAP_URL,
        "credit": settings.BASEMAP_CREDIT if settings.BASEMAP_URL else "",
    }


def box_of(results: Results) -> Bounds:
    """Around the place asked about, else around the areas chosen, else around the whole hub."""
    if place := results.place:
        return bounds_around(place.lat, place.lng, _reach(results))
    catalogue = results.snapshot.catalogue
    chosen = [
        catalogue.boxes[area.id] for area in catalogue.narrowest_areas(results.query.area) if area.id in catalogue.boxes
    ]
    return _around(chosen or list(catalogue.boxes.values()))


def _reach(results: Results) -> float:
    """Metres: as far as was asked for, else as far as most of the page's groups are."""
    if results.query.within:
        return results.query.within * METRES_A_MILE
    distances = sorted(card.distance_m for card in results.cards if card.distance_m is not None)
    shown = distances[: max(1, len(distances) * 3 // 4)]
    return min(max([LEAST_REACH * METRES_A_MILE, *shown]), MOST_REACH * METRES_A_MILE)


def _around(boxes: list[Bounds]) -> Bounds:
    if not boxes:
        return THE_ISLES
    wests, souths, easts, norths = zip(*boxes, strict=True)
    return Bounds(min(wests), min(souths), max(easts), max(norths))
