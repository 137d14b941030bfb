"""Two editors open the same form: the second gets both texts, whatever they are about, and nothing is dropped."""

import json

import pytest

from closeknit.directory.editing.actions import change_group
from closeknit.directory.editing.portrait import portrait
from closeknit.directory.models import Photo, Suggestion
from tests.support.editing_things import make_photo, make_suggestion
from tests.support.factories import make_area

pytestmark = pytest.mark.django_db


def opened(client, address):
    """A form as it is opened: what stands in its fields, ready to be sent."""
    form = client.get(address).context["form"]
    return {name: value for name, value in form.initial.items() if value not in (None, False)} | {"read": form.read}


def test_the_words_of_a_picture(as_priya, world):
    photo = make_photo(world.group, alt="A toaster", credit="Ada")
    address = f"/groups/{world.group.slug}/edit/photos/{photo.uuid}/"
    page = as_priya.get(f"/groups/{world.group.slug}/edit/photos/").content.decode()
    assert f'name="{photo.uuid}-read"' in page
    read = {f"{photo.uuid}-read": json.dumps({"alt": "A toaster", "credit": "Ada"})}

    def typed(alt, credit="Ada", **more):
        return {f"{photo.uuid}-alt": alt, f"{photo.uuid}-credit": credit, **read, **more}

    assert as_priya.post(address, typed("Ada’s toaster")).status_code == 303
    answer = as_priya.post(address, typed("A kettle", "Sam"))
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "Ada’s toaster" in page
    assert "A kettle" in page
    [form] = [own for _photo, own in answer.context["photos"]]
    read = {f"{photo.uuid}-read": form.read}
    theirs = {f"keep-{photo.uuid}-alt": "theirs"}
    assert as_priya.post(address, typed("A kettle", "Sam", **theirs)).status_code == 303
    assert Photo.objects.values_list("alt", "credit").get() == ("Ada’s toaster", "Sam")


def test_a_line_of_the_week_grid(as_priya, world):
    address = f"/groups/{world.group.slug}/edit/services/{world.service.uuid}/"
    form = opened(as_priya, address)
    assert as_priya.post(address, {**form, "line0_opens": "18:00"}).status_code == 303
    answer = as_priya.post(address, {**form, "line0_opens": "20:00", "summary": "Mine"})
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "18:00" in page
    assert "20:00" in page
    assert str(world.service.schedules.get().opens_at) == "18:00:00"
    again = {**form, "read": answer.context["form"].read, "line0_opens": "20:00", "summary": "Mine"}
    assert as_priya.post(address, again).status_code == 303
    world.service.refresh_from_db()
    assert (str(world.service.schedules.get().opens_at), world.service.summary) == ("20:00:00", "Mine")


def test_lines_that_two_people_add(as_priya, world):
    address = f"/groups/{world.group.slug}/edit/services/{world.service.uuid}/"
    form = opened(as_priya, address)
    added = {"line1_often": "weekly", "line1_days": ["MO"]}
    assert as_priya.post(address, {**form, **added}).status_code == 303
    answer = as_priya.post(address, {**form, "line1_often": "weekly", "line1_days": ["SA"]})
    assert answer.status_code == 409
    assert "line1_days" in answer.context["form"].clashes
    kept = {**form, "line2_often": "weekly", "line2_days": ["SA"]}
    assert as_priya.post(address, kept).status_code == 303
    assert sorted(world.service.schedules.values_list("byday", flat=True)) == ["MO", "SA", "TH"]


def test_where_it_works(as_priya, world):
    address = f"/groups/{world.group.slug}/edit/coverage/"
    mine, theirs = make_area("Weftbridge"), make_area("Bobbin Green")
    form = opened(as_priya, address)
    assert as_priya.post(address, {**form, "covers": [theirs.slug], "covers_text": "Mill Lane"}).status_code == 303
    answer = as_priya.post(address, {**form, "covers": [mine.slug], "covers_text": "Bobbin Road"})
    assert answer.status_code == 409
    page = answer.content.decode()
    assert all(words in page for words in ("Bobbin Green", "Mill Lane", "Bobbin Road"))
    assert set(answer.context["form"].clashes) == {"covers", "covers_text"}
    assert portrait(world.group)["covers"] == [theirs.slug]


def test_a_suggestion_is_not_taken_up_over_what_was_changed_meanwhile(as_priya, world):
    suggestion = make_suggestion(world.group, summary="Sam’s words")
    address = f"/groups/{world.group.slug}/suggestions/{suggestion.uuid}/"
    read = as_priya.get(address).context["form"].initial["read"]
    change_group(group=world.group, changes={"summary": "Noor’s words"}, by=world.noor)
    typed = {"take summary": "on", "value summary": "Sam’s words, mended", "answer": "Thanks!", "read": read}
    answer = as_priya.post(address, typed)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "Somebody changed this on the page meanwhile." in page
    assert all(words in page for words in ("Noor’s", "Sam’s words, mended", "Thanks!"))
    assert Suggestion.objects.get().decided_at is None
    form = answer.context["form"]
    assert as_priya.post(address, {**typed, "read": form["read"].value()}).status_code == 303
    assert portrait(type(world.group).objects.get(pk=world.group.pk))["summary"] == "Sam’s words, mended"
