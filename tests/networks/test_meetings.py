"""A meeting from its plan to its close, and who may do what."""

from datetime import datetime, timedelta
from uuid import uuid4

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from closeknit.algorithms.schedule.recurrence import Recurrence
from closeknit.calendar import actions, reads
from closeknit.calendar.models import Series
from closeknit.calendar.policies import may_see_series
from closeknit.core.errors import Refused
from closeknit.journal.following import follow
from closeknit.journal.models import Notice
from closeknit.networks import agenda_times, coming, meeting_codes, meeting_reads, policies
from closeknit.networks.actions import board
from closeknit.networks.actions import meetings as act
from closeknit.networks.models import Meeting, Note
from closeknit.places import versions
from tests.support import factories as make
from tests.support import meeting_things as made

pytestmark = pytest.mark.django_db


@pytest.fixture
def noor():
    make.make_hub()
    return make.make_person("Noor", "network_organiser")


@pytest.fixture
def network():
    return made.make_network()


def plan(network, by, **more):
    starts = (timezone.localtime() + timedelta(days=3)).replace(tzinfo=None, hour=19, minute=0, second=0, microsecond=0)
    told = {
        "rule": Recurrence(start=starts, minutes=120, zone="Europe/London"),
        "details": {"title": "The winter meeting", "place_words": "St Blaise Hall"},
        "tables": [act.Topic("Toilets"), act.Topic("After school")],
        "client_id": uuid4(),
    }
    return act.plan_meeting(network=network, by=by, **told | more)


def test_a_plan_begins_from_a_ready_agenda_with_a_desk_and_its_tables(network, noor):
    meeting = plan(network, noor)
    assert meeting.items.first().title == "Welcome, and how this evening works"
    assert list(meeting.tables.values_list("number", "kind", "topic")) == [
        (0, "desk", ""),
        (1, "table", "Toilets"),
        (2, "table", "After school"),
    ]
    assert meeting.series.place_words == "St Blaise Hall"
    times = [(one.starts.strftime("%H:%M"), one.item.minutes) for one in meeting_reads.agenda_of(meeting)]
    assert times[:2] == [("19:00", 10), ("19:10", 20)]


def test_a_plan_sent_twice_is_one(network, noor):
    number = uuid4()
    assert plan(network, noor, client_id=number) == plan(network, noor, client_id=number)
    assert Meeting.objects.count() == Series.objects.count() == 1


def test_the_number_of_another_s_plan_or_event_plans_nothing_and_shows_nothing(network, noor):
    theirs = plan(made.make_network("Theirs", area=make.make_area("Warpfield")), noor)
    event = actions.publish_series(
        by=noor, host=make.make_group(), rule=theirs.series.recurrence(), title="Choir", client_id=uuid4()
    )
    for number in (theirs.client_id, event.client_id):
        with pytest.raises(Refused):
            plan(network, noor, client_id=number)
    assert Meeting.objects.get() == theirs


@pytest.mark.parametrize("ready", agenda_times.READY, ids=lambda ready: ready.key)
def test_each_ready_agenda_fills_an_evening(ready):
    assert 60 <= ready.minutes <= 150
    assert {item.kind for item in ready.items} >= {"tables", "actions"}


def test_an_agenda_is_counted_in_real_minutes_when_the_clocks_change():
    from zoneinfo import ZoneInfo

    starts = datetime(2026, 10, 25, 0, 30, tzinfo=ZoneInfo("Europe/London"))
    items = [agenda_times.Planned("a", 60, "talk"), agenda_times.Planned("b", 60, "talk")]
    spans = [(one.ends - one.starts) for one in agenda_times.timed(items, starts.astimezone(ZoneInfo("UTC")))]
    assert spans == [timedelta(hours=1)] * 2


def test_it_is_planned_published_opened_and_closed(network, noor):
    meeting = plan(network, noor)
    tom = make.make_person("Tom")
    assert not Meeting.objects.visible_to(tom).exists()
    act.publish_meeting(meeting)
    assert Meeting.objects.visible_to(tom).get() == Meeting.objects.visible_to(None).get() == meeting
    opened = act.open_meeting(meeting, by=noor)
    assert (opened.state, opened.item_now) == ("open", meeting.items.first())
    closed = act.close_meeting(meeting, by=noor)
    assert (closed.state, closed.item_now) == ("closed", None)
    assert act.close_meeting(meeting, by=noor).closed_at == closed.closed_at
    assert act.reopen_meeting(meeting).closed_at is None


