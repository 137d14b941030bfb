"""The whole drill: copy a living hub, break the copy in every way, bring it back, compare."""

import gzip
import io
import json
import os
import shutil
import sqlite3
import tarfile
import threading
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.db import connection

from closeknit.core import erasure
from closeknit.core.backup import make_backup, making, restore_backup, sqlite_file, tables, unpacking
from closeknit.core.backup.manifest import part_of
from closeknit.core.errors import Refused, Unavailable
from closeknit.directory.models import Group
from tests.support.factories import make_group, make_hub

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def hub(settings, tmp_path):
    """A hub with groups and a picture, in a data folder of its own."""
    erasure.ledger_file().unlink(missing_ok=True)
    settings.MEDIA_ROOT = tmp_path / "data" / "media"
    settings.MEDIA_ROOT.mkdir(parents=True)
    (settings.MEDIA_ROOT / "singers.webp").write_bytes(b"a picture \x00\xff")
    make_hub()
    for name in ("Heddle Hill Singers", "Friends of Bobbin Park", 'Odd "one"\t\\N \\. ünï\n'):
        make_group(name)
    return tmp_path


@pytest.fixture
def archive(hub):
    return make_backup(hub / "backups")


def contents_of(archive):
    with tarfile.open(archive) as tar:
        return {entry.name: tar.extractfile(entry).read() for entry in tar}


def packed(files, to):
    with tarfile.open(to, "w:gz") as tar:
        for name, content in files.items():
            entry = tarfile.TarInfo(name)
            entry.size = len(content)
            tar.addfile(entry, io.BytesIO(content))
    return to


def test_it_says_what_it_holds(archive):
    files = contents_of(archive)
    told = json.loads(files["manifest.json"])
    assert told["engine"] == connection.vendor
    assert told["tables"]["directory_group"]["rows"] == 3
    assert told["files"].keys() == files.keys() - {"manifest.json"}
    assert files["media/singers.webp"] == b"a picture \x00\xff"
    assert not any("key" in name for name in files if not name.startswith("tables/"))
    assert oct(archive.stat().st_mode & 0o777) == "0o600"


def test_nothing_else_is_left_behind(archive):
    assert [path.name for path in archive.parent.iterdir()] == [archive.name]


def test_a_name_of_one_s_own_is_never_written_over(hub):
    file = make_backup(hub / "mine.tar.gz")
    with pytest.raises(Refused, match="there already"):
        make_backup(file)


def damage_flipped_bytes(archive, tmp_path):
    """Several: one bit alone can say the same in another way, where a run of zeros is packed."""
    content = bytearray(archive.read_bytes())
    middle = len(content) // 2
    content[middle : middle + 16] = bytes(byte ^ 0xFF for byte in content[middle : middle + 16])
    archive.write_bytes(content)
    return archive


def damage_truncated(archive, tmp_path):
    archive.write_bytes(archive.read_bytes()[:-200])
    return archive


def damage_empty(archive, tmp_path):
    archive.write_bytes(b"")
    return archive


def damage_missing_part(archive, tmp_path):
    files = contents_of(archive)
    del files["media/singers.webp"]
    return packed(files, tmp_path / "x.tar.gz")


def damage_missing_list(archive, tmp_path):
    files = contents_of(archive)
    del files["manifest.json"]
    return packed(files, tmp_path / "x.tar.gz")


def damage_exchanged_part(archive, tmp_path):
    return packed(contents_of(archive) | {"media/singers.webp": b"another picture"}, tmp_path / "x.tar.gz")


def damage_added_part(archive, tmp_path):
    return packed(contents_of(archive) | {"media/extra.webp": b"x"}, tmp_path / "x.tar.gz")


def damage_part_that_climbs_out(archive, tmp_path):
    return packed({"../../evil": b"x"} | contents_of(archive), tmp_path / "x.tar.gz")


