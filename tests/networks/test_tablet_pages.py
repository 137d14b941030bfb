"""The pages of the hall without scripts, what a device is told, and that it is cheap however many ask."""

from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from closeknit.core.rate_limit import network_of, spend
from closeknit.networks.models import Arrival, Dot, Note
from closeknit.networks.tablet_kept import addresses
from closeknit.networks.views import tablet
from tests.support import factories as make
from tests.support import meeting_things as made

pytestmark = pytest.mark.django_db


@pytest.fixture
def meeting():
    make.make_hub()
    return made.make_meeting()


def hall(code):
    return reverse("networks:hall", args=[code])


def write(meeting, text, **fields):
    meeting.version += 1
    meeting.save()
    table = made.table_of(meeting)
    return Note.objects.create(
        meeting=meeting, table=table, client_id=uuid4(), text=text, seq=meeting.version, **fields
    )


def look(code, since=0, **headers):
    return Client().get(reverse("networks:hall-state", args=[code]), {"since": since}, headers=headers)


def test_a_code_is_typed_and_leads_to_its_page(meeting):
    client, code = Client(), made.table_of(meeting).code
    answer = client.post(reverse("networks:hall-code"), {"code": f"{code[:5]} {code[5:]}".upper()})
    assert (answer.status_code, answer["Location"]) == (303, hall(code))
    wrong = client.post(reverse("networks:hall-code"), {"code": "abcdef"})
    assert wrong.status_code == 422
    assert "No meeting has this code" in wrong.content.decode()


def test_whoever_tries_codes_is_stopped(meeting):
    client = Client(REMOTE_ADDR="10.9.9.9")
    answers = [client.get(hall("kkkkkkkkkk")).status_code for _ in range(62)]
    assert answers[:60] == [404] * 60
    assert answers[-1] == 429
    assert client.get(hall(made.table_of(meeting).code)).status_code == 200, "who has a good one is not"


def test_a_note_by_the_plain_form(meeting):
    client, address = Client(), hall(made.table_of(meeting).code)
    told = {"client_id": str(uuid4()), "kind": "concern", "text": "A lamp by the gate"}
    assert client.post(address, told).status_code == 303
    assert client.post(address, told).status_code == 303
    assert Note.objects.get().kind == "concern"
    page = client.post(address, {"text": "", "guest_name": "Tom"})
    assert page.status_code == 422
    assert 'value="Tom"' in page.content.decode()


def test_arriving_and_dots_by_the_plain_form(meeting):
    cluster = made.make_cluster(meeting)
    meeting.dots_opened_at = timezone.now()
    meeting.save()
    client, address = Client(), hall(meeting.join_code)
    assert "take_back" not in client.get(address).content.decode()
    assert client.post(address, {"guest_name": "Ada", "may_be_named": "on"}).status_code == 303
    assert Arrival.objects.get().may_be_named
    assert "take_back" in client.get(address).content.decode()
    dot = {"sort": "dot", "cluster": str(cluster.uuid)}
    for _dot in range(meeting.dots_each):
        assert client.post(address, dot).status_code == 303
    assert client.post(address, dot).status_code == 422
    assert Dot.objects.count() == meeting.dots_each
    assert client.post(address, dot | {"take_back": "on"}).status_code == 303
    assert Dot.objects.count() == meeting.dots_each - 1


def test_the_page_is_nobody_s_own_and_holds_no_private_word(meeting):
    """It is kept on a shared tablet: who is signed in changes nothing in it."""
    write(meeting, "For all")
    write(meeting, "He shouted at her", is_private=True)
    Arrival.objects.create(meeting=meeting, client_id=uuid4(), guest_name="Ada Heddle")
    noor = Client()
    noor.force_login(make.make_person("Noor Weft", "network_organiser"))
    for code in (made.table_of(meeting).code, made.desk_of(meeting).code, meeting.join_code):
        page = noor.get(hall(code)).content.decode()
        assert "Noor Weft" not in page
        assert "He shouted" not in page
        assert "Ada Heddle" not in page
    assert "For all" in noor.get(hall(made.table_of(meeting).code)).content.decode()
    assert "He shouted" not in look(made.table_of(meeting).code).content.decode()


