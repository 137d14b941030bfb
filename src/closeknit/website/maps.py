"""What the map beside a list needs to know: where its tiles and shapes are, and the box it opens on."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from closeknit.algorithms.geo import Bounds, bounds_around
from closeknit.core.live_map import LiveMap
from closeknit.directory.search import Results
from closeknit.directory.search.catalogue import Catalogue
from closeknit.directory.search.nearness import METRES_A_MILE
from closeknit.directory.search.pins import pins
from closeknit.directory.search.snapshot import current
from closeknit.website.addresses import path
from closeknit.website.still_map import still_map

LEAST_REACH, MOST_REACH = 0.4, 5  # miles shown around a place
THE_ISLES = Bounds(-8.2, 49.8, 1.8, 60.9)  # a hub without areas lies somewhere in them


def map_of(results: Results, addresses: dict[str, str]) -> dict[str, Any]:
    """The attributes of ``<closeknit-map>``, and the picture that it replaces."""
    box, place = box_of(results), results.place
    held = pins(results.cards, results.snapshot.catalogue)
    label = _("A map of these groups, with the numbers of the list")
    return {
        **_ground_of(box),
        "tiles_url": addresses["tiles_url"],
        "areas_url": addresses["areas_url"],
        "spot_url": path("website:map-spot") + "?ids={ids}",
        "here": f"{place.lng:.5f},{place.lat:.5f}" if place else "",
        "here_label": place.label if place else "",
        "picture": still_map(results.snapshot, box, held, label=label, here=place),
    }


def draw(shown: LiveMap, version: Any) -> str:
    """A map of a page of another room: the ground of the finder, and the pins of that page alone. A query for
    the hub's version if it is not given."""
    snapshot = current(version)
    box = _box_around(shown, snapshot.catalogue)
    picture = still_map(snapshot, box, shown.pins, label=shown.label)
    if not picture:
        return ""
    told = {**_ground_of(box), "areas_url": path("website:map-areas"), "pins_url": shown.address, "picture": picture}
    return render_to_string("website/_live_map.html", {"map": told, "signs": {pin.sign for pin in shown.pins}})


def _ground_of(box: Bounds) -> dict[str, Any]:
    return {
        "base_url": path("website:map-base"),
        "bounds": ",".join(f"{degrees:.5f}" for degrees in box),
        "backdrop": settings.BASEMAP_URL,
        "credit": settings.BASEMAP_CREDIT if settings.BASEMAP_URL else "",
    }


def box_of(results: Results) -> Bounds:
    """Around the place asked about, else around the areas chosen, else around the whole hub."""
    if place := results.place:
        return bounds_around(place.lat, place.lng, _reach(results))
    return _around(_boxes(results.query.area, results.snapshot.catalogue))


def _box_around(shown: LiveMap, catalogue: Catalogue) -> Bounds:
    """Around its area, or the whole hub, and all of its pins."""
    places = [Bounds(pin.lng, pin.lat, pin.lng, pin.lat) for pin in shown.pins]
    return _around([*_boxes([shown.area] if shown.area else [], catalogue), *places])


def _boxes(areas: Sequence[str], catalogue: Catalogue) -> list[Bounds]:
    chosen = [catalogue.boxes[area.id] for area in catalogue.narrowest_areas(areas) if area.id in catalogue.boxes]
    return chosen or list(catalogue.boxes.values())


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
