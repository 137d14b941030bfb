"""A group's page is changed in parts, every change is kept, and a second editor loses nothing."""

import json

import pytest

from closeknit.directory.editing.forms import PARTS
from closeknit.directory.editing.portrait import portrait
from closeknit.directory.models import Group, Revision, SearchEntry
from closeknit.journal.models import Entry
from tests.support import factories as make

pytestmark = pytest.mark.django_db
WORDS = {
    "name": "Heddle Hill Singers",
    "kind": "community_group",
    "summary": "We sing, badly and gladly.",
    "aims": "We sing.\r\n\r\nWe eat biscuits.",
    "who_for": "Anyone",
    "languages": "English, Polish",
    "since": "1987",
}


def opened(client, address):
    """What a form was opened with, as its hidden field carries it."""
    return client.get(address).context["form"].read


def post(client, group, part, typed, **more):
    address = f"/groups/{group.slug}/edit/{part}/"
    return client.post(address, {"read": opened(client, address), **typed}, **more)


def test_words_are_saved_with_a_revision_and_told(as_priya, world):
    answer = post(as_priya, world.group, "words", WORDS)
    assert answer.status_code == 303
    group = Group.objects.get(pk=world.group.pk)
    assert (group.summary, group.languages, group.since) == ("We sing, badly and gladly.", ["English", "Polish"], 1987)
    revision = Revision.objects.get()
    assert revision.by == world.priya
    assert revision.before["summary"] == "No audition, no solos, plenty of biscuits."
    assert set(revision.after) == {"summary", "languages", "since", "who_for"}
    assert "gladly" in SearchEntry.objects.get(pk=group.pk).words
    assert Entry.objects.get(verb="directory.group_edited").actor == world.priya


def test_what_is_so_already_is_no_change(as_priya, world):
    assert post(as_priya, world.group, "words", WORDS).status_code == 303
    assert post(as_priya, world.group, "words", WORDS).status_code == 303
    assert Revision.objects.count() == 1


def test_an_error_keeps_what_was_typed(as_priya, world):
    answer = post(as_priya, world.group, "words", {**WORDS, "name": "", "since": "2999"})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "A group needs a name." in page
    assert "That year has not come yet." in page
    assert "We sing, badly and gladly." in page
    assert Revision.objects.count() == 0


def test_the_second_editor_gets_both_texts_and_chooses(as_priya, world):
    address = f"/groups/{world.group.slug}/edit/words/"
    read = opened(as_priya, address)
    first = as_priya.post(address, {**WORDS, "read": read, "summary": "The first words"})
    assert first.status_code == 303
    second = {**WORDS, "read": read, "summary": "The second words", "languages": ""}
    answer = as_priya.post(address, second)
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "The first words" in page
    assert "The second words" in page
    assert answer.context["form"].clashes == ("summary",)
    group = Group.objects.get(pk=world.group.pk)
    assert group.summary == "The first words"
    again = {**second, "read": answer.context["form"].read}
    mine = as_priya.post(address, {**again, "keep-summary": "mine"})
    assert mine.status_code == 303
    group.refresh_from_db()
    assert group.summary == "The second words"


def test_the_second_editor_may_keep_what_is_there(as_priya, world):
    address = f"/groups/{world.group.slug}/edit/words/"
    read = opened(as_priya, address)
    as_priya.post(address, {**WORDS, "read": read, "summary": "The first words", "languages": ""})
    answer = as_priya.post(address, {**WORDS, "read": read, "summary": "The second words", "who_for": "Bakers"})
    read = answer.context["form"].read
    typed = {**WORDS, "read": read, "summary": "The second words", "who_for": "Bakers", "keep-summary": "theirs"}
    assert as_priya.post(address, typed).status_code == 303
    group = Group.objects.get(pk=world.group.pk)
    assert (group.summary, group.who_for) == ("The first words", "Bakers")


def test_what_only_the_other_changed_is_kept_without_a_question(as_priya, world):
    address = f"/groups/{world.group.slug}/edit/words/"
    read = opened(as_priya, address)
    was = json.loads(read)
    as_priya.post(address, {**WORDS, "read": read, "summary": "The first words", "who_for": ""})
    typed = {**was, "since": "", "read": read, "who_for": "Everybody"}
    assert as_priya.post(address, typed).status_code == 303
    group = Group.objects.get(pk=world.group.pk)
    assert (group.summary, group.who_for) == ("The first words", "Everybody")


@pytest.mark.parametrize("read", ["", "{", "[]", '"x"', "[" * 5000, '{"summary": {"a": 1}}'])
def test_a_broken_memory_of_the_form_breaks_nothing(as_priya, world, read):
    address = f"/groups/{world.group.slug}/edit/words/"
    assert as_priya.post(address, {**WORDS, "read": read}).status_code in {303, 409}


def test_themes_contact_and_state(as_priya, world):
    bread = make.make_theme("Bread")
    assert post(as_priya, world.group, "themes", {"themes": [bread.slug]}).status_code == 303
    contact = {
        "speak_to": "Priya",
        "contact_phone": "01632 960001",
        "website": "singers.example",
        "contact_email": "choir@loomwick.example",
    }
    assert post(as_priya, world.group, "contact", contact).status_code == 303
    state = {"state": "dormant", "since": "2026-01-02", "streets": "Skein Street", "topics": [bread.slug]}
    assert post(as_priya, world.group, "state", state).status_code == 303
    told = portrait(Group.objects.get(pk=world.group.pk))
    assert told["themes"] == ["bread"]
    assert told["website"] == "https://singers.example"
    assert told["rest"] == {"since": "2026-01-02", "streets": "Skein Street", "topics": ["bread"]}
    assert Entry.objects.filter(verb="directory.group_fell_asleep").count() == 1
    assert post(as_priya, world.group, "state", {"state": "active"}).status_code == 303
    assert portrait(Group.objects.get(pk=world.group.pk))["rest"] is None


