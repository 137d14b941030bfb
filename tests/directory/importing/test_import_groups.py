"""From a list to the directory: what is new, what changed, what stayed and what was held back."""

import json

import pytest

from closeknit.core.errors import Refused
from closeknit.directory.importing.report import report
from closeknit.directory.models import Coverage, Group, GroupTheme, ImportRow, ImportRun, SearchEntry, Theme
from closeknit.places.models import PointArea
from tests.directory.importing.lists import as_csv, as_geojson, bring_in, counts, held

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("loomwick")]

LIST = as_csv(
    {"name": "Heddle Hill Singers", "description": "We sing on Thursdays. Everyone is welcome.", "category": "Choir", "address": "1 Mill Lane", "postcode": "LW1 4TT", "website": "www.singers.example", "charity number": "1234567"},
    {"name": "Bobbin Bakers", "description": "NA", "category": "Bread", "address": "NA", "postcode": "LW2 9XX", "website": "N/A", "charity number": ""},
    {"name": "Warpfield Walkers", "description": "", "category": "", "address": "", "postcode": "", "website": "", "charity number": "NA"},
)  # fmt: skip


def group(name):
    return Group.objects.select_related("point").get(name=name)


def test_a_first_run_creates_and_a_second_changes_nothing():
    first = bring_in(LIST)
    before = list(Group.objects.order_by("pk").values())
    second = bring_in(LIST)
    assert counts(first) == (3, 3, 0, 0, 0)
    assert counts(second) == (3, 0, 0, 3, 0)
    assert list(Group.objects.order_by("pk").values()) == before
    assert {first.state, second.state} == {ImportRun.State.APPLIED}


def test_a_row_becomes_a_group_with_all_that_it_says():
    bring_in(LIST)
    singers = group("Heddle Hill Singers")
    assert singers.kind == "charity"
    assert singers.aims == "We sing on Thursdays. Everyone is welcome."
    assert singers.summary == singers.aims
    assert singers.website == "https://www.singers.example"
    assert [str(number) for number in singers.identifiers.all()] == ["GB-CHC-1234567"]
    assert list(GroupTheme.objects.filter(group=singers).values_list("theme__name", flat=True)) == ["Singing"]
    assert (singers.point.precision, singers.point.lat, singers.point.address, singers.point.postcode) == (
        "postcode",
        51.55,
        "1 Mill Lane",
        "LW1 4TT",
    )
    held_by = PointArea.objects.filter(point=singers.point).values_list("area__slug", flat=True)
    assert sorted(held_by) == ["loomwick", "warpfield"]
    assert (singers.source, singers.slug, singers.visibility) == ("list", "heddle-hill-singers", "public")
    assert SearchEntry.objects.filter(pk=singers.pk).exists()


def test_a_postcode_of_which_only_the_district_is_known_gives_no_pin_and_says_so():
    run = bring_in(LIST)
    assert group("Bobbin Bakers").point.precision == "borough"
    assert report(run)["remarks"][0]["remark"] == "Of postcode LW2 9XX we know only the district, so it gets no pin."


def test_a_group_without_a_place_covers_the_hub_or_what_was_said():
    bring_in(LIST)
    assert list(Coverage.objects.filter(group=group("Warpfield Walkers")).values_list("area__slug", flat=True)) == [
        "loomwick"
    ]
    Group.objects.all().delete()
    bring_in(LIST, covers="Warpfield")
    assert list(Coverage.objects.filter(group=group("Warpfield Walkers")).values_list("area__slug", flat=True)) == [
        "warpfield"
    ]
    assert not Coverage.objects.filter(group=group("Heddle Hill Singers")).exists()


def test_an_address_that_must_not_be_told_is_not_kept_as_words():
    row = {"name": "Sanctuary", "sensitive": "yes", "address": "1 Hidden Lane", "postcode": "ZZ9 9ZZ"}
    run = bring_in(as_csv(row))
    assert "Hidden Lane" not in Group.objects.get().covers_text
    assert "the address was left out" in report(run)["remarks"][0]["remark"]


def test_a_later_edition_does_not_tell_the_address_of_a_group_that_is_sensitive_by_now():
    row = {"id": "S1", "name": "Sanctuary", "summary": "Tea."}
    bring_in(as_csv(row))
    Group.objects.update(is_sensitive=True)
    bring_in(as_csv({**row, "address": "1 Hidden Lane", "postcode": "ZZ9 9ZZ"}))
    assert "Hidden Lane" not in Group.objects.get().covers_text


