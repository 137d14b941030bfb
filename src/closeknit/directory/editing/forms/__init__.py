"""The forms in which a group's page is edited, one for each part."""

from closeknit.directory.editing.forms.fields import PartForm
from closeknit.directory.editing.forms.parts import PARTS
from closeknit.directory.editing.forms.place import PlaceForm
from closeknit.directory.editing.forms.services import ServiceForm

__all__ = ["PARTS", "PartForm", "PlaceForm", "ServiceForm"]
