import os
import subprocess
import sys

import pytest

from closeknit import cli


def closeknit(*words, data, **environment):
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("CLOSEKNIT_", "DJANGO_"))}
    return subprocess.run(
        [sys.executable, "-m", "closeknit", *words],
        env={**clean, "CLOSEKNIT_DATA": str(data), "DATABASE_URL": f"sqlite:///{data}/hub.sqlite3", **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def test_alone_it_says_what_it_can_do(capsys):
    assert cli.run([]) == 0
    told = capsys.readouterr().out
    assert all(f"  {command.words}" in told for command in cli.COMMANDS)


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        (["import", "groups.csv", "--dry-run"], ["import_groups", "groups.csv", "--dry-run"]),
        (["places", "import-areas", "wards.geojson"], ["import_areas", "wards.geojson"]),
        (["places", "import-postcodes", "ons.csv"], ["import_postcodes", "ons.csv"]),
        (["reindex"], ["reindex"]),
        (["commands"], ["help", "--commands"]),
    ],
)
def test_our_words_become_djangos(said, meant):
    assert cli.translated(said) == meant


@pytest.mark.parametrize("command", cli.COMMANDS, ids=lambda command: command.words)
def test_every_command_is_there_and_helps(command, capsys):
    with pytest.raises(SystemExit) as end:
        cli.run([*command.words.split(), "--help"])
    assert end.value.code == 0
    assert "usage:" in capsys.readouterr().out.lower()


def test_a_wrong_setting_is_one_sentence(tmp_path):
    done = closeknit("check", data=tmp_path, CLOSEKNIT_DEBUG="perhaps")
    assert done.returncode == 2
    assert done.stderr == "The hub cannot start: CLOSEKNIT_DEBUG is not right: set it to yes or no.\n"


def test_a_database_that_is_not_there_is_one_sentence(tmp_path):
    done = closeknit("migrate", data=tmp_path, DATABASE_URL=f"postgres://nobody@/hub?host={tmp_path}")
    assert done.returncode == 1
    assert done.stderr.startswith("The database does not answer as it should: look at DATABASE_URL")
    assert "Traceback" not in done.stderr


def test_an_unknown_command_is_no_traceback(tmp_path):
    done = closeknit("sing", data=tmp_path)
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