def test_words_that_are_no_themes_are_told_and_no_theme_is_made_of_them():
    run = bring_in(LIST)
    assert "These words are no themes here: Bread (1)." in run.notes
    assert not Theme.objects.filter(name="Bread").exists()


def test_themes_are_made_where_that_was_asked_for():
    run = bring_in(LIST, makes_themes=True)
    assert Theme.objects.get(name="Bread").pk in run.made_themes
    assert GroupTheme.objects.filter(group__name="Bobbin Bakers", theme__name="Bread").exists()
    assert counts(bring_in(LIST, makes_themes=True)) == (3, 0, 0, 3, 0)


def test_a_changed_row_changes_what_it_says_and_nothing_else():
    bring_in(LIST)
    bring_in(LIST, "other.csv", duplicates="create")
    run = bring_in(LIST.replace("We sing on Thursdays", "We sing on Mondays"))
    assert counts(run) == (3, 0, 1, 2, 0)
    row = ImportRow.objects.get(run=run, outcome="updated")
    assert (row.number, row.group) == (2, Group.objects.get(source="list", name="Heddle Hill Singers"))
    assert row.group.aims.startswith("We sing on Mondays")
    assert Group.objects.get(source="other", name="Heddle Hill Singers").aims.startswith("We sing on Thursdays")


def test_what_people_changed_here_stays_unless_the_list_changed_too():
    bring_in(LIST)
    Group.objects.filter(name="Heddle Hill Singers").update(
        website="https://ours.example/", contact_phone="020 7946 0000"
    )
    assert counts(bring_in(LIST)) == (3, 0, 0, 3, 0)
    bring_in(LIST.replace("1 Mill Lane", "2 Mill Lane"))
    singers = group("Heddle Hill Singers")
    assert (singers.website, singers.contact_phone, singers.point.address) == (
        "https://ours.example/",
        "020 7946 0000",
        "2 Mill Lane",
    )
    bring_in(LIST.replace("1 Mill Lane", "2 Mill Lane").replace("www.singers.example", "www.choir.example"))
    assert group("Heddle Hill Singers").website == "https://www.choir.example"


def test_the_same_name_in_different_places_is_different_groups():
    text = as_csv(
        {"name": "Trussell Trust", "address": "Hall A", "postcode": "LW1 4TT"},
        {"name": "Trussell Trust", "address": "Hall B", "postcode": "LW2 1AA"},
        {"name": "Trussell Trust", "address": "Hall C", "postcode": "LW2 1AA"},
    )
    assert counts(bring_in(text)) == (3, 3, 0, 0, 0)
    assert counts(bring_in(text)) == (3, 0, 0, 3, 0)
    assert len(set(Group.objects.values_list("slug", flat=True))) == 3


def test_a_row_that_repeats_another_is_held_and_says_which():
    text = as_csv(
        {"name": "Singers", "postcode": "LW1 4TT"},
        {"name": "Bakers", "postcode": ""},
        {"name": "Singers", "postcode": "LW1 4TT"},
    )
    run = bring_in(text)
    assert counts(run) == (3, 2, 0, 0, 1)
    assert held(run) == {4: "It repeats row 2."}
    assert counts(bring_in(text)) == (3, 0, 0, 2, 1)


def test_branches_that_share_a_number_are_told_apart():
    text = as_csv(
        {"id": "7", "name": "Food bank", "postcode": "LW1 4TT"},
        {"id": "7", "name": "Food bank", "postcode": "LW2 1AA"},
        {"id": "", "name": "Food bank", "postcode": "LW2 1AA"},
    )
    assert counts(bring_in(text)) == (3, 3, 0, 0, 0)
    assert counts(bring_in(text)) == (3, 0, 0, 3, 0)


def test_a_row_without_a_name_is_held():
    run = bring_in("name,postcode\n,LW1 4TT\nNA,LW1 4TT\nSingers,LW1 4TT\n")
    assert counts(run) == (3, 1, 0, 0, 2)
    assert held(run) == {2: "It has no name.", 3: "It has no name."}


def test_a_broken_row_is_held_and_the_rest_comes_in():
    run = bring_in('name,postcode\nSingers,LW1 4TT,more\nBakers,LW2 1AA\nWalkers,"LW2\n')
    assert counts(run) == (3, 1, 0, 0, 2)
    assert list(held(run)) == [2, 4]