def damage_link(archive, tmp_path):
    link = tarfile.TarInfo("media/link")
    link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
    bare = tmp_path / "x.tar"
    bare.write_bytes(gzip.decompress(archive.read_bytes()))
    with tarfile.open(bare, "a") as tar:
        tar.addfile(link)
    return bare.rename(tmp_path / "y.tar.gz") and _zipped(tmp_path / "y.tar.gz")


def _zipped(file):
    file.write_bytes(gzip.compress(file.read_bytes()))
    return file


def damage_other_list(archive, tmp_path):
    return packed(contents_of(archive) | {"manifest.json": b'{"format": 1}'}, tmp_path / "x.tar.gz")


def damage_nul_in_a_name(archive, tmp_path):
    with tarfile.open(tmp_path / "x.tar.gz", "w:gz", format=tarfile.PAX_FORMAT) as tar:
        for name, content in {"media/a\0b": b"x", **contents_of(archive)}.items():
            entry = tarfile.TarInfo("odd" if "\0" in name else name)
            entry.size = len(content)
            entry.pax_headers = {"path": name} if "\0" in name else {}
            tar.addfile(entry, io.BytesIO(content))
    return tmp_path / "x.tar.gz"


def damage_list_of_great_depth(archive, tmp_path):
    deep = b'{"format": 1, "files": ' + b"[" * 200_000 + b"]" * 200_000 + b"}"
    return packed(contents_of(archive) | {"manifest.json": deep}, tmp_path / "x.tar.gz")


def damage_nul_in_the_list(archive, tmp_path):
    return _with_list(archive, tmp_path, lambda told: told["files"].update({"media/\0": told["files"].popitem()[1]}))


def damage_lists_for_names(archive, tmp_path):
    return _with_list(archive, tmp_path, lambda told: told.update(migrations={"directory": [["0001_initial"]]}))


def damage_migrations_that_are_no_table(archive, tmp_path):
    return _with_list(archive, tmp_path, lambda told: told.update(migrations=["directory"]))


def _with_list(archive, tmp_path, change):
    files = contents_of(archive)
    told = json.loads(files["manifest.json"])
    change(told)
    return packed(files | {"manifest.json": json.dumps(told).encode()}, tmp_path / "x.tar.gz")


DAMAGES = [value for name, value in list(globals().items()) if name.startswith("damage_")]


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_backup_is_refused_before_anything_is_touched(damage, archive, hub):
    broken = damage(archive, hub)
    target = hub / "target"
    with pytest.raises(Refused, match="damaged"):
        unpacking.verify(broken)
    with pytest.raises(Refused, match="damaged"):
        restore_backup(broken, into=target)
    assert not target.exists() or list(target.iterdir()) == []
    assert Group.objects.count() == 3


def test_a_missing_file_is_said(hub):
    with pytest.raises(Refused, match="There is no file"):
        restore_backup(hub / "nowhere.tar.gz", into=hub / "target")


def test_rows_that_are_not_those_that_were_counted_are_refused(archive, hub):
    files = contents_of(archive)
    told = json.loads(files["manifest.json"])
    told["tables"]["directory_group"]["sha256"] = "0" * 64
    odd = packed(files | {"manifest.json": json.dumps(told).encode()}, hub / "x.tar.gz")
    target = {"into": hub / "target"} if connection.vendor == "sqlite" else {"replace": True}
    with pytest.raises(Refused, match="damaged"):
        restore_backup(odd, **target)
    assert Group.objects.count() == 3


def test_a_backup_of_a_newer_closeknit_is_refused(archive, hub):
    files = contents_of(archive)
    told = json.loads(files["manifest.json"])
    told["migrations"]["directory"] = ["9999_the_future"]
    newer = packed(files | {"manifest.json": json.dumps(told).encode()}, hub / "x.tar.gz")
    with pytest.raises(Refused, match="newer"):
        restore_backup(newer, into=hub / "target")


