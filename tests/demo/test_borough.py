"""The drawing of Loomwick: a perfect tessellation, everything in its place, no real place meant."""

import itertools
import json
import math

import pytest
import shapely
from shapely.geometry import Point, Polygon, shape

from closeknit.demo.loomwick import areas, borough, shapes
from closeknit.demo.loomwick.plane import KM_PER_DEGREE, KM_PER_DEGREE_EAST, LAT, LNG
from closeknit.demo.loomwick.postcodes import DISTRICTS, outcodes, postcodes
from closeknit.demo.loomwick.streets import streets
from closeknit.demo.loomwick.venues import venues

EDITIONS = {"current": 16, "2002": 14}
BRITAIN_AND_ROUND_ABOUT = ((51.37, 1.44), (51.79, 1.15), (51.44, 0.75), (51.95, 1.35), (51.13, 1.40), (50.97, 1.85))


def polygons(level: str, edition: str = "current") -> dict[str, Polygon]:
    features = borough.areas_geojson(level, edition)["features"]
    return {feature["properties"]["code"]: shape(feature["geometry"]) for feature in features}


def edges(polygon: Polygon) -> set[frozenset]:
    ring = list(polygon.exterior.coords)
    return {frozenset(pair) for pair in itertools.pairwise(ring)}


@pytest.mark.parametrize(("edition", "number"), EDITIONS.items())
def test_the_wards_sum_to_the_borough(edition, number):
    wards = list(polygons("ward", edition).values())
    (whole,) = polygons("borough", edition).values()

    assert len(wards) == number
    assert all(ward.is_valid for ward in wards)
    assert math.isclose(sum(ward.area for ward in wards), whole.area, rel_tol=1e-12)
    assert shapely.union_all(wards).equals(whole)


@pytest.mark.parametrize("edition", EDITIONS)
def test_every_edge_belongs_to_two_wards_or_to_the_borough(edition):
    """Not merely near each other: corner for corner the same."""
    wards = [edges(ward) for ward in polygons("ward", edition).values()]
    (whole,) = polygons("borough", edition).values()
    seen: dict[frozenset, int] = {}
    for ward in wards:
        for edge in ward:
            seen[edge] = seen.get(edge, 0) + 1

    assert set(seen.values()) == {1, 2}
    assert {edge for edge, times in seen.items() if times == 1} == edges(whole)


def test_each_neighbourhood_is_the_union_of_its_four_wards():
    hoods = polygons("neighbourhood")
    wards = polygons("ward")
    for name, code in areas.NEIGHBOURHOODS.items():
        own = [wards[ward_code] for ward_code, home, _ in areas.CURRENT.values() if home == name]
        assert len(own) == 4
        assert shapely.union_all(own).equals(hoods[code])


def test_neighbourhoods_lie_where_their_story_says():
    at = {name: polygons("neighbourhood")[code].centroid for name, code in areas.NEIGHBOURHOODS.items()}
    assert at["Warpfield"].y > LAT
    assert at["Warpfield"].x < LNG
    assert at["Weftbridge"].y > LAT
    assert at["Weftbridge"].x > LNG
    assert at["Heddle Hill"].y < LAT
    assert at["Heddle Hill"].x < LNG
    assert at["Bobbin Green"].y < LAT
    assert at["Bobbin Green"].x > LNG


def test_the_borough_is_about_ten_kilometres_across():
    (whole,) = polygons("borough").values()
    west, south, east, north = whole.bounds
    assert 9.5 < (east - west) * KM_PER_DEGREE_EAST < 10.5
    assert 8 < (north - south) * KM_PER_DEGREE < 10


def test_it_floats_in_open_sea_far_from_any_home():
    for lat, lng in BRITAIN_AND_ROUND_ABOUT:
        away = math.hypot((lat - LAT) * KM_PER_DEGREE, (lng - LNG) * KM_PER_DEGREE_EAST)
        assert away > 15


def test_codes_are_plainly_invented():
    for edition in EDITIONS:
        assert all(area.code.startswith("X") for area in areas.areas(edition))
        assert len({area.code for area in areas.areas(edition)}) == len(areas.areas(edition))


