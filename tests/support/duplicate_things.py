"""What the pages about duplicates need in a world: a pair that waits, and two that were made one."""

from closeknit.directory.duplicates import merging
from closeknit.directory.models import Group, Pair
from closeknit.places.models import Area
from tests.support import factories as make

NOTHING = ("pair", "merge")


def duplicate_things(group: Group, area: Area) -> dict[str, str]:
    """Their names in addresses."""
    twin, gone = (make.make_group(group.name, point=make.make_point(51.6, 1.5, area)) for _number in range(2))
    pair = Pair.objects.create(one=group, other=twin, score=1)
    merge = merging.merge(kept=group, gone=gone, by=None)
    return {"pair": str(pair.uuid), "merge": str(merge.uuid)}
