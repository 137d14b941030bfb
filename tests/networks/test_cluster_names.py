"""A cluster that is called by the words of a note: they go with the note, on the board and in what is published."""

from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from closeknit.conversation.contributions import contributions
from closeknit.networks.actions import board
from closeknit.networks.models import Meeting, Minutes
from tests.support import factories as make
from tests.support import meeting_things as made
from tests.support import minutes_things as things

RUDE = "What a rude lot they are at number nine"


@pytest.fixture
def known(db):
    make.make_hub()
    return contributions()["networks.note"]


def called_by(note):
    return board.begin_cluster(note.meeting, title=note.text, note=note, client_id=uuid4())


def title_of(cluster):
    cluster.refresh_from_db()
    return cluster.title


def test_the_words_of_a_note_that_moderators_hide_stand_over_no_cluster(known):
    note = things.make_note(made.make_meeting(), RUDE)
    cluster = called_by(note)
    kept = known.hide(note)
    assert title_of(cluster) == "Hidden by the moderators"
    assert cluster.seq == Meeting.objects.get().version
    assert RUDE not in Client().get(reverse("networks:hall", args=[note.meeting.join_code])).text
    known.restore(note, kept)
    assert title_of(cluster) == RUDE
    known.mend(note, "What a lively lot", None)
    assert title_of(cluster) == "What a lively lot"


def test_nor_do_they_stand_in_the_ranking_of_minutes_that_everybody_reads(known):
    evening, noor = things.make_evening(), make.make_person("Noor")
    note = things.make_note(evening.meeting, RUDE)
    things.make_dots(called_by(note), *evening.others)
    minutes = things.make_minutes(evening, noor, state="published")
    address = reverse("networks:output", args=[evening.meeting.uuid])
    Minutes.objects.update(said="")  # they are reported, and mended, as a thing of their own
    assert RUDE in Client().get(address).text
    kept = known.hide(note)
    assert RUDE not in Client().get(address).text
    minutes.refresh_from_db()
    assert "Hidden by the moderators" in [row["title"] for row in minutes.figures["ranking"]]
    known.restore(note, kept)
    assert RUDE in Client().get(address).text


def test_a_name_that_somebody_gave_it_stays(known):
    note = things.make_note(made.make_meeting(), RUDE)
    cluster = called_by(note)
    board.rename_cluster(note.meeting, cluster, "Neighbours")
    known.hide(note)
    assert title_of(cluster) == "Neighbours"


def test_no_cluster_is_begun_under_words_that_are_hidden_by_now(known):
    note = things.make_note(made.make_meeting(), RUDE, sight="hidden")
    client = Client()
    client.force_login(make.make_person("Kit", "hub_admin"))
    client.post(reverse("networks:note-move", args=[note.meeting.uuid, note.uuid]), {"cluster": "new"})
    assert note.meeting.clusters.get().title == "A new cluster"
