import pytest

from closeknit.core.errors import Refused
from closeknit.places.area_file import FROM_THE_WEB, Limits, cell_text, guess_columns, read_area_file, shared_code
from tests.places.cloth import SHARED, feature, file, square, ward


def test_it_reads_features_and_their_columns():
    read = read_area_file(file(feature(square(0, 0), code="a", name="Selvedge"), feature(None, extra=1)))
    assert [found.number for found in read.features] == [1, 2]
    assert read.columns == ("code", "name", "extra")


@pytest.mark.parametrize(
    ("kind", "expected"),
    [("ward", ("WD25CD", "WD25NM")), ("borough", ("LAD25CD", "LAD25NM")), ("other", ("id", ""))],
)
def test_it_guesses_official_columns_by_the_kind_of_area(kind, expected):
    features = [ward("X1", "Selvedge", square(0, 0)), ward("X2", "Ropewalk", square(1, 0))]
    features = [{**found, "id": number} for number, found in enumerate(features)]
    assert guess_columns(read_area_file(file(*features)), kind) == expected


@pytest.mark.parametrize(
    ("properties", "expected"),
    [
        ({"code": "a", "name": "Selvedge"}, ("code", "name")),
        ({"id": "a", "label": "Selvedge"}, ("id", "label")),
        ({"Reference": "a", "TITLE": "Selvedge"}, ("Reference", "TITLE")),
        ({"hue": "a", "sound": "b"}, ("", "")),
    ],
)
def test_it_guesses_plain_columns(properties, expected):
    assert guess_columns(read_area_file(file(feature(square(0, 0), **properties))), "ward") == expected


def test_a_code_that_several_share_is_no_code():
    read = read_area_file(file(feature(square(0, 0), code="a", name="b"), feature(square(1, 0), code="a", name="c")))
    assert guess_columns(read, "ward") == ("", "name")


def test_it_finds_the_code_of_the_borough_that_all_wards_name():
    wards = [ward("X1", "Selvedge", square(0, 0)), ward("X2", "Ropewalk", square(1, 0))]
    assert shared_code(read_area_file(file(*wards)), "borough") == "X09"
    wards[1]["properties"]["LAD25CD"] = "X10"
    assert not shared_code(read_area_file(file(*wards)), "borough")


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("  Cann \n Hall ", "Cann Hall"),
        ("Cann\0\u202eHall", "Cann Hall"),
        ("Cafe\u0301", "Café"),
        ("\ud800x", "x"),
        (12, "12"),
        (None, ""),
        (True, ""),
        (["a"], ""),
        ("x" * 900, "x" * 160),
    ],
)
def test_a_cell_becomes_one_clean_line(value, expected):
    read = read_area_file(file(feature(square(0, 0), name=value)))
    assert cell_text(read.features[0], "name", 160) == expected


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (b"", "not GeoJSON: line 1"),
        (b"{", "not GeoJSON: line 1"),
        (b'{"type": "FeatureCollection",\n "features": [}', "not GeoJSON: line 2"),
        (b"\xff\xfe\x00", "cannot be read as text"),
        (b"[" * 100_000, "nested too deeply"),
        (b"null", "not a list of areas"),
        (b'{"type": "Feature"}', "not a list of areas"),
        (b'{"type": "FeatureCollection"}', "no areas in this file"),
        (b'{"type": "FeatureCollection", "features": {}}', "no areas in this file"),
        (b'{"type": "FeatureCollection", "features": []}', "no areas in this file"),
        (b"1" * 10_000, "cannot be read as text"),
    ],
)
def test_what_is_no_boundary_file_is_refused_with_a_sentence(raw, said):
    with pytest.raises(Refused, match=said):
        read_area_file(raw)


def test_a_file_too_large_is_refused_before_it_is_taken_apart():
    limits = Limits(megabytes=1, corners=100)
    with pytest.raises(Refused, match="larger than 1 MB"):
        read_area_file(b" " * 2_000_000, limits)
    with pytest.raises(Refused, match="more than 100 corners"):
        read_area_file(b"[1,1]," * 101, limits)
    with pytest.raises(Refused, match="more than 100 corners"):
        read_area_file(b"1," * 600, limits)


def test_metres_are_told_from_degrees():
    metres = {"type": "Polygon", "coordinates": [[[537000, 188000], [538000, 188000], [538000, 189000]]]}
    assert read_area_file(file(feature(metres))).is_metric
    assert not read_area_file(file(feature(square(0, 0)))).is_metric
    named = {"crs": {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::27700"}}}
    assert read_area_file(file(feature(square(0, 0)), **named)).is_metric


@pytest.mark.parametrize("folder", ["geojson/bad", "geojson/good", "json"])
def test_strangers_files_are_read_or_refused_and_never_crash(folder):
    corpus = SHARED / "bad-inputs" / folder
    if not corpus.exists():
        pytest.skip("the corpus of bad inputs is not here (../shared/data/bad-inputs)")
    said = [_refusal_of(path.read_bytes()) for path in sorted(corpus.iterdir())]
    assert all(sentence.endswith(".") for sentence in said if sentence)


def _refusal_of(raw):
    try:
        read_area_file(raw, FROM_THE_WEB)
    except Refused as no:
        return no.message
    return ""


def test_a_mark_of_byte_order_does_no_harm():
    assert read_area_file(b"\xef\xbb\xbf" + file(feature(square(0, 0), name="x"))).columns == ("name",)
