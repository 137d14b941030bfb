"""Who may read, answer and settle: each rule and its twin in SQL say the same of everyone and everything."""

from types import SimpleNamespace

import pytest

from closeknit.commitments import actions
from closeknit.commitments.actions import Move
from closeknit.commitments.models import Ask, Step, Undertaking
from closeknit.conversation.actions import moderating
from closeknit.conversation.contributions import contributions
from closeknit.conversation.models import Case, HouseRule
from closeknit.conversation.routing import sender_of
from closeknit.core.policy import may
from closeknit.journal.contributions import contributions_of
from closeknit.journal.models import Entry
from closeknit.journal.things import shown_to
from tests.support import factories as make


@pytest.fixture
def world(scene, ask, promise):
    """Something of everything, and everyone."""
    hidden = make.make_group("Sanctuary", visibility="hidden", point=make.make_point(51.6, 1.5, scene.area))
    later_safe = make.make_group("Later safe")
    make.give_role(scene.tom, "group_steward", "group", hidden.pk)
    lou = scene.lou
    asks = [
        ask(),
        ask(to=scene.group),
        ask(to=scene.sam, by=lou),
        ask(about=hidden, by=lou),
        ask(about=scene.area, to=hidden, by=lou),
        ask(about=later_safe, by=lou),
        ask(by=scene.tom, speaking_as=hidden),
    ]
    promises = [
        promise(),
        promise(for_group=scene.group),
        promise(by=lou, for_council=True),
        promise(from_=hidden, by=scene.tom),
        promise(for_group=hidden, by=scene.tom),
        promise(from_=later_safe, by=lou),
        promise(from_=scene.area, by=scene.noor, owner_name="Mr Weft"),
        promise(from_=None, by=scene.sam),
    ]
    orphan = promise(for_group=scene.group)
    orphan_of_council = promise(by=lou, for_council=True)
    Undertaking.objects.filter(pk__in=[orphan.pk, orphan_of_council.pk]).update(owner=None)
    later_safe.is_sensitive = True
    later_safe.save()
    for kind, row in (("commitments.ask", asks[1]), ("commitments.undertaking", promises[1])):
        contributions()[kind].hide(row)
    guest = {"guest_name": "Wren", "guest_email": "wren@loomwick.example"}
    asks.append(ask(by=None, **guest))
    people = [value for value in vars(scene).values() if type(value).__name__ == "Person"]
    asleep = make.without_second_factor(make.make_person("Zoe", "council_officer"))
    kit, mo = make.make_person("Kit", "hub_admin"), make.make_person("Mo")
    make.give_role(mo, "moderator", "area", scene.area.pk)
    people += [None, kit, mo, make.without_second_factor(asleep)]
    return SimpleNamespace(people=people, asks=Ask.objects.all(), promises=Undertaking.objects.all(), safe=later_safe)


def differing(people, rows, rule, twin):
    fresh = [type(one).objects.get(pk=one.pk) if one else None for one in people]
    return {
        (str(person), row.pk): may(person, rule, row)
        for person in fresh
        for row in rows
        if may(person, rule, row) != (row in twin(person))
    }


@pytest.mark.parametrize(
    ("rule", "rows", "twin"),
    [
        ("commitments.see_ask", "asks", Ask.objects.visible_to),
        ("commitments.answer_ask", "asks", Ask.objects.answered_by),
        ("commitments.see_undertaking", "promises", Undertaking.objects.visible_to),
        ("commitments.settle", "promises", Undertaking.objects.settled_by),
    ],
)
def test_a_rule_and_its_twin_agree(world, rule, rows, twin):
    rows = list(getattr(world, rows))
    assert differing(world.people, rows, rule, twin) == {}
    answers = {may(person, rule, row) for person in world.people for row in rows}
    assert answers == {True, False}


def test_nobody_else_reads_of_a_group_that_became_one_to_keep_safe(world, scene):
    of_it = Ask.objects.filter(about_id=world.safe.pk) | Ask.objects.filter(asked_id=world.safe.pk)
    assert of_it.exists()
    for person in (None, scene.sam, scene.max, scene.lou):
        assert not Ask.objects.visible_to(person).filter(pk__in=of_it).exists()
        assert not Undertaking.objects.visible_to(person).filter(from_id=world.safe.pk).exists()


def test_what_is_not_seen_is_counted_nowhere(world, client, scene):
    told = client.get("/promises/").text
    shown = Undertaking.objects.listed_for(None).count()
    assert f"All <span>{shown}</span>" in told
    assert shown == 6  # not the hidden groups', not the safe one's, not what moderators hid
    assert "Sanctuary" not in told
    assert "Later safe" not in told


