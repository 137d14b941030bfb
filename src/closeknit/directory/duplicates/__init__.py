"""Two entries for one group: found, shown to a person, merged by them, and parted again.

``similar`` finds groups like one that somebody describes. ``likeness`` is the one home of what counts
as alike. Nothing merges by itself.
"""

from closeknit.directory.duplicates.looking import Similar, similar

__all__ = ["Similar", "similar"]
