"""The hub's own area when a hub begins: a circle, one outline from a file, or around the areas of a file."""

from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from closeknit.algorithms.polygons import circle
from closeknit.core.errors import Refused
from closeknit.places import registry, versions
from closeknit.places.actions.areas import import_areas
from closeknit.places.actions.rederiving import rederive_points
from closeknit.places.area_file import FROM_THE_WEB, AreaFile, read_area_file
from closeknit.places.models import Area, Hub
from closeknit.places.outlines import Outline, Unsound, outline_of, stored
from closeknit.places.slugs import free_slug
from closeknit.places.vocabulary import AreaKind


@dataclass(frozen=True, slots=True)
class Circle:
    """A stand-in for a boundary: so many kilometres around a point."""

    lat: float
    lng: float
    radius_km: float

    @property
    def outline(self) -> Outline:
        return outline_of(circle(self.lat, self.lng, 1000 * self.radius_km))[0]


@transaction.atomic
def draw_place(*, name: str, around: Circle) -> Area:
    """The hub's own area is this circle. Said again, the same area moves; ``Refused`` once it has a true boundary."""
    hub = Hub.objects.select_for_update().get(pk=Hub.SINGLE_ID)
    if hub.root_area_id and not stands_in(hub):
        raise Refused(_("This place has its boundary already. A circle would be less than that."))
    area = _settle(hub, name, around.outline)
    hub.set_up["circle"] = {"lat": around.lat, "lng": around.lng, "radius_km": around.radius_km}
    hub.save(update_fields=["set_up"])
    return area


@transaction.atomic
def found_from_file(*, name: str, raw: bytes, kind: str) -> Area:
    """The hub's own area is the one of this file, or drawn around all of them. ``Refused`` if it is none."""
    hub = Hub.objects.select_for_update().get(pk=Hub.SINGLE_ID)
    file = read_area_file(raw, FROM_THE_WEB)
    if len(file.features) == 1:
        area = _settle(hub, name, _only_outline(file))
    else:
        _drop_stand_in(hub)
        if hub.root_area_id:  # the outline is known again by its name
            _renamed(hub, name)
        import_areas(file=raw, kind=kind, outline=name, limits=FROM_THE_WEB)
        hub.refresh_from_db()
        area = _renamed(hub, name)
    hub.set_up.pop("circle", None)
    hub.save(update_fields=["set_up"])
    return area


@transaction.atomic
def rename_place(*, name: str) -> Area:
    """Another name for the hub and its own area; the boundary stays."""
    hub = Hub.objects.select_for_update().get(pk=Hub.SINGLE_ID)
    area = _renamed(hub, name)
    versions.bump()
    return area


def stands_in(hub: Hub) -> bool:
    """Whether the hub's area is a drawn circle that waits for its true boundary."""
    return "circle" in hub.set_up


def _renamed(hub: Hub, name: str) -> Area:
    root: Any = hub.root_area_id
    area: Area = Area.objects.get(pk=root)
    hub.name = area.name = name
    hub.save(update_fields=["name"])
    area.save()
    return area


def _settle(hub: Hub, name: str, outline: Outline) -> Area:
    root: Any = hub.root_area_id
    area = Area.objects.filter(pk=root).first()
    if area is None:
        area = Area(kind=AreaKind.BOROUGH, slug=free_slug(name, timezone.localdate().year))
    boxes = [outline.bounds, *([(area.west, area.south, area.east, area.north)] if area.west is not None else [])]
    area.name, area.boundary = name, stored(outline)
    area.save()
    hub.name, hub.root_area = name, area
    hub.save(update_fields=["name", "root_area"])
    wests, souths, easts, norths = zip(*boxes, strict=True)
    rederive_points((min(wests), min(souths), max(easts), max(norths)))
    registry.tell_area_change([area.pk])
    versions.bump()
    return area


def _only_outline(file: AreaFile) -> Outline:
    try:
        return outline_of(file.features[0].geometry, is_metric=file.is_metric)[0]
    except Unsound as unsound:
        raise Refused(str(unsound)) from unsound


def _drop_stand_in(hub: Hub) -> None:
    """A circle makes room for the true areas, whose outline becomes the hub's own area."""
    if hub.root_area_id and stands_in(hub):
        pk: Any = hub.root_area_id
        hub.root_area = None
        hub.save(update_fields=["root_area"])
        Area.objects.filter(pk=pk).delete()
