"""The wards of five boroughs before and after they were redrawn, from ../shared/data."""

import json
from datetime import date

import numpy as np
import pytest
import shapely

from closeknit.places import actions, reads
from closeknit.places.models import Area, AreaSuccession, Point, PointArea
from tests.places.cloth import SHARED

pytestmark = pytest.mark.django_db
FOLDER = SHARED / "boundaries"
REVIEW = date(2022, 5, 5)
# wards before and after; in Coventry all codes stayed, and one boundary at least moved
BOROUGHS = {
    "E09000031": ("Waltham Forest", 20, 22),
    "E09000021": ("Kingston upon Thames", 16, 19),
    "E08000026": ("Coventry", 18, 18),
    "E09000006": ("Bromley", 22, 22),
    "E09000011": ("Greenwich", 17, 23),
}


def boundaries(name):
    path = FOLDER / name
    if not path.exists():
        pytest.skip("the boundaries of the five boroughs are not here (../shared/data/boundaries)")
    return path


def bring_in(code, edition, **choices):
    return actions.import_areas(file=boundaries(f"ward_{edition}{code}.geojson"), kind="ward", **choices)


def place_groups(code, count=200):
    """Points where groups might be, spread over the borough's old wards."""
    old = json.loads(boundaries(f"ward_old_{code}.geojson").read_bytes())
    borough = shapely.union_all([shapely.geometry.shape(f["geometry"]) for f in old["features"]])
    dice = np.random.default_rng(7)
    west, south, east, north = borough.bounds
    lngs, lats = dice.uniform(west, east, 5 * count), dice.uniform(south, north, 5 * count)
    inside = shapely.contains_xy(borough.buffer(-0.0005), lngs, lats)
    for lat, lng in list(zip(lats[inside], lngs[inside], strict=True))[:count]:
        actions.place_point(lat=lat, lng=lng, precision="exact")


@pytest.mark.parametrize("code", BOROUGHS)
def test_redrawn_wards_keep_what_hangs_on_them(code):
    name, before, after = BOROUGHS[code]
    first = bring_in(code, "old_", outline=name)
    assert (first.summary["new"], first.summary["refused"]) == (before + 1, 0)
    assert bring_in(code, "old_", outline=name).changes_nothing
    old_pages = dict(Area.objects.values_list("slug", "pk"))
    place_groups(code)
    points = list(Point.objects.order_by("pk").values_list("pk", "lat", "lng"))

    plan = bring_in(code, "", valid_from=REVIEW)

    assert plan.summary["refused"] == 0
    assert Area.objects.current().filter(kind="ward").count() == after
    assert dict(Area.objects.filter(slug__in=old_pages).values_list("slug", "pk")) == old_pages
    assert list(Point.objects.order_by("pk").values_list("pk", "lat", "lng")) == points
    for ended in Area.objects.filter(valid_until=REVIEW):
        shares = AreaSuccession.objects.filter(old=ended).values_list("share_of_old", flat=True)
        assert 0.93 < sum(shares) <= 1.001, ended.name
        assert all(heir.is_current for heir in reads.standing_in_for(ended))
        assert reads.standing_in_for(ended)
    assert bring_in(code, "", valid_from=REVIEW).changes_nothing


@pytest.mark.parametrize("code", BOROUGHS)
def test_every_point_lies_in_the_ward_that_the_new_file_says(code):
    bring_in(code, "old_", outline=BOROUGHS[code][0])
    place_groups(code)
    bring_in(code, "", valid_from=REVIEW)
    new = json.loads(boundaries(f"ward_{code}.geojson").read_bytes())["features"]
    outlines = {f["properties"]["WD25CD"]: shapely.geometry.shape(f["geometry"]) for f in new}
    held = PointArea.objects.filter(area__kind="ward").values_list("point__lng", "point__lat", "area__code")
    assert len(held) > 150
    for lng, lat, ward in held:
        assert outlines[ward].distance(shapely.Point(lng, lat)) < 1e-5
    assert len(set(held.values_list("point_id", flat=True))) == len(held)


def test_coventrys_codes_stayed_so_its_rows_stayed():
    bring_in("E08000026", "old_", outline="Coventry")
    rows = dict(Area.objects.values_list("code", "pk"))
    plan = bring_in("E08000026", "", valid_from=REVIEW)
    assert (plan.summary["new"], plan.summary["ended"]) == (0, 0)
    assert plan.summary["boundary"] == 18  # the newer file is drawn a little differently throughout
    assert dict(Area.objects.values_list("code", "pk")) == rows


def test_five_boroughs_can_share_a_hub():
    for code, (name, _, after) in BOROUGHS.items():
        bring_in(code, "", outline=name)
        assert Area.objects.get(code=code).children.count() == after
    assert reads.find_place("Cann Hall").area == "cann-hall"
    assert len(reads.area_tree()) == len(BOROUGHS)


def test_small_areas_of_the_census_fit_into_the_wards():
    bring_in("E09000031", "", outline="Waltham Forest")
    small = actions.import_areas(file=boundaries("lsoa_E09000031.geojson"), kind="other")
    assert (small.summary["new"], small.summary["refused"]) == (146, 0)
    assert small.wishes.code_column == "LSOA21CD"
