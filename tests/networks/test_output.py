"""What came of a meeting, for everybody: a page, two pages of paper, and one letter to each who is to hear."""

import io
from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from closeknit.core.errors import Refused
from closeknit.journal import outbox
from closeknit.journal.following import follow
from closeknit.journal.models import OutgoingLetter
from closeknit.journal.vocabulary import Level
from closeknit.networks import output_document, output_letters, output_reads
from closeknit.networks.actions import interests, joining, minutes, output, taking_up
from closeknit.networks.models import Minutes, Network
from tests.journal.mail_server import mail_server
from tests.support import factories as make
from tests.support import minutes_things as things

pytestmark = pytest.mark.django_db


@pytest.fixture
def evening(scene):
    return things.make_evening(scene.network)


@pytest.fixture
def published(evening, scene):
    return things.make_minutes(evening, scene.noor, state="published")


def address(evening, page="output"):
    return reverse(f"networks:{page}", args=[evening.meeting.uuid])


def as_(person):
    client = Client()
    client.force_login(person)
    return client


def names(readers):
    return {reader.name for reader in readers}


# ── The page ─────────────────────────────────────────────────────────────────────────────────────


def test_everybody_reads_who_came_what_comes_first_what_was_said_and_where(published, evening):
    page = Client().get(address(evening)).content.decode()
    for words in ("7 people came", "Heddle Hill Singers", "Benches", "5 votes", "Benches with arms", "Dye Street"):
        assert words in page
    assert "Ida" not in page
    assert "private worry" not in page


def test_what_comes_in_after_it_was_looked_through_stands_nowhere(published, evening):
    things.make_note(evening.meeting, "Handed in next week", place_words="Madder Lane")
    text = Client().get(address(evening)).text
    assert "Handed in next week" not in text
    assert "Madder Lane" not in text


def test_a_network_that_has_ended_writes_to_nobody(evening, scene):
    minutes = things.make_minutes(evening, scene.noor, state="approved")
    joining.join(evening.network, by=scene.ada)
    assert output_letters.readers_for(minutes).gets
    Network.objects.update(state="ended")
    minutes.meeting.network.refresh_from_db()
    assert output_letters.readers_for(minutes).gets == []


def test_no_pin_stands_on_somebody_s_door(published):
    spot = output_reads.output_page(published, None).spots[0]
    assert (spot.words, spot.said) == ("Dye Street", ["Benches with arms"])
    evening_note = published.meeting.notes.get(text="Benches with arms")
    assert (evening_note.lat, round(evening_note.lat, output_reads.NEAR)) == (51.6012, 51.601)


def test_figures_that_were_published_stay(published, evening):
    things.make_arrival(evening.meeting, "Late")
    things.make_dots(evening.toilet, *evening.others)
    page = output_reads.output_page(published, None)
    assert page.came == 7
    assert [one.votes for one in page.ranking] == [5, 2]


def test_it_leads_to_the_next_meeting(published, scene, meets):
    coming = meets(14, "The one after")
    page = Client().get(published.get_absolute_url()).content.decode()
    assert f'href="{coming.get_absolute_url()}"' in page
    assert "The one after" in page


def test_the_page_of_the_network_says_what_came_out(published, evening, scene, meets):
    series = evening.meeting.series
    series.first_on = series.last_on = timezone.localdate() - timedelta(days=2)
    series.save()
    page = Client().get(scene.network.get_absolute_url()).content.decode()
    assert "What came out" in page
    assert address(evening) in page


def test_it_stands_on_the_pages_of_the_meeting_and_of_the_groups_that_were_there(published, evening):
    assert address(evening) in Client().get(evening.meeting.get_absolute_url()).content.decode()
    assert address(evening) in Client().get(evening.singers.get_absolute_url()).content.decode()


def test_hidden_by_moderators_it_is_gone_for_all_but_those_who_run_the_network(published, evening, scene):
    Minutes.objects.update(sight="hidden")
    assert Client().get(address(evening)).status_code == 404
    assert Client().get(address(evening, "output-pdf")).status_code == 404
    assert as_(scene.noor).get(address(evening)).status_code == 200
    assert address(evening) not in Client().get(evening.singers.get_absolute_url()).content.decode()


@pytest.mark.parametrize("many", [1, 3])
def test_it_costs_the_same_with_more_in_it(many, published, evening, scene, django_assert_max_num_queries):
    for number in range(many):
        group = make.make_group(f"Group {number}")
        things.make_arrival(evening.meeting, f"Guest {number}", group=group)
        note = things.make_note(evening.meeting, f"To do {number}", "action", place_words=f"Place {number}")
        taking_up.take_up(note, by=scene.noor, text=note.text, due_on=things.later())
    with django_assert_max_num_queries(30):
        output_reads.output_page(published, None)


# ── Paper ────────────────────────────────────────────────────────────────────────────────────────


