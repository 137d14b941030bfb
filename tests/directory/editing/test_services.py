"""What a group runs: a week grid in, plain words and real dates out."""

from datetime import time
from uuid import uuid4

import pytest
import time_machine

from closeknit.directory.editing import timetable
from closeknit.directory.editing.portrait import portrait
from closeknit.directory.models import Revision, Schedule, Service, Venue
from tests.support import factories as make

pytestmark = pytest.mark.django_db
TUESDAYS = {"line0_often": "weekly", "line0_days": ["TU"], "line0_opens": "10:00", "line0_closes": "13:00"}


def address(world, number):
    return f"/groups/{world.group.slug}/edit/services/{number}/"


def post(client, world, number, typed):
    page = client.get(address(world, number))
    return client.post(address(world, number), {"read": page.context["form"].read, **typed})


def own_words(client, world, number):
    """The form as it stands, as a browser would send it back."""
    initial = client.get(address(world, number)).context["form"].initial
    return {name: value for name, value in initial.items() if value not in (None, False)}


def test_one_is_added_once_however_often_it_is_sent(as_priya, world):
    new = as_priya.get(f"/groups/{world.group.slug}/edit/services/new/")
    number = new["Location"].rstrip("/").rpartition("/")[2]
    typed = {"name": "Repair café", **TUESDAYS, "venue_name": "Bobbin Hall", "cost_kind": "free", "access": "step_free"}
    assert [post(as_priya, world, number, typed).status_code for _twice in range(2)] == [303, 303]
    service = Service.objects.get(uuid=number)
    assert (service.group, service.venue.name, service.access) == (world.group, "Bobbin Hall", ["step_free"])
    schedule = service.schedules.get()
    assert (schedule.freq, schedule.byday, str(schedule.opens_at)) == ("WEEKLY", "TU", "10:00:00")
    assert Venue.objects.filter(name="Bobbin Hall").count() == 1
    assert Revision.objects.count() == 1
    assert "Bobbin Hall" in as_priya.get(f"/groups/{world.group.slug}/").content.decode()


def test_what_is_sent_back_untouched_changes_nothing(as_priya, world):
    Schedule.objects.create(service=world.service, freq="MONTHLY", byday="1SU,3SU")
    Schedule.objects.create(service=world.service, freq="MONTHLY", interval=3, byday="2MO")
    before = portrait(world.group)[f"service:{world.service.uuid}"]
    answer = post(as_priya, world, world.service.uuid, own_words(as_priya, world, world.service.uuid))
    assert answer.status_code == 303
    after = portrait(world.group)[f"service:{world.service.uuid}"]
    days = sorted(line["byday"] for line in after["schedules"])
    assert days == ["1SU", "2MO", "3SU", "TH"]
    assert {**after, "schedules": None} == {**before, "schedules": None}


@pytest.fixture
def _on_a_saturday():
    """Before Priya is given her role, so that she has it then."""
    with time_machine.travel("2026-11-21 12:00+00:00", tick=False):
        yield


@pytest.mark.usefixtures("_on_a_saturday")
def test_it_is_shown_in_plain_words_before_it_is_saved(as_priya, world):
    answer = post(as_priya, world, uuid4(), {"name": "Repair café", **TUESDAYS, "look": "1"})
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "Tuesdays, 10.00 to 13.00" in page
    for day in ("Tue 24 Nov", "Tue 1 Dec", "Tue 29 Dec"):
        assert day in page
    assert Service.objects.count() == 1