def test_the_review_renamed_merged_split_and_moved():
    rows = {(old, new): (of_old, of_new) for old, new, of_old, of_new in areas.heirs()}
    code = {name: row[0] for name, row in areas.CURRENT.items()}
    old = {name: row[0] for name, row in areas.BEFORE_2022.items()}

    assert old["Gasworks"] == code["Woolpack"]  # renamed: the same land, the same code
    assert rows[old["Upper Heddle"], code["Heddle Top"]][0] == 1  # merged
    assert rows[old["Lower Heddle"], code["Heddle Top"]][0] == 1
    assert rows[old["Weftbridge Town"], code["Dyehouse"]][1] == 1  # split
    assert rows[old["Weftbridge Town"], code["Fuller Street"]][1] == 1
    assert 0 < rows[old["Tenter Meadow"], code["Teasel Bank"]][0] < 0.5  # moved
    assert 0 < rows[old["Madder Lane"], code["Bleachfield"]][0] < 0.5
    assert areas.BEFORE_2022["Ropewalk"] == areas.CURRENT["Ropewalk"]  # untouched


def test_the_river_parts_north_from_south():
    river = shapes.river_shape()
    (whole,) = polygons("borough").values()
    dry = whole.difference(river)
    assert river.is_valid
    assert len([part for part in dry.geoms if part.area > whole.area / 100]) == 2


def test_parks_lie_dry_and_inside():
    (whole,) = polygons("borough").values()
    for name, green in shapes.green_shapes().items():
        assert green.is_valid, name
        assert whole.contains(green), name
        assert not green.intersects(shapes.river_shape()), name


def test_streets_have_names_of_their_own_and_stay_inside():
    (whole,) = polygons("borough").values()
    names = [street.name for street in streets()]
    assert len(names) == len(set(names)) > 300
    for street in streets():
        assert whole.buffer(1e-6).covers(shapely.LineString(street.degrees())), street.name


def test_postcodes_are_unique_invented_and_in_their_ward():
    wards = dict(areas.ward_shapes().items())
    codes = [p.code for p in postcodes()]
    assert 1300 < len(codes) == len(set(codes)) < 1700
    assert all(shapely.intersects_xy(wards[p.ward], p.lng, p.lat) for p in postcodes())
    assert all(p.code.startswith(f"{DISTRICTS[p.ward]} ") for p in postcodes())


def test_every_postcode_looks_like_one_and_none_is_real():
    for p in postcodes():
        outward, inward = p.code.split(" ")
        assert outward[:2] == "LW"
        assert outward[2:] in "123456789"
        assert inward[0].isdigit()
        assert len(inward) == 3
        assert not set(inward[1:]) & set("CIKMOV")


def test_the_postcode_of_the_pictures_exists():
    known = next(p for p in postcodes() if p.code == "LW1 4TT")
    library = next(v for v in venues() if v.key == "dyehouse-library")
    walk = math.hypot(
        (known.lat - library.place.lat) * KM_PER_DEGREE, (known.lng - library.place.lng) * KM_PER_DEGREE_EAST
    )
    assert walk < 0.6  # six minutes, as the repair café says
    assert [code for code, _, _ in outcodes()] == [f"LW{n}" for n in range(1, 10)]


def test_venues_stand_in_their_ward_on_dry_land():
    wards = areas.ward_shapes()
    for venue in venues():
        dot = Point(venue.place.lng, venue.place.lat)
        assert wards[venue.place.ward].covers(dot), venue.key
        assert not shapes.river_shape().covers(dot), venue.key
        assert venue.place.postcode in {p.code for p in postcodes() if p.ward == venue.place.ward}, venue.key


def test_the_map_is_light_enough_to_send():
    ground = json.dumps(borough.base_map(), separators=(",", ":"))
    assert {f["properties"]["kind"] for f in borough.base_map()["features"]} == {"green", "water", "road"}
    assert len(ground) < 150_000


def test_it_is_drawn_the_same_every_time():
    first = json.dumps([borough.areas_geojson(), borough.roads_geojson(), borough.postcodes(), borough.river_geojson()])
    for cached in (shapes._course, shapes.pieces, shapes.borough_shape, shapes.river_shape, areas.areas, streets):
        cached.cache_clear()
    second = json.dumps(
        [borough.areas_geojson(), borough.roads_geojson(), borough.postcodes(), borough.river_geojson()]
    )
    assert first == second