def test_a_script_in_a_web_address_is_refused(as_priya, world):
    answer = post(as_priya, world.group, "contact", {"website": "javascript:alert(1)"})
    assert answer.status_code == 422
    assert "This is not a web address" in answer.content.decode()


def test_the_place_is_told_as_closely_as_the_group_lets_us(as_priya, world):
    exact = {"closeness": "exact", "pin": "51.60123, 1.50321", "address": "Skein Street 3"}
    assert post(as_priya, world.group, "place", exact).status_code == 303
    told = portrait(Group.objects.get(pk=world.group.pk))
    assert (told["place"]["lat"], told["place"]["precision"]) == (51.60123, "exact")
    rough = {"closeness": "ward", "pin": "51.60123, 1.50321"}
    assert post(as_priya, world.group, "place", rough).status_code == 303
    told = portrait(Group.objects.get(pk=world.group.pk))
    assert told["place"]["lat"] != 51.60123
    assert told["place"]["address"] == ""
    assert post(as_priya, world.group, "place", {"closeness": "nowhere"}).status_code == 303
    assert Group.objects.get(pk=world.group.pk).point is None
    answer = post(as_priya, world.group, "place", {"closeness": "exact", "postcode": "ZZ99 9ZZ"})
    assert answer.status_code == 422


def test_the_place_may_be_one_that_we_know(as_priya, world):
    make.make_venue("Bobbin Hall", point=make.make_point(51.62, 1.52, postcode="LW1 4TT", address="Skein Street 3"))
    answer = post(as_priya, world.group, "place", {"closeness": "exact", "venue": "bobbin hall"})
    assert answer.status_code == 303
    assert portrait(Group.objects.get(pk=world.group.pk))["place"] == {
        "lat": 51.62,
        "lng": 1.52,
        "precision": "exact",
        "address": "Bobbin Hall, Skein Street 3",
        "postcode": "LW1 4TT",
    }
    make.make_venue("The House", is_confidential=True, point=make.make_point(51.63, 1.53))
    refused = post(as_priya, world.group, "place", {"closeness": "exact", "venue": "The House"})
    assert refused.status_code == 422
    assert "We do not know where that is." in refused.content.decode()


def test_a_place_that_is_left_alone_stays(as_priya, world):
    was = PARTS["place"].initial_of(portrait(world.group))
    assert post(as_priya, world.group, "place", was).status_code == 303
    assert Group.objects.get(pk=world.group.pk).point_id == world.group.point_id
    assert not Revision.objects.exists()


def test_a_group_to_be_kept_safe_leaves_no_trace_of_its_place(as_priya, world):
    exact = {"closeness": "exact", "pin": "51.60123, 1.50321", "address": "Skein Street 3"}
    post(as_priya, world.group, "place", exact)
    running = f"/groups/{world.group.slug}/edit/services/{world.service.uuid}/running/"
    as_priya.post(running, {"is_running": "no"})
    assert "Dyehouse Library" in as_priya.get(f"/groups/{world.group.slug}/history/").content.decode()
    assert post(as_priya, world.group, "safety", {"is_sensitive": "on"}).status_code == 303
    as_priya.post(running, {"is_running": "yes"})
    assert "Dyehouse Library" not in as_priya.get(f"/groups/{world.group.slug}/history/").content.decode()
    assert "Skein Street 3" not in json.dumps(list(Revision.objects.values_list("before", "after")))
    page = as_priya.get(f"/groups/{world.group.slug}/").content.decode()
    assert "Skein Street 3" not in page
    assert "Dyehouse Library" not in page


@pytest.mark.parametrize("part", PARTS)
def test_tom_and_nobody_cannot_touch_it(client, world, part):
    address = f"/groups/{world.group.slug}/edit/{part}/"
    assert client.get(address).status_code == 302
    assert client.post(address, WORDS).status_code == 303
    client.force_login(world.tom)
    refused = client.get(address)
    assert refused.status_code == 403
    assert "may change its page" in refused.content.decode()
    assert client.post(address, WORDS).status_code == 403
    client.force_login(world.noor)
    assert client.get(address).status_code == 200
    assert Revision.objects.count() == 0


def test_the_page_offers_its_editing_to_those_who_may(client, world):
    address = f"/groups/{world.group.slug}/"
    assert "Edit this page" not in client.get(address).content.decode()
    assert "Suggest a change" in client.get(address).content.decode()
    client.force_login(world.priya)
    assert "Edit this page" in client.get(address).content.decode()
    client.force_login(world.tom)
    assert "Edit this page" not in client.get(address).content.decode()


def test_a_part_that_is_not_there(as_priya, world):
    assert as_priya.get(f"/groups/{world.group.slug}/edit/nothing/").status_code == 404
    assert as_priya.get(f"/groups/{world.group.slug}/edit/").status_code == 200
