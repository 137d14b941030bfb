from datetime import date

import pytest
import time_machine

from closeknit.core.errors import Refused
from closeknit.places import actions, registry, versions
from closeknit.places.models import Area, AreaImport, AreaSuccession, Hub, PointArea
from tests.places.cloth import AFTER, BEFORE, feature, file, place, square, ward

pytestmark = pytest.mark.django_db
REVIEW = date(2022, 5, 5)


def bring_in(raw=BEFORE, **choices):
    return actions.import_areas(file=raw, kind="ward", **choices)


def told(plan, *names):
    return {name: plan.summary[name] for name in names}


def named(name):
    return Area.objects.current().get(name=name)


@pytest.fixture
def loomwick():
    """The borough with its two wards of before the review."""
    bring_in(outline="Loomwick")
    return Area.objects.get(kind="borough")


@pytest.fixture
def heard():
    """The ids that the rooms above are told of."""
    ids = []
    registry.register_area_change_handler(ids.extend)
    return ids


def test_a_first_file_sets_up_the_place():
    plan = bring_in(outline="Loomwick")
    assert told(plan, "new", "ended", "refused") == {"new": 3, "ended": 0, "refused": 0}
    borough = Area.objects.get(kind="borough")
    assert (borough.name, borough.slug, borough.code) == ("Loomwick", "loomwick", "X09")
    assert (borough.west, borough.south, borough.east, borough.north) == (1.7, 51.6, 1.74, 51.62)
    assert Hub.current().root_area == borough
    assert Hub.current().name == "Loomwick"
    wards = Area.objects.filter(kind="ward").order_by("code")
    assert [(w.code, w.name, w.slug, w.parent, w.valid_from, w.pattern) for w in wards] == [
        ("X05000001", "Selvedge", "selvedge", borough, None, 1),
        ("X05000002", "Ropewalk", "ropewalk", borough, None, 2),
    ]
    assert wards[0].path == f"{borough.path}{wards[0].pk}/"


def test_a_second_run_changes_nothing(loomwick):
    version = versions.current()
    before = list(Area.objects.values_list("pk", "changed_at"))
    for choices in ({}, {"outline": "Loomwick"}, {"outline": "loomwick "}, {"parent": loomwick}):
        plan = bring_in(**choices)
        assert plan.changes_nothing, choices
        assert plan.summary["unchanged"] >= 2
    assert versions.current() == version
    assert list(Area.objects.values_list("pk", "changed_at")) == before
    assert AreaImport.objects.count() == 1


def test_a_dry_run_writes_nothing():
    plan = bring_in(outline="Loomwick", dry_run=True)
    assert plan.summary["new"] == 3
    assert not Area.objects.exists()
    assert not Hub.objects.exists()


def test_redrawn_wards_end_and_their_land_passes_on(loomwick):
    plan = bring_in(AFTER, valid_from=REVIEW)
    assert told(plan, "new", "ended", "unchanged") == {"new": 3, "ended": 2, "unchanged": 0}
    old = Area.objects.get(code="X05000001")
    assert (old.slug, old.valid_until) == ("selvedge", REVIEW)
    new = named("Selvedge")
    assert (new.slug, new.code, new.valid_from, new.valid_until) == ("selvedge-2022", "X05000011", REVIEW, None)
    passed = {
        (row.old.code, row.new.name): (round(row.share_of_old, 3), round(row.share_of_new, 3))
        for row in AreaSuccession.objects.select_related("old", "new")
    }
    assert passed == {
        ("X05000001", "Selvedge"): (0.75, 1.0),
        ("X05000001", "Ropewalk"): (0.125, 0.2),
        ("X05000001", "Bobbin Gate"): (0.125, 0.2),
        ("X05000002", "Ropewalk"): (0.5, 0.8),
        ("X05000002", "Bobbin Gate"): (0.5, 0.8),
    }


def test_an_heir_takes_over_the_selvedge_and_a_newcomer_gets_one_of_its_own(loomwick):
    bring_in(AFTER, valid_from=REVIEW)
    assert {a.name: a.pattern for a in Area.objects.current().filter(kind="ward")} == {
        "Selvedge": 1,
        "Ropewalk": 2,
        "Bobbin Gate": 3,
    }


def test_the_redrawn_file_again_changes_nothing(loomwick):
    bring_in(AFTER, valid_from=REVIEW)
    rows = AreaSuccession.objects.count()
    assert bring_in(AFTER, valid_from=REVIEW).changes_nothing
    assert bring_in(AFTER).changes_nothing
    assert AreaSuccession.objects.count() == rows


def test_the_same_code_stays_the_same_row(loomwick):
    kept = Area.objects.get(code="X05000001")
    plan = bring_in(
        file(
            ward("X05000001", "Selvedge and Gasworks", square(0, 0, 2.5, 2)),
            ward("X05000002", "Ropewalk", square(2.5, 0, 1.5, 2)),
        )
    )
    assert told(plan, "new", "boundary", "name", "ended") == {"new": 0, "boundary": 2, "name": 1, "ended": 0}
    kept.refresh_from_db()
    assert (kept.name, kept.slug, kept.east) == ("Selvedge and Gasworks", "selvedge", 1.725)


