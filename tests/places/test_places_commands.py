import io
import json

import pytest
from django.core.management import CommandError, call_command

from closeknit.places.models import Area, Postcode
from tests.places.cloth import AFTER, BEFORE, feature, file, square

pytestmark = pytest.mark.django_db


def run(*arguments, **options):
    out = io.StringIO()
    call_command(*arguments, stdout=out, stderr=io.StringIO(), **options)
    return out.getvalue()


@pytest.fixture
def saved(tmp_path):
    def saved(raw, name="wards.geojson"):
        path = tmp_path / name
        path.write_bytes(raw)
        return str(path)

    return saved


def test_areas_are_shown_and_applied(saved):
    told = run("import_areas", saved(BEFORE), "--kind=ward", "--outline=Loomwick", "--yes")
    assert "X05000001  Selvedge: New" in told
    assert "\n3 new.\n" in told
    assert told.endswith("Applied.\n")
    again = run("import_areas", saved(BEFORE), "--kind=ward")
    assert again == "2 the same as before.\n"


def test_it_tells_where_the_land_of_ended_areas_goes(saved):
    run("import_areas", saved(BEFORE), "--kind=ward", "--outline=Loomwick", "--yes")
    told = run("import_areas", saved(AFTER), "--kind=ward", "--from=2022-05-05", "--yes")
    assert "X05000001  Selvedge: No longer there, 75% to Selvedge" in told
    assert str(Area.objects.get(code="X05000011").valid_from) == "2022-05-05"


def test_a_dry_run_stops_before_anything_happens(saved):
    assert "2 new" in run("import_areas", saved(BEFORE), "--kind=ward", "--dry-run")
    assert not Area.objects.exists()


def test_without_a_yes_nothing_happens(saved):
    with pytest.raises(CommandError, match="Add --yes"):
        run("import_areas", saved(BEFORE), "--kind=ward")
    assert not Area.objects.exists()


def test_columns_parent_and_parent_column(saved):
    run("import_areas", saved(BEFORE), "--kind=ward", "--outline=Loomwick", "--yes")
    raw = saved(file(feature(square(0, 0), nr="1", naam="Warpfield", part_of="X09")))
    run("import_areas", raw, "--kind=neighbourhood", "--code=nr", "--name=naam", "--parent-column=part_of", "--yes")
    assert Area.objects.get(code="1").parent.name == "Loomwick"
    for parent in ("X09", "loomwick", "LOOMWICK"):
        assert "1 the same as before" in run(
            "import_areas", raw, "--kind=neighbourhood", "--code=nr", "--name=naam", f"--parent={parent}"
        )
    with pytest.raises(CommandError, match="There is no one area “Nowhere”"):
        run("import_areas", raw, "--kind=neighbourhood", "--parent=Nowhere")


@pytest.mark.parametrize("raw", [b"", b"null", json.dumps({"type": "FeatureCollection"}).encode()])
def test_a_file_that_cannot_be_used_ends_with_a_sentence(saved, raw):
    with pytest.raises(CommandError, match=r"\.$"):
        run("import_areas", saved(raw), "--kind=ward", "--yes")
    with pytest.raises(CommandError, match="There is no file"):
        run("import_areas", "nothing.geojson", "--kind=ward")


def test_postcodes_are_read_and_counted(saved):
    path = saved(b"postcode,latitude,longitude\nLW1 4TT,51.6,1.7\nnonsense,1,1\n", "p.csv")
    assert run("import_postcodes", path) == (
        "1 new, 0 moved, 0 the same as before."
        " Left out: 0 no longer in use, 0 without a place, 1 that are no postcodes.\n"
    )
    assert Postcode.objects.filter(pk="LW1 4TT").exists()
    with pytest.raises(CommandError, match="There is no file"):
        run("import_postcodes", "nothing.csv")
