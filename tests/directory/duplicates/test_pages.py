"""The pages on which people say whether two entries are one group."""

import re

import pytest
from django.urls import reverse

from closeknit.directory.duplicates import merging
from closeknit.directory.indexing import reindex
from closeknit.directory.models import Group, Merge, Pair
from tests.support import factories as make

pytestmark = pytest.mark.django_db
LIST = "/manage/duplicates/"


@pytest.fixture
def two():
    make.make_hub()
    area = make.make_area("Warpfield")
    groups = [
        make.make_group(name, point=make.make_point(51.6, 1.5, area), summary=summary)
        for name, summary in (("Heddle Hill Singers", "We sing"), ("Heddle Hill Choir", "<b>A choir</b>"))
    ]
    reindex([group.pk for group in groups])
    return groups


@pytest.fixture
def pair(two):
    return Pair.objects.create(one=two[0], other=two[1], score=1, likeness={"name": 1, "metres": 120})


@pytest.fixture
def noor(two, client):
    noor = make.make_person("Noor")
    make.give_role(noor, "network_organiser", "area", two[0].point.areas.get().pk)
    client.force_login(noor)
    return noor


def typed(client, address):
    """The form of a page as a browser would send it back."""
    html = client.get(address).content.decode()
    hidden = dict(re.findall(r'type="hidden" name="(keep|seen)" value="([^"]*)"', html))
    chosen = re.findall(r'type="radio" name="([^"]*)" value="([^"]*)"[^>]* checked', html)
    return hidden | dict(chosen)


def test_the_list_shows_both_and_why(client, noor, pair):
    html = client.get(LIST).content.decode()
    assert "Heddle Hill Choir" in html
    assert "Same name, 120 m apart." in html


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_costs_the_same_for_one_pair_and_for_three(client, noor, pair, number, django_assert_max_num_queries):
    area = make.Area.objects.get()
    for _n in range(number - 1):
        more = [make.make_group("Bakers", point=make.make_point(51.6, 1.5, area)) for _g in range(2)]
        Pair.objects.create(one=more[0], other=more[1])
    with django_assert_max_num_queries(9):
        html = client.get(LIST).content.decode()
    assert html.count("Look at both") == number


def test_two_are_made_one_as_chosen_and_the_old_address_leads_there(client, noor, pair, two):
    kept, gone = two
    address = f"{LIST}{pair.uuid}/"
    html = client.get(address).content.decode()
    assert "&lt;b&gt;A choir&lt;/b&gt;" in html
    answer = client.post(address, typed(client, address) | {"summary": "gone"})
    assert (answer.status_code, answer["Location"]) == (303, LIST)
    assert Group.objects.get(pk=kept.pk).summary == "<b>A choir</b>"
    client.logout()
    moved = client.get(gone.get_absolute_url())
    assert (moved.status_code, moved["Location"]) == (301, kept.get_absolute_url())
    poster = client.get(f"{gone.get_absolute_url()}poster/?a=1")
    assert (poster.status_code, poster["Location"]) == (301, f"{kept.get_absolute_url()}poster/?a=1")
    assert client.post(f"{gone.get_absolute_url()}write/").status_code == 404
    assert client.get("/groups/never-there/").status_code == 404


def test_the_old_address_follows_from_one_to_the_next_and_ends_with_the_parting(client, two):
    kept, gone = two
    last = make.make_group("The last")
    first = merging.merge(kept=kept, gone=gone, by=None)
    second = merging.merge(kept=last, gone=kept, by=None)
    assert client.get(gone.get_absolute_url())["Location"] == last.get_absolute_url()
    merging.part(done=second, by=None)
    merging.part(done=first, by=None)
    assert client.get(gone.get_absolute_url()).status_code == 200


def test_the_other_way_round(client, noor, pair, two):
    address = f"{LIST}{pair.uuid}/?keep={two[1].uuid}"
    client.post(address, typed(client, address))
    assert Merge.objects.get().kept == two[1]


