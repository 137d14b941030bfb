"""Priya connects her group's own calendar: a wrong address is said, what was read is looked at, believed, doubted,
left and taken back. Ada makes a calendar of her own. With JavaScript and without; each page usable by all."""

from itertools import count

import pytest
from playwright.sync_api import expect

from tests.browser import pages
from tests.browser.pages import says
from tests.support.feed_things import calendar, event

pytestmark = pytest.mark.browser
NUMBERS = count(11)  # each test has a group of its own
SCENE = """
import json
from django.utils import timezone
from closeknit.accounts.models import Grant, Person
from closeknit.algorithms.ics.reading import read
from closeknit.calendar.feeds.rows import Found, keep_reading
from closeknit.calendar.models import Feed
from closeknit.directory.models import Group
from tests.support.sessions import session_of
group = Group.objects.public().filter(state="active", is_sensitive=False).order_by("-pk")[{number}]
told = {{"group": group.get_absolute_url()}}
for name in ("Ada", "Priya"):
    email = f"{{name.lower()}}.feeds{number}@loomwick.example"
    person = Person.objects.create_person(name=name, email=email)
    told[name] = session_of(person)
Grant.objects.create(person=person, role="group_steward", scope_kind="group", scope_id=group.pk, reason="test")
now = timezone.now()
found = read({calendar!r}, zone=timezone.get_current_timezone(), now=now)
feed = Feed.objects.create(group=group, by=person, address="https://calendar.example/weavers.ics", name=found.name)
keep_reading(feed, feed.address, Found(found, {{}}, None))
print(json.dumps({{**told, "feed": feed.get_absolute_url(), "uuid": str(feed.uuid)}}))
"""
WEEKLY = event("choir", "20260303T190000", "RRULE:FREQ=WEEKLY;BYDAY=TU", title="Weavers’ choir")
CALENDAR = calendar(WEEKLY, event("dentist", "20300404T090000", "CLASS:PRIVATE"), name="Weavers")
EMPTY = """
from django.utils import timezone
from closeknit.algorithms.ics.feed import Calendar
from closeknit.calendar.actions.feeds_refreshing import take_in
from closeknit.calendar.feeds.fetching import Answer
from closeknit.calendar.models import Feed
take_in(Feed.objects.get(uuid="{uuid}"), Answer(Calendar()), timezone.now())
"""


@pytest.fixture
def scene(hub):
    number = next(NUMBERS)
    return hub.told(SCENE.format(number=number, calendar=CALENDAR))


@pytest.fixture
def as_(visit_as, scene):
    def as_(name, path, **look):
        return visit_as(scene[name], path, **look)

    return as_


def fine(page, *words):
    """Each page says what it should, and is as pages are to be."""
    for one in words:
        says(page, one)
    pages.fine(page)


@pytest.mark.parametrize(
    "look", [{"width": 390}, {"width": 390, "javascript": False}], ids=["phone", "without scripts"]
)
def test_a_calendar_is_connected_doubted_and_left(hub, scene, as_, look):
    page = as_("Priya", scene["group"], **look)
    page.get_by_role("link", name="Connect your calendar").click()
    page.get_by_label("Address of the calendar").fill("http://127.0.0.1/choir.ics")
    page.get_by_role("button", name="Look at it").click()
    fine(page, "not the address of a public web page")
    expect(page.get_by_label("Address of the calendar")).to_have_value("http://127.0.0.1/choir.ics")

    page.goto(scene["feed"])
    fine(page, "Nothing is published yet", "Weavers’ choir", "Tuesdays, 19.00 to 21.00", "1 event is marked as private")
    page.get_by_role("button", name="Yes, connect it").click()
    fine(page, "All is well", "1 event comes from this calendar")
    page.goto(scene["group"])
    fine(page, "Weavers’ choir", "Your own calendar")

    hub.run("shell", "-c", EMPTY.format(uuid=scene["uuid"]))
    page.goto(scene["feed"])
    fine(page, "The calendar is empty. We keep the events we had.", "No longer in the calendar")
    page.get_by_role("button", name="No, keep ours").click()
    fine(page, "We keep the events we had")

    page.get_by_role("link", name="Disconnect").click()
    page.get_by_label("They leave the calendar.").check()
    fine(page)
    page.get_by_role("button", name="Disconnect it").click()
    fine(page, "Its events left the calendar")
    page.get_by_role("button", name="Connect it again").click()
    fine(page, "1 event comes from this calendar")


@pytest.mark.parametrize(
    "look", [{"width": 390}, {"width": 1440, "javascript": False}], ids=["phone", "without scripts"]
)
def test_a_calendar_of_my_own(as_, look):
    page = as_("Ada", "/my/calendar/", **look)
    fine(page, "an address that nobody can guess")
    page.get_by_role("button", name="Make my calendar").click()
    fine(page, "These addresses are secret", "/calendar/mine/")
    page.get_by_role("button", name="Give it up").click()
    fine(page, "The address is dead")
