"""A shape drawn on the map stands for the areas that it really lies in, wherever groups are looked for."""

import json
import math

import pytest

from closeknit.algorithms.polygons import Shared
from closeknit.directory import drawn_areas
from closeknit.directory.dialect.audience import Audience
from closeknit.directory.duplicates import merging
from closeknit.directory.exporting.files import export
from closeknit.directory.indexing import reindex
from closeknit.directory.indexing.rebuild import reindex_all
from closeknit.directory.models import Coverage, Group
from closeknit.places.actions import import_areas
from closeknit.places.models import Area
from closeknit.places.outlines import Unsound
from tests.directory.search.test_boundaries import names_in, wards
from tests.directory.search.worlds import find, make_at, make_places, names, square
from tests.support.factories import make_group, make_hub, make_person, make_point, make_service

pytestmark = pytest.mark.django_db
AROUND_THE_POSTCODE = square(1.44, 51.54, 0.02)  # LW1 4TT lies in the middle of it
ELSEWHERE_IN_THE_WARD = square(1.41, 51.51, 0.02)
OVER_THE_EDGE = square(1.49, 51.54, 0.02)  # half in Fullers, half in Dyers


def draw(group, drawing):
    group.drawn_area = drawing and drawn_areas.read_drawing(json.dumps(drawing))
    group.save()
    drawn_areas.spread([group.pk])
    reindex([group.pk])
    return group


def counted(group):
    return sorted(Area.objects.filter(coverage__group=group, coverage__is_drawn=True).values_list("name", flat=True))


@pytest.fixture
def areas():
    return make_places()


def test_the_narrowest_areas_that_it_stands_for_are_kept(areas):
    group = draw(make_group(), OVER_THE_EDGE)
    assert counted(group) == ["Dyers", "Fullers"]
    assert names(find(area=("dyers",))) == names(find(area=("loomwick",))) == [group.name]
    assert names(find(area=("carder",))) == []
    assert counted(draw(group, AROUND_THE_POSTCODE)) == ["Fullers"]
    assert counted(draw(group, None)) == []
    assert names(find(area=("fullers",))) == []


@pytest.mark.parametrize(
    ("drawing", "names"),
    [
        (square(1.45, 51.55, 0.05), ["Fullers"]),  # up to the edge
        (square(1.482, 51.54, 0.02), ["Fullers"]),  # a tenth of it beyond the edge
        (square(1.486, 51.54, 0.02), ["Dyers", "Fullers"]),  # three tenths
        (square(1.49, 51.5, 0.12), ["Dyers", "Fullers", "Spindle"]),  # a tenth of two of these
    ],
)
def test_only_areas_in_which_much_of_it_lies_count(areas, drawing, names):
    assert counted(draw(make_group(), drawing)) == names


@pytest.mark.parametrize(
    ("shares", "numbers"),
    [
        ({1: (0.1, 0.05), 2: (0.09, 0.24)}, [1]),
        ({1: (0.0, 0.25), 2: (0.0, 0.25), 3: (0.0, 0.5)}, [1, 2, 3]),
        ({1: (0.05, 0.19), 2: (0.05, 0.21), 3: (0.0, 0.2)}, [2]),
        ({}, []),
    ],
)
def test_what_much_is(shares, numbers):
    assert drawn_areas.stands_for({pk: Shared(*both) for pk, both in shares.items()}) == numbers


def test_what_was_ticked_stays_ticked(areas):
    group = make_group()
    Coverage.objects.create(group=group, area=areas["fullers"])
    draw(group, OVER_THE_EDGE)
    assert Coverage.objects.filter(group=group).count() == 3
    draw(group, None)
    assert list(Coverage.objects.values_list("area__name", "is_drawn")) == [("Fullers", False)]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[" * 5000, "not GeoJSON"),
        ("{}", "needs a Polygon"),
        ('{"type": "FeatureCollection", "features": []}', "empty"),
        (json.dumps(square(9, 9, 1)), "outside our place"),
        (json.dumps(square(1, 51, 1)), "outside our place"),
        (json.dumps({"type": "Polygon", "coordinates": [[[1.5, 51.55]] * 600]}), "at most 500"),
        ("x" * 70_000, "too long"),
    ],
)
def test_what_cannot_be_kept_says_what_to_do(areas, text, words):
    with pytest.raises(Unsound, match=words):
        drawn_areas.read_drawing(text)


def test_features_of_other_programs_are_understood(areas):
    plain = drawn_areas.read_drawing(json.dumps(OVER_THE_EDGE))
    feature = {"type": "Feature", "properties": {}, "geometry": OVER_THE_EDGE}
    assert drawn_areas.read_drawing(json.dumps(feature)) == plain
    both = {"type": "FeatureCollection", "features": [feature, {**feature, "geometry": AROUND_THE_POSTCODE}]}
    assert drawn_areas.read_drawing(json.dumps(both))["type"] == "MultiPolygon"
    assert drawn_areas.read_drawing(drawn_areas.written(plain)) == plain


def test_without_boundaries_anything_may_be_drawn_and_touches_nothing():
    make_hub()
    assert counted(draw(make_group(), square(9, 9, 1))) == []