@pytest.mark.parametrize("where", ["asks", "promises"])
def test_what_is_not_seen_is_not_found(world, client, where):
    rows, seen = getattr(world, where), getattr(world, where).model.objects.visible_to(None)
    answers = {row.pk: client.get(row.get_absolute_url()).status_code for row in rows}
    assert answers == {row.pk: 200 if row in seen else 404 for row in rows}
    assert set(answers.values()) == {200, 404}


def test_steps_are_seen_with_what_they_are_of(world):
    for person in world.people:
        steps = set(Step.objects.visible_to(person).values_list("pk", flat=True))
        rows = [*Ask.objects.visible_to(person), *Undertaking.objects.visible_to(person)]
        assert steps == {step.pk for row in rows for step in row.steps.all()}


def test_an_officer_of_another_area_answers_for_nobody_here(scene, ask):
    other = make.make_person("Lex")
    make.give_role(other, "council_officer", "area", make.make_area("Heddle Top").pk)
    row = ask()
    assert not may(other, "commitments.answer_ask", row)
    assert may(scene.lee, "commitments.answer_ask", row)
    assert not may(scene.lee, "commitments.answer_ask", ask(about=scene.other))


def test_what_was_hidden_can_be_shown_again(scene, promise):
    made = promise()
    ways = contributions()["commitments.undertaking"]
    kept = ways.hide(made)
    assert made not in Undertaking.objects.visible_to(scene.sam)
    assert made in Undertaking.objects.visible_to(scene.priya)
    ways.restore(made, kept)
    assert made in Undertaking.objects.visible_to(None)


def test_the_words_of_one_step_can_be_hidden(scene, ask, client):
    row = ask()
    step = actions.step(row, Move.ANSWERED, by=scene.lee, why="Mind your own business")
    assert "Mind your own" in client.get(row.get_absolute_url()).text
    contributions()["commitments.step"].hide(step)
    told = client.get(row.get_absolute_url()).text
    assert "Mind your own" not in told
    assert "Hidden by the moderators" in told


def test_what_was_hidden_is_told_to_its_author_who_can_mend_it(scene, ask, client):
    row = ask(text="An insult", by=scene.ada)
    rule = HouseRule.objects.in_force()[0]
    sender = sender_of(form="1")
    made = moderating.report(
        kind="commitments.ask", thing=row, rule=rule, words="", reporter=None, guest_email="", sender=sender
    )
    case = Case.objects.get(pk=made.case_id)
    moderating.hide(case, by=scene.max, version=case.version, rule=rule, words="Be kind.")
    assert client.get(row.get_absolute_url()).status_code == 404
    (chain,) = contributions_of(scene.ada, 5)
    assert [step.stage for step in chain.steps] == ["received", "not-published"]
    assert "Be kind." in chain.steps[-1].why
    client.force_login(scene.ada)
    assert f"/contributions/{case.uuid}/" in client.get(row.get_absolute_url()).text
    assert f"/contributions/{case.uuid}/" in client.get("/my/").text
    moderating.send_again(Case.objects.get(), by=scene.ada, text="A wish")
    case = Case.objects.get()
    moderating.let_stand(case, by=scene.max, version=case.version)
    row.refresh_from_db()
    assert (row.text, row.sight) == ("A wish", "shown")
    assert not Step.objects.filter(text_after="An insult").exists()


def test_what_is_gone_takes_no_step(scene, ask, client):
    row = ask()
    actions.step(row, Move.ACKNOWLEDGED, by=scene.lee)
    Ask.objects.update(sight="removed")
    client.force_login(scene.lee)
    assert "/step/answered/" not in client.get(row.get_absolute_url()).text
    assert client.get(f"{row.get_absolute_url()}step/answered/").status_code == 409


def test_what_became_discreet_is_named_in_no_subject(scene, ask):
    row = ask(to=scene.group)
    (shown,) = shown_to(scene.priya, [("commitments.ask", row.pk)]).values()
    assert not shown.is_discreet
    scene.group.is_sensitive = True
    scene.group.save()
    (shown,) = shown_to(scene.priya, [("commitments.ask", row.pk)]).values()
    assert shown.is_discreet
    assert shown_to(scene.sam, [("commitments.ask", row.pk)]) == {}


def test_the_record_keeps_no_words_of_theirs(scene, ask, promise):
    ask(text="Hush-hush"), promise(text="Hush-hush")
    assert not Entry.objects.filter(about_name__contains="Hush").exists()
    assert Entry.objects.filter(about_name="an ask about Heddle Hill Singers").exists()
