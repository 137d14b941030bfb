"""A link between two groups shows once both say so."""

import pytest

from closeknit.directory.editing.actions import answer_tie, end_tie, offer_tie
from closeknit.directory.indexing import reindex
from closeknit.directory.models import Group, Relation, Revision
from closeknit.journal.models import Entry, Notice
from tests.support import factories as make

pytestmark = pytest.mark.django_db


def links(group):
    return f"/groups/{group.slug}/edit/links/"


def offer(client, world, **typed):
    return client.post(links(world.group), {"other": "weftbridge bakers", "kind": "works_with", **typed})


def is_shown(client, world):
    return "we work together" in client.get(f"/groups/{world.group.slug}/").content.decode()


def test_it_is_offered_confirmed_shown_and_ended(client, world):
    client.force_login(world.priya)
    assert offer(client, world).status_code == 303
    tie = Relation.objects.get()
    assert not is_shown(client, world)
    assert client.post(f"{links(world.group)}{tie.uuid}/answer/", {"answer": "yes"}).status_code == 404
    client.force_login(world.tom)
    assert "Heddle Hill Singers" in client.get(links(world.other)).content.decode()
    assert client.post(f"{links(world.other)}{tie.uuid}/answer/", {"answer": "yes"}).status_code == 303
    assert is_shown(client, world)
    assert client.post(f"{links(world.other)}{tie.uuid}/end/").status_code == 303
    assert not is_shown(client, world)
    client.force_login(world.priya)
    assert offer(client, world).status_code == 303
    assert Relation.objects.get().confirmed_at is None


def test_it_is_declined(client, world):
    client.force_login(world.priya)
    offer(client, world)
    client.force_login(world.tom)
    answer = f"{links(world.other)}{Relation.objects.get().uuid}/answer/"
    assert client.post(answer, {"answer": "no"}).status_code == 303
    assert Relation.objects.count() == 0
    assert client.post(answer, {"answer": "no"}).status_code == 404


def test_it_is_offered_once(as_priya, world):
    assert [offer(as_priya, world).status_code for _twice in range(2)] == [303, 409]


def test_by_the_address_of_the_page(as_priya, world):
    assert offer(as_priya, world, other=f"https://hub.example/groups/{world.other.slug}/").status_code == 303


@pytest.mark.parametrize("other", ["", "Nobody knows us", "Heddle Hill Singers"])
def test_only_to_another_group_that_is_known(as_priya, world, other):
    answer = offer(as_priya, world, other=other, note="our own words")
    assert answer.status_code == 422
    assert "our own words" in answer.content.decode()


def test_a_name_that_is_not_whole_asks_which_is_meant(as_priya, world):
    world.other.summary = "Bread every Friday"
    world.other.save()
    reindex([world.other.pk])
    answer = offer(as_priya, world, other="bakers", note="our own words")
    page = answer.content.decode()
    assert answer.status_code == 422
    assert f'<input type="radio" name="which" value="{world.other.slug}"' in page
    assert "Weftbridge Bakers: Bread every Friday" in page
    assert 'value="bakers"' in page
    assert "our own words" in page
    assert 'href="#id_which"' in page
    assert 'id="id_which"' in page
    assert offer(as_priya, world, other="bakers", which="heddle-hill-singers").status_code == 422
    assert offer(as_priya, world, other="bakers", which=world.other.slug).status_code == 303
    assert Relation.objects.get().offered_to == world.other


def test_of_two_of_one_name_the_one_is_chosen(as_priya, world):
    twin = make.make_group("Weftbridge Bakers", slug="other-bakers")
    answer = offer(as_priya, world)
    assert answer.status_code == 422
    assert answer.content.decode().count('name="which"') == 2
    assert offer(as_priya, world, which="other-bakers").status_code == 303
    assert Relation.objects.get().offered_to == twin


def test_while_one_types_the_groups_of_such_a_name_are_shown(as_priya, world):
    reindex([world.other.pk])
    part = as_priya.get(links(world.group), {"other": "bakers"}, headers={"HX-Request": "true"}).content.decode()
    assert "Weftbridge Bakers" in part
    assert "<html" not in part
    assert "vendor/htmx" in as_priya.get(links(world.group)).content.decode()
    whole = as_priya.get(links(world.group), {"other": "Weftbridge Bakers"}, headers={"HX-Request": "true"})
    assert "radio" not in whole.content.decode()


def history(group):
    return f"/groups/{group.slug}/history/"


def undo(client, group, which=0):
    """Take the change back that is so many from the last one."""
    revision = Revision.objects.filter(group=group)[which]
    return client.post(f"{history(group)}{revision.uuid}/undo/")


@pytest.fixture
def linked(world):
    """Priya has offered a link, and Tom has confirmed it."""
    tie = offer_tie(group=world.group, other=world.other, kind="works_with", note="with biscuits", by=world.priya)
    answer_tie(tie=tie, is_accepted=True, by=world.tom)
    return Relation.objects.get()