def test_it_is_two_pages_of_paper_that_a_machine_can_read_out(published, evening, scene):
    for number in range(6):
        note = things.make_note(evening.meeting, f"To do {number}", "action")
        taking_up.take_up(note, by=scene.noor, text=f"We do thing {number}", due_on=things.later())
    answer = Client().get(address(evening, "output-pdf"))
    paper = answer.content
    assert answer["Content-Type"] == "application/pdf"
    assert paper.startswith(b"%PDF-")
    assert b"pdfuaid" in paper
    read = PdfReader(io.BytesIO(paper))
    assert len(read.pages) <= 2
    words = "".join(one.extract_text() for one in read.pages)
    assert "We do thing 5" in words
    assert "Ida" not in words


def test_what_people_wrote_is_never_an_instruction_on_paper(evening, scene):
    things.make_note(evening.meeting, '#panic("x") $x$ *bold* @a <b> \\ "', cluster=evening.benches)
    row = things.make_minutes(evening, scene.noor, state="published")
    assert output_document.output_pdf(row).startswith(b"%PDF-")


def test_the_words_of_the_page_and_the_paper_are_the_same():
    told = output_document.blocks(
        "### Benches\n\n**Ideas**\n\n- Arms *and* backs\n- [a link](https://x.example)\n\nSo."
    )
    assert [block["kind"] for block in told] == ["heading", "strong", "list", "text"]
    assert told[2]["items"] == ["Arms and backs", "a link"]


# ── Publishing, and the letters ──────────────────────────────────────────────────────────────────


@pytest.fixture
def wren_hears(scene):
    row = interests.ask_by_mail(
        scene.network, guest_name="Wren", guest_email="wren@loomwick.example", how="web", client_id=uuid4()
    )
    row = scene.network.interests.get(guest_email="wren@loomwick.example")
    OutgoingLetter.objects.all().delete()
    return interests.confirm_interest(row)


def test_members_those_who_were_there_and_who_wants_to_hear_get_one_letter_each(evening, scene, wren_hears):
    joining.join(scene.network, by=scene.sam)
    evening.others[0].person = scene.ada
    evening.others[0].save()
    row = things.make_minutes(evening, scene.noor, state="approved")
    found = output_letters.readers_for(row)
    assert {"Wren", "Ada", "Sam"} <= names(found.gets)
    output.publish_output(row, by=scene.noor, number=len(found.gets))
    output.publish_output(row, by=scene.noor, number=len(found.gets))
    letters = OutgoingLetter.objects.filter(once__startswith=output_letters.post_name(row))
    assert sorted(letters.values_list("to", flat=True)) == sorted(reader.email for reader in found.gets)


def test_who_muted_the_network_hears_nothing(evening, scene):
    evening.others[0].person = scene.ada
    evening.others[0].save()
    follow(scene.ada, scene.network, Level.NOTHING)
    row = things.make_minutes(evening, scene.noor, state="published")
    assert not OutgoingLetter.objects.filter(to=scene.ada.email).exists()
    assert "Ada" in names(output_letters.readers_for(row).does_not)


def test_the_letter_says_what_came_of_it_and_has_a_way_out(evening, scene, wren_hears):
    taking_up.take_up(evening.to_do, by=scene.noor, text="Noor writes to the council", due_on=things.later())
    row = things.make_minutes(evening, scene.noor, state="published")
    letter = OutgoingLetter.objects.get(to="wren@loomwick.example")
    for words in ("1. Benches", "Noor writes to the council", row.get_absolute_url(), "/evening/letter/"):
        assert words in letter.text
    assert "Ida" not in letter.text
    assert letter.is_by_list


def test_it_is_published_only_once_it_was_looked_through_and_to_those_one_was_shown(evening, scene):
    row = things.make_minutes(evening, scene.noor)
    with pytest.raises(Refused, match="Look the minutes through"):
        output.publish_output(row, by=scene.noor, number=0)
    row = minutes.approve_minutes(row, by=scene.noor, version=1)
    number = len(output_letters.readers_for(row).gets)
    with pytest.raises(Refused, match="changed meanwhile"):
        output.publish_output(row, by=scene.noor, number=number + 1)
    assert as_(scene.ada).post(address(evening, "output-publish"), {"number": number}).status_code == 403
    assert as_(scene.noor).post(address(evening, "output-publish"), {"number": number}).status_code == 303
    row.refresh_from_db()
    assert (row.state, row.published_by) == ("published", scene.noor)


def test_the_letters_leave_after_five_minutes_once_by_a_real_mail_server(evening, scene, wren_hears):
    with mail_server() as box:
        things.make_minutes(evening, scene.noor, state="published")
        outbox.deliver()
        assert box.letters == []
        with time_machine.travel(timezone.now() + timedelta(minutes=6)):
            outbox.deliver()
            outbox.deliver()
        to_wren = [letter for letter in box.letters if letter["To"] == "wren@loomwick.example"]
    assert len(to_wren) == 1
    assert to_wren[0]["Subject"] == f"What came of it: {evening.meeting.series.title}"
    assert "List-Unsubscribe=One-Click" in to_wren[0]["List-Unsubscribe-Post"]
    assert evening.singers.name not in to_wren[0]["Subject"]
