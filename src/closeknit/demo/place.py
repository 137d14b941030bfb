"""Loomwick itself into the hub: its areas in both editions, its postcodes and the ground of its map."""

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from closeknit.core.errors import Refused
from closeknit.demo.known import named_uuid
from closeknit.demo.loomwick import areas, borough
from closeknit.demo.loomwick.records import DemoArea
from closeknit.places import postcode_store, registry, versions
from closeknit.places.models import Area, AreaSuccession, BaseMap, Hub
from closeknit.places.outlines import outline_of, stored

ABOUT = {
    "name": areas.BOROUGH,
    "tagline": "Who is doing what in Loomwick, and how to join in",
    "run_by": "Run by the Loomwick Community Forum, with the council as one member among many.",
    "contact_phone": "01632 960 114",
    "contact_email": "hello@forum.loomwick.example",
    "postal_address": "Loomwick Community Forum\nDyehouse Library, 3 Dye Street\nLoomwick",
    "data_controller": "The Loomwick Community Forum, Dyehouse Library, answers for what the hub keeps.",
    "safeguarding": "Ruth, the forum’s safeguarding lead, on 01632 960 115. In danger, ring 999.",
}


def check_hub_is_free() -> None:
    """The demo goes only into an empty hub or its own: a real place must not turn into Loomwick."""
    others = Area.objects.exclude(code__startswith="X")
    if others.exists():
        name = Hub.current().name
        raise Refused(
            _("This hub is for %(place)s. The demo only goes into an empty hub: choose another CLOSEKNIT_DATA.")
            % {"place": name}
        )


@transaction.atomic
def load_place() -> bool:
    """Bring areas, postcodes and the hub's own words up to date; whether anything changed."""
    changed = [area.pk for area in map(_load_area, _told_areas()) if area]
    _load_heirs()
    has_moved = postcode_store.upsert(borough.postcodes()) + postcode_store.derive_means()
    is_told = _load_hub()
    if changed:
        registry.tell_area_change(changed)
    if changed or has_moved or is_told:
        versions.bump()
    return bool(changed or has_moved or is_told)


def _told_areas() -> list[DemoArea]:
    """Today's areas, parents first, then the wards that are no more."""
    return [*areas.areas(), *(area for area in areas.areas("2002") if area.valid_until)]


def _load_area(told: DemoArea) -> Area | None:
    """The area if it is new or was told otherwise before."""
    area = Area.objects.filter(code=told.code).first()
    if area is None:
        area = Area(code=told.code, uuid=named_uuid("area", told.code), slug=_slug(told))
    wanted = {
        "name": told.name,
        "kind": told.kind,
        "parent": Area.objects.get(code=told.parent_code) if told.parent_code else None,
        "boundary": stored(outline_of({"type": "Polygon", "coordinates": [[list(p) for p in told.ring]]})[0]),
        "pattern": told.pattern,
        "valid_from": told.valid_from,
        "valid_until": told.valid_until,
    }
    if area.pk and all(getattr(area, name) == value for name, value in wanted.items()):
        return None
    for name, value in wanted.items():
        setattr(area, name, value)
    area.save()
    return area


def _slug(told: DemoArea) -> str:
    plain = slugify(told.name)
    if told.valid_until:
        return f"{plain}-before-{told.valid_until.year}"
    return f"{plain}-ward" if told.kind == "ward" and told.name in areas.NEIGHBOURHOODS else plain


def _load_heirs() -> None:
    ids = dict(Area.objects.filter(code__startswith="X").values_list("code", "pk"))
    AreaSuccession.objects.bulk_create(
        (
            AreaSuccession(
                uuid=named_uuid("heir", old, new),
                old_id=ids[old],
                new_id=ids[new],
                share_of_old=round(of_old, 4),
                share_of_new=round(of_new, 4),
            )
            for old, new, of_old, of_new in areas.heirs()
        ),
        ignore_conflicts=True,
    )


def _load_hub() -> bool:
    """Name the hub, but once it is named leave it to those who look after it."""
    root = Area.objects.get(code=areas.BOROUGH_CODE)
    hub, _is_new = Hub.objects.get_or_create(pk=Hub.SINGLE_ID, defaults={"uuid": named_uuid("hub"), **ABOUT})
    is_untold = hub.root_area_id is None
    if is_untold:
        for name, value in ABOUT.items():
            setattr(hub, name, value)
        hub.root_area = root
    ground = borough.base_map()
    if not is_untold and BaseMap.current() == ground:
        return False
    hub.save(update_fields=[*ABOUT, "root_area"])
    BaseMap.objects.update_or_create(pk=Hub.SINGLE_ID, defaults={"shapes": ground})
    return True