def test_until_it_is_published_it_is_in_no_list_no_feed_and_no_search(network, noor):
    follow(make.make_person("Ada"), network, "everything")
    meeting = plan(network, noor)
    series = meeting.series
    places = [
        reverse("calendar:whats-on"), reverse("calendar:week"), reverse("calendar:leaflet"), reverse("calendar:map"),
        reverse("calendar:ics", args=["networks-network", network.uuid]), network.get_absolute_url(),
        network.area.get_absolute_url(), f"{reverse('website:find')}?q=winter",
        reverse("calendar:ics-series", args=[series.slug]), series.get_absolute_url(),
        f"{series.get_absolute_url()}{reads.next_dates(series, timezone.now())[0].original}/",
    ]  # fmt: skip

    def telling(client):
        found = [client.get(place) for place in places]
        return [place for place, page in zip(places, found, strict=True) if b"winter meeting" in page.getvalue()]

    assert telling(Client()) == []
    noors = Client()
    noors.force_login(noor)
    assert telling(noors) == [network.get_absolute_url(), *places[-2:]]  # where those who run it find it again
    seen = [set(Series.objects.visible_to(one)) for one in (None, make.make_person("Max", "moderator"), noor)]
    assert seen == [set(), set(), {series}]
    assert [may_see_series(one, series) for one in (None, noor)] == [False, True]
    actions.cancel_series(series, by=noor)
    actions.restore_series(series, by=noor)
    assert not Notice.objects.exists()
    act.publish_meeting(meeting, by=noor)
    assert Notice.objects.count() == 1
    assert reverse("calendar:whats-on") in telling(Client())


def test_who_wants_to_hear_is_told_once(network, noor):
    from closeknit.networks.models import Interest

    ada = make.make_person("Ada")
    Interest.objects.create(network=network, person=ada, confirmed_at=timezone.now())
    meeting = plan(network, noor)
    assert act.publish_meeting(meeting) == 1
    assert act.publish_meeting(meeting) == 0


def test_dots_need_something_to_be_given_to(network, noor):
    meeting = plan(network, noor)
    act.open_meeting(meeting, by=noor)
    with pytest.raises(Refused):
        act.open_dots(meeting)
    board.begin_cluster(meeting, title="A toilet", client_id=uuid4())
    act.open_dots(meeting)
    assert Meeting.objects.get().takes_dots
    act.close_dots(meeting)
    assert not Meeting.objects.get().takes_dots


def test_a_table_at_which_something_was_written_stays(network, noor):
    meeting = plan(network, noor)
    table = made.table_of(meeting, 2)
    Note.objects.create(meeting=meeting, table=table, client_id=uuid4(), text="A lamp")
    act.set_tables(meeting, [])
    assert list(meeting.tables.values_list("number", flat=True)) == [0, 2]


def test_notes_are_sorted_and_ranked_with_ties(network, noor):
    meeting = made.make_meeting(network)
    one, two, three = (made.make_cluster(meeting, title) for title in ("One", "Two", "Three"))
    ranks = [(rank.place, rank.cluster.title, rank.votes, rank.is_tied) for rank in meeting_reads.ranking(meeting)]
    assert ranks == [(1, "One", 0, True), (1, "Two", 0, True), (1, "Three", 0, True)]
    from closeknit.networks.models import Arrival, Dot, Hands

    ada = Arrival.objects.create(meeting=meeting, client_id=uuid4(), guest_name="Ada")
    for cluster in (two, three, three):
        Dot.objects.create(meeting=meeting, cluster=cluster, voter=ada, client_id=uuid4())
    Hands.objects.create(meeting=meeting, cluster=two, number=1)
    ranks = [
        (rank.place, rank.cluster.title, rank.votes, rank.hands, rank.is_tied)
        for rank in meeting_reads.ranking(meeting)
    ]
    assert ranks == [(1, "Two", 2, 1, True), (1, "Three", 2, 0, True), (3, "One", 0, 0, False)]
    with pytest.raises(Refused):
        board.end_cluster(meeting, two)
    board.end_cluster(meeting, one)
    assert meeting.clusters.count() == 2


