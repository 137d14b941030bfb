"""What this room tells a person of themselves, what stays when they go, and what became of what they brought."""

from uuid import uuid4

import pytest
from django.utils import timezone

from closeknit.accounts.models import HelpedAct, Support
from closeknit.commitments import actions, personal_data
from closeknit.commitments.actions import Move
from closeknit.commitments.models import Ask, Step, Undertaking
from closeknit.journal.contributions import contributions_of
from closeknit.journal.models import Reminder

NOW = timezone.now


def words_of(sections):
    return repr([[dict(row) for row in section.rows] for section in sections])


def test_one_gets_what_one_asked_promised_and_did(scene, ask, promise):
    row = ask(text="A bench, please")
    promise(text="I paint it", by=scene.ada)
    actions.step(row, Move.WITHDRAWN, by=scene.ada, why="There is one now")
    told = words_of(personal_data.export(scene.ada))
    for mine in ("A bench, please", "I paint it", "There is one now"):
        assert mine in told
    assert "A bench" not in words_of(personal_data.export(scene.sam))


def test_what_nobody_touched_goes_and_a_note_stays_where_others_rely_on_it(scene, ask, promise):
    alone, answered = ask(text="Alone"), ask(text="Answered")
    actions.step(answered, Move.ANSWERED, by=scene.lee, why="The answer")
    promise(text="My own", by=scene.ada)
    assert personal_data.erase(scene.ada, NOW()) != []
    assert not Ask.objects.filter(pk=alone.pk).exists()
    answered.refresh_from_db()
    assert (answered.text, answered.author, answered.sight) == ("", None, "removed")
    assert "The answer" in set(answered.steps.values_list("words", flat=True))
    assert not Undertaking.objects.exists()
    assert not Reminder.objects.exists()
    assert not Step.objects.filter(text_after__in=("Alone", "Answered", "My own")).exists()
    assert personal_data.erase(scene.ada, NOW()) == []


def test_the_word_of_a_group_and_of_the_council_stays(scene, ask, promise, client):
    group, council = promise(for_group=scene.group), promise(by=scene.lee, for_council=True, text="We mend it")
    row = ask()
    actions.step(row, Move.ANSWERED, by=scene.lee, why="Official words")
    for person in (scene.priya, scene.lee):
        personal_data.erase(person, NOW())
    group.refresh_from_db(), council.refresh_from_db()
    assert (group.owner, group.text) == (None, "We open the side door")
    assert (council.owner, council.text) == (None, "We mend it")
    assert "Official words" in client.get(row.get_absolute_url()).text
    assert not Reminder.objects.exists()
    assert client.get(group.get_absolute_url()).status_code == 200


def test_no_trace_of_a_guest_who_has_an_account_now(scene, ask):
    row = ask(by=None, guest_name="Ada", guest_email=scene.ada.email)
    actions.confirm_ask(row)
    actions.step(row, Move.ANSWERED, by=scene.lee, why="Yes.")
    personal_data.erase(scene.ada, NOW())
    row.refresh_from_db()
    assert (row.guest_name, row.guest_email, row.text) == ("", "", "")


def test_the_page_of_what_is_gone_can_be_read(scene, ask, client):
    row = ask(text="Secret words")
    actions.step(row, Move.ANSWERED, by=scene.lee, why="Yes.")
    personal_data.erase(scene.ada, NOW())
    page = client.get(row.get_absolute_url())
    assert page.status_code == 200
    assert "Secret words" not in page.text
    assert "These words are gone" in page.text
    assert "Secret words" not in client.get("/asks/").text


def test_what_became_of_it_is_told_to_its_author(scene, ask, promise):
    row = ask()
    promise(by=scene.ada)
    actions.step(row, Move.ACKNOWLEDGED, by=scene.lee)
    actions.step(row, Move.ANSWERED, by=scene.lee, why="In spring.")
    promised, asked = contributions_of(scene.ada, 5)
    assert [step.stage for step in asked.steps] == ["received", "read", "answered"]
    assert asked.steps[-1].why == "In spring."
    assert "whether it answered you" in asked.next.words
    assert [step.stage for step in promised.steps] == ["received"]
    assert promised.next.due is not None


@pytest.fixture
def helping(scene):
    return Support.objects.create(person=scene.ada, supporter=scene.sam, accepted_at=NOW())


def test_asked_with_help_it_is_the_other_s_who_may_take_it_back(scene, helping, ask):
    from closeknit.accounts import with_help

    row = ask(by=scene.ada, helper=scene.sam, client_id=uuid4())
    act = HelpedAct.objects.get()
    assert (act.person, act.helper, row.author) == (scene.ada, scene.sam, scene.ada)
    with_help.undo(act)
    row.refresh_from_db()
    assert row.state == "withdrawn"
