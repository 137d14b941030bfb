import json

import pytest
from django.core.management import CommandError, call_command

from tests.directory.importing.lists import make_loomwick
from tests.support.factories import make_group

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def groups(db):
    make_loomwick()
    make_group("Singers", contact_email="s@loomwick.example")
    make_group("Hidden", visibility="hidden")


@pytest.mark.parametrize(
    ("ending", "begins"),
    [("csv", b"\xef\xbb\xbfuuid,"), ("xlsx", b"PK"), ("geojson", b"{"), ("json", b'{"total_items"')],
)
def test_the_ending_tells_the_format(tmp_path, ending, begins):
    file = tmp_path / f"groups.{ending}"
    call_command("export_groups", str(file))
    assert file.read_bytes().startswith(begins)
    assert [path.name for path in tmp_path.iterdir()] == [file.name]


def test_without_everything_it_tells_what_anyone_may_see(tmp_path):
    public, whole = tmp_path / "public.geojson", tmp_path / "whole.geojson"
    call_command("export_groups", str(public))
    call_command("export_groups", str(whole), "--everything")
    assert len(json.loads(public.read_text(encoding="utf-8"))["features"]) == 1
    assert "s@loomwick.example" not in public.read_text(encoding="utf-8")
    assert len(json.loads(whole.read_text(encoding="utf-8"))["features"]) == 2
    assert whole.stat().st_mode & 0o077 == 0


def test_it_writes_to_the_terminal_too(capfdbinary):
    call_command("export_groups", "-", "--format", "csv")
    assert b"Singers" in capfdbinary.readouterr().out


def test_an_unknown_ending_is_told(tmp_path):
    with pytest.raises(CommandError, match="Which format"):
        call_command("export_groups", str(tmp_path / "groups.doc"))


def test_a_broken_export_leaves_the_old_file(tmp_path, monkeypatch):
    from closeknit.directory.management.commands import export_groups

    def breaks(*_args, **_more):
        yield b"half"
        raise OSError("No space left on device")

    monkeypatch.setattr(export_groups, "export", breaks)
    file = tmp_path / "groups.csv"
    file.write_text("old", encoding="utf-8")
    with pytest.raises(OSError, match="No space"):
        call_command("export_groups", str(file))
    assert (file.read_text(encoding="utf-8"), len(list(tmp_path.iterdir()))) == ("old", 1)