def test_no_cluster_is_named_after_a_private_note(network, noor):
    meeting, client = made.make_meeting(network), Client()
    client.force_login(noor)
    row = Note.objects.create(meeting=meeting, client_id=uuid4(), text="She is afraid of him", is_private=True)
    client.post(reverse("networks:note-move", args=[meeting.uuid, row.uuid]), {"cluster": "new"})
    client.post(reverse("networks:cluster-new", args=[meeting.uuid]), {"note": str(row.uuid)})
    assert set(meeting.clusters.values_list("title", flat=True)) == {"A new cluster"}
    assert "afraid" not in Client().get(reverse("networks:hall", args=[meeting.join_code])).text


def test_a_note_of_the_board_for_a_table_that_is_none_is_kept_without(network, noor):
    meeting, client = made.make_meeting(network), Client()
    client.force_login(noor)
    other = made.table_of(made.make_meeting(network))
    for number, table in enumerate(("no number", str(other.uuid))):
        told = {"client_id": str(uuid4()), "text": f"Benches {number}", "table": table}
        assert client.post(reverse("networks:board-note", args=[meeting.uuid]), told).status_code == 303
    assert list(meeting.notes.values_list("table", flat=True)) == [None, None]


def test_nobody_is_told_of_a_meeting_that_is_over_or_cancelled(network, noor):
    over = made.make_meeting(network, state="closed", closed_at=timezone.now())
    cancelled = made.make_meeting(network, state="planned")
    Series.objects.filter(pk=cancelled.series_id).update(state="cancelled")
    for meeting in (over, cancelled):
        with pytest.raises(Refused):
            act.publish_meeting(Meeting.objects.get(pk=meeting.pk))
        assert Meeting.objects.get(pk=meeting.pk).state == meeting.state


@pytest.mark.parametrize("way", ["all of it", "its date"])
def test_a_cancelled_meeting_says_so_and_asks_nobody_to_come(network, noor, way):
    meeting = made.make_meeting(network, state="published")
    assert "say that you come" in Client().get(meeting.get_absolute_url()).text
    if way == "all of it":
        actions.cancel_series(meeting.series, by=noor, note="Snow")
    else:
        (date,) = reads.next_dates(meeting.series, timezone.now())
        actions.cancel_date(meeting.series, date.original, by=noor)
    page = Client().get(meeting.get_absolute_url()).text
    assert "This meeting is cancelled." in page
    assert "say that you come" not in page
    with pytest.raises(Refused):
        act.publish_meeting(Meeting.objects.get(pk=meeting.pk))


def test_a_moved_meeting_is_where_and_when_it_is_now_also_when_it_is_over(network, noor):
    meeting = made.make_meeting(network, state="published")
    (date,) = reads.next_dates(meeting.series, timezone.now())
    later = date.starts + timedelta(days=1, hours=1)
    actions.change_date(meeting.series, date.original, by=noor, starts=later, place_words="Dyehouse Library")
    for now in (timezone.now(), later + timedelta(days=9)):
        with time_machine.travel(now, tick=False):
            facts = coming.facts_of(meeting)
        assert (facts.starts, facts.where, facts.is_cancelled) == (later, "Dyehouse Library", False)


def test_a_note_is_put_into_a_cluster_and_out_again(network):
    meeting = made.make_meeting(network)
    note = Note.objects.create(meeting=meeting, client_id=uuid4(), text="A lamp by the gate")
    cluster = board.begin_cluster(meeting, title="Light", note=note, client_id=uuid4())
    assert Note.objects.get().cluster == cluster
    before = Meeting.objects.get().version
    board.move_note(meeting, Note.objects.get(), None)
    assert Note.objects.get().cluster is None
    assert Note.objects.get().seq == Meeting.objects.get().version == before + 1


@pytest.mark.parametrize(
    ("role", "scope", "may"),
    [
        ("hub_admin", "hub", True),
        ("network_organiser", "network", True),
        ("network_organiser", "other network", False),
        ("network_organiser", "area", True),
        ("network_organiser", "other area", False),
        ("moderator", "hub", False),
        ("council_officer", "hub", False),
        ("", "", False),
    ],
)
def test_who_may_run_it(network, role, scope, may):
    meeting = made.make_meeting(network)
    numbers = {
        "hub": 0,
        "network": network.pk,
        "other network": made.make_network("Another").pk,
        "area": network.area_id,
        "other area": make.make_area("Far away").pk,
    }
    person = make.make_person("Somebody")
    if role:
        make.give_role(person, role, scope.split()[-1], numbers[scope])
    assert policies.may_run_meeting(person, meeting) is may
    assert Meeting.objects.run_by(person).exists() is may
    assert not policies.may_run_meeting(None, meeting)


