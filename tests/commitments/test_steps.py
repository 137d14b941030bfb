"""From the ask to the verdict: every step is added, none is written over."""

from datetime import timedelta
from uuid import uuid4

import pytest

from closeknit.commitments import actions, wording
from closeknit.commitments.actions import Move, Verdict
from closeknit.commitments.models import Ask, Step, Undertaking
from closeknit.core.errors import Refused
from closeknit.journal.models import Notice
from tests.support import factories as make


def taken(row):
    return list(row.steps.values_list("to", flat=True))


def test_the_whole_way(scene, ask, promise):
    row = ask(due_on=scene.today + timedelta(days=14))
    actions.step(row, Move.ACKNOWLEDGED, by=scene.lee)
    actions.step(row, Move.ANSWERED, by=scene.lee, why="You are right.")
    made = promise(ask=row, by=scene.lee, for_council=True)
    actions.step(made, Move.CHANGED, by=scene.lee, due_on=made.due_on + timedelta(days=7), why="The key broke.")
    actions.step(made, Move.KEPT, by=scene.lee)
    actions.step(row, Move.VERDICT, by=scene.ada, verdict=Verdict.PARTLY, why="The ramp is steep.")
    row.refresh_from_db(), made.refresh_from_db()
    assert taken(row) == ["asked", "acknowledged", "answered", "promised", "verdict"]
    assert taken(made) == ["promised", "changed", "kept"]
    assert (row.state, row.verdict, made.state, made.times_changed) == ("answered", "partly", "kept", 1)
    assert (made.from_kind, made.from_id) == ("directory.group", scene.group.pk)
    assert all(step.is_for_council for step in row.steps.filter(by=scene.lee))


def test_what_was_said_first_is_kept(scene, promise):
    made = promise(text="All doors")
    first = made.due_on
    actions.step(made, Move.CHANGED, by=scene.priya, text="One door", due_on=first + timedelta(days=3), why="Money.")
    changed = made.steps.get(to="changed")
    assert (changed.text_before, changed.text_after) == ("All doors", "One door")
    assert (changed.due_before, changed.due_after) == (first, first + timedelta(days=3))
    assert (made.text, made.due_on, changed.words) == ("One door", first + timedelta(days=3), "Money.")


def test_late_is_a_matter_of_the_day(scene, promise):
    made = promise(due_on=scene.today - timedelta(days=1))
    assert made.state == "open"
    assert wording.badge_of(made).words == "Past its day"
    assert wording.due_words(made).startswith("was due on ")
    assert wording.due_words(made).endswith("; no news yet")
    assert list(Undertaking.objects.late(scene.today)) == [made]
    actions.step(made, Move.KEPT, by=scene.priya)
    assert not Undertaking.objects.late(scene.today).exists()
    assert promise(due_on=scene.today) not in Undertaking.objects.late(scene.today)


@pytest.mark.parametrize("move", [Move.CHANGED, Move.WITHDRAWN, Move.NEWS, Move.CORRECTED])
def test_some_steps_say_why(scene, promise, move):
    made = promise()
    with pytest.raises(Refused, match="few words"):
        actions.step(made, move, by=scene.priya, due_on=scene.today)
    assert taken(made) == ["promised"]


def test_a_settled_promise_takes_no_other_end(scene, promise):
    made = promise()
    actions.step(made, Move.KEPT, by=scene.priya)
    for move in (Move.KEPT, Move.WITHDRAWN, Move.CHANGED, Move.NEWS, Move.OFFERED):
        with pytest.raises(Refused):
            actions.step(made, move, by=scene.priya, why="No.", due_on=scene.today)
    actions.step(made, Move.REOPENED, by=scene.priya, why="The door sticks.")
    assert made.is_open