def test_who_covers_my_street_asks_the_shape_itself(areas):
    draw(make_group("Round the corner"), ELSEWHERE_IN_THE_WARD)
    here = draw(make_group("Here"), AROUND_THE_POSTCODE)
    far = draw(make_group("Meets far away", point=make_at(areas["carder"])), AROUND_THE_POSTCODE)
    ward = draw(make_group("The whole ward"), ELSEWHERE_IN_THE_WARD)
    Coverage.objects.create(group=ward, area=areas["fullers"])
    found = names(find(near="LW1 4TT", within=0.5))
    assert sorted(found) == [here.name, far.name, ward.name]
    assert len(names(find(area=("fullers",)))) == 4
    assert len(names(find(near="Fullers", within=0.5))) >= 3


def test_a_sensitive_group_is_there_for_the_whole_ward(areas):
    group = draw(make_group("Sanctuary", is_sensitive=True), ELSEWHERE_IN_THE_WARD)
    assert names(find(near="LW1 4TT", within=0.5)) == [group.name]
    reindex_all()
    assert names(find(near="LW1 4TT", within=0.5)) == [group.name]


def test_a_redrawn_boundary_is_noticed():
    make_hub()
    import_areas(file=wards(("X1", "Dyehouse", 1.4, 51.5, 0.2)), kind="ward")
    group = draw(make_group("Everywhere"), square(1.42, 51.52, 0.02))
    import_areas(file=wards(("X2", "West", 1.4, 51.5, 0.1), ("X3", "East", 1.5, 51.5, 0.1)), kind="ward")
    assert counted(group) == ["West"]
    assert names_in(Area.objects.get(code="X2")) == ["Everywhere"]
    assert names_in(Area.objects.get(code="X3")) == []


def test_a_shape_far_smaller_than_the_other_is_shown_all_the_same(client):
    make_hub()
    import_areas(file=wards(("X1", "Wide", 1.0, 51.0, 1.2)), kind="ward")
    told = {"type": "MultiPolygon", "coordinates": [square(1.1, 51.5, 0.1)["coordinates"]]}
    told["coordinates"].append(square(2.0003, 51.5504, 0.00002)["coordinates"])
    group = draw(make_group(), told)
    assert len(group.drawn_area["coordinates"]) == 2
    assert client.get(group.get_absolute_url()).status_code == 200


def test_two_pages_made_one_work_where_both_did(areas):
    kept, gone = draw(make_group("One"), AROUND_THE_POSTCODE), draw(make_group("Other"), square(1.65, 51.55, 0.02))
    done = merging.merge(kept=kept, gone=gone, by=make_person("Noor", "network_organiser"))
    kept.refresh_from_db()
    assert kept.drawn_area["type"] == "MultiPolygon"
    assert counted(kept) == ["Fullers", "Spindle"]
    merging.part(done=done, by=None)
    assert counted(Group.objects.get(pk=kept.pk)) == ["Fullers"]
    assert counted(gone) == ["Spindle"]
    assert Group.objects.get(pk=kept.pk).drawn_area["type"] == "Polygon"


def comb(teeth):
    """A shape of many corners: half the teeth of it lie in their gaps."""
    step = 0.05 / teeth
    rows = [51.5 + number * step for number in range(teeth)]
    right = [[x, y] for row in rows for x, y in ((1.45, row), (1.45, row + step / 2), (1.401, row + step / 2))]
    ring = [[1.4, 51.5], *right, [1.4, 51.5 + 0.05]]
    return {"type": "Polygon", "coordinates": [[*ring, ring[0]]]}


def turned(shape):
    """The same with its teeth standing up."""
    return {**shape, "coordinates": [[[y - 50.1, x + 50.1] for x, y in ring] for ring in shape["coordinates"]]}


def round_about(lng):
    """A shape as somebody draws it who puts very many corners."""
    turns = [2 * math.pi * number / 400 for number in range(400)]
    far = [0.02 + 0.0002 * (number % 2) for number in range(400)]
    ring = [[lng + out * math.cos(turn), 51.55 + out * math.sin(turn)] for out, turn in zip(far, turns, strict=True)]
    return {"type": "Polygon", "coordinates": [[*ring, ring[0]]]}


def test_what_two_pages_drew_can_always_be_kept_and_sent_again(areas):
    one, other = (drawn_areas.read_drawing(json.dumps(round_about(lng))) for lng in (1.43, 1.53))
    both = drawn_areas.joined(one, other)
    assert len(both["coordinates"]) == 2
    assert drawn_areas.read_drawing(drawn_areas.written(both)) == both
    crossed = [drawn_areas.read_drawing(json.dumps(shape)) for shape in (comb(120), turned(comb(120)))]
    assert drawn_areas.joined(*crossed) == crossed[0]  # together they have tens of thousands of corners


def test_the_drawing_of_a_sensitive_group_stays_in_the_house(areas):
    draw(make_group("Sanctuary", is_sensitive=True, point=make_point(51.55, 1.45)), ELSEWHERE_IN_THE_WARD)
    draw(make_group("Open"), AROUND_THE_POSTCODE)
    for file_format in ("csv", "geojson", "oruk"):
        told = b"".join(export(file_format, Audience.PUBLIC)).decode()
        assert "1.44" in told
        assert "1.41" not in told
        assert "1.41" in b"".join(export(file_format, Audience.ADMIN)).decode()


def test_open_referral_carries_it_as_the_extent_of_a_service_area(areas):
    group = draw(make_group("Open"), AROUND_THE_POSTCODE)
    make_service(group)
    [service] = json.loads(b"".join(export("oruk", Audience.PUBLIC)))["contents"]
    [extent] = service["service_areas"]
    assert extent["extent_type"] == "geojson"
    assert json.loads(extent["extent"]) == group.drawn_area
    assert "drawn_area" not in service["organization"]["closeknit"]
