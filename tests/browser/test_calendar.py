"""A steward puts a series in the calendar, sees the next dates while typing, moves one and cancels another; a
visitor finds each at its old address. With JavaScript and without; each page usable by all."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from tests.browser.pages import fine, says

pytestmark = pytest.mark.browser
PEOPLE = """
import json
from closeknit.accounts.models import Grant, Person
from closeknit.directory.models import Group
from tests.support.sessions import session_of
group = Group.objects.public().filter(state="active", is_sensitive=False).order_by("-pk")[7]
person = Person.objects.create_person(name="Steward", email="steward.calendar@loomwick.example")
Grant.objects.create(person=person, role="group_steward", scope_kind="group", scope_id=group.pk, reason="test")
print(json.dumps({"group": group.get_absolute_url(), "key": session_of(person)}))
"""
LOOKS = pytest.mark.parametrize(
    "look",
    [
        {"width": 390},
        {"width": 390, "javascript": False},
        pytest.param({"width": 1440, "dark": True}, marks=pytest.mark.deep),
    ],
    ids=["phone", "without scripts", "desktop in the dark"],
)


@pytest.fixture(scope="module")
def steward(hub):
    return hub.told(PEOPLE)


def presses(page, words):
    page.get_by_role("button", name=words, exact=True).click()


def goes_to(page, words):
    page.get_by_role("link", name=words, exact=True).first.click()
    fine(page)


@LOOKS
def test_from_the_first_line_to_a_moved_and_a_cancelled_date(visit_as, steward, look):
    page = visit_as(steward["key"], steward["group"], **look)
    goes_to(page, "Put something in the calendar")
    publishes(page)
    fine(page)
    series = page.url

    page.locator(".event-title a").nth(1).click()
    fine(page)
    moved = page.url
    goes_to(page, "Move or change this date")
    other = timezone.localdate() + timedelta(days=20)
    page.get_by_label("Which day?").fill(f"{other:%Y-%m-%d}")
    page.get_by_label("Why?").fill("The hall is let.")
    presses(page, "Save")
    says(page, "This date was moved.")
    fine(page)

    page.goto(series)
    page.locator(".event-title a").first.click()
    cancelled = page.url
    goes_to(page, "Cancel this date")
    page.get_by_label("Why?").fill("Too much snow.")
    presses(page, "Cancel this date")
    says(page, "This date is cancelled.")

    visitor = visit_as("", moved, **look)
    says(visitor, "The hall is let.")
    fine(visitor)
    visitor.goto(cancelled)
    says(visitor, "Too much snow.")
    fine(visitor)
    visitor.goto("/whats-on/")
    says(visitor, "Too much snow.")
    fine(visitor)

    page.goto(series)
    goes_to(page, "Cancel it")
    presses(page, "Cancel this event")
    says(page, "This event is cancelled.")


def publishes(page):
    """Every week on the day that it is, from now on; the dates are shown before anything is saved."""
    today = timezone.localdate()
    page.get_by_label("What is it called?").fill("Mending together")
    presses(page, "Put it in the calendar")
    says(page, "Tick at least one day.")
    fine(page)
    assert page.get_by_label("What is it called?").input_value() == "Mending together"
    page.locator("#id_weekdays").get_by_label(f"{today:%A}").check()
    page.get_by_label("From what time?").fill("23:30")
    page.get_by_label("Until what time?").fill("23:45")
    if not page.has_scripts:
        presses(page, "Show me the next dates")
    else:
        page.get_by_label("Until what time?").blur()
    expect(page.locator("#preview li")).to_have_count(6)
    expect(page.locator("#preview")).to_contain_text("23:30 to 23:45")
    fine(page)
    presses(page, "Put it in the calendar")
    says(page, "It is in the calendar.")


@pytest.mark.parametrize("path", ["/whats-on/", "/whats-on/week/", "/whats-on/map/", "/whats-on/leaflet/"])
def test_what_is_on_can_be_used_by_all(visit, path):
    page = visit(path, width=390)
    fine(page)
