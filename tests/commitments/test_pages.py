"""The pages: lists whose counts are what they lead to, one page each, and the steps as forms."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest

from closeknit.accounts.models import Grant
from closeknit.commitments import actions, history, letters, reads, sections
from closeknit.commitments.actions import Move
from closeknit.commitments.models import Ask, Step, Undertaking
from tests.support import factories as make

STATE = re.compile(r'<a class="tape[^"]*" href="(\?[^"]*)"[^>]*>([^<]+) <span(?: class="choice-count")?>(\d+)</span>')


@pytest.fixture
def several(scene, promise):
    """Still to come, past, kept, changed and taken back; by a group, by the council and by a person."""

    def on(days, **more):
        return promise(due_on=scene.today + timedelta(days=days), **more)

    kept, back, changed = on(3, for_group=scene.group), on(5, by=scene.lou, for_council=True), on(40)
    actions.step(kept, Move.KEPT, by=scene.priya)
    actions.step(back, Move.WITHDRAWN, by=scene.lou, why="No money.")
    actions.step(changed, Move.CHANGED, by=scene.priya, due_on=scene.today + timedelta(days=90), why="Rain.")
    return [kept, back, changed, on(-3, for_group=scene.group), on(-9, from_=scene.other, by=scene.tom), on(10)]


def listed(client, address):
    page = client.get(address).text
    return len(re.findall(r'<li class="stack stack-tight">', page.partition("</form>")[2]))


@pytest.mark.parametrize("narrow", ["", "who=council", "who=group", "of=group", "due=soon", "due=gone", "area=area"])
def test_each_count_is_what_its_link_leads_to(several, scene, client, narrow):
    key = f"directory.group:{scene.group.uuid}"
    narrow = narrow.replace("=group", f"={key}").replace("=area", f"={scene.area.slug}")
    page = client.get(f"/promises/?{narrow}").text
    states = STATE.findall(page)
    assert len(states) == 6
    for address, words, count in states:
        assert listed(client, "/promises/" + address.replace("&amp;", "&")) == int(count), (narrow, words)


def test_the_counts_are_these(several, client):
    assert [int(count) for _address, _words, count in STATE.findall(client.get("/promises/").text)] == [
        6,
        2,
        2,
        1,
        1,
        1,
    ]


def test_so_are_those_of_asks(scene, ask, client):
    rows = [ask(by=scene.lou), ask(by=scene.lou, to=scene.group), ask(by=scene.lou, due_on=scene.today)]
    actions.step(rows[0], Move.ANSWERED, by=scene.lee, why="Yes.")
    Ask.objects.filter(pk=rows[2].pk).update(due_on=scene.today - timedelta(days=1))
    states = STATE.findall(client.get("/asks/").text)
    assert [int(count) for _address, _words, count in states] == [3, 2, 1, 1, 0]
    for address, words, count in states:
        assert listed(client, "/asks/" + address.replace("&amp;", "&")) == int(count), words


@pytest.mark.parametrize(
    "odd", ["state=x", "area=x", "due=x", "who=x", "of=x", "of=directory.group:x", "who=directory.group:x", "page=x"]
)
def test_an_odd_address_is_no_error(several, client, odd):
    assert client.get(f"/promises/?{odd}").status_code in (200, 404)
    assert client.get(f"/asks/?{odd}").status_code in (200, 404)


def test_the_page_says_what_was_first(scene, promise, client):
    made = promise(text="All doors")
    actions.step(made, Move.CHANGED, by=scene.priya, text="One door", due_on=made.due_on, why="Money.")
    told = client.get(made.get_absolute_url()).text
    for words in ("All doors", "One door", "Money.", "changed once", "Priya"):
        assert words in told


def test_late_is_told_in_neutral_words(scene, promise, client):
    promise(due_on=scene.today - timedelta(days=40))
    told = client.get("/promises/").text
    assert "no news yet" in told
    assert "Past its day" in told
    assert "overdue" not in told.lower()


@pytest.mark.parametrize("many", [1, 3])
def test_a_list_costs_the_same_however_long_it_is(scene, promise, many, django_assert_num_queries):
    for _ in range(many):
        promise(due_on=scene.today - timedelta(days=1))
    with django_assert_num_queries(3):
        assert len(reads.lines(None, Undertaking.objects.listed_for(None))) == many


@pytest.mark.parametrize("many", [1, 3])
def test_a_page_costs_the_same_however_long_its_history(scene, ask, promise, many, django_assert_num_queries):
    row = ask()
    for _ in range(many):
        promise(ask=row, by=scene.lou, for_council=True)
        actions.step(row, Move.ANSWERED, by=scene.lee, why="Yes.")
    row, reader = Ask.objects.select_related("author", "asked_person").get(), type(scene.sam).objects.get(name="Sam")
    with django_assert_num_queries(8):
        history.whole(row, reader)


def test_a_group_without_any_has_no_section_and_one_with_some_has(scene, promise, client):
    assert 'id="promises"' not in client.get(scene.group.get_absolute_url()).text
    made = promise()
    told = client.get(scene.group.get_absolute_url()).text
    assert 'id="promises"' in told
    assert made.get_absolute_url() in told
    assert f"?of=directory.group%3A{scene.group.uuid}" in told
    assert sections.draw({"person": None}, scene.sam) == ""


def test_the_tag_is_the_same_section(rf, scene, promise):
    from django.template import Context, Template

    promise()
    tag = Template("{% load commitments %}{% commitments_of thing %}")
    told = tag.render(Context({"thing": scene.group, "person": None, "request": rf.get("/")}))
    assert 'id="promises"' in told
    assert tag.render(Context({"thing": scene.other, "person": None})) == ""


def test_the_reads_of_more_than_one_thing(scene, promise):
    promise()
    promise(from_=scene.area, by=scene.noor)
    assert reads.of(scene.area).promise_count == 1
    assert reads.of_network(scene.area, also=[scene.group]).promise_count == 2


def test_answering_promising_and_judging_by_forms(scene, ask, client):
    row = ask()
    client.force_login(scene.lee)
    page = client.get(row.get_absolute_url()).text
    assert "/step/answered/" in page
    answered = client.post(f"{row.get_absolute_url()}step/answered/", {"words": "In spring.", "client_id": uuid4()})
    assert answered.status_code == 303
    due = scene.today + timedelta(days=9)
    told = {"text": "We fix the lock", "due_on": due, "voice": "council:0", "mandate": "own"}
    assert client.post(f"/promises/new/?ask={row.uuid}", told).status_code == 303
    made = Undertaking.objects.get()
    assert (made.ask, made.is_for_council, made.owner, made.due_on) == (row, True, scene.lee, due)
    client.force_login(scene.ada)
    assert client.post(f"{row.get_absolute_url()}step/verdict/", {"verdict": "yes"}).status_code == 303
    assert Ask.objects.get().verdict == "yes"
    assert "It answered me" in client.get(made.get_absolute_url()).text


def test_a_form_that_lacks_something_keeps_what_was_typed(scene, promise, client):
    made = promise()
    client.force_login(scene.priya)
    told = {"text": "Another door", "due_on": "2020-01-01", "words": ""}
    refused = client.post(f"{made.get_absolute_url()}step/changed/", told)
    assert refused.status_code == 422
    assert "Another door" in refused.text
    assert "This day has gone by." in refused.text
    same = {"text": made.text, "due_on": made.due_on, "words": "So."}
    assert client.post(f"{made.get_absolute_url()}step/changed/", same).status_code == 422


@pytest.mark.parametrize(("move", "status"), [("nonsense", 404), ("asked", 404), ("kept", 403), ("reopened", 403)])
def test_no_such_step_and_somebody_else_s(scene, promise, client, move, status):
    made = promise()
    client.force_login(scene.sam)
    assert client.get(f"{made.get_absolute_url()}step/{move}/").status_code == status


def test_a_step_that_the_state_does_not_allow_is_a_plain_no(scene, promise, client):
    made = promise()
    client.force_login(scene.priya)
    assert client.get(f"{made.get_absolute_url()}step/reopened/").status_code == 409


def test_taking_over_by_the_letter(scene, promise, client):
    made = promise()
    offer = actions.offer_to(made, email="sam@loomwick.example", by=scene.priya, why="I move.", client_id=uuid4())
    address = letters.offer_address(offer)
    assert client.get(address).status_code == 302
    client.force_login(scene.sam)
    assert "I move." in client.get(address).text
    assert client.post(address).status_code == 303
    assert client.post(address).status_code == 303
    made.refresh_from_db()
    assert made.owner == scene.sam
    assert Step.objects.filter(to="taken-over").count() == 1


def test_who_organises_the_place_writes_down_a_name_on_paper(scene, client):
    address = f"/promises/new/?from=directory.group:{scene.group.uuid}"
    told = {"text": "I bring cake", "due_on": scene.today, "kind": "action", "owner_name": "Mr Weft"}
    client.force_login(scene.sam)
    client.post(address, told)
    client.force_login(scene.noor)
    client.post(address, told)
    assert list(Undertaking.objects.order_by("id").values_list("owner__name", "owner_name")) == [
        ("Sam", ""),
        (None, "Mr Weft"),
    ]


def test_an_officer_sees_what_the_council_owes_in_their_areas(scene, ask, promise, client):
    ask(text="A lamp in Warpfield")
    ask(about=scene.other, text="A lamp far away", by=scene.sam)
    promise(by=scene.lou, for_council=True, text="The council mends it")
    client.force_login(scene.lee)
    told = client.get("/manage/promises/").text
    assert ("A lamp in Warpfield" in told, "A lamp far away" in told) == (True, False)
    assert "The council mends it" in told
    client.force_login(scene.lou)
    assert "A lamp far away" in client.get("/manage/promises/").text
    client.force_login(scene.ada)
    assert client.get("/manage/promises/").status_code == 404


def test_my_promises(scene, ask, promise, client):
    promise(text="Mine to do", by=scene.ada)
    ask(text="Mine to hear of")
    promise(text="Another’s", by=scene.sam)
    client.force_login(scene.ada)
    told = client.get("/my/promises/").text
    assert ("Mine to do" in told, "Mine to hear of" in told, "Another" in told) == (True, True, False)
    assert "A promise waits" not in client.get("/my/").text
    group = ask(to=scene.group, text="Play at our fête")
    client.force_login(scene.priya)
    assert "Play at our fête" in client.get("/my/").text
    actions.step(group, Move.ANSWERED, by=scene.priya, why="Gladly.")
    client.force_login(scene.ada)
    assert "Did it answer you?" in client.get("/my/").text


def test_nothing_can_be_asked_about_what_must_be_kept_safe(scene, client):
    safe = make.make_group("Refuge", is_sensitive=True)
    assert client.get(f"/asks/new/?about=directory.group:{safe.uuid}").status_code == 404
    client.force_login(scene.sam)
    assert client.get(f"/promises/new/?from=directory.group:{safe.uuid}").status_code == 404


def test_only_those_are_asked_who_have_somebody_to_answer(scene, client):
    alone = make.make_group("Nobody there")
    client.force_login(scene.ada)
    told = client.get(f"/asks/new/?about=directory.group:{alone.uuid}").text
    assert ("Nobody there</span>" in told, "The council" in told) == (False, True)
    Grant.objects.filter(role="council_officer").delete()
    assert client.get(f"/asks/new/?about=directory.group:{alone.uuid}").status_code == 409
    assert client.get(f"/asks/new/?about=directory.group:{scene.group.uuid}").status_code == 200
