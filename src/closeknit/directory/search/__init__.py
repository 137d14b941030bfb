"""Finding groups: one query behind list, map, feeds and embeds.

``GroupQuery`` is what is asked, ``search`` gives a page of answers with their facets. Which groups
match is known exactly, as a set, before any of them is read.
"""

from closeknit.directory.search.query import GroupQuery
from closeknit.directory.search.results import Results, ids_of, search

__all__ = ["GroupQuery", "Results", "ids_of", "search"]
