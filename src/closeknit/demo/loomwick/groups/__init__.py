"""The groups of Loomwick that were written by hand. They make no claim on any real group."""

from closeknit.demo.loomwick.groups import (
    all_loomwick,
    bobbin_green,
    heddle_hill,
    warpfield,
    weftbridge,
)
from closeknit.demo.loomwick.records import DemoGroup

GROUPS: tuple[DemoGroup, ...] = (
    *weftbridge.GROUPS,
    *warpfield.GROUPS,
    *heddle_hill.GROUPS,
    *bobbin_green.GROUPS,
    *all_loomwick.GROUPS,
)
BY_KEY = {group.key: group for group in GROUPS}
