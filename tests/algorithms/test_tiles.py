import mapbox_vector_tile
import pytest
from hypothesis import given
from hypothesis import strategies as st

from closeknit.algorithms import tiles
from closeknit.algorithms.tiles import Feature

VALUES = (
    st.text()
    | st.booleans()
    | st.integers(-(2**63), 2**64 - 1)
    | st.floats(allow_nan=False).map(lambda number: number + 0.0)
)
FEATURES = st.builds(
    Feature,
    id=st.integers(0, 2**53),
    x=st.integers(-4096, 8192),
    y=st.integers(-4096, 8192),
    properties=st.dictionaries(st.text(max_size=8), VALUES, max_size=5),
)


def decoded(tile):
    return mapbox_vector_tile.decode(tile, default_options={"y_coord_down": True})


def kinds(properties):
    """Properties with their types, for True == 1 == 1.0 in Python."""
    return {key: (type(value), value) for key, value in properties.items()}


@given(st.text(min_size=1), st.lists(FEATURES, min_size=1), st.sampled_from([256, 4096]))
def test_another_decoder_reads_what_was_written(layer, features, extent):
    found = decoded(tiles.encode_points(layer, features, extent))
    assert list(found) == [layer]
    assert (found[layer]["extent"], found[layer]["version"]) == (extent, 2)
    assert [(each["id"], each["geometry"], kinds(each["properties"])) for each in found[layer]["features"]] == [
        (each.id, {"type": "Point", "coordinates": [each.x, each.y]}, kinds(each.properties)) for each in features
    ]


def test_equal_values_are_written_once():
    features = [Feature(number, 1, 1, {"kind": "residents’ association"}) for number in range(100)]
    assert tiles.encode_points("groups", features).count(b"residents") == 1


def test_no_points_are_no_bytes():
    assert tiles.encode_points("groups", []) == b""


@pytest.mark.parametrize("feature", [Feature(-1, 0, 0, {}), Feature(1, 0, 0, {"n": 2**64})])
def test_a_number_that_does_not_fit_is_refused(feature):
    with pytest.raises(ValueError, match="64 bits"):
        tiles.encode_points("groups", [feature])
