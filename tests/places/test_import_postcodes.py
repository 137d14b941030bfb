import io
import zipfile

import pytest

from closeknit.core.errors import Refused
from closeknit.places import actions, postcode_file, versions
from closeknit.places.models import Postcode
from tests.places.cloth import SHARED

pytestmark = pytest.mark.django_db

ONS_HEADER = "pcd7,pcd8,pcds,dointr,doterm,east1m,north1m,lat,long"
ONS_ROWS = [
    "LW1 4TT,LW1  4TT,LW1 4TT,198001,,540000,190000,51.612000,1.712000",
    "LW1 4TU,LW1  4TU,LW1 4TU,198001,,540000,190000,51.614000,1.714000",
    "LW2 1AA,LW2  1AA,LW2 1AA,198001,,540000,190000,51.590000,1.690000",
    "LW1 9ZZ,LW1  9ZZ,LW1 9ZZ,198001,201912,540000,190000,51.700000,1.800000",  # ended
    "JE2 3AB,JE2  3AB,JE2 3AB,198001,,,,99.999999,0.000000",  # no place
    "nonsense,,nonsense,198001,,,,51.0,1.0",
]
ONS = "\n".join([ONS_HEADER, *ONS_ROWS]) + "\n"
CODE_POINT = 'LW14TT,10,537000,188000,"E92000001","","E18","","E09","E05"\nLW1 4TU,90,0,0,"E92000001","","","","",""\n'


@pytest.fixture
def bring_in(tmp_path):
    def bring_in(text=ONS, name="postcodes.csv", **choices):
        path = tmp_path / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return actions.import_postcodes(files=[path], **choices)

    return bring_in


def stored():
    return {row.code: (row.lat, row.lng) for row in Postcode.objects.all()}


def counts(report):
    return (report.rows, report.created, report.updated, report.unchanged)


def test_the_directory_of_the_statistics_office(bring_in):
    report = bring_in()
    assert counts(report) == (6, 3, 0, 0)
    assert (report.ended, report.without_place, report.unreadable) == (1, 1, 1)
    assert stored() == {
        "LW1 4TT": (51.612, 1.712),
        "LW1 4TU": (51.614, 1.714),
        "LW2 1AA": (51.59, 1.69),
        "LW1 4": (51.613, 1.713),
        "LW1": (51.613, 1.713),
        "LW2 1": (51.59, 1.69),
        "LW2": (51.59, 1.69),
    }


def test_a_second_run_changes_nothing(bring_in):
    bring_in()
    version = versions.current()
    assert counts(bring_in()) == (6, 0, 0, 3)
    assert versions.current() == version


def test_a_moved_postcode_moves_and_so_does_the_middle_of_its_outcode(bring_in):
    bring_in()
    version = versions.current()
    assert counts(bring_in(ONS.replace("51.614000", "51.618000"))) == (6, 0, 1, 2)
    assert stored()["LW1 4TU"] == (51.618, 1.714)
    assert stored()["LW1"] == (51.615, 1.713)
    assert versions.current() > version


def test_ended_postcodes_come_only_when_asked(bring_in):
    bring_in(with_ended=True)
    assert "LW1 9ZZ" in stored()


def test_postcodes_that_a_file_does_not_have_stay(bring_in):
    bring_in()
    bring_in("postcode,latitude,longitude\nLW3 1AA,51.5,1.5\n")
    assert {"LW1 4TT", "LW3 1AA"} <= stored().keys()


@pytest.mark.parametrize(
    "header",
    [
        "postcode,latitude,longitude",
        "\ufeffPostcode,Latitude,Longitude",
        "pcds,lat,long",
        "PCD,LAT,LNG",
    ],
)
def test_header_variants(bring_in, header):
    assert counts(bring_in(f"{header}\nlw14tt,51.6,1.7\n")) == (1, 1, 0, 0)
    assert stored()["LW1 4TT"] == (51.6, 1.7)


def test_code_point_open_has_no_header_and_metres(bring_in):
    report = bring_in(CODE_POINT)
    assert (report.rows, report.created, report.without_place) == (2, 1, 1)
    lat, lng = stored()["LW1 4TT"]
    assert 51.57 < lat < 51.58
    assert -0.03 < lng < -0.01


def test_eastings_stand_in_where_there_are_no_degrees(bring_in):
    bring_in("pcds,oseast1m,osnrth1m\nLW1 4TT,537000,188000\n")
    assert 51.57 < stored()["LW1 4TT"][0] < 51.58


