"""A year of evenings: told of groups and places that exist, held through the actions, once; nobody gets a letter."""

from datetime import date

import pytest
from django.test import Client

from closeknit.commitments.models import Undertaking
from closeknit.demo.known import named_uuid
from closeknit.demo.load import load
from closeknit.demo.loomwick.cast import BY_KEY as CAST
from closeknit.demo.loomwick.evenings import EVENINGS, GUESTS
from closeknit.demo.loomwick.groups import BY_KEY as GROUPS
from closeknit.demo.loomwick.venues import venues_by_key
from closeknit.journal.models import Notice, OutgoingLetter, Reminder
from closeknit.networks.models import Meeting, Minutes, Note

TODAY = date(2026, 11, 21)


def test_the_evenings_name_what_there_is():
    names = {name.casefold() for name in GUESTS}
    for told in EVENINGS:
        assert told.venue in venues_by_key()
        assert set(told.groups) <= set(GROUPS)
        assert len(told.groups) <= told.came
        assert sum(heap.votes for heap in told.heaps) <= 3 * told.came
        for heap in told.heaps:
            assert all(not note.at or note.at in venues_by_key() for note in heap.notes)
            assert all(not note.owner or note.owner in CAST or note.owner.casefold() in names for note in heap.notes)


def test_no_group_to_keep_safe_and_no_secret_place_is_told_of():
    safe = {key for key, group in GROUPS.items() if group.is_sensitive}
    assert not {key for told in EVENINGS for key in told.groups} & safe
    assert "sanctuary" not in {note.at for told in EVENINGS for heap in told.heaps for note in heap.notes}


@pytest.mark.django_db
def test_four_networks_have_a_year_behind_them_and_one_is_ready_to_be_run():
    load(groups=0, today=TODAY)
    past = [told for told in EVENINGS if told.days_ago > 0]
    assert Meeting.objects.filter(state="closed").values("network").distinct().count() == 4
    assert Minutes.objects.published().count() == len(past)
    (ready,) = Meeting.objects.filter(state="published")
    assert ready.network.name.startswith("Weftbridge")
    assert ready.tables.count() == 5
    assert 0 <= (ready.series.first_on - TODAY).days <= 7
    wanted = sum(bool(note.owner) for told in past for heap in told.heaps for note in heap.notes)
    made = Undertaking.objects.filter(from_kind="networks.meeting")
    assert made.count() == wanted
    assert {state for (state,) in made.values_list("state")} == {"open", "kept"}
    assert made.late(TODAY).exists()
    assert not Notice.objects.exists()
    assert not Reminder.objects.exists()
    assert not OutgoingLetter.objects.exists()
    before = list(Note.objects.values_list("uuid", "created_at"))
    load(groups=0)
    assert list(Note.objects.values_list("uuid", "created_at")) == before


@pytest.mark.django_db
def test_what_came_of_them_is_read_by_everybody():
    load(groups=0, today=TODAY)
    page = Client().get(f"/meetings/{named_uuid('meeting', 'weftbridge-3')}/output/").content.decode()
    for words in ("52 people came", "A public toilet near the market", "38 votes", "The bird hide on Teasel Marsh"):
        assert words in page