def test_without_codes_the_name_tells_which_area_it_is():
    two = (feature(square(0, 0), name="Selvedge"), feature(square(1, 0), name="Ropewalk"))
    bring_in(file(*two))
    first = named("Selvedge").pk
    assert bring_in(file(*two)).changes_nothing
    coded = (feature(square(0, 0), name="selvedge", code="A"), feature(square(1, 0), name="Ropewalk", code="B"))
    plan = bring_in(file(*coded))
    assert told(plan, "new", "name", "ended") == {"new": 0, "name": 2, "ended": 0}
    assert Area.objects.get(code="A").pk == first


def test_columns_can_be_chosen():
    raw = file(feature(square(0, 0), nummer="7", wijk="Selvedge", code="no"))
    bring_in(raw, code_property="nummer", name_property="wijk")
    assert Area.objects.values_list("code", "name").get() == ("7", "Selvedge")


def test_a_column_that_is_not_there_is_refused_with_those_that_are():
    with pytest.raises(Refused, match=r"There is no column “naam”\. The columns are: code, name\."):
        bring_in(file(feature(square(0, 0), code="a", name="b")), name_property="naam")
    with pytest.raises(Refused, match=r"Which column holds the names\? Choose one of: hue\."):
        bring_in(file(feature(square(0, 0), hue="green")))


def test_the_parent_can_stand_in_a_column(loomwick):
    raw = file(
        feature(square(0, 0), code="N1", name="Warpfield", parent="X09"),
        feature(square(2, 0), code="N2", name="Weftbridge", parent="LOOMWICK"),
        feature(square(1, 0), code="N3", name="Heddle Hill", parent="Elsewhere"),
    )
    plan = actions.import_areas(file=raw, kind="neighbourhood", parent_property="parent")
    assert told(plan, "new", "refused") == {"new": 2, "refused": 1}
    assert plan.steps_of("refused")[0].reason == "There is no area “Elsewhere” for it to lie in."
    assert set(loomwick.children.filter(kind="neighbourhood").values_list("name", flat=True)) == {
        "Warpfield",
        "Weftbridge",
    }


def test_a_new_ward_goes_into_the_neighbourhood_it_lies_in():
    halves = file(feature(square(0, 0, 2, 2), name="Warpfield"), feature(square(2, 0, 2, 2), name="Weftbridge"))
    actions.import_areas(file=halves, kind="neighbourhood", outline="Loomwick")
    both = Area.objects.filter(kind="neighbourhood").update(pattern=3)
    assert both == 2
    wards = file(
        ward("A", "Selvedge", square(0, 0, 2, 2)) | {"properties": {"code": "A", "name": "S", "in": "Warpfield"}},
        ward("B", "Ropewalk", square(2, 0, 2, 2)) | {"properties": {"code": "B", "name": "R", "in": "Weftbridge"}},
    )
    bring_in(wards, parent_property="in")
    plan = bring_in(
        file(
            feature(square(0, 0, 2, 2), code="A", name="S"),
            feature(square(2, 0, 2, 1), code="B", name="R"),
            feature(square(2, 1, 2, 1), code="C", name="Bobbin Gate"),
        )
    )
    assert told(plan, "new", "boundary", "ended", "unchanged") == {"new": 1, "boundary": 1, "ended": 0, "unchanged": 1}
    newcomer = named("Bobbin Gate")
    assert newcomer.parent.name == "Weftbridge"
    assert newcomer.pattern == 0  # takes the neighbourhood's
    assert named("S").parent.name == "Warpfield"


def test_what_is_unsound_is_left_out_with_its_reason_and_ends_nothing(loomwick):
    plan = bring_in(
        file(
            ward("X05000001", "Selvedge", {"type": "Point", "coordinates": [1.7, 51.6]}),
            ward("X05000002", "Ropewalk", square(2, 0, 2, 2)),
            ward("X05000003", "", square(0, 0)),
            ward("X05000002", "Twin", square(0, 0)),
            ward("X05000009", "Far off", square(50, 50)),
        )
    )
    assert told(plan, "new", "ended", "unchanged", "refused") == {"new": 0, "ended": 0, "unchanged": 1, "refused": 4}
    assert [(step.number, step.reason) for step in plan.steps_of("refused")] == [
        (1, "An area needs a Polygon or a MultiPolygon, and this is “Point”."),
        (3, "It has no name."),
        (4, "It stands in the file twice: number 2 is the same."),
        (5, "It does not lie in Loomwick."),
    ]
    assert Area.objects.current().filter(kind="ward").count() == 2


