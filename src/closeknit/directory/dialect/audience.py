"""What of a record leaves the house: everything for the hub's administrator, little of it for the public."""

from collections.abc import Iterable, Mapping
from enum import Enum

from closeknit.directory.dialect.fields import GROUP_FIELDS, SERVICE_FIELDS
from closeknit.directory.dialect.images import Image
from closeknit.directory.dialect.records import PLACE, Record, place_of, venue_of
from closeknit.directory.models import Group
from closeknit.directory.publishing import may_pin, may_show_address


class Audience(Enum):
    PUBLIC = "public"
    ADMIN = "admin"


_SERVICE_NAMES = tuple(field.name for field in SERVICE_FIELDS if not field.is_private)
_PRIVATE = tuple(field.name for field in GROUP_FIELDS if field.is_private)
_NOWHERE = place_of(None)


def for_audience(record: Record, image: Image, audience: Audience, public: set[str]) -> Record:
    """The record as this audience may have it. ``public`` are the uuids of public groups it is tied to."""
    if audience is Audience.ADMIN:
        return record
    kept = {name: value for name, value in record.items() if name not in _PRIVATE}
    is_sensitive = image.group["is_sensitive"]
    kept |= _public_place(record, is_sensitive=is_sensitive)
    kept["relations"] = [tie for tie in record["relations"] if tie["confirmed_at"] and tie["to"] in public]
    kept["services"] = [_public_service(service, is_sensitive=is_sensitive) for service in record["services"]]
    return kept


def public_views(images: Iterable[Image], records: Mapping[int, Record]) -> dict[int, Record]:
    """What the public sees of these groups, by their ids. Costs one query."""
    pictures = list(images)
    wanted = {row["offered_to_id"] for image in pictures for row in image.relations}
    here = (
        {str(key) for key in Group.objects.public().filter(pk__in=wanted).values_list("uuid", flat=True)}
        if wanted
        else set()
    )
    return {
        image.group["id"]: for_audience(records[image.group["id"]], image, Audience.PUBLIC, here) for image in pictures
    }


def _public_place(record: Record, *, is_sensitive: bool) -> Record:
    """The place of a group that has a pin on the map; of any other the address would tell more than that."""
    is_pinned = may_pin(
        visibility=record["visibility"], is_sensitive=is_sensitive, precision=record["precision"] or None
    )
    return {name: record[name] for name in PLACE} if is_pinned else dict(_NOWHERE)


def _public_service(service: Record, *, is_sensitive: bool) -> Record:
    kept = {name: service[name] for name in _SERVICE_NAMES}
    told = may_show_address(is_sensitive=is_sensitive, is_confidential=service["venue_is_confidential"])
    if not told:
        kept |= {name: value for name, value in venue_of(Image({}), None).items() if name in _SERVICE_NAMES}
    return kept
