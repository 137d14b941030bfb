"""An outline that somebody drew by hand: sound, without holes, no finer than a hand is.

A drawing of several shapes that lie over each other becomes the land they cover together.
"""

import math

import numpy as np
import shapely
from shapely.geometry import Polygon

from closeknit.algorithms.geo.bounds import Bounds
from closeknit.algorithms.polygons.mending import Mended, mend
from closeknit.algorithms.polygons.rings import refuse
from closeknit.algorithms.polygons.shapes import Outline, as_geojson, as_shape, only_land
from closeknit.algorithms.sentences import Sentence, gettext_noop

DECIMALS = 5  # about a metre
_KM_A_DEGREE = 111.195


def hand_drawn(geometry: object, *, near: Bounds | None = None, max_points: int = 500) -> Mended:
    """The drawing as it may be kept; the same again when it is given once more. BadShape if it cannot be.

    O(n log n) in the corners.
    """
    mended = mend(geometry, near=near, max_points=max_points)
    whole = as_shape(mended.geometry)
    rings = [part.exterior for part in shapely.get_parts(whole)]
    filled = shapely.union_all([Polygon(ring) for ring in rings])
    on_grid = shapely.set_precision(filled, 10**-DECIMALS)
    land = only_land(shapely.union_all([Polygon(part.exterior) for part in shapely.get_parts(only_land(on_grid))]))
    if land.is_empty:
        refuse(gettext_noop("The shape is too small to be seen. Draw it larger."))
    had_holes = any(part.interiors for part in shapely.get_parts(whole))
    notes = (Sentence(gettext_noop("Holes in the shape were filled.")),) if had_holes else ()
    rounded = shapely.transform(shapely.normalize(land), lambda points: np.round(points, DECIMALS))
    return Mended(as_geojson(rounded), mended.notes + notes)


def square_km(outline: Outline) -> float:
    """How much land it is. Within 0.5 % for what fits in one place."""
    shape = as_shape(outline)
    if shape.is_empty:
        return 0.0
    middle = math.radians((shape.bounds[1] + shape.bounds[3]) / 2)
    return float(shape.area) * _KM_A_DEGREE**2 * math.cos(middle)