def test_a_full_disk_leaves_the_older_backup(archive, hub, monkeypatch):
    before = part_of(archive)

    def full(*args):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(making, "_pack", full)
    with pytest.raises(Unavailable, match="No space left"):
        make_backup(archive.parent)
    assert [path.name for path in archive.parent.iterdir()] == [archive.name]
    assert part_of(archive) == before


def test_what_a_killed_backup_left_is_cleared_away(hub):
    left = hub / "backups" / ".making-killed"
    left.mkdir(parents=True)
    os.utime(left, (0, 0))
    make_backup(hub / "backups")
    assert not left.exists()


def test_the_commands_say_it_in_a_sentence(hub, capsys):
    call_command("backup", str(hub / "backups"))
    assert "checked" in capsys.readouterr().out
    with pytest.raises(CommandError, match="There is no file"):
        call_command("restore", str(hub / "nowhere.tar.gz"))


class TestOnSQLite:
    @pytest.fixture(autouse=True)
    def _only_here(self):
        if connection.vendor != "sqlite":
            pytest.skip("this test is about SQLite")

    def test_it_comes_back_into_an_empty_folder(self, archive, hub, client):
        page = client.get(Group.objects.first().get_absolute_url()).content
        target = hub / "elsewhere"
        assert restore_backup(archive, into=target) is None
        assert (target / "media" / "singers.webp").read_bytes() == b"a picture \x00\xff"
        with sqlite_file.opened(target / "closeknit.sqlite3") as alias:
            assert tables.contents(alias) == tables.contents("default")
            assert Group.objects.using(alias).count() == 3
        assert _page_from(target / "closeknit.sqlite3", client) == page
        assert sorted(path.name for path in target.iterdir()) == ["closeknit.sqlite3", "edition", "media"]

    def test_what_is_there_is_not_written_over(self, archive, hub):
        target = hub / "elsewhere"
        restore_backup(archive, into=target)
        with pytest.raises(Refused, match="There is a hub already"):
            restore_backup(archive, into=target)

    def test_replace_puts_it_aside(self, archive, hub):
        target = hub / "elsewhere"
        restore_backup(archive, into=target)
        with sqlite3.connect(target / "closeknit.sqlite3") as old:
            old.execute("UPDATE directory_group SET name = 'CANARY'")
        old.close()
        aside = restore_backup(archive, into=target, replace=True)
        with sqlite_file.opened(aside / "closeknit.sqlite3") as alias:
            assert set(Group.objects.using(alias).values_list("name", flat=True)) == {"CANARY"}
        with sqlite_file.opened(target / "closeknit.sqlite3") as alias:
            assert tables.contents(alias) == tables.contents("default")
        assert (aside / "media" / "singers.webp").exists()

    def test_two_restores_in_one_second_keep_both_hubs(self, archive, hub):
        target = hub / "elsewhere"
        restore_backup(archive, into=target)
        with time_machine.travel(datetime(2026, 11, 21, 9, 0, tzinfo=UTC), tick=False):
            aside = [restore_backup(archive, into=target, replace=True) for _ in range(2)]
        assert aside[0] != aside[1]
        assert all((folder / "closeknit.sqlite3").exists() for folder in aside)

    def test_a_running_hub_is_not_replaced(self, archive, hub):
        target = hub / "elsewhere"
        restore_backup(archive, into=target)
        running = sqlite3.connect(target / "closeknit.sqlite3")
        running.execute("PRAGMA journal_mode=WAL")
        running.execute("SELECT count(*) FROM directory_group").fetchone()
        with pytest.raises(Refused, match="Stop it first"):
            restore_backup(archive, into=target, replace=True)
        running.close()

    def test_a_copy_made_while_others_write_is_of_one_moment(self, hub):
        """A writer adds two rows at a time; a torn copy would hold an odd number."""
        copies = [hub / f"copy{number}" for number in range(3)]
        with _writing_pairs(connection.settings_dict["NAME"]):
            for copy in copies:
                copy.mkdir()
                sqlite_file.copy_out(copy)
        counts = [_pairs_in(copy / sqlite_file.NAME) for copy in copies]
        assert counts == sorted(counts)
        assert all(count % 2 == 0 for count in counts)