def test_what_changed_meanwhile_is_shown_before_it_is_merged(client, noor, pair, two):
    address = f"{LIST}{pair.uuid}/"
    sent = typed(client, address) | {"summary": "gone"}
    Group.objects.filter(pk=two[0].pk).update(changed_at="2020-01-01T00:00Z", summary="Newer")
    answer = client.post(address, sent)
    assert answer.status_code == 422
    assert b"changed meanwhile" in answer.content
    assert b"Newer" in answer.content
    assert Merge.objects.count() == 0
    again = re.findall(rb'name="seen" value="([^"]*)"', answer.content)[0].decode()
    assert client.post(address, sent | {"seen": again}).status_code == 303


def test_a_choice_that_is_none_is_refused(client, noor, pair):
    address = f"{LIST}{pair.uuid}/"
    assert client.post(address, typed(client, address) | {"summary": "both"}).status_code == 422
    assert client.post(address, {}).status_code == 422


def test_not_the_same_is_remembered(client, noor, pair):
    assert client.post(f"{LIST}{pair.uuid}/dismissal/").status_code == 303
    assert client.post(f"{LIST}{pair.uuid}/dismissal/").status_code == 404
    assert Pair.objects.get().are_same is False
    assert b"Nothing to look at" in client.get(LIST).content


def test_they_are_parted_again(client, noor, pair, two):
    merge = merging.merge(kept=two[0], gone=two[1], by=noor)
    assert b"Part them again" in client.get(LIST).content
    assert client.post(f"{LIST}merges/{merge.uuid}/parting/").status_code == 303
    assert Group.objects.public().count() == 2


def test_organisers_of_another_area_find_nothing(client, pair, two):
    merge = merging.merge(kept=make.make_group("A"), gone=make.make_group("B"), by=None)
    tom = make.make_person("Tom")
    make.give_role(tom, "network_organiser", "area", make.make_area("Weftbridge").pk)
    client.force_login(tom)
    assert b"Nothing to look at" in client.get(LIST).content
    assert client.get(f"{LIST}{pair.uuid}/").status_code == 404
    assert client.post(f"{LIST}{pair.uuid}/dismissal/").status_code == 404
    assert client.post(f"{LIST}merges/{merge.uuid}/parting/").status_code == 404


@pytest.mark.parametrize("page", ["0", "-1", "99999", "abc", "²", "1e9", "9" * 50])
def test_odd_page_numbers_are_no_trouble(client, noor, pair, page):
    assert client.get(LIST, {"page": page}).status_code == 200


def same(group):
    return reverse("directory:same", args=[group.slug])


def test_anyone_may_say_that_two_are_the_same(client, two):
    html = client.get(same(two[0])).content.decode()
    assert "Heddle Hill Choir" in html
    answer = client.post(same(two[0]), {"similar": str(two[1].uuid)})
    assert (answer.status_code, answer["Location"]) == (303, f"{two[0].get_absolute_url()}same/thanks/")
    assert Pair.objects.get().is_reported
    assert client.get(answer["Location"]).status_code == 200


@pytest.mark.parametrize(
    "said",
    ["Heddle Hill Choir", " Heddle Hill Choir ", "https://hub.example{address}", "{address}", "{address}poster/"],
)
def test_the_other_may_be_named_in_many_ways(client, two, said):
    answer = client.post(same(two[0]), {"other": said.format(address=two[1].get_absolute_url())})
    assert answer.status_code == 303
    assert Pair.objects.get().other == two[1]


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        ({}, "Say which other page"),
        ({"other": "Nobody knows"}, "We find no such page"),
        ({"other": "http://["}, "We find no such page"),
        ({"other": "Heddle Hill Singers"}, "That is this page itself"),
        ({"similar": "nonsense"}, "Choose one from the list."),
        ({"other": "\x00"}, "Null characters"),
    ],
)
def test_what_leads_nowhere_is_refused_and_keeps_what_was_typed(client, two, sent, words):
    answer = client.post(same(two[0]), sent)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert Pair.objects.count() == 0
    if sent.get("other", "\x00") != "\x00":
        assert f'value="{sent["other"]}"' in answer.content.decode()


def test_a_hidden_group_is_not_to_be_found_by_its_name(client, two):
    make.make_group("Sanctuary", visibility="hidden")
    assert client.post(same(two[0]), {"other": "Sanctuary"}).status_code == 422
