"""All that anyone may see of a group can be taken out, and comes in again, but for a few things with a reason."""

import pytest

from closeknit.directory.dialect.fields import BY_NAME, OUTPUT_FIELDS, SERVICE_BY_NAME
from closeknit.directory.field_classes import FIELD_CLASSES

OF_A_GROUP = ("Group", "Coverage", "GroupIdentifier", "GroupTheme", "Relation", "Rest", "Photo")
OF_A_SERVICE = ("Service", "Schedule")
NESTED = {  # several rows, or several columns of a row, in one cell
    "Group.point": "lat",
    "Coverage.area": "covers",
    "GroupIdentifier.scheme": "identifiers",
    "GroupIdentifier.identifier": "identifiers",
    "GroupTheme.theme": "themes",
    **{f"Relation.{name}": "relations" for name in ("offered_to", "kind", "note", "since", "until", "confirmed_at")},
    **{f"Photo.{name}": "photos" for name in ("uuid", "alt", "credit", "position", "widths")},
    **{
        f"Schedule.{name}": "schedule"
        for name in ("freq", "interval", "byday", "opens_at", "closes_at", "valid_from", "valid_to", "description")
    },
    "Service.venue": "venue_uuid",
    "Venue.point": "venue_lat",
}
LEFT_OUT = {
    "Group.changed_at": "every import sets it anew",
    "Coverage.group": "the row is the group's",
    "Coverage.is_drawn": "follows from the drawn area",
    "GroupIdentifier.uuid": "known by its scheme and number",
    "GroupIdentifier.group": "the row is the group's",
    "GroupTheme.group": "the row is the group's",
    "Relation.uuid": "known by its two groups and its kind",
    "Relation.offered_by": "the row is the group's",
    "Rest.group": "the row is the group's",
    "Photo.group": "the row is the group's",
    "Photo.key": "the name of its files, which no list carries",
    "Photo.width": "told by the picture itself",
    "Photo.height": "told by the picture itself",
    "Photo.added_at": "pictures are told, and never brought in",
    "Service.group": "the row is the group's",
    "Schedule.uuid": "known by what it says",
    "Schedule.service": "the column is the service's",
}


def told_as(model, name):
    """The column that tells of this field; None where there is none."""
    known = NESTED.get(f"{model}.{name}")
    if known:
        return known
    if model == "Venue":
        return f"venue_{name}" if f"venue_{name}" in SERVICE_BY_NAME else None
    if model == "Service":
        return name if name in SERVICE_BY_NAME else None
    told = f"rest_{name}" if model == "Rest" else name
    return told if told in COLUMNS and model in ("Group", "Rest") else None


COLUMNS = {*BY_NAME, *(field.name for field in OUTPUT_FIELDS)}


@pytest.mark.parametrize("model", [*OF_A_GROUP, *OF_A_SERVICE, "Venue"])
def test_every_public_field_is_told_or_left_out_for_a_reason(model):
    names = FIELD_CLASSES[model]["public"].split()
    untold = {f"{model}.{name}" for name in names if told_as(model, name) is None}
    assert untold == {place for place in LEFT_OUT if place.startswith(f"{model}.")}


def test_what_stands_for_them_is_there():
    assert set(NESTED.values()) <= COLUMNS | set(SERVICE_BY_NAME)


def test_every_table_of_a_group_is_thought_of():
    """A table that is new and public, and belongs to a group, is looked at here."""
    of_the_hub = {"Theme", "SearchEntry", "Word"}
    assert {name for name, kinds in FIELD_CLASSES.items() if "public" in kinds} - of_the_hub == {
        *OF_A_GROUP, *OF_A_SERVICE, "Venue",
    }  # fmt: skip