def test_a_place_outside_the_boundary_is_held_unless_it_is_kept():
    text = "name,lat,lng\nNear,51.55,1.45\nFar,52.5,1.45\n"
    run = bring_in(text)
    assert held(run) == {3: "It lies outside Loomwick."}
    assert counts(bring_in(text, outside="keep")) == (2, 1, 0, 1, 0)


def test_swapped_coordinates_are_told():
    run = bring_in("name,lat,lng\nSingers,1.45,51.55\n")
    assert held(run) == {2: "It lies outside Loomwick."}


def test_eastings_and_northings_are_understood():
    run = bring_in("name,easting,northing\nSingers,640000,190000\n", outside="keep")
    assert counts(run)[1] == 1
    assert group("Singers").point.lat == pytest.approx(51.56, abs=0.05)


def test_opening_times_become_a_service_with_its_schedule():
    bring_in("name,opening times,cost\nFood bank,Tuesday 10am - 4pm,free\nSoup,When we can,\n")
    (service,) = group("Food bank").services.all()
    assert (service.schedule_text, service.cost_text) == ("Tuesday 10am - 4pm", "free")
    assert [(s.freq, s.byday, s.opens_at.hour) for s in service.schedules.all()] == [("WEEKLY", "TU", 10)]
    (soup,) = group("Soup").services.all()
    assert (soup.schedule_text, soup.schedules.count()) == ("When we can", 0)


def test_letters_postcodes_never_become_places():
    bring_in("charity name,charity contact postcode\nSingers,LW1 4TT\n")
    singers = group("Singers")
    assert singers.point is None
    assert ImportRow.objects.get(group=singers).raw == ["Singers", "LW1 4TT"]


def test_geojson_polygons_get_a_pin_inside():
    shape = {
        "type": "Polygon",
        "coordinates": [[[1.42, 51.52], [1.44, 51.52], [1.44, 51.54], [1.42, 51.54], [1.42, 51.52]]],
    }
    run = bring_in(
        as_geojson((shape, {"DISTNAME": "St Bobbin", "CLASSIFICA": "Place Of Worship", "ID": "A1"})), "churches.geojson"
    )
    assert counts(run) == (1, 1, 0, 0, 0)
    church = group("St Bobbin")
    assert (church.kind, church.point.precision, church.external_id) == ("faith_group", "exact", "A1")
    assert 51.52 < church.point.lat < 51.54


def test_values_for_all_rows_fill_what_is_empty():
    bring_in("name,kind\nSingers,\nChurch,faith_group\n", constants={"kind": "network", "themes": "Singing"})
    assert [group("Singers").kind, group("Church").kind] == ["network", "faith_group"]
    assert group("Church").themes.get().name == "Singing"


def test_a_dry_run_changes_nothing_and_counts_the_same():
    dry = bring_in(LIST, dry_run=True)
    assert counts(dry) == (3, 3, 0, 0, 0)
    assert (dry.state, Group.objects.count(), dry.applied_at) == (ImportRun.State.STAGED, 0, None)
    assert counts(bring_in(LIST)) == (3, 3, 0, 0, 0)
    assert counts(bring_in(LIST, dry_run=True)) == (3, 0, 0, 3, 0)
    assert ImportRun.objects.filter(state=ImportRun.State.STAGED).count() == 1


def test_without_a_name_column_it_asks():
    with pytest.raises(Refused, match="Which column holds the groups’ names"):
        bring_in("a,b\n1,2\n")


def test_the_report_says_all_of_it():
    run = bring_in("name,postcode,odd\n,LW1 4TT,x\nSingers,LW1 4TT,y\n")
    told = json.loads(json.dumps(report(run)))
    assert {name: told[name] for name in ("rows", "created", "updated", "unchanged", "held", "dry_run", "format")} == {
        "rows": 2, "created": 1, "updated": 0, "unchanged": 0, "held": 1, "dry_run": False, "format": "csv"
    }  # fmt: skip
    assert told["held_rows"] == [{"row": 2, "name": "", "reason": "It has no name."}]
    assert told["notes"] == [{"note": "These columns were left out: odd.", "times": 1}]


@pytest.mark.parametrize(
    ("name", "source"),
    [
        ("clubs.csv", "clubs"),
        ("/a/b/clubs.v2.xlsx", "clubs.v2"),
        ("clubs (2).csv", "clubs"),
        ("clubs-held (1).csv", "clubs"),
        (".csv", "import"),
    ],
)
def test_a_list_is_called_after_its_file(name, source):
    assert bring_in("name\nA\n", name).source == source
