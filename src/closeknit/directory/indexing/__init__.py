"""The one door through which every writer keeps search and map true.

``reindex(ids)`` after groups were made, changed, hidden or deleted, in the same transaction;
``reindex_areas(ids)`` after boundaries changed; ``reindex_all(progress)`` after many, or when the
index itself is in doubt. All raise the hub's version.
"""

from closeknit.directory.indexing.change import reindex, reindex_areas
from closeknit.directory.indexing.rebuild import reindex_all

__all__ = ["reindex", "reindex_all", "reindex_areas"]
