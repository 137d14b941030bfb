"""The drill: back up, erase, restore; whoever was erased stays erased, down to the last byte."""

import sqlite3

import pytest
from django.core.management import call_command
from django.db import connection

from closeknit.accounts.models import Person
from closeknit.core import erasure
from closeknit.core.backup import make_backup, restore_backup
from closeknit.core.errors import Refused
from closeknit.directory.models import ContactMessage, Group, Suggestion
from tests.support.factories import give_role, make_group, make_hub, make_person

pytestmark = pytest.mark.django_db(transaction=True)
CANARY = "canaryquillfeather"


@pytest.fixture
def drill(settings, tmp_path):
    """A hub, a backup of it with Sam in many places, and Sam erased after that."""
    settings.DATA_DIR = tmp_path / "data"
    settings.MEDIA_ROOT = settings.DATA_DIR / "media"
    settings.MEDIA_ROOT.mkdir(parents=True)
    make_hub()
    group = make_group(contact_email="singers@loomwick.example")
    sam = make_person(f"Sam {CANARY}")
    Person.objects.filter(pk=sam.pk).update(email=f"{CANARY}@loomwick.example")
    sam.refresh_from_db()
    give_role(sam, "group_steward", "group", group.pk)
    ContactMessage.objects.create(group=group, name=sam.name, email=sam.email, text=f"I am {CANARY}")
    Suggestion.objects.create(group=group, by=sam, reason=CANARY, wanted={"contact_email": sam.email})
    make_group("Weftbridge Bakers", contact_email=sam.email)
    archive = make_backup(tmp_path / "backups")
    erasure.erase(sam)
    return archive


def everything():
    """Every value of every table, as one text."""
    with connection.cursor() as cursor:
        told = []
        for table in connection.introspection.table_names():
            cursor.execute(f'SELECT * FROM "{table}"')
            told += [str(row) for row in cursor.fetchall()]
    return "\n".join(told)


def test_erased_means_gone_from_every_table(drill):
    assert CANARY not in everything()
    assert Group.objects.count() == 2


def test_an_erased_person_stays_erased_when_a_backup_is_brought_back(drill, settings):
    restore_backup(drill, replace=True)
    assert Group.objects.count() == 2
    assert CANARY not in everything()
    assert Person.objects.get().name == "someone who left"
    if connection.vendor == "sqlite":
        connection.close()
        place = connection.settings_dict["NAME"]
        with open(place, "rb") as file:  # noqa: PTH123 - a name from the settings
            assert CANARY.encode() not in file.read()


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL is restored into its database")
def test_and_in_another_folder_too(drill, tmp_path):
    place = tmp_path / "elsewhere"
    restore_backup(drill, into=place)
    content = (place / "closeknit.sqlite3").read_bytes()
    assert CANARY.encode() not in content
    with sqlite3.connect(place / "closeknit.sqlite3") as copy:
        assert copy.execute("SELECT name FROM accounts_person").fetchall() == [("someone who left",)]
    assert (place / "erasures.log").read_text() == erasure.ledger_file().read_text()


def test_without_the_ledger_the_backup_would_bring_them_back(drill, tmp_path):
    """So the drill above does look for something that is there."""
    erasure.ledger_file().unlink()
    restore_backup(drill, replace=True)
    assert CANARY in everything()


def test_the_ledger_is_in_no_backup(drill, tmp_path):
    assert b"erasures" not in drill.read_bytes()
    assert erasure.NAME not in {file.name for file in (tmp_path / "backups").iterdir()}


def test_a_changed_ledger_stops_the_restore_before_anything_is_touched(drill, settings):
    erasure.ledger_file().write_text("nobody was ever erased\n")
    with pytest.raises(Refused, match="changed"):
        restore_backup(drill, replace=True)
    assert Person.objects.get().name == "someone who left"


def test_what_is_brought_back_is_sound(drill):
    restore_backup(drill, replace=True)
    call_command("check_data", verbosity=0)
