"""A steward puts a series in the calendar, sees the next dates while typing, moves one and cancels another; a
visitor finds each at its old address. With JavaScript and without; each page usable by all."""

import json
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from tests.support.axe import assert_accessible

pytestmark = pytest.mark.browser
PEOPLE = """
import importlib, json
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from closeknit.accounts.models import Grant, Person
from closeknit.directory.models import Group
store = importlib.import_module(settings.SESSION_ENGINE).SessionStore
group = Group.objects.public().filter(state="active", is_sensitive=False).order_by("-pk")[7]
person = Person.objects.create_person(name="Steward", email="steward.calendar@loomwick.example")
Grant.objects.create(person=person, role="group_steward", scope_kind="group", scope_id=group.pk, reason="test")
session = store()
session[SESSION_KEY] = str(person.pk)
session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
session[HASH_SESSION_KEY] = person.get_session_auth_hash()
session.save()
print(json.dumps({"group": group.get_absolute_url(), "key": session.session_key}))
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
    return json.loads(hub.run("shell", "-c", PEOPLE).stdout.strip().splitlines()[-1])


def fine(page):
    """axe is a script itself, and never ends where scripts are off."""
    page.wait_for_load_state("networkidle")
    if page.has_scripts:
        assert_accessible(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"]


def says(page, words):
    expect(page.locator("main")).to_contain_text(words)


def presses(page, words):
    page.get_by_role("button", name=words, exact=True).click()


def goes_to(page, words):
    page.get_by_role("link", name=words, exact=True).first.click()
    fine(page)


@LOOKS
def test_from_the_first_line_to_a_moved_and_a_cancelled_date(visit, hub, steward, look):
    page = visit("/offline/", **look)
    page.has_scripts = look.get("javascript", True)
    page.context.add_cookies([{"name": "closeknit", "value": steward["key"], "url": hub.url}])
    page.goto(steward["group"])
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

    visitor = visit(moved, **look)
    visitor.has_scripts = page.has_scripts
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
    page.has_scripts = True
    fine(page)
