import pytest

from closeknit.algorithms.geo import Bounds
from closeknit.places.outlines import Unsound, outline_of, stored
from tests.places.cloth import square


def test_a_sound_outline_is_kept_to_a_tenth_of_a_metre():
    rough = {"type": "Polygon", "coordinates": [[[1.70000004, 51.6], [1.71, 51.6], [1.71, 51.61], [1.70000004, 51.6]]]}
    outline, note = outline_of(rough)
    assert (1.7, 51.6) in {tuple(round(n, 9) for n in corner) for corner in outline.exterior.coords}
    assert not note


def test_the_same_land_is_stored_the_same_whatever_its_first_corner():
    ring = square(0, 0)["coordinates"][0]
    turned = {"type": "Polygon", "coordinates": [[*ring[2:], *ring[1:3]][::-1]]}
    assert stored(outline_of(turned)[0]) == stored(outline_of(square(0, 0))[0])
    again = stored(outline_of(square(0, 0))[0])
    assert stored(outline_of(again)[0]) == again


def test_a_crossed_outline_is_mended_and_says_so():
    west, south, east, north = 1.7, 51.6, 1.72, 51.61
    hourglass = [[west, south], [east, north], [east, south], [west, north], [west, south]]
    outline, note = outline_of({"type": "Polygon", "coordinates": [hourglass]})
    assert outline.is_valid
    assert outline.area > 0
    assert note == "The outline crossed itself. It was mended."


@pytest.mark.parametrize(
    ("geometry", "said"),
    [
        (None, "needs a Polygon"),
        ({"type": "Point", "coordinates": [1, 2]}, "this is “Point”"),
        ({"type": "Polygon", "coordinates": []}, "empty"),
        ({"type": "Polygon", "coordinates": [[[1, 51], [1, 52], [1, 51]]]}, "three corners"),
        ({"type": "Polygon", "coordinates": [[[1, 51], [1, 52], [2, 52], [2, 51]]]}, "does not end where it began"),
        ({"type": "Polygon", "coordinates": [[[1, 51], [1, 52], [1, 53], [1, 51]]]}, "nothing inside"),
        ({"type": "Polygon", "coordinates": [[["1", 51], [1, 52], [2, 52], ["1", 51]]]}, "needs two numbers"),
        ({"type": "Polygon", "coordinates": [[[1e308, 51], [1, 52], [2, 52], [1e308, 51]]]}, "not on the globe"),
        ({"type": "Polygon", "coordinates": [[[1, float("nan")], [1, 52], [2, 52], [1, 51]]]}, "needs two numbers"),
        ({"type": "Polygon", "coordinates": [[[1.0000001, 51], [1, 51.0000001], [1, 51], [1.0000001, 51]]]}, "inside"),
    ],
)
def test_what_is_no_outline_is_refused_with_a_sentence(geometry, said):
    with pytest.raises(Unsound, match=said):
        outline_of(geometry)


def test_swapped_coordinates_are_recognised():
    swapped = {"type": "Polygon", "coordinates": [[[lat, lng] for lng, lat in square(0, 0)["coordinates"][0]]]}
    with pytest.raises(Unsound, match="the wrong way round"):
        outline_of(swapped)
    with pytest.raises(Unsound, match="the wrong way round"):
        outline_of(swapped, near=Bounds(1.6, 51.5, 1.8, 51.7))


def test_metres_of_the_national_grid_become_degrees():
    ring = [[537000, 188000], [538000, 188000], [538000, 189000], [537000, 189000], [537000, 188000]]
    outline, _ = outline_of({"type": "MultiPolygon", "coordinates": [[ring]]}, is_metric=True)
    west, south, east, north = outline.bounds
    assert -0.03 < west < east < 0.0
    assert 51.57 < south < north < 51.59
    with pytest.raises(Unsound, match="British National Grid"):
        outline_of({"type": "Polygon", "coordinates": [[[9e9, 1], [2, 2], [3, 3], [9e9, 1]]]}, is_metric=True)
    with pytest.raises(Unsound):
        outline_of({"type": "Polygon", "coordinates": [[["a", 1], [2, 2]]]}, is_metric=True)