def test_outcodes_alone_can_be_read(bring_in):
    text = "postcode,eastings,northings,latitude,longitude\nLW1,1,2,51.6,1.7\nLW2,1,2,51.5,1.6\n"
    assert counts(bring_in(text)) == (2, 2, 0, 0)
    assert counts(bring_in(text)) == (2, 0, 0, 2)
    assert counts(bring_in(text.replace("51.6", "51.7"))) == (2, 0, 1, 1)


def test_an_outcode_is_better_known_from_its_postcodes(bring_in):
    bring_in()
    assert counts(bring_in("postcode,latitude,longitude\nLW1,50,1\n")) == (1, 0, 0, 1)
    assert stored()["LW1"] == (51.613, 1.713)


def test_a_zip_as_downloaded(bring_in, tmp_path):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("Data/ONSPD_FEB_2026_UK.csv", ONS)
        archive.writestr("Data/multi_csv/ONSPD_FEB_2026_UK_LW.csv", ONS)
        archive.writestr("Documents/names and codes.csv", "CODE,NAME\nX1,Selvedge\n")
        archive.writestr("readme.txt", "hello")
    report = bring_in(packed.getvalue(), "onspd.zip")
    assert counts(report) == (6, 3, 0, 0)
    assert report.skipped_files == ("Documents/names and codes.csv",)


def test_a_folder_and_several_files(tmp_path):
    folder = tmp_path / "Data" / "CSV"
    folder.mkdir(parents=True)
    (folder / "lw.csv").write_text(CODE_POINT)
    other = tmp_path / "more.csv"
    other.write_text("postcode,latitude,longitude\nLW2 1AA,51.5,1.5\n")
    assert actions.import_postcodes(files=[tmp_path / "Data", other]).created == 2


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "no postcodes in this file"),
        ("name,colour\nSelvedge,green\n", "no postcodes in this file"),
        (b"\x00\xff" * 100, "no postcodes in this file"),
        ("x" * 200_000, "one of its lines never ends"),
        (ONS_HEADER + "\n" + '"' + "y" * 200_000, "one of its lines never ends"),
    ],
)
def test_what_holds_no_postcodes_is_refused_with_a_sentence(bring_in, text, said):
    with pytest.raises(Refused, match=said):
        bring_in(text)


def test_a_file_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(Refused, match="There is no file"):
        actions.import_postcodes(files=[tmp_path / "nothing.csv"])


def test_broken_rows_are_counted_and_the_rest_is_read(bring_in):
    rows = "postcode,latitude,longitude\nLW1 4TT,51.6\n\nLW1 4TU,north,west\nLW1 4TW,51.6,1.7\nLW1 4TX,nan,1.7\n"
    report = bring_in(rows)
    assert (report.rows, report.created, report.unreadable, report.without_place) == (4, 1, 2, 1)
    assert report.rows == report.created + report.updated + report.unchanged + report.unreadable + report.without_place


def test_the_same_postcode_twice_is_stored_once(bring_in):
    bring_in("postcode,latitude,longitude\nLW1 4TT,51.6,1.7\nLW1 4TT,51.6,1.7\n")
    assert Postcode.objects.full().count() == 1


def test_chunks_go_by_one_after_the_other_and_tell_how_far(bring_in, monkeypatch):
    monkeypatch.setattr(postcode_file, "CHUNK", 2)
    steps = []
    bring_in(progress=lambda done, total: steps.append((done, total)))
    assert [done for done, _ in steps][-1] == 6
    assert len(steps) >= 3
    assert all(total >= done for done, total in steps)
    assert len(stored()) == 7


def test_an_interrupted_import_goes_on_when_it_is_run_again(bring_in, monkeypatch):
    monkeypatch.setattr(postcode_file, "CHUNK", 2)

    def stop(done, _total):
        if done >= 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        bring_in(progress=stop)
    assert stored().keys() == {"LW1 4TT", "LW1 4TU"}
    assert counts(bring_in()) == (6, 1, 0, 2)
    assert len(stored()) == 7


def test_the_real_samples():
    folder = SHARED / "postcodes"
    if not folder.exists():
        pytest.skip("the postcode samples are not here (../shared/data/postcodes)")
    sample = actions.import_postcodes(files=[folder / "postcode_sample_os.csv"])
    assert (sample.rows, sample.unreadable) == (12_435, 0)
    assert sample.created == Postcode.objects.full().count() > 12_000
    again = actions.import_postcodes(files=[folder])
    assert again.created > 0  # the outcodes that no sample postcode told
    assert (again.updated, Postcode.objects.full().count()) == (0, sample.created)
    assert Postcode.objects.outcodes().count() >= 2_800
