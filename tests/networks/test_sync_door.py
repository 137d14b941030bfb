"""The door through which tablets hand in: each item once, an answer for each, nothing lost."""

import json
from datetime import timedelta
from functools import partial
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from closeknit.conversation.contributions import contributions
from closeknit.networks.models import Arrival, Dot, Hands, Note, NoteBefore, Receipt
from tests.support import meeting_things as made
from tests.support.together import together

pytestmark = pytest.mark.django_db


@pytest.fixture
def meeting():
    return made.make_meeting()


@pytest.fixture
def table(meeting):
    return made.table_of(meeting)


def send(code, *items, client=None, **more):
    address = reverse("networks:hall-items", args=[code])
    return (client or Client()).post(address, json.dumps(made.batch(*items, **more)), content_type="application/json")


def outcomes(answer):
    assert answer.status_code == 200, answer.content
    return [one["outcome"] for one in answer.json()["items"]]


def arrival(name="Ada", **payload):
    return {"client_id": str(uuid4()), "sort": "arrival", "payload": {"guest_name": name, **payload}}


def dot(voter, cluster, **payload):
    told = {"voter": voter["client_id"], "cluster": str(cluster.uuid), **payload}
    return {"client_id": str(uuid4()), "sort": "dot", "payload": told}


def test_it_answers_for_each_item_and_echoes_the_batch(table):
    one, two = made.note("One"), made.note("")
    answer = send(table.code, one, two, number="seven")
    said = answer.json()
    assert (said["closeknit"], said["batch"]) == ("hall-1", "seven")
    assert [item["client_id"] for item in said["items"]] == [one["client_id"], two["client_id"]]
    assert outcomes(answer) == ["kept", "refused"]
    assert "In the words of the table" in said["items"][1]["sentence"]
    assert answer["Cache-Control"].count("no-store")


