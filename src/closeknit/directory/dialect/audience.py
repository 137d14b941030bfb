"""What of a record leaves the house: everything for the hub's administrator, little of it for the public."""

from collections.abc import Iterable, Mapping
from enum import Enum
from typing import Any

from closeknit.directory.dialect.fields import GROUP_FIELDS, SERVICE_FIELDS
from closeknit.directory.dialect.images import Image
from closeknit.directory.dialect.records import Record, place_of, venue_of
from closeknit.directory.models import Group
from closeknit.directory.publishing import may_name_place, may_show_address, may_show_drawing, may_tell_tie


class Audience(Enum):
    PUBLIC = "public"
    ADMIN = "admin"


_SERVICE_NAMES = tuple(field.name for field in SERVICE_FIELDS if not field.is_private)
_PRIVATE = tuple(field.name for field in GROUP_FIELDS if field.is_private)
_NOWHERE = place_of(None)
_NO_VENUE = venue_of(Image({}), None)


def for_audience(record: Record, image: Image, audience: Audience, public: Mapping[str, bool]) -> Record:
    """The record as this audience may have it. ``public`` are the uuids of the public groups it is tied
    to, and whether each must be kept safe."""
    if audience is Audience.ADMIN:
        return record
    kept = {name: value for name, value in record.items() if name not in _PRIVATE}
    is_sensitive = image.group["is_sensitive"]
    told = {"visibility": record["visibility"], "is_sensitive": is_sensitive}
    if not may_show_address(**told, precision=record["precision"]):
        kept |= _NOWHERE
    if not may_show_drawing(is_sensitive=is_sensitive):
        kept["drawn_area"] = None
    if is_sensitive:
        kept["rest_streets"] = ""
    kept["relations"] = [
        {**tie, "note": ""} if is_sensitive or public[tie["to"]] else tie
        for tie in record["relations"]
        if tie["confirmed_at"]
        and tie["to"] in public
        and may_tell_tie(kind=tie["kind"], is_sensitive=is_sensitive or public[tie["to"]])
    ]
    kept["services"] = [_public_service(service, told) for service in record["services"]]
    return kept


def public_views(images: Iterable[Image], records: Mapping[int, Record]) -> dict[int, Record]:
    """What the public sees of these groups, by their ids. Costs one query."""
    pictures = list(images)
    wanted = {row["offered_to_id"] for image in pictures for row in image.relations}
    rows = Group.objects.public().filter(pk__in=wanted).values_list("uuid", "is_sensitive") if wanted else ()
    here = {str(key): is_sensitive for key, is_sensitive in rows}
    return {
        image.group["id"]: for_audience(records[image.group["id"]], image, Audience.PUBLIC, here) for image in pictures
    }


def _public_service(service: Record, told: dict[str, Any]) -> Record:
    """The service without its venue if that may not be named, or only without the venue's place."""
    kept = {name: service[name] for name in _SERVICE_NAMES}
    is_confidential = service["venue_is_confidential"]
    if not may_name_place(is_sensitive=told["is_sensitive"], is_confidential=is_confidential):
        return kept | {name: _NO_VENUE[name] for name in _SERVICE_NAMES if name in _NO_VENUE}
    if not may_show_address(**told, precision=service["venue_precision"], is_confidential=is_confidential):
        return kept | {f"venue_{name}": value for name, value in _NOWHERE.items()}
    return kept
