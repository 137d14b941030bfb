import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from closeknit.core import soundness

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_checks(monkeypatch):
    monkeypatch.setattr(soundness, "_checks", [])


def test_a_sound_hub(capsys):
    call_command("check_data")
    assert "sound" in capsys.readouterr().out


def test_a_room_says_what_it_found(capsys):
    soundness.register_data_check(lambda: ["The counts of Warpfield are wrong."])
    with pytest.raises(CommandError, match="1 things are not right"):
        call_command("check_data")
    assert capsys.readouterr().out == "The counts of Warpfield are wrong.\n"


def test_a_key_that_leads_nowhere_is_found():
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL does not let a key lead nowhere")
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA defer_foreign_keys=ON")
        cursor.execute(
            "INSERT INTO places_areasuccession (uuid, old_id, new_id, share_of_old, share_of_new) "
            "VALUES ('x', 8, 9, 1, 1)"
        )
        found = list(soundness.faults())
        cursor.execute("DELETE FROM places_areasuccession")
    assert len(found) == 2
    assert all("points to a row of places_area that is not there" in fault for fault in found)
