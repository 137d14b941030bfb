"""From a meeting that is over to what everybody reads: promises with a name and a day, minutes by two who write at
once, publishing, three questions. On a phone, without scripts, and on a desktop in the dark; each page usable by all."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from tests.browser.pages import fine

pytestmark = pytest.mark.browser
OVER = """
import json
from datetime import timedelta
from uuid import uuid4
from django.utils import timezone
from closeknit.accounts.models import Grant, Person
from closeknit.algorithms.schedule.recurrence import Recurrence
from closeknit.networks.actions import board, meetings as act
from closeknit.networks.models import Arrival, Dot, Network, Note
from closeknit.places.models import Area
from tests.support.sessions import session_of
made = []
for number in range(3):
    mark = uuid4().hex[:8]
    person = Person.objects.create_person(name="Olive", email=f"olive.{mark}@loomwick.example")
    Person.objects.filter(pk=person.pk).update(has_second_factor=True)
    area = Area.objects.filter(name="Weftbridge").first()
    network = Network.objects.create(name=f"Network {mark}", slug=f"over-{mark}", area=area)
    Grant.objects.create(
        person=person, role="network_organiser", scope_kind="network", scope_id=network.pk, reason="test"
    )
    starts = timezone.localtime().replace(tzinfo=None, hour=18, minute=0, second=0, microsecond=0)
    meeting = act.plan_meeting(
        network=network, by=person, rule=Recurrence(start=starts, minutes=120, zone="Europe/London"),
        details={"title": "The winter meeting", "place_words": "St Blaise Hall"}, question="What now?",
        agenda="first", tables=[act.Topic("Benches")], client_id=uuid4(),
    )
    act.publish_meeting(meeting)
    act.open_meeting(meeting, by=person)
    came = [Arrival.objects.create(meeting=meeting, client_id=uuid4(), guest_name=f"Guest {n}") for n in range(6)]
    note = Note.objects.create(
        meeting=meeting, client_id=uuid4(), kind="idea", text="Benches with arms", place_words="Dye Street",
        lat=area.lat, lng=area.lng,
    )
    Note.objects.create(meeting=meeting, client_id=uuid4(), kind="action", text="Ask the council")
    cluster = board.begin_cluster(meeting, title="Benches", note=note, client_id=uuid4())
    for one in came:
        Dot.objects.create(meeting=meeting, cluster=cluster, voter=one, client_id=uuid4())
    meeting.refresh_from_db()
    act.close_meeting(meeting, by=person)
    made.append({"meeting": str(meeting.uuid), "session": session_of(person)})
print(json.dumps(made))
"""
LOOKS = [
    pytest.param(0, {"width": 390}, id="phone"),
    pytest.param(1, {"width": 390, "javascript": False}, id="without scripts"),
    pytest.param(2, {"width": 1440, "dark": True}, id="desktop in the dark"),
]


@pytest.fixture(scope="module")
def evenings(hub):
    return hub.told(OVER)


@pytest.fixture
def tab(visit_as):
    def tab(session="", **look):
        return visit_as(session, "/offline/", **look)

    return tab


def press(page, name):
    page.get_by_role("button", name=name).first.click()
    page.wait_for_load_state()


@pytest.mark.parametrize(("number", "look"), LOOKS)
def test_from_a_meeting_that_is_over_to_what_everybody_reads(number, look, evenings, tab):
    told = evenings[number]
    olive, other, reader = tab(told["session"], **look), tab(told["session"], **look), tab(**look)
    meeting = f"/meetings/{told['meeting']}/"
    olive.goto(f"{meeting}after/")
    fine(olive)
    press(olive, "Write these down as what matters")
    expect(olive.locator("#priorities ~ form").get_by_role("link", name="Benches")).to_be_visible()

    olive.get_by_text("Somebody does it").first.click()
    olive.get_by_label("Who does it?").select_option("other")
    olive.get_by_label("Their name").fill("Fern")
    press(olive, "Write it down")
    expect(olive.locator("main")).to_contain_text("Name a day")
    olive.get_by_label("By which day?").fill((timezone.localdate() + timedelta(days=30)).isoformat())
    press(olive, "Write it down")
    expect(olive.locator("main")).to_contain_text("All such notes have been gone through")

    press(olive, "Draft the minutes")
    fine(olive)
    for page in (olive, other):
        page.goto(f"{meeting}minutes/edit/")
    olive.get_by_label("What the evening was about").fill("Soup and benches")
    press(olive, "Save")
    other.get_by_label("What happens next").fill("We meet in spring")
    press(other, "Save")
    expect(other.get_by_role("alert")).to_contain_text("Somebody else has saved")
    fine(other)
    other.get_by_label("What the evening was about").fill("Soup and benches")
    press(other, "Save")
    expect(other.locator("main")).to_contain_text("We meet in spring")

    assert reader.goto(f"{meeting}output/").status == 404
    olive.goto(f"{meeting}minutes/")
    press(olive, "I have looked it through")
    press(olive, "Publish it, and send the letters")
    fine(olive)
    reader.goto(f"{meeting}output/")
    fine(reader)
    for words in ("6 people came", "Benches with arms", "6 votes", "Fern", "Dye Street", "We meet in spring"):
        expect(reader.locator("main")).to_contain_text(words)
    paper = reader.request.get(reader.get_by_role("link", name="As two pages to print").get_attribute("href"))
    assert paper.body().startswith(b"%PDF-")

    olive.goto(f"{meeting}feedback/")
    fine(olive)
    reader.goto(olive.locator("main a[href*='/evening/']").get_attribute("href"))
    fine(reader)
    reader.get_by_label("All right").check()
    press(reader, "Send")
    expect(reader.locator("h1")).to_contain_text("Thank you")
    fine(reader)