def test_a_verdict_reopens_nothing(scene, ask):
    row = ask()
    with pytest.raises(Refused):
        actions.step(row, Move.VERDICT, by=scene.ada, verdict=Verdict.NO)
    actions.step(row, Move.ANSWERED, by=scene.lee, why="No.")
    actions.step(row, Move.VERDICT, by=scene.ada, verdict=Verdict.NO, why="Not a word of why.")
    assert (row.state, row.verdict) == ("answered", "no")
    actions.step(row, Move.VERDICT, by=scene.ada, verdict=Verdict.YES)
    assert (row.verdict, taken(row)[-2:]) == ("yes", ["verdict", "verdict"])


def test_sent_twice_it_is_one(scene, ask, promise):
    once = {name: uuid4() for name in ("ask", "promise", "step")}
    rows = [ask(client_id=once["ask"]) for _ in range(3)]
    promises = [promise(client_id=once["promise"]) for _ in range(3)]
    steps = [
        actions.step(promises[0], Move.NEWS, by=scene.priya, why="Half.", client_id=once["step"]) for _ in range(3)
    ]
    assert len({row.pk for row in rows}) == len({row.pk for row in promises}) == len({step.pk for step in steps}) == 1
    assert Notice.objects.filter(person=scene.lee, entry__verb="commitments.asked").count() == 1
    stolen = ask(client_id=once["ask"], by=scene.sam)
    assert stolen.pk != rows[0].pk


def test_a_promise_changes_hands_only_with_a_yes(scene, promise):
    made = promise()
    offer = actions.step(made, Move.OFFERED, by=scene.priya, person=scene.sam)
    assert (made.owner, made.offer) == (scene.priya, offer)
    actions.take_over(offer, by=scene.sam)
    made.refresh_from_db()
    assert (made.owner, made.offer) == (scene.sam, None)
    with pytest.raises(Refused):
        actions.take_over(offer, by=scene.tom)
    assert taken(made) == ["promised", "offered", "taken-over"]


def test_an_offer_by_letter_names_nobody(scene, promise, mailoutbox):
    made = promise()
    offer = actions.offer_to(made, email="sam@loomwick.example", by=scene.priya, why="I move.", client_id=uuid4())
    assert offer.person is None
    actions.step(made, Move.OFFER_ENDED, by=scene.priya)
    with pytest.raises(Refused):
        actions.take_over(offer, by=scene.sam)


def test_a_name_on_paper_owns_a_promise_made_somewhere(scene, promise):
    made = promise(by=scene.noor, owner_name="Mr Weft")
    assert (made.owner, made.owner_name) == (None, "Mr Weft")
    with pytest.raises(Refused):
        promise(by=scene.noor, owner_name="Mr Weft", from_=None)


def test_nothing_is_written_of_what_must_be_kept_safe(scene, ask, promise):
    safe = make.make_group("Sanctuary", is_sensitive=True)
    for made in (
        lambda: ask(about=safe),
        lambda: ask(to=safe),
        lambda: promise(from_=safe),
        lambda: promise(for_group=safe),
    ):
        with pytest.raises(Refused, match="safe"):
            made()
    assert not Ask.objects.exists()
    assert not Step.objects.exists()


def test_those_who_answer_are_told_and_then_whoever_asked(scene, ask):
    row = ask()
    assert set(Notice.objects.values_list("person", flat=True)) == {scene.lee.pk}
    actions.step(row, Move.ANSWERED, by=scene.lee, why="Yes.")
    assert Notice.objects.filter(person=scene.ada, entry__verb="commitments.ask_answered").count() == 1
    group = ask(to=scene.group)
    assert Notice.objects.filter(person=scene.priya, entry__about_id=group.pk).count() == 1


def test_somebody_new_cannot_ask_all_day(scene, ask):
    from closeknit.conversation import sandbox

    for _ in range(3):
        ask()
    with pytest.raises(sandbox.DayIsFull):
        ask()
    assert ask(by=scene.lee)


def test_many_links_of_somebody_new_are_read_first(scene, ask):
    row = ask(text="https://a.example https://b.example https://c.example")
    assert row.sight == "waiting"
    assert not Ask.objects.visible_to(None).exists()
    assert Ask.objects.visible_to(scene.max).get() == row
    assert not Notice.objects.filter(person=scene.lee).exists()
