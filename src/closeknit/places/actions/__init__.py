"""The verbs of the place."""

from closeknit.places.actions.areas import apply_plan, import_areas, record_import
from closeknit.places.actions.points import Placing, place_point, settle
from closeknit.places.actions.postcodes import PostcodeReport, import_postcodes
from closeknit.places.actions.rederiving import rederive_points
from closeknit.places.actions.staging import Preview, apply_kept, keep_area_file, preview

__all__ = [
    "Placing",
    "PostcodeReport",
    "Preview",
    "apply_kept",
    "apply_plan",
    "import_areas",
    "import_postcodes",
    "keep_area_file",
    "place_point",
    "preview",
    "record_import",
    "rederive_points",
    "settle",
]
