"""The verbs of the place."""

from closeknit.places.actions.areas import apply_plan, import_areas, record_import
from closeknit.places.actions.founding import Circle, draw_place, found_from_file, rename_place, stands_in
from closeknit.places.actions.points import Placing, place_point, settle
from closeknit.places.actions.postcodes import PostcodeReport, import_postcodes
from closeknit.places.actions.rederiving import rederive_points
from closeknit.places.actions.staging import Preview, apply_kept, keep_area_file, preview

__all__ = [
    "Circle",
    "Placing",
    "PostcodeReport",
    "Preview",
    "apply_kept",
    "apply_plan",
    "draw_place",
    "found_from_file",
    "import_areas",
    "import_postcodes",
    "keep_area_file",
    "place_point",
    "preview",
    "record_import",
    "rederive_points",
    "rename_place",
    "settle",
    "stands_in",
]
