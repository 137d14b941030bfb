"""What a network agreed matters: its page, its place, who works on it, and how far it has come."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from closeknit.commitments import actions as commitments
from closeknit.commitments.actions import Move
from closeknit.conversation.contributions import contributions
from closeknit.directory.models import Group
from closeknit.journal.models import Entry
from closeknit.networks import paths
from closeknit.networks.actions import priorities as act
from closeknit.networks.models import Priority, Work
from tests.support import factories as make

TOILET = "A public toilet near the market"


@pytest.fixture
def toilet(scene):
    on = timezone.localdate() - timedelta(days=60)
    return act.agree_priority(scene.network, title=TOILET, raised_on=on, client_id=uuid4(), by=scene.olive)


def stops(priority, person=None):
    (line,) = paths.lines([priority], person)
    return [(stop.what, stop.state) for stop in line.stops], line.badge.words


def address(name, thing):
    return reverse(f"networks:{name}", args=[thing])


def test_organisers_write_it_down_and_it_stands_last(scene, client, toilet):
    page = address("priority-new", scene.network.slug)
    told = {"title": "Benches", "raised_on": str(timezone.localdate()), "client_id": str(uuid4())}
    client.force_login(scene.ada)
    assert client.post(page, told).status_code == 403
    client.force_login(scene.olive)
    tomorrow = str(timezone.localdate() + timedelta(days=1))
    assert client.post(page, {**told, "raised_on": tomorrow}).status_code == 422
    for _twice in range(2):
        assert client.post(page, told).status_code == 303
    assert list(Priority.objects.values_list("title", "position")) == [(TOILET, 1), ("Benches", 2)]
    text = client.get(scene.network.get_absolute_url()).text
    assert text.index(TOILET) < text.index("Benches")


def test_how_far_it_has_come(scene, toilet):
    make.give_role(scene.kit, "council_officer", "area", scene.area.pk)
    assert stops(toilet) == (
        [("Agreed", "now"), ("Asked", "next"), ("Answered", "next"), ("Promised", "next"), ("Kept?", "next")],
        "Agreed",
    )
    ask = commitments.ask(about=toilet, text="Open the toilet", to=commitments.COUNCIL, by=scene.ada, client_id=uuid4())
    assert stops(toilet)[0][:3] == [("Agreed", "done"), ("Asked", "now"), ("Answered", "next")]
    assert stops(toilet)[1] == "Waiting for an answer"
    due = timezone.localdate() + timedelta(days=20)
    promise = commitments.undertake(
        text="We open it", by=scene.kit, for_council=True, from_=toilet, ask=ask, due_on=due, client_id=uuid4()
    )
    names, badge = stops(toilet)
    assert names[1:] == [("Asked", "done"), ("Answered", "done"), ("Promised", "now"), ("Kept?", "next")]
    assert badge.startswith("Promised, due ")
    type(promise).objects.update(due_on=timezone.localdate() - timedelta(days=9))
    assert stops(toilet)[1] == "Waiting, 9 days past its date"
    promise.refresh_from_db()
    commitments.step(promise, Move.KEPT, by=scene.kit)
    assert stops(toilet) == (
        [(name, "done") for name in ("Agreed", "Asked", "Answered", "Promised", "Kept")],
        "Kept",
    )


def test_a_promise_without_an_ask_says_nothing_of_asking(scene, toilet):
    commitments.undertake(text="We paint it", by=scene.ada, from_=toilet, client_id=uuid4())
    assert [name for name, _state in stops(toilet)[0]] == ["Agreed", "Promised", "Kept?"]


def test_its_page_gathers_what_was_asked_and_promised(scene, client, toilet):
    commitments.undertake(text="We paint the door", by=scene.ada, from_=toilet, client_id=uuid4())
    text = client.get(toilet.get_absolute_url()).text
    assert "We paint the door" in text
    assert "wrote down what matters" in text
    assert TOILET in client.get(scene.network.get_absolute_url()).text


def test_groups_stand_there_by_their_own_word(scene, client, toilet):
    page = address("priority-work", toilet.uuid)
    client.force_login(scene.tom)
    assert client.post(page, {"do": "begin", "group": scene.singers.slug}).status_code == 404
    client.force_login(scene.priya)
    for _twice in range(2):
        assert client.post(page, {"do": "begin", "group": scene.singers.slug}).status_code == 303
    assert Work.objects.count() == 1
    client.logout()
    assert "Heddle Hill Singers" in client.get(toilet.get_absolute_url()).text
    Group.objects.filter(pk=scene.singers.pk).update(is_sensitive=True)
    assert paths.lines([toilet], None)[0].workers == []
    client.force_login(scene.priya)
    client.post(page, {"do": "end", "group": scene.singers.slug})
    assert not Work.objects.current().exists()


def test_settled_with_a_sentence(scene, client, toilet):
    client.force_login(scene.olive)
    page = address("priority-settle", toilet.uuid)
    assert client.post(page, {"state": "let-go", "became": ""}).status_code == 422
    assert client.post(page, {"state": "done", "became": "It opened in May."}).status_code == 303
    client.logout()
    text = client.get(scene.network.get_absolute_url()).text
    assert TOILET not in text
    assert "1 done" in text or "one done" in text
    assert "It opened in May." in client.get(address("priorities", scene.network.slug)).text
    client.force_login(scene.olive)
    client.post(page, {"state": "open", "became": "It broke."})
    toilet.refresh_from_db()
    assert (toilet.is_open, toilet.settled_on) == (True, None)
    assert Entry.objects.filter(verb="networks.priority_reopened").count() == 1


def test_its_place_is_changed(scene, client, toilet):
    other = act.agree_priority(scene.network, title="Benches", raised_on=timezone.localdate(), client_id=uuid4())
    act.rank(scene.network, [other.pk, toilet.pk])
    assert [one.title for one in Priority.objects.all()] == ["Benches", TOILET]
    client.force_login(scene.olive)
    told = {"title": TOILET, "raised_on": str(toilet.raised_on), "position": "1"}
    assert client.post(address("priority-edit", toilet.uuid), told).status_code == 303


def test_a_hidden_one_is_seen_by_those_who_run_it_alone(scene, client, toilet):
    contributions()["networks.priority"].hide(toilet)
    assert client.get(toilet.get_absolute_url()).status_code == 404
    assert TOILET not in client.get(scene.network.get_absolute_url()).text
    client.force_login(scene.olive)
    assert client.get(toilet.get_absolute_url()).status_code == 200


@pytest.mark.parametrize("many", [1, 3])
def test_a_list_costs_the_same_however_long(scene, many, django_assert_num_queries):
    for number in range(many):
        act.agree_priority(scene.network, title=f"P{number}", raised_on=timezone.localdate(), client_id=uuid4())
    rows = list(Priority.objects.all())
    with django_assert_num_queries(4):
        paths.lines(rows, None)
