"""The files of a picture go with it: after the time in which its removal can be undone, and not before."""

import os
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from closeknit.core.retention import RETENTION, carry_out
from closeknit.directory import personal_data
from closeknit.directory.editing import pictures
from closeknit.directory.editing.actions import change_group, undo_change
from closeknit.directory.models import Photo
from tests.support.editing_things import make_photo, picture_file

pytestmark = pytest.mark.django_db
WORDS = {"alt": "Six people round a table", "credit": "Ada"}


@pytest.fixture
def photo(as_priya, world):
    """One with its files, as it was uploaded two days ago."""
    as_priya.post(f"/groups/{world.group.slug}/edit/photos/", {**WORDS, "picture": picture_file(600, 400, "JPEG")})
    long_ago = (timezone.now() - timedelta(days=2)).timestamp()
    for file in files():
        os.utime(file, (long_ago, long_ago))
    return Photo.objects.get()


def files():
    from django.conf import settings

    return sorted(file for file in Path(settings.MEDIA_ROOT).rglob("*") if file.is_file())


def remove(world, photo):
    return change_group(group=world.group, changes={f"photo:{photo.uuid}": None}, by=world.priya)


def let_go(days=0):
    return carry_out(timezone.now() + timedelta(days=days))


def test_a_removed_picture_can_be_brought_back_for_ninety_days_then_its_files_go(world, photo):
    many = len(files())
    assert many >= 2
    removal = remove(world, photo)
    let_go(89)
    assert len(files()) == many
    undo_change(revision=removal, by=world.priya)
    let_go(200)
    assert len(files()) == many
    remove(world, photo)
    let_go(91)
    assert (files(), Photo.objects.count()) == ([], 0)


def test_the_files_of_a_deleted_group_go(world, photo):
    world.group.delete()
    assert let_go()["directory.photo_files"] >= 2
    assert files() == []
    assert let_go()["directory.photo_files"] == 0


def test_those_of_a_picture_that_is_just_coming_in_stay(world, photo):
    world.group.delete()
    for file in files():
        os.utime(file)
    let_go()
    assert files()


def test_what_moderators_hide_stays_until_they_have_decided(world, photo, hidden):
    hidden("directory.photo", photo)
    let_go(400)
    assert files()


def test_what_a_person_had_taken_off_goes_when_they_leave(world, photo):
    kept = make_photo(world.group)
    Photo.objects.update(added_by=world.priya)
    remove(world, photo)
    personal_data.erase(world.priya, timezone.now())
    let_go()
    assert list(Photo.objects.all()) == [kept]
    assert not [file for file in files() if photo.key in file.name]


def test_a_power_cut_between_row_and_files_leaves_files_for_the_next_round(world, photo, monkeypatch):
    remove(world, photo)

    def cut(_self, missing_ok=False):
        raise SystemExit

    with monkeypatch.context() as cutting:
        cutting.setattr(pictures.Path, "unlink", cut)
        with pytest.raises(SystemExit):
            let_go(91)
    assert (Photo.objects.count(), len(files()) >= 2) == (0, True)
    let_go()
    assert files() == []


def test_rows_go_before_files():
    names = list(RETENTION)
    assert names.index("directory.photos") < names.index("directory.photo_files")


def test_nothing_else_is_touched(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    other = tmp_path / "somewhere" / "x.txt"
    other.parent.mkdir()
    other.write_text("x")
    os.utime(other, (0, 0))
    assert pictures.drop_unused_files(timezone.now()) == 0
    assert other.exists()
