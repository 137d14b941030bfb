"""Two entries for one group: found, shown to a person, merged by them, and parted again.

``similar`` finds groups like one that somebody describes, ``named_like`` those they may mean by a name.
``likeness`` is the one home of what counts as alike. Nothing merges by itself.
"""

from closeknit.directory.duplicates.looking import Similar, named_like, similar

__all__ = ["Similar", "named_like", "similar"]