NO_TUESDAY = {**TUESDAYS, "line0_days": []}


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"name": "", **TUESDAYS}, "Tuesdays, 10.00 to 13.00"),
        ({"name": "Repair café"}, "No times are filled in yet."),
        ({"name": "Repair café", **NO_TUESDAY}, "Tick the days on which it happens."),
    ],
)
def test_the_answer_stands_beside_the_button_whatever_else_is_wrong(as_priya, world, typed, said):
    page = post(as_priya, world, uuid4(), {**typed, "look": "1"}).content.decode()
    beside = page.partition('formaction="#preview-place"')[2].partition("What else is there to say about when?")[0]
    assert said in beside
    assert Service.objects.count() == 1


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"name": ""}, "Give it a name."),
        ({"line0_often": "weekly"}, "Tick the days on which it happens."),
        ({"line0_days": ["MO"]}, "Say how often it happens."),
        ({"line0_often": "fortnightly", "line0_days": ["MO"]}, "Give the first day"),
        ({"line0_often": "weekly", "line0_days": ["MO"], "line0_opens": "half past"}, "This is not a time."),
        (
            {"line0_often": "weekly", "line0_days": ["MO"], "line0_opens": "19:00", "line0_closes": "18:00"},
            "It ends before it begins.",
        ),
        ({"line0_often": "nonsense", "line0_days": ["XX"]}, "Choose from the list."),
        ({"minimum_age": "12", "maximum_age": "5"}, "younger than the age it begins at"),
        ({"venue_postcode": "nowhere"}, "This is not a whole postcode."),
    ],
)
def test_what_is_wrong_is_said_and_kept(as_priya, world, typed, said):
    answer = post(as_priya, world, uuid4(), {"name": "Repair café", "summary": "Bring a toaster", **typed})
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert "Bring a toaster" in answer.content.decode()


def test_a_known_place_is_found_by_its_name(as_priya, world):
    library = Venue.objects.get()
    post(as_priya, world, uuid4(), {"name": "Second choir", "venue_name": "dyehouse library"})
    assert Service.objects.get(name="Second choir").venue == library


def test_a_confidential_place_is_its_own_and_not_told(as_priya, world, client):
    number = uuid4()
    typed = {"name": "Quiet room", "venue_name": "Dyehouse Library", "is_confidential": "on"}
    post(as_priya, world, number, typed)
    venue = Service.objects.get(uuid=number).venue
    assert venue.is_confidential
    assert Venue.objects.filter(name="Dyehouse Library").count() == 2
    assert "We tell you where when you write to us" in as_priya.get(f"/groups/{world.group.slug}/").content.decode()
    assert post(as_priya, world, number, own_words(as_priya, world, number) | {"is_confidential": "on"})
    assert Service.objects.get(uuid=number).venue == venue


def test_it_stops_and_runs_again(as_priya, world):
    page = f"/groups/{world.group.slug}/"
    stop = f"{page}edit/services/{world.service.uuid}/running/"
    assert as_priya.post(stop, {"is_running": "no"}).status_code == 303
    assert "Choir" not in as_priya.get(page).content.decode()
    assert as_priya.post(stop, {"is_running": "yes"}).status_code == 303
    assert "Choir" in as_priya.get(page).content.decode()


def test_the_services_of_others_are_out_of_reach(as_priya, world):
    theirs = make.make_service(world.other, "Bread")
    assert as_priya.get(address(world, theirs.uuid)).status_code == 404
    assert as_priya.post(address(world, theirs.uuid), {"name": "Mine now"}).status_code == 404
    assert as_priya.post(f"{address(world, theirs.uuid)}running/", {"is_running": "no"}).status_code == 404


def test_each_line_of_the_grid_comes_back_as_it_went():
    for often, _label in timetable.OFTEN[1:]:
        line = {**timetable.EMPTY, "often": often, "days": ["MO", "FR"], "opens": "09:30", "first": "2026-11-02"}
        lines, odd = timetable.lines_of([timetable.schedule_of(line)])
        assert (lines, odd) == ([line], [])


@pytest.mark.parametrize(
    ("opens", "closes", "is_right"),
    [("19:00", "21:00", True), ("21:00", "08:00", True), ("19:00", "18:00", False), ("19:00", "19:00", False)],
)
def test_what_goes_on_into_the_night_ends_in_time(opens, closes, is_right):
    assert timetable.ends_in_time(time.fromisoformat(opens), time.fromisoformat(closes)) is is_right
    assert timetable.ends_in_time(time.fromisoformat(opens), None)
