"""Who hears of what happens to a group: no more than may know of it."""

from typing import Any

from closeknit.directory import policies, publishing
from closeknit.directory.models import Group
from closeknit.journal.recording import record
from closeknit.places.models import Area


def surroundings(group: Group) -> list[Area]:
    """The areas whose followers may hear of the group: none for one that is not public, or whose
    place must not be told. Costs two queries."""
    if group.visibility != "public" or not publishing.may_name_place(is_sensitive=group.is_sensitive):
        return []
    return list(Area.objects.for_lists().filter(pk__in=policies.area_numbers_of(group)))


def happened(verb: str, group: Group, **more: Any) -> None:
    """Record it for the group and for the areas around it."""
    record(verb, about=group, also=surroundings(group), **more)
