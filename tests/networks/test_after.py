"""After the meeting: what was voted for becomes priorities, what was noted gets a name and a day, once."""

from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from closeknit.commitments.models import Undertaking
from closeknit.networks import after_reads, minutes_reads, paths
from closeknit.networks.actions import taking_up as act
from closeknit.networks.actions.priorities import agree_priority
from closeknit.networks.models import Note, Priority, TakenUp
from tests.support import minutes_things as things
from tests.support.together import together

pytestmark = pytest.mark.django_db


@pytest.fixture
def evening(scene):
    return things.make_evening(scene.network)


def as_(person):
    client = Client()
    client.force_login(person)
    return client


def note_address(evening):
    return reverse("networks:after-note", args=[evening.meeting.uuid, evening.to_do.uuid])


def told(evening, person, **more):
    prefix = evening.to_do.uuid.hex
    fields = {"text": "Write the letter", "owner": str(person.uuid), "due_on": things.later().isoformat(), **more}
    return {"do": "take"} | {f"{prefix}-{name}": value for name, value in fields.items()}


# ── Promises ─────────────────────────────────────────────────────────────────────────────────────


def test_notes_of_something_to_do_are_offered_until_they_were_gone_through(evening, scene):
    need = things.make_note(evening.meeting, "A van", "need")
    things.make_note(evening.meeting, "A private van", "need", is_private=True)
    assert minutes_reads.to_take_up(evening.meeting) == [evening.to_do, need]
    act.leave_as_note(need, by=scene.noor)
    act.leave_as_note(need, by=scene.noor)
    assert minutes_reads.to_take_up(evening.meeting) == [evening.to_do]


def test_a_note_becomes_agreed_work_of_the_meeting_with_an_owner_and_a_day(evening, scene):
    evening.others[0].person = scene.ada
    evening.others[0].save()
    answer = as_(scene.noor).post(note_address(evening), told(evening, scene.ada))
    assert answer.status_code == 303
    made = Undertaking.objects.get()
    assert (made.text, made.owner, made.due_on, made.kind) == ("Write the letter", scene.ada, things.later(), "action")
    assert (made.from_kind, made.from_id) == ("networks.meeting", evening.meeting.pk)


def test_it_stands_on_the_page_of_the_priority_that_it_was_noted_for(evening, scene):
    priority = agree_priority(scene.network, title="Post boxes", raised_on=timezone.localdate(), client_id=uuid4())
    before = paths.lines([priority], None)[0]
    Note.objects.filter(pk=evening.to_do.pk).update(priority=priority)
    made = act.take_up(evening.to_do, by=scene.noor, text="Write the letter", due_on=things.later())
    after = paths.lines([priority], None)[0]
    assert [stop.state for stop in before.stops] != [stop.state for stop in after.stops]
    text = Client().get(priority.get_absolute_url()).text
    assert made.get_absolute_url() in text
    assert text.count("Write the letter") == 1


def test_it_is_written_down_once_whoever_sends_it(evening, scene):
    for person in (scene.noor, scene.noor, scene.olive):
        as_(person).post(note_address(evening), told(evening, person))
    assert Undertaking.objects.count() == TakenUp.objects.count() == 1


def test_somebody_without_an_account_is_a_name_on_paper(evening, scene):
    wrong = as_(scene.noor).post(note_address(evening), told(evening, scene.noor, owner="other"))
    assert wrong.status_code == 422
    assert "Write who does it" in wrong.content.decode()
    assert "Write the letter" in wrong.content.decode()
    as_(scene.noor).post(note_address(evening), told(evening, scene.noor, owner="other", owner_name="Fern"))
    made = Undertaking.objects.get()
    assert (made.owner, made.owner_name) == (None, "Fern")


def test_one_is_named_for_a_group_only_by_looking_after_it(evening, scene):
    evening.others[0].person, evening.others[0].group = scene.priya, scene.singers
    evening.others[1].person, evening.others[1].group = scene.ada, scene.singers
    for row in evening.others[:2]:
        row.save()
    keys = {one.key for one in after_reads.owners_for(evening.meeting, scene.noor)}
    assert f"{scene.priya.uuid}:{scene.singers.slug}" in keys
    assert f"{scene.ada.uuid}:{scene.singers.slug}" not in keys
    forged = told(evening, scene.ada, owner=f"{scene.ada.uuid}:{scene.singers.slug}")
    assert as_(scene.noor).post(note_address(evening), forged).status_code == 422


def test_nobody_else_goes_through_the_notes(evening, scene):
    assert as_(scene.ada).post(note_address(evening), told(evening, scene.ada)).status_code == 403
    assert Client().post(note_address(evening), told(evening, scene.ada)).status_code == 303
    other = things.make_evening()
    forged = reverse("networks:after-note", args=[evening.meeting.uuid, other.to_do.uuid])
    assert as_(scene.noor).post(forged, told(other, scene.noor)).status_code == 404


# ── Priorities ───────────────────────────────────────────────────────────────────────────────────


def test_what_was_voted_for_becomes_what_the_network_works_on_in_that_order(evening, scene):
    old = Priority.objects.create(network=scene.network, title="Older", raised_on=things.later(-90), position=1)
    address = reverse("networks:after-priorities", args=[evening.meeting.uuid])
    chosen = {"cluster": [str(evening.toilet.uuid), str(evening.benches.uuid)]}
    assert as_(scene.noor).post(address, chosen).status_code == 303
    as_(scene.noor).post(address, chosen)
    titles = scene.network.priorities.order_by("position").values_list("title", "position")
    assert list(titles) == [("Benches", 1), ("A toilet", 2), ("Older", 3)]
    evening.benches.refresh_from_db()
    assert evening.benches.priority.title == "Benches"
    page = Client().get(evening.benches.priority.get_absolute_url()).content.decode()
    assert evening.meeting.series.title in page
    assert old.is_open


def test_only_what_was_ticked_is_written_down(evening, scene):
    act.make_priorities(evening.meeting, [evening.toilet.pk], by=scene.noor)
    assert list(Priority.objects.values_list("title", flat=True)) == ["A toilet"]


@pytest.mark.parametrize("wrong", ["not-a-number", "", "\x00"])
def test_nonsense_chooses_nothing(wrong, evening, scene):
    address = reverse("networks:after-priorities", args=[evening.meeting.uuid])
    assert as_(scene.noor).post(address, {"cluster": wrong}).status_code == 404
    assert not Priority.objects.exists()


# ── The next meeting ─────────────────────────────────────────────────────────────────────────────


def test_a_meeting_tells_what_was_promised_the_time_before_and_how_it_stands(evening, scene, meets):
    act.take_up(evening.to_do, by=scene.noor, text="We write the letter", due_on=things.later())
    following = things.next_meeting(scene.network)
    page = Client().get(following.get_absolute_url()).content.decode()
    assert "We begin with what was promised last time" in page
    assert "We write the letter" in page


def test_of_the_first_meeting_there_is_nothing_before(evening):
    assert after_reads.last_time(evening.meeting, None) is None


@pytest.mark.django_db(transaction=True)
def test_sent_many_times_at_once_it_is_one(transactional_db, scene):
    evening = things.make_evening(scene.network)
    together(4, lambda: act.take_up(evening.to_do, by=scene.noor, text="x", due_on=things.later()))
    assert Undertaking.objects.count() == TakenUp.objects.count() == 1
