"""Notes that tablets hand in after the minutes were looked through: the organisers hear of it and say where they go."""

from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from closeknit.journal.models import Notice
from closeknit.networks import late_reads
from closeknit.networks.actions import late, sync
from closeknit.networks.meeting_vocabulary import ItemSort
from closeknit.networks.models import Minutes, Note
from closeknit.networks.sync_items import Item
from tests.support import factories as make
from tests.support import meeting_things as made
from tests.support import minutes_things as things

pytestmark = pytest.mark.django_db


@pytest.fixture
def evening(scene):
    over = things.make_evening(scene.network)
    make.give_role(scene.noor, "network_organiser", "network", scene.network.pk)
    return over


def hand_in(evening, *texts, **more):
    table = made.table_of(evening.meeting)
    standing = sync.Standing(evening.meeting, frozenset({ItemSort.NOTE}), table)
    sync.receive(standing, [Item(uuid4(), ItemSort.NOTE, {"text": text, **more}) for text in texts])
    return list(evening.meeting.notes.filter(text__in=texts).order_by("id"))


def page(scene, evening):
    client = Client()
    client.force_login(scene.noor)
    return client, client.get(reverse("networks:after", args=[evening.meeting.uuid])).text


def press(client, evening, note, what):
    return client.post(reverse("networks:after-late", args=[evening.meeting.uuid, note.uuid]), {"do": what})


def told(scene):
    return Notice.objects.filter(person=scene.noor, entry__verb="networks.notes_late").count()


def test_the_organisers_hear_once_of_a_batch_and_only_when_it_came_too_late(scene, evening):
    hand_in(evening, "Before the draft")
    things.make_minutes(evening, scene.noor)
    hand_in(evening, "Before it was looked through")
    assert told(scene) == 0
    things.make_minutes(evening, scene.noor, state="approved")
    hand_in(evening, "One", "Two")
    assert told(scene) == 1


def test_a_late_note_is_put_in_a_corrected_output_once_and_names_nobody(scene, evening):
    things.make_minutes(evening, scene.noor, state="published")
    first, second = hand_in(evening, "Ida Marsh wants a lamp", "A lamp by the gate")
    client, text = page(scene, evening)
    assert "Put it in a corrected output" in text
    for note in (first, first, second):
        assert press(client, evening, note, "add").status_code == 303
    minutes = Minutes.objects.get()
    assert minutes.said.endswith("### Came in later\n\n- somebody wants a lamp\n- A lamp by the gate")
    assert minutes.corrected_at is not None
    assert minutes.versions.last().why == "A note that came in late was added."
    assert "Came in after" not in page(scene, evening)[1]


def test_one_that_is_kept_is_asked_about_again_only_when_it_is_changed(scene, evening):
    minutes = things.make_minutes(evening, scene.noor, state="approved")
    (note,) = hand_in(evening, "A lamp")
    client, text = page(scene, evening)
    assert "Put it in the minutes" in text
    press(client, evening, note, "keep")
    assert late_reads.late_notes(evening.meeting, minutes) == []
    table = made.table_of(evening.meeting)
    standing = sync.Standing(evening.meeting, frozenset({ItemSort.NOTE}), table)
    fields = {"text": "Two lamps", "note": str(note.client_id)}
    sync.receive(standing, [Item(uuid4(), ItemSort.NOTE, fields, base=note.version)])
    assert [one.note.text for one in late_reads.late_notes(evening.meeting, minutes)] == ["Two lamps"]
    assert Minutes.objects.get().said == minutes.said


def test_what_is_private_or_hidden_goes_into_no_output(scene, evening):
    things.make_minutes(evening, scene.noor, state="published")
    (private,) = hand_in(evening, "A private worry", is_private="on")
    (hidden,) = hand_in(evening, "A rude word")
    Note.objects.filter(pk=hidden.pk).update(sight="hidden")
    client, text = page(scene, evening)
    assert "A private worry" in text
    assert "corrected output" not in text
    assert "A rude word" not in text
    assert press(client, evening, private, "add").status_code == 409
    with pytest.raises(late.Refused):
        late.put_in_minutes(private, by=scene.noor)


def test_they_are_for_those_who_run_it_alone(scene, evening):
    client = Client()
    client.force_login(scene.ada)
    assert press(client, evening, evening.idea, "add").status_code == 403