def test_both_histories_tell_of_it_and_name_nobody_of_the_other_group(client, world, linked):
    end_tie(tie=linked, group=world.other, by=world.tom)
    client.force_login(world.priya)
    page = client.get(history(world.group)).content.decode()
    assert page.count("changed by Priya") == 1
    assert page.count("done by the other group") == 2
    assert "Heddle Hill Singers works with Weftbridge Bakers" in page
    assert "with biscuits" in page
    assert "Offered, waits for an answer" in page
    assert "Tom" not in page
    assert page.count("Take this back") == 1
    client.force_login(world.tom)
    page = client.get(history(world.other)).content.decode()
    assert page.count("changed by Tom") == 2
    assert "Priya" not in page


def test_an_end_is_undone_by_the_group_that_ended_it(client, world, linked):
    end_tie(tie=linked, group=world.group, by=world.priya)
    client.force_login(world.tom)
    refused = undo(client, world.other)
    assert refused.status_code == 409
    assert "The other group has done this." in refused.content.decode()
    client.force_login(world.priya)
    assert undo(client, world.group).status_code == 303
    again = Relation.objects.get()
    assert (again.uuid, again.confirmed_at, again.until) == (linked.uuid, linked.confirmed_at, None)
    assert "with biscuits" in client.get(f"/groups/{world.other.slug}/").content.decode()
    assert list(Notice.objects.filter(person=world.tom).values_list("entry__verb", flat=True).order_by("pk")) == [
        "directory.tie_offered", "directory.tie_ended", "directory.tie_confirmed",
    ]  # fmt: skip
    assert not Entry.objects.filter(verb="directory.group_edited").exists()


def test_a_confirmation_is_undone_and_the_offer_waits_again(client, world, linked):
    client.force_login(world.tom)
    assert undo(client, world.other).status_code == 303
    assert Relation.objects.get().confirmed_at is None
    assert not is_shown(client, world)
    assert "directory.tie_ended" in Notice.objects.filter(person=world.priya).values_list("entry__verb", flat=True)


def test_an_offer_that_was_declined_or_taken_back_comes_back(client, world):
    client.force_login(world.tom)
    tie = offer_tie(group=world.group, other=world.other, kind="works_with", note="", by=world.priya)
    answer_tie(tie=tie, is_accepted=False, by=world.tom)
    assert undo(client, world.other).status_code == 303
    tie = Relation.objects.get()
    end_tie(tie=tie, group=world.group, by=world.priya)
    client.force_login(world.priya)
    assert undo(client, world.group).status_code == 303
    assert Relation.objects.get().uuid == tie.uuid


def test_an_offer_is_undone_until_it_is_confirmed(client, world):
    tie = offer_tie(group=world.group, other=world.other, kind="works_with", note="", by=world.priya)
    client.force_login(world.priya)
    assert undo(client, world.group).status_code == 303
    assert Relation.objects.count() == 0
    tie = offer_tie(group=world.group, other=world.other, kind="works_with", note="", by=world.priya)
    answer_tie(tie=tie, is_accepted=True, by=world.tom)
    assert undo(client, world.group, 1).status_code == 409
    assert Relation.objects.get().confirmed_at


def test_what_was_offered_anew_meanwhile_is_not_brought_back_twice(client, world, linked):
    tie = offer_tie(group=world.group, other=world.other, kind="supports", note="", by=world.priya)
    end_tie(tie=tie, group=world.group, by=world.priya)
    offer_tie(group=world.group, other=world.other, kind="supports", note="again", by=world.priya)
    client.force_login(world.priya)
    refused = undo(client, world.group, 1)
    assert refused.status_code == 409
    assert "cannot be brought back" in refused.content.decode()


def test_a_link_with_a_group_that_is_gone_is_not_brought_back(client, world, linked):
    end_tie(tie=linked, group=world.group, by=world.priya)
    world.other.delete()
    client.force_login(world.priya)
    assert undo(client, world.group).status_code == 409
    assert "a group that is gone" in client.get(history(world.group)).content.decode()


@pytest.mark.parametrize("rows", [1, 3])
def test_the_queries_of_a_history_of_links_do_not_grow(as_priya, world, rows, django_assert_num_queries):
    for number in range(rows):
        offer_tie(group=world.group, other=make.make_group(f"Other {number}"), kind="supports", note="", by=world.priya)
    as_priya.get(history(world.group))
    with django_assert_num_queries(11):
        as_priya.get(history(world.group))


def test_of_a_group_to_be_kept_safe_no_history_says_what_it_shares(world):
    for kind in ("shares_place", "works_with"):
        tie = offer_tie(group=world.group, other=world.other, kind=kind, note="in the crypt", by=world.priya)
        answer_tie(tie=tie, is_accepted=True, by=world.tom)
    Group.objects.filter(pk=world.other.pk).update(is_sensitive=True)
    end_tie(tie=tie, group=world.group, by=world.priya)
    kept = str(list(Revision.objects.values_list("before", "after")))
    assert "crypt" not in kept
    assert "shares_place" not in kept
    assert "works_with" in kept