def statements(call):
    """What one request says to the database, by its first words; how the hub itself is read is not counted."""
    with CaptureQueriesContext(connection) as said:
        call()
    heads = (" ".join(one["sql"].split()[:2]) for one in said.captured_queries if "places_hub" not in one["sql"])
    return [head for head in heads if head.split()[0] not in ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE")]


def test_a_note_costs_five_statements_and_a_look_two(table):
    """Forty come in a second, and as many ask: three columns more in one of these and the hall waits."""
    send(table.code, made.note())
    state = reverse("networks:hall-state", args=[table.code])
    assert statements(lambda: send(table.code, made.note())) == [
        'SELECT "networks_table"."id",',
        "UPDATE networks_meeting",
        'SELECT "networks_receipt"."id",',
        "INSERT INTO",
        "INSERT INTO",
    ]  # fmt: skip
    assert len(statements(lambda: Client().get(f"{state}?since=1"))) == 2
    version = Client().get(state).json()["version"]
    mark = Client().get(f"{state}?since={version}")["ETag"]
    again = partial(Client().get, f"{state}?since={version}", headers={"If-None-Match": mark})
    assert again().status_code == 304
    assert len(statements(again)) == 1


def test_what_is_sent_again_is_there_once_and_answered_as_before(table):
    item = made.note()
    first, second = send(table.code, item).json()["items"], send(table.code, item).json()["items"]
    assert first == second
    assert Note.objects.count() == Receipt.objects.count() == 1


def test_the_same_number_twice_in_one_batch_is_one(table):
    item = made.note()
    assert outcomes(send(table.code, item, item)) == ["kept", "kept"]
    assert Note.objects.count() == 1


def test_the_order_is_the_server_s_whatever_the_tablet_s_clock_says(table):
    early, late = (
        made.note("First", written_at="2027-11-25T19:00:00Z"),
        made.note("Second", written_at="2020-01-01T00:00:00Z"),
    )
    send(table.code, early, late)
    assert list(Note.objects.values_list("text", flat=True)) == ["First", "Second"]
    assert abs(Note.objects.first().created_at - timezone.now()) < timedelta(minutes=1)


@pytest.mark.parametrize("clock", ["", "yesterday", "9999-99-99", None, 7, "0001-01-01T00:00:00+23:59", "x" * 9000])
def test_a_clock_that_is_nonsense_harms_nothing(table, clock):
    assert outcomes(send(table.code, made.note(written_at=clock))) == ["kept"]


def test_a_change_of_the_version_one_has_seen_replaces_the_words_and_keeps_those_before(table):
    item = made.note("A lamp")
    send(table.code, item)
    answer = send(table.code, made.change(item, "A lamp by the gate", 1)).json()["items"][0]
    assert (answer["outcome"], answer["version"], answer["note"]) == ("kept", 2, item["client_id"])
    assert Note.objects.get().text == "A lamp by the gate"
    assert NoteBefore.objects.get().text == "A lamp"


def test_two_tablets_that_change_one_note_keep_both(table):
    item = made.note("A lamp")
    send(table.code, item)
    ours, theirs = made.change(item, "A lamp by the gate", 1), made.change(item, "Two lamps", 1)
    assert outcomes(send(table.code, ours)) == ["kept"]
    answer = send(table.code, theirs).json()["items"][0]
    assert (answer["outcome"], answer["note"]) == ("both-kept", theirs["client_id"])
    note, other = Note.objects.all()
    assert (note.text, other.text, other.conflict_of) == ("A lamp by the gate", "Two lamps", note)
    assert send(table.code, theirs).json()["items"][0] == answer
    assert Note.objects.count() == 2


def test_what_a_moderator_mended_is_not_overwritten_by_a_tablet_that_has_not_heard_of_it(table):
    item = made.note("A rude word about a lamp")
    send(table.code, item)
    contributions()["networks.note"].mend(Note.objects.get(), "A lamp", None)
    answer = send(table.code, made.change(item, "A rude word about two lamps", 1)).json()["items"][0]
    assert answer["outcome"] == "both-kept"
    assert [(note.text, note.version) for note in Note.objects.all()] == [
        ("A lamp", 2),
        ("A rude word about two lamps", 1),
    ]


def test_a_point_on_the_map_is_kept_of_groups_and_of_no_person(meeting):
    marked = {"lat": 51.6, "lng": 1.5}
    send(meeting.join_code, arrival("Ada", **marked), arrival("Sam", group_name="The Menders", **marked))
    assert list(Arrival.objects.order_by("id").values_list("guest_name", "lat")) == [("Ada", None), ("Sam", 51.6)]


def test_a_note_is_made_private_or_put_elsewhere_with_the_same_words(table):
    item = made.note("A lamp")
    send(table.code, item)
    change = made.change(item, "A lamp", 1)
    change["payload"] |= {"place_words": "By the gate"}
    send(table.code, change)
    assert Note.objects.get().place_words == "By the gate"
    change = made.change(item, "A lamp", 2)
    change["payload"] |= {"is_private": True}
    send(table.code, change)
    assert Note.objects.get().is_private
    send(table.code, made.change(item, "A lamp at night", 3))
    assert (Note.objects.get().is_private, Note.objects.get().text) == (True, "A lamp at night")


def test_two_tablets_that_say_the_same_need_no_second_note(table):
    item = made.note("A lamp")
    send(table.code, item)
    send(table.code, made.change(item, "Two lamps", 1))
    assert outcomes(send(table.code, made.change(item, "Two lamps", 1))) == ["kept"]
    assert Note.objects.count() == 1


def test_a_change_of_a_note_that_never_came_is_a_note(table):
    lost = made.note("Never sent")
    assert outcomes(send(table.code, made.change(lost, "But this was", 1))) == ["kept"]
    assert Note.objects.get().text == "But this was"


def test_a_table_cannot_change_the_notes_of_another(meeting):
    one, two = made.table_of(meeting, 1), made.table_of(meeting, 2)
    item = made.note("Ours")
    send(one.code, item)
    send(two.code, made.change(item, "Theirs", 1))
    assert sorted(Note.objects.values_list("text", "table__number")) == [("Ours", 1), ("Theirs", 2)]


def test_a_table_sends_notes_and_nothing_else(meeting, table):
    assert outcomes(send(table.code, arrival())) == ["refused"]
    assert outcomes(send(made.desk_of(meeting).code, made.note())) == ["refused"]
    assert outcomes(send(meeting.join_code, made.note())) == ["refused"]


def test_who_signs_in_places_their_dots_and_no_more(meeting):
    cluster = made.make_cluster(meeting)
    me = arrival()
    code = meeting.join_code
    assert outcomes(send(code, me, dot(me, cluster))) == ["kept", "refused"], "the dots are not open"
    meeting.dots_opened_at = timezone.now()
    meeting.save()
    dots = [dot(me, cluster) for _ in range(meeting.dots_each + 1)]
    assert outcomes(send(code, *dots)) == ["kept"] * meeting.dots_each + ["refused"]
    assert outcomes(send(code, dots[0])) == ["kept"]
    assert Dot.objects.count() == meeting.dots_each
    back = dot(me, cluster, take_back=True)
    assert outcomes(send(code, back, back)) == ["kept", "kept"]
    assert Dot.objects.count() == meeting.dots_each - 1


def test_who_did_not_sign_in_places_none(meeting):
    meeting.dots_opened_at = timezone.now()
    meeting.save()
    answer = send(meeting.join_code, dot(arrival(), made.make_cluster(meeting)))
    assert outcomes(answer) == ["refused"]
    assert "Sign in first" in answer.json()["items"][0]["sentence"]


def test_dots_that_were_given_in_time_count_although_they_come_late(meeting):
    """The telephone could not know that the dots were closed; when the meeting is over it is too late."""
    cluster, me = made.make_cluster(meeting), arrival()
    meeting.dots_opened_at = meeting.dots_closed_at = timezone.now()
    meeting.save()
    assert outcomes(send(meeting.join_code, me, dot(me, cluster))) == ["kept", "kept"]
    meeting.state, meeting.closed_at = "closed", timezone.now()
    meeting.save()
    assert outcomes(send(meeting.join_code, dot(me, cluster))) == ["refused"]


def test_raised_hands_are_counted_anew_not_added(meeting):
    cluster = made.make_cluster(meeting)
    for number in (7, 9):
        item = {"client_id": str(uuid4()), "sort": "hands", "payload": {"cluster": str(cluster.uuid), "number": number}}
        assert outcomes(send(made.desk_of(meeting).code, item)) == ["kept"]
    assert Hands.objects.get().number == 9


def test_somebody_is_named_only_if_they_said_so(meeting):
    send(made.desk_of(meeting).code, arrival("Ada"), arrival("Sam", may_be_named=True))
    assert list(Arrival.objects.values_list("guest_name", "may_be_named")) == [("Ada", False), ("Sam", True)]
    assert [one.guest_name for one in Arrival.objects.to_be_named()] == ["Sam"]


def test_who_leaves_an_address_gets_one_letter_and_it_is_not_kept_with_the_name(meeting):
    from closeknit.journal.models import OutgoingLetter
    from closeknit.networks.models import Interest

    item = arrival("Ada", email="ada@loomwick.example")
    for _again in range(2):
        assert outcomes(send(meeting.join_code, item)) == ["kept"]
    assert outcomes(send(meeting.join_code, arrival("Sam", email="no address"))) == ["refused"]
    interest = Interest.objects.get()
    assert (interest.guest_email, interest.confirmed_at) == ("ada@loomwick.example", None)
    assert OutgoingLetter.objects.filter(to="ada@loomwick.example").count() == 1
    assert "ada@" not in str(Arrival.objects.values().get())


def test_an_address_gets_few_letters_however_many_sign_in_with_it(meeting):
    from closeknit.journal.models import OutgoingLetter

    items = [arrival(f"Nobody {number}", email="third@loomwick.example") for number in range(9)]
    assert outcomes(send(meeting.join_code, *items)) == ["kept"] * 9
    assert OutgoingLetter.objects.filter(to="third@loomwick.example").count() == 3


def test_who_came_is_signed_in_although_the_network_has_ended(meeting):
    type(meeting.network).objects.update(state="ended")
    assert outcomes(send(meeting.join_code, arrival("Ada", email="ada@loomwick.example"))) == ["kept"]


def test_a_known_group_is_found_by_its_name(meeting):
    from tests.support import factories as make

    singers = make.make_group("Heddle Hill Singers")
    hidden = make.make_group("Sanctuary", visibility="hidden")
    send(meeting.join_code, arrival(group_name="heddle hill singers"), arrival(group_name=hidden.name))
    assert list(Arrival.objects.values_list("group", flat=True)) == [singers.pk, None]


def test_a_tablet_that_was_forgotten_in_a_drawer_still_hands_in(meeting, table):
    meeting.state, meeting.closed_at = "closed", timezone.now() - timedelta(days=13)
    meeting.opened_at = meeting.closed_at
    meeting.save()
    assert outcomes(send(table.code, made.note())) == ["kept"]
    meeting.opened_at = meeting.closed_at = timezone.now() - timedelta(days=15)
    meeting.save()
    assert outcomes(send(table.code, made.note())) == ["refused"]


@pytest.mark.parametrize(
    "body",
    [b"", b"{", b"[]", b'"hall-1"', b'{"closeknit":"hall-1"}', b'{"closeknit":"hall-1","items":[{}]}', b"[" * 200_000,
     b'{"closeknit":"wifi","items":[]}', b"\xff\xfe", b'{"closeknit":"hall-1","items":[{"client_id":"x"}]}'],
    ids=range(10),
)  # fmt: skip
def test_what_is_no_batch_is_refused_in_our_own_words(table, body):
    answer = Client().post(reverse("networks:hall-items", args=[table.code]), body, content_type="application/json")
    assert answer.status_code == 400
    assert answer.json()["closeknit"] == "hall-1"
    assert answer.json()["refused"]


@pytest.mark.parametrize("text", ["a\0b", "\ud800 half a sign", "x" * 4001, "\u202e right to left", "ℵ" * 4000])
def test_odd_words_are_kept_or_refused_never_an_error(table, text):
    raw = json.dumps(made.batch(made.note(text)))
    answer = Client().post(reverse("networks:hall-items", args=[table.code]), raw, content_type="application/json")
    assert outcomes(answer) == (["refused"] if len(text) > 4000 else ["kept"])


@pytest.mark.parametrize(
    "payload", [None, 7, [], {"text": ["x"]}, {"text": {"a": 1}}, {"lat": "NaN"}, {"priority": "x"}]
)
def test_odd_payloads_are_refused_one_by_one(table, payload):
    bad = {"client_id": str(uuid4()), "sort": "note", "payload": payload}
    assert outcomes(send(table.code, bad, made.note())) == ["refused", "kept"]


def test_a_code_that_is_not_good_is_told_in_our_own_words():
    for code in ("kkkkkkkkkk", "kkkkkk", "x"):
        answer = send(code, made.note())
        assert answer.status_code == 404
        assert answer.json()["closeknit"] == "hall-1"


def test_a_form_from_elsewhere_is_refused(table):
    client = Client(enforce_csrf_checks=True)
    assert send(table.code, made.note(), client=client).status_code == 403
    key = client.get(reverse("networks:hall-key")).json()["key"]
    raw = json.dumps(made.batch(made.note()))
    answer = client.post(
        reverse("networks:hall-items", args=[table.code]),
        raw,
        content_type="application/json",
        headers={"X-CSRFToken": key},
    )
    assert outcomes(answer) == ["kept"]


@pytest.mark.django_db(transaction=True)
def test_the_same_batch_twenty_times_at_once_is_there_once(settings):
    meeting = made.make_meeting()
    code, items = made.table_of(meeting).code, [made.note("One"), made.note("Two")]
    answers = together(20, lambda: send(code, *items).status_code)
    assert answers == [200] * 20
    assert sorted(Note.objects.values_list("text", flat=True)) == ["One", "Two"]


@pytest.mark.django_db(transaction=True)
def test_many_tablets_at_once_lose_nothing_and_every_reader_sees_all(settings):
    """Whoever has asked at a version has seen all that came before it."""
    meeting = made.make_meeting()
    code = made.table_of(meeting).code
    together(12, lambda: [send(code, made.note(f"{uuid4()}")).status_code for _ in range(3)])
    seqs = list(Note.objects.order_by("id").values_list("seq", flat=True))
    assert len(set(seqs)) == 36
    assert max(seqs) == type(meeting).objects.get().version


@pytest.mark.django_db(transaction=True)
def test_twenty_dots_at_once_are_three(settings):
    meeting = made.make_meeting(dots_opened_at=timezone.now())
    cluster, me = made.make_cluster(meeting), arrival()
    send(meeting.join_code, me)
    together(20, lambda: send(meeting.join_code, dot(me, cluster)).status_code)
    assert Dot.objects.count() == meeting.dots_each
