"""The directory's tables, one file for each idea."""

from closeknit.directory.models.asking import Asking, Call
from closeknit.directory.models.group import Coverage, Group, GroupIdentifier, Relation
from closeknit.directory.models.importing import ImportFile, ImportRow, ImportRun, ListedAs
from closeknit.directory.models.index import ColumnSegment, FacetBitmap, SearchEntry, Word
from closeknit.directory.models.merge import Look, Merge, Pair
from closeknit.directory.models.message import ContactMessage
from closeknit.directory.models.photo import Photo
from closeknit.directory.models.rest import Rest, Waking
from closeknit.directory.models.revision import Revision
from closeknit.directory.models.service import Schedule, Service, Venue
from closeknit.directory.models.stewardship import Claim, Invitation, Reassignment, Telling
from closeknit.directory.models.suggestion import Suggestion
from closeknit.directory.models.theme import GroupTheme, Theme

__all__ = [
    "Asking",
    "Call",
    "Claim",
    "ColumnSegment",
    "ContactMessage",
    "Coverage",
    "FacetBitmap",
    "Group",
    "GroupIdentifier",
    "GroupTheme",
    "ImportFile",
    "ImportRow",
    "ImportRun",
    "Invitation",
    "ListedAs",
    "Look",
    "Merge",
    "Pair",
    "Photo",
    "Reassignment",
    "Relation",
    "Rest",
    "Revision",
    "Schedule",
    "SearchEntry",
    "Service",
    "Suggestion",
    "Telling",
    "Theme",
    "Venue",
    "Waking",
    "Word",
]