def test_a_feature_that_cannot_be_told_ends_nothing(loomwick):
    plan = bring_in(file(ward("X05000001", "Selvedge", square(0, 0, 2, 2)), {"type": "Feature"}))
    assert told(plan, "unchanged", "refused", "ended") == {"unchanged": 1, "refused": 1, "ended": 0}


def test_wards_of_another_borough_do_not_replace_these(loomwick):
    Area.objects.filter(kind="borough").update(boundary=None)
    elsewhere = file(
        feature(square(40, 40), code="Y1", name="Harbour"), feature(square(41, 40), code="Y2", name="Quay")
    )
    with pytest.raises(Refused, match="lie elsewhere than the present ones"):
        bring_in(elsewhere)
    plan = bring_in(elsewhere, outline="Otherwick")
    assert told(plan, "new", "ended") == {"new": 3, "ended": 0}
    assert Hub.current().root_area.name == "Loomwick"


def test_a_code_of_another_kind_is_left_out(loomwick):
    plan = bring_in(file(ward("X09", "Selvedge", square(0, 0))), dry_run=True)
    assert plan.steps_of("refused")[0].reason == "The code belongs to Loomwick, which is of another kind."


def test_areas_move_under_an_outline_drawn_later():
    bring_in(BEFORE)
    ids = list(Area.objects.values_list("pk", flat=True))
    plan = bring_in(BEFORE, outline="Loomwick")
    assert told(plan, "new", "parent", "ended") == {"new": 1, "parent": 2, "ended": 0}
    borough = Area.objects.get(kind="borough")
    assert sorted(borough.children.values_list("pk", flat=True)) == ids
    assert all(child.path == f"{borough.path}{child.pk}/" for child in borough.children.all())
    assert bring_in(BEFORE, outline="Loomwick").changes_nothing


def test_an_area_that_comes_back_is_in_force_again(loomwick):
    bring_in(AFTER, valid_from=REVIEW)
    plan = bring_in(BEFORE)
    assert told(plan, "back", "ended", "new") == {"back": 2, "ended": 3, "new": 0}
    assert named("Selvedge").code == "X05000001"
    assert not AreaSuccession.objects.filter(old__valid_until=None).exists()


@time_machine.travel("2024-03-01T10:00:00Z")
def test_without_a_date_a_redrawing_counts_from_today(loomwick):
    bring_in(AFTER)
    assert Area.objects.get(code="X05000001").valid_until == date(2024, 3, 1)
    assert named("Selvedge").slug == "selvedge-2024"


@time_machine.travel("2024-03-01T10:00:00Z")
def test_a_wrong_file_can_be_put_right_on_the_same_day(loomwick):
    bring_in(file(ward("W1", "Wrong", square(0, 0, 4, 2))))
    bring_in(AFTER)
    wrong = Area.objects.get(code="W1")
    assert wrong.valid_from == wrong.valid_until == date(2024, 3, 1)


def test_points_belong_where_the_new_boundaries_put_them(loomwick, heard):
    lat, lng = place(1.75, 1.5)  # in the strip that went from Selvedge to Bobbin Gate
    exact = actions.place_point(lat=lat, lng=lng, precision="exact")
    rough = actions.place_point(lat=lat, lng=lng, precision="ward")
    assert {a.name for a in exact.areas.all()} == {"Loomwick", "Selvedge"}
    assert (rough.lat, rough.lng) == (named("Selvedge").lat, named("Selvedge").lng)
    heard.clear()
    version = versions.current()
    bring_in(AFTER, valid_from=REVIEW)
    assert {a.name for a in exact.areas.all()} == {"Loomwick", "Bobbin Gate"}
    exact.refresh_from_db()
    assert (exact.lat, exact.lng) == (lat, lng)
    rough.refresh_from_db()
    home = rough.areas.get(kind="ward")
    assert (rough.lat, rough.lng) == (home.lat, home.lng)
    assert home.valid_until is None
    assert not PointArea.objects.filter(area__valid_until__isnull=False).exists()
    assert set(heard) == set(Area.objects.filter(kind="ward").values_list("pk", flat=True))
    assert versions.current() > version


def test_it_tells_how_far_it_is(loomwick):
    for row in range(3):
        actions.place_point(lat=place(1, 0.3 * row)[0], lng=place(1, 0)[1], precision="exact")
    steps = []
    bring_in(AFTER, progress=lambda done, total: steps.append((done, total)))
    assert steps == [(3, 3)]


def test_what_was_imported_is_remembered(loomwick):
    bring_in(AFTER, valid_from=REVIEW)
    last = AreaImport.objects.first()
    assert (last.choices, last.summary["new"], last.summary["ended"]) == ({"kind": "ward"}, 3, 2)


def test_planning_costs_the_same_for_one_ward_and_for_three(loomwick, django_assert_num_queries):
    one = file(ward("X05000001", "Selvedge", square(0, 0, 2, 2)))
    for raw in (one, BEFORE, AFTER):
        with django_assert_num_queries(4):
            bring_in(raw, dry_run=True)