def test_codes_are_read_as_they_are_typed():
    code = meeting_codes.table_code()
    assert meeting_codes.cleaned(meeting_codes.in_words(code).upper()) == code
    assert meeting_codes.cleaned(f" {code[:4]}-{code[4:]} ") == code
    assert [meeting_codes.cleaned(bad) for bad in ("", "abc", "lllllloooo", "x" * 40, "ab cd é")] == [""] * 5


def test_the_whole_evening_through_the_pages(network, noor, settings):
    """Plan, publish, open, write, sort, dots, next item, close: each by its form."""
    settings.SECOND_FACTOR = "required"
    client = Client()
    client.force_login(noor)
    day = timezone.localdate() + timedelta(days=5)
    told = {
        "title": "The winter meeting", "question": "What should we press for?", "day": day.isoformat(), "begins": "19:00",
        "ends": "21:00", "place_words": "St Blaise Hall", "agenda": "first", "tables": "Toilets\nLamps\n",
        "client_id": str(uuid4()),
    }  # fmt: skip
    address = reverse("networks:meeting-plan", args=[network.slug])
    assert client.post(address, told | {"day": "2001-01-01"}).status_code == 422
    assert client.post(address, told | {"ends": "19:00"}).status_code == 422
    assert client.post(address, told).status_code == 303
    meeting = Meeting.objects.get()
    at = lambda name, *more: reverse(f"networks:{name}", args=[meeting.uuid, *more])
    assert Client().get(at("meeting")).status_code == 404
    assert client.post(at("meeting-publish")).status_code == 303
    assert "19.10" in Client().get(at("meeting")).content.decode()
    assert client.post(at("meeting-step", "open")).status_code == 303
    note = {
        "client_id": str(uuid4()),
        "text": "A lamp by the gate",
        "kind": "concern",
        "table": str(made.table_of(meeting).uuid),
    }
    assert client.post(at("board-note"), note).status_code == 303
    assert client.post(at("board-note"), note).status_code == 303
    row = Note.objects.get()
    assert (row.author, row.table.number) == (noor, 1)
    assert client.post(at("note-move", row.uuid), {"cluster": "new"}).status_code == 303
    assert client.post(at("meeting-step", "dots-open")).status_code == 303
    assert client.post(at("meeting-step", "next")).status_code == 303
    board_page = client.get(at("board")).content.decode()
    assert "A lamp by the gate" in board_page
    assert "item 2 of 7" in board_page
    assert client.post(at("meeting-step", "next"), {"on": "1"}).status_code == 303  # pressed twice
    assert "item 2 of 7" in client.get(at("board")).content.decode()
    assert "A lamp by the gate" in client.get(at("projector")).content.decode()
    assert client.post(at("meeting-step", "close")).status_code == 303
    assert Meeting.objects.get().state == "closed"


def test_agenda_and_tables_are_edited(network, noor):
    client = Client()
    client.force_login(noor)
    meeting = plan(network, noor, agenda="guest")
    address = reverse("networks:meeting-edit", args=[meeting.uuid])
    from tests.support.page_forms import forms_of

    form = next(
        one
        for one in forms_of(client.get(address).content.decode(), f"http://testserver{address}")
        if one.method == "POST" and "agenda-TOTAL_FORMS" in one.fields
    )
    filled = {name: value for name, value in form.filled().items() if not name.endswith("DELETE")}
    told = filled | {"agenda-0-title": "Hello", "agenda-1-DELETE": "on", "tables-0-topic": "Benches"}
    told |= {name: "" for name in told if name.startswith(("agenda-5", "agenda-6", "tables-2", "tables-3"))}
    answer = client.post(address, told)
    assert answer.status_code == 303, answer.content.decode()[:3000]
    assert [item.title for item in meeting.items.all()][:2] == [
        "Hello",
        "Tables: what do we ask, and what do we offer?",
    ]
    assert made.table_of(meeting).topic == "Benches"


def test_a_meeting_that_was_hidden_in_the_calendar_is_hidden_here_too():
    meeting = made.make_meeting()
    address = meeting.get_absolute_url()
    assert Client().get(address).status_code == 200
    Series.objects.filter(pk=meeting.series_id).update(sight="hidden")
    versions.bump_pages()
    assert Client().get(address).status_code == 404
