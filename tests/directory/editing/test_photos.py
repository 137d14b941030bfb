"""Pictures: written anew, described, in order, removed and brought back, and shown to those who may."""

from io import BytesIO

import pytest
from django.utils import timezone
from PIL import Image

from closeknit.conversation.models import Case
from closeknit.conversation.vocabulary import CaseState
from closeknit.core.errors import Refused
from closeknit.directory.editing.actions import undo_change
from closeknit.directory.models import Photo, Revision
from closeknit.journal.contributions import contributions_of
from tests.support.editing_things import make_photo, picture_file

pytestmark = pytest.mark.django_db
WORDS = {"alt": "Six people round a table", "credit": "Ada"}


def photos(world):
    return f"/groups/{world.group.slug}/edit/photos/"


def test_it_is_written_anew_and_shown(as_priya, world):
    answer = as_priya.post(photos(world), {**WORDS, "picture": picture_file(2000, 1000, "JPEG")})
    assert answer.status_code == 303
    photo = Photo.objects.get()
    assert (photo.widths, photo.width, photo.height, photo.added_by) == ([480, 960, 1600], 1600, 800, world.priya)
    page = as_priya.get(f"/groups/{world.group.slug}/").content.decode()
    assert 'alt="Six people round a table"' in page
    for width, ending in ((480, "webp"), (1600, "jpeg")):
        got = as_priya.get(f"/photos/{photo.uuid}-{width}.{ending}") if ending == "webp" else as_priya.get(photo.plain)
        assert got["Content-Type"] == f"image/{ending}"
        assert Image.open(BytesIO(got.content)).width == width


def test_what_travels_with_a_photo_stays_behind(as_priya, world):
    out = BytesIO()
    exif = Image.Exif()
    exif[0x010F] = "SecretCamera"
    Image.new("RGB", (64, 48), "red").save(out, "JPEG", exif=exif)
    out.seek(0)
    out.name = "x.jpg"
    as_priya.post(photos(world), {**WORDS, "picture": out})
    photo = Photo.objects.get()
    assert b"SecretCamera" not in as_priya.get(photo.plain).content


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "This file is empty."),
        (b"<svg onload=alert(1)>", "not a picture we can read"),
        (None, "Choose a picture."),
    ],
)
def test_what_is_no_picture_is_refused_and_the_words_are_kept(as_priya, world, content, said):
    typed = dict(WORDS)
    if content is not None:
        typed["picture"] = BytesIO(content)
        typed["picture"].name = "x.png"
    answer = as_priya.post(photos(world), typed)
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert "Six people round a table" in answer.content.decode()
    assert Photo.objects.count() == 0


def test_it_must_be_described(as_priya, world):
    answer = as_priya.post(photos(world), {"picture": picture_file()})
    assert answer.status_code == 422
    photo = make_photo(world.group)
    answer = as_priya.post(f"{photos(world)}{photo.uuid}/", {f"{photo.uuid}-alt": ""})
    assert answer.status_code == 422
    assert as_priya.post(f"{photos(world)}{photo.uuid}/", {f"{photo.uuid}-alt": "A toaster"}).status_code == 303
    photo.refresh_from_db()
    assert photo.alt == "A toaster"


def test_it_is_added_once_however_often_it_is_sent(as_priya, world):
    number = str(as_priya.get(photos(world)).context["form"]["number"].value())
    for _twice in range(2):
        sent = as_priya.post(photos(world), {**WORDS, "picture": picture_file(), "number": number})
        assert sent.status_code == 303
    assert Photo.objects.count() == 1


def test_there_is_room_for_twelve(as_priya, world):
    for number in range(12):
        make_photo(world.group, position=number)
    answer = as_priya.post(photos(world), {**WORDS, "picture": picture_file()})
    assert answer.status_code == 409


def test_one_moves_up(as_priya, world):
    first, second = (make_photo(world.group, position=number, alt=str(number)) for number in range(2))
    assert as_priya.post(f"{photos(world)}{second.uuid}/order/").status_code == 303
    assert list(Photo.objects.filter(group=world.group).shown()) == [second, first]
    assert as_priya.post(f"{photos(world)}{second.uuid}/order/").status_code == 303
    assert list(Photo.objects.filter(group=world.group).shown()) == [second, first]


def test_one_is_removed_and_brought_back(as_priya, world, client):
    photo = make_photo(world.group)
    assert client.get(photo.small).status_code == 200
    assert as_priya.post(f"{photos(world)}{photo.uuid}/removal/").status_code == 303
    assert client.get(photo.small).status_code == 404
    undo_change(revision=Revision.objects.get(), by=world.priya)
    assert client.get(photo.small).status_code == 200


def test_what_moderators_hid_no_steward_brings_back(as_priya, world, client, hidden):
    photo = make_photo(world.group)
    as_priya.post(f"{photos(world)}{photo.uuid}/removal/")
    hidden("directory.photo", photo)
    with pytest.raises(Refused, match="Moderators have hidden this picture"):
        undo_change(revision=Revision.objects.get(), by=world.priya)
    photo.refresh_from_db()
    assert photo.removed_at
    assert client.get(photo.small).status_code == 404


def test_a_hiding_that_was_taken_back_is_no_reason_any_more(as_priya, world, hidden):
    photo = make_photo(world.group)
    Photo.objects.update(added_by=world.tom)
    hidden("directory.photo", photo)
    assert "Please be kind." in str(contributions_of(world.tom, 1))
    Case.objects.update(state=CaseState.NOT_UPHELD)
    Photo.objects.update(removed_at=timezone.now())
    told = str(contributions_of(world.tom, 1))
    assert "It was taken off the page." in told
    assert "Please be kind." not in told


def test_each_can_be_reported(client, world):
    photo = make_photo(world.group)
    way = f"/report/directory.photo/{photo.uuid}/"
    assert way in client.get(f"/groups/{world.group.slug}/").content.decode()
    assert client.get(way).status_code == 200


def test_a_hidden_group_s_picture_is_hidden(client, world):
    photo = make_photo(world.group)
    type(world.group).objects.update(visibility="hidden")
    assert client.get(photo.small).status_code == 404
    client.force_login(world.priya)
    assert client.get(photo.small).status_code == 200
    client.force_login(world.tom)
    assert client.get(photo.small).status_code == 404


@pytest.mark.parametrize(
    "name", ["{uuid}-33.webp", "{uuid}-32.png", "../../secret_key", "{uuid}-99999999999999999999.webp"]
)
def test_nothing_else_is_given_out(client, world, name):
    photo = make_photo(world.group)
    assert client.get(f"/photos/{name.format(uuid=photo.uuid)}").status_code == 404
