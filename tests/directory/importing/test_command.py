import json

import pytest
from django.core.management import CommandError, call_command

from closeknit.core import fetch as core_fetch
from closeknit.directory.management.commands import import_groups
from closeknit.directory.models import Group, ImportRun
from tests.directory.importing.lists import as_csv

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("loomwick")]
TEXT = as_csv(
    {"name": "Singers", "what": "We sing", "postcode": "LW1 4TT"}, {"name": "", "what": "Nothing", "postcode": ""}
)


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "clubs.csv"
    path.write_text(TEXT, encoding="utf-8")
    return path


def test_it_brings_a_file_in_and_reports(file, tmp_path, capsys):
    report = tmp_path / "out.json"
    call_command("import_groups", str(file), "--map", "what=aims", "--report", str(report))
    told = json.loads(report.read_text(encoding="utf-8"))
    assert [told[name] for name in ("rows", "created", "updated", "unchanged", "held")] == [2, 1, 0, 0, 1]
    assert told["held_rows"] == [{"row": 3, "name": "", "reason": "It has no name."}]
    assert Group.objects.get().aims == "We sing"
    out = capsys.readouterr().out
    assert "2 rows: 1 new, 0 changed, 0 the same as before, 1 held back." in out
    assert f"Take it back with: closeknit import --undo {told['run']}" in out


def test_a_dry_run_says_how_to_bring_it_in(file, capsys):
    call_command("import_groups", str(file), "--dry-run")
    run = ImportRun.objects.get()
    assert Group.objects.count() == 0
    assert f"closeknit import --apply {run.uuid}" in capsys.readouterr().out
    call_command("import_groups", apply=str(run.uuid))
    assert Group.objects.count() == 1


def test_it_undoes(file, capsys):
    call_command("import_groups", str(file))
    call_command("import_groups", undo=str(ImportRun.objects.get().uuid))
    assert Group.objects.count() == 0
    assert "The import was undone." in capsys.readouterr().out


def test_choices_reach_the_import(file):
    call_command("import_groups", str(file), "--source", "our clubs", "--set", "kind=network", "--covers", "Warpfield")
    assert (Group.objects.get().source, Group.objects.get().kind) == ("our clubs", "network")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["missing.csv"], "cannot be read"),
        ([], "Which file"),
        (["{file}", "--map", "what"], "LEFT=RIGHT"),
        (["{file}", "--map", "wat=aims"], "no column “wat”"),
        (["{file}", "--map", "what=nonsense"], "no field “nonsense”"),
        (["{file}", "--set", "nonsense=1"], "no field “nonsense”"),
        (["--undo", "nothing"], "no import with the number"),
        (["--apply", "12345678-1234-4234-8234-123456789012"], "no import with the number"),
    ],
)
def test_what_cannot_be_done_is_told_in_a_sentence(file, arguments, said):
    with pytest.raises(CommandError, match=said):
        call_command("import_groups", *(word.format(file=file) for word in arguments))
    assert Group.objects.count() == 0


def test_a_list_on_the_web_comes_through_the_guarded_door(monkeypatch):
    asked = []

    def fetched(address):
        asked.append(address)
        return core_fetch.Fetched("https://lists.example/files/clubs.csv?edition=2", "text/csv", TEXT.encode())

    monkeypatch.setattr(import_groups, "fetch", fetched)
    call_command("import_groups", "https://lists.example/clubs")
    assert (asked, Group.objects.get().source) == (["https://lists.example/clubs"], "clubs")


def test_a_list_in_the_private_network_is_not_fetched():
    with pytest.raises(CommandError, match="not the address of a public web page"):
        call_command("import_groups", "http://127.0.0.1/clubs.csv")
