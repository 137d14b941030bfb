import io
import json
from pathlib import Path

import pytest

from closeknit.directory.importing.readers import Unreadable, open_table
from tests.directory.importing.lists import as_geojson, rows_of

SHARED = Path(__file__).parents[4] / "shared" / "data" / "bad-inputs"
POINT = {"type": "Point", "coordinates": [1.45, 51.55]}
SQUARE = {"type": "Polygon", "coordinates": [[[1.4, 51.5], [1.5, 51.5], [1.5, 51.6], [1.4, 51.6], [1.4, 51.5]]]}


def read(text):
    table = open_table(io.BytesIO(text.encode()))
    return table, list(table.rows)


def test_a_feature_is_a_row_and_a_property_a_column():
    text = as_geojson((POINT, {"name": "Singers", "size": 12}), (None, {"name": "Bakers", "open": True}))
    table, rows = read(text)
    assert table.columns == ["name", "size", "open", "_lat", "_lng"]
    assert [row.cells for row in rows] == [["Singers", "12", "", "51.55", "1.45"], ["Bakers", "", "yes", "", ""]]
    assert [(row.number, row.problem) for row in rows] == [(1, ""), (2, "")]


def test_a_polygon_becomes_a_point_inside_it():
    crescent = {
        "type": "Polygon",
        "coordinates": [[[0, 0], [4, 0], [4, 4], [0, 4], [0, 3], [3, 3], [3, 1], [0, 1], [0, 0]]],
    }
    _table, rows = read(as_geojson((crescent, {"name": "Crescent"}), (SQUARE, {"name": "Square"})))
    lat, lng = map(float, rows[0].cells[-2:])
    assert not (0 < lng < 3 and 1 < lat < 3)
    assert list(_table.notes) == ["Shapes were taken as one point inside them."]


@pytest.mark.parametrize(
    ("shape", "place"),
    [
        ({"type": "MultiPoint", "coordinates": [[1.5, 51.5], [1.6, 51.6]]}, ["51.5", "1.5"]),
        ({"type": "LineString", "coordinates": [[1.5, 51.5], [1.6, 51.6]]}, ["51.5", "1.5"]),
        ({"type": "Point", "coordinates": [1.5, 51.5, 12.0]}, ["51.5", "1.5"]),
        ({"type": "GeometryCollection", "geometries": [POINT]}, ["51.55", "1.45"]),
    ],
)
def test_other_shapes_give_a_place_too(shape, place):
    assert read(as_geojson((shape, {"name": "A"})))[1][0].cells[-2:] == place


@pytest.mark.parametrize(
    "shape",
    [
        {"type": "Point", "coordinates": [51.55, 151.45]},
        {"type": "Point", "coordinates": ["1.4", "51.5"]},
        {"type": "Point", "coordinates": []},
        {"type": "Point"},
        {"type": "Polygon", "coordinates": [[[1, 1]]]},
        {"type": "Nonsense", "coordinates": [1, 2]},
        "here",
    ],
)
def test_a_shape_that_is_none_is_held_with_a_sentence(shape):
    (row,) = read(as_geojson((shape, {"name": "A"})))[1]
    assert row.problem.endswith(".")
    assert row.cells[0] == "A"


def test_a_giant_outline_is_held():
    giant = {"type": "Polygon", "coordinates": [[[1 + n / 1e7, 51.5] for n in range(250_000)]]}
    (row,) = read(as_geojson((giant, {"name": "A"})))[1]
    assert row.problem == "Its outline has too many corners."


def test_things_among_the_features_that_are_none_are_held():
    text = json.dumps(
        {"type": "FeatureCollection", "features": [3, {"type": "Feature", "properties": [], "geometry": None}]}
    )
    assert [bool(row.problem) for row in read(text)[1]] == [True, False]


@pytest.mark.parametrize("text", ['{"type": "FeatureCollection", "features": []}', '{"type": "FeatureCollection"'])
def test_a_file_without_features_is_refused_with_a_sentence(text):
    with pytest.raises(Unreadable):
        read(text)


@pytest.mark.parametrize(("times", "is_refused"), [(100_000, True), (900, False)])
def test_json_nested_deeply_is_survived(times, is_refused):
    deep = (
        '{"type": "FeatureCollection", "features": [{"type": "Feature", "geometry": null, "properties": {"name": %s}}]}'
    )
    text = deep % ("[" * times + "]" * times)
    if is_refused:
        with pytest.raises(Unreadable, match="nested too deeply"):
            read(text)
    else:
        assert len(read(text)[1]) == 1


def test_a_file_with_a_byte_order_mark_is_read():
    text = as_geojson((POINT, {"name": "Müller"}))
    for raw in (b"\xef\xbb\xbf" + text.encode(), text.encode("utf-16")):
        assert rows_of(raw)[0][1][0] == "Müller"


@pytest.mark.skipif(not SHARED.exists(), reason="the shared corpora are not here")
def test_every_geojson_and_json_of_the_corpora_is_read_or_refused_with_a_sentence():
    for folder, ending in (("geojson/bad", "*.geojson"), ("geojson/good", "*.geojson"), ("json", "*.json")):
        for file in sorted((SHARED / folder).glob(ending)):
            try:
                rows = list(open_table(io.BytesIO(file.read_bytes()), file_format="geojson").rows)
            except Unreadable as no:
                assert no.message.endswith("."), file.name
            else:
                assert rows, file.name