def test_a_device_is_told_what_is_new_and_nothing_while_nothing_is(meeting):
    code = made.table_of(meeting).code
    first, second = write(meeting, "One"), write(meeting, "Two")
    said = look(code).json()
    assert [note["text"] for note in said["notes"]] == ["One", "Two"]
    assert said["version"] == second.seq
    assert [note["text"] for note in look(code, first.seq).json()["notes"]] == ["Two"]
    same = look(code, second.seq)
    assert same.json()["notes"] == []
    assert look(code, second.seq, **{"If-None-Match": same["ETag"]}).status_code == 304
    write(meeting, "Three")
    again = look(code, second.seq, **{"If-None-Match": same["ETag"]})
    assert [note["text"] for note in again.json()["notes"]] == ["Three"]


def test_a_note_that_moderators_hid_is_told_without_its_words(meeting):
    note = write(meeting, "Rude words")
    from closeknit.networks.meeting_registering import _hide, _restore

    kept = _hide(note)
    said = look(made.table_of(meeting).code, note.seq - 1).json()["notes"]
    assert [(one["text"], one["is_hidden"]) for one in said] == [("", True)]
    _restore(note, kept)
    assert look(made.table_of(meeting).code).json()["notes"][0]["text"] == "Rude words"


def test_whoever_looks_without_a_pause_is_stopped_and_a_hall_full_of_devices_is_not(meeting):
    code = made.table_of(meeting).code
    here = network_of(RequestFactory().get("/"))
    for _look in range(40 * 12):
        spend("hall looks", here, per_minute=tablet.LOOKS)
    assert look(code).status_code == 200
    for _look in range(tablet.LOOKS - 40 * 12 - 1):
        spend("hall looks", here, per_minute=tablet.LOOKS)
    assert look(code).status_code == 429
    assert Client().get(hall(code)).status_code == 200


@pytest.mark.parametrize("odd", ["-1", "x", "٣", "9" * 30, ""])
def test_an_odd_number_is_the_beginning(meeting, odd):
    assert look(made.table_of(meeting).code, odd).status_code == 200


def queries(deed):
    with CaptureQueriesContext(connection) as asked:
        deed()
    return len(asked)


def test_asking_costs_the_same_however_much_was_written(meeting):
    code = made.table_of(meeting).code
    write(meeting, "One")
    look(code)
    few = queries(lambda: look(code))
    for number in range(30):
        write(meeting, f"Note {number}")
        Arrival.objects.create(meeting=meeting, client_id=uuid4(), guest_name="Ada")
    assert queries(lambda: look(code)) == few == 3
    mark = look(code)["ETag"]
    assert queries(lambda: look(code, **{"If-None-Match": mark})) == 2


def test_the_board_and_the_screen_cost_the_same_with_one_and_with_many(meeting):
    noor = Client()
    noor.force_login(make.make_person("Noor", "network_organiser"))
    parts = [
        reverse(f"networks:{name}", args=[meeting.uuid])
        for name in ("board-part", "projector-part", "projector-room-part")
    ]

    def cost():
        return [queries(lambda path=path: noor.get(path)) for path in parts]

    def fill(times):
        for number in range(times):
            cluster = made.make_cluster(meeting, f"Cluster {number}")
            note = write(meeting, f"Note {number}", cluster=cluster)
            ada = Arrival.objects.create(meeting=meeting, client_id=uuid4(), group_name=f"Group {number}")
            Dot.objects.create(meeting=meeting, cluster=cluster, voter=ada, client_id=uuid4())
            assert note.pk

    fill(1)
    cost()
    one = cost()
    fill(20)
    assert cost() == one


def test_a_part_that_has_not_changed_is_not_drawn_again(meeting):
    noor = Client()
    noor.force_login(make.make_person("Noor", "network_organiser"))
    path = reverse("networks:board-part", args=[meeting.uuid])
    mark = noor.get(path)["ETag"]
    assert noor.get(path, headers={"If-None-Match": mark}).status_code == 304
    write(meeting, "New")
    assert noor.get(path, headers={"If-None-Match": mark}).status_code == 200


def test_the_worker_keeps_every_script_of_the_hall():
    words = Client().get(reverse("networks:hall-worker")).content.decode()
    assert all(address in words for address in addresses())
    assert sum("/hall/" in address for address in addresses()) >= 15