@contextmanager
def _writing_pairs(file):
    with closing(sqlite3.connect(file, timeout=20, isolation_level=None)) as setup:
        setup.execute("CREATE TABLE pairs (n INTEGER, x BLOB)")
        ended = threading.Event()
        thread = threading.Thread(target=_write_pairs, args=(file, ended))
        thread.start()
        try:
            yield
        finally:
            ended.set()
            thread.join()
            setup.execute("DROP TABLE pairs")


def _write_pairs(file, ended):
    with closing(sqlite3.connect(file, timeout=20, isolation_level=None)) as writer:
        while not ended.is_set():
            writer.execute("BEGIN IMMEDIATE")
            writer.execute("INSERT INTO pairs VALUES (1, zeroblob(3000))")
            writer.execute("INSERT INTO pairs VALUES (2, zeroblob(3000))")
            writer.execute("COMMIT")


def _pairs_in(file):
    with closing(sqlite3.connect(file)) as reader:
        assert reader.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        return reader.execute("SELECT count(*) FROM pairs").fetchone()[0]


class TestOnPostgreSQL:
    @pytest.fixture(autouse=True)
    def _only_here(self):
        if connection.vendor != "postgresql":
            pytest.skip("this test is about PostgreSQL")

    def test_it_comes_back_over_a_changed_database(self, archive, hub, settings, client):
        settings.DATA_DIR = hub / "data"
        before = tables.contents("default")
        page = client.get(Group.objects.first().get_absolute_url()).content
        Group.objects.filter(name="Heddle Hill Singers").delete()
        make_group("CANARY")
        with pytest.raises(Refused, match="There is a hub already"):
            restore_backup(archive)
        aside = restore_backup(archive, replace=True)
        assert tables.contents("default") == before
        assert client.get(Group.objects.first().get_absolute_url()).content == page
        assert b"CANARY" in contents_of(aside / "database.tar.gz")["tables/directory_group"]
        assert make_group("A new one").pk > max(Group.objects.exclude(name="A new one").values_list("pk", flat=True))

    def test_it_comes_back_into_an_empty_database(self, archive, hub, settings):
        settings.DATA_DIR = hub / "data"
        before = tables.contents("default")
        shutil.rmtree(settings.MEDIA_ROOT)
        with _an_empty_database():
            assert restore_backup(archive) is None
            assert tables.contents("default") == before
            assert make_group("A new one").pk > 3
        assert (settings.DATA_DIR / "media" / "singers.webp").read_bytes() == b"a picture \x00\xff"


@contextmanager
def _an_empty_database():
    """The default connection leads to a database just made, and gone afterwards."""
    usual = connection.settings_dict["NAME"]
    with connection.cursor() as cursor:
        cursor.execute("CREATE DATABASE closeknit_empty")
    connection.close()
    connection.settings_dict["NAME"] = "closeknit_empty"
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict["NAME"] = usual
        with connection.cursor() as cursor:
            cursor.execute("DROP DATABASE closeknit_empty")


def _page_from(file, client):
    """The first group's page, read from another database file."""
    with sqlite_file.opened(file) as alias:
        slug = Group.objects.using(alias).first().slug
    copy = Path(f"{file}.served")
    shutil.copy(file, copy)
    name = connection.settings_dict["NAME"]
    connection.close()
    connection.settings_dict["NAME"] = str(copy)
    try:
        return client.get(f"/groups/{slug}/").content
    finally:
        connection.close()
        connection.settings_dict["NAME"] = name
        for left in copy.parent.glob(f"{copy.name}*"):
            left.unlink()
