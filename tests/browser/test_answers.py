"""A guest answers to a full date, waits in line, somebody leaves, and the guest has the place and the letter
that says so, on real SMTP. The organiser writes down who rings, and who was there. No account but theirs."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.letters import letter_box_on
from tests.browser.pages import fine, says
from tests.support.hub import filled, free_port, serving

pytestmark = pytest.mark.browser
SCENE = """
import json
from datetime import timedelta
from uuid import uuid4
from django.utils import timezone
from closeknit.accounts.models import Grant, Person
from closeknit.algorithms.schedule.recurrence import Recurrence
from closeknit.calendar import actions, originals
from closeknit.directory.models import Group
from tests.support.sessions import session_of
group = Group.objects.public().filter(state="active", is_sensitive=False).order_by("pk")[3]
start = (timezone.localtime() + timedelta(days=20)).replace(hour=19, minute=0, second=0, microsecond=0, tzinfo=None)
series = actions.publish_series(
    by=None, host=group, rule=Recurrence(start=start, minutes=120), title="Soup for twelve", capacity=1, most_guests=2
)
told = {"page": f"/events/{series.slug}/{originals.named(start)}/"}
for name in ("Ada", "Priya"):
    person = Person.objects.create_person(name=name, email=f"{name.lower()}.answers@loomwick.example")
    told[name] = session_of(person)
Grant.objects.create(person=person, role="group_steward", scope_kind="group", scope_id=group.pk, reason="test")
print(json.dumps(told))
"""
WREN = "wren.answers@loomwick.example"


@pytest.fixture(scope="module")
def letter_box():
    with letter_box_on(free_port()) as box:
        yield box


@pytest.fixture(scope="module")
def hub(letter_box):
    """A hub of its own, whose letters go to the box."""
    with filled(0, CLOSEKNIT_MAIL_URL=letter_box.address) as loomwick, serving(loomwick) as served:
        yield served


@pytest.fixture(scope="module")
def scene(hub):
    return hub.told(SCENE)


@pytest.fixture
def as_(visit_as, scene):
    def as_(name="", **look):
        return visit_as(scene[name] if name else "", scene["page"], **look)

    return as_


def link_in(letter):
    return re.search(r"http://[^\s]+(/answers/[^\s]+/)", letter)[1]


def test_a_guest_waits_in_line_and_gets_the_place_that_somebody_leaves(as_, letter_box):
    ada = as_("Ada", width=1440)
    fine(ada)
    ada.get_by_label("Yes, I am coming").check()
    ada.get_by_role("button", name="Save my answer").click()
    says(ada, "You are coming.")
    fine(ada)

    wren = as_(javascript=False, width=390)
    says(wren, "The one place is taken.")
    wren.get_by_role("link", name="Put me on the waiting list").click()
    fine(wren)
    wren.get_by_label("Your name").fill("Wren")
    wren.get_by_role("button", name="Send me the link").click()
    expect(wren.get_by_label("Your name")).to_have_value("Wren")
    says(wren, "We need it to send you the link.")
    wren.get_by_label("Your e-mail address").fill(WREN)
    wren.get_by_role("button", name="Send me the link").click()
    says(wren, "Look into your letters")
    link = link_in(letter_box.newest(WREN))
    wren.goto(link)
    says(wren, "It does not count yet.")
    wren.get_by_label("Is there something you need").fill("A step-free way in")
    wren.get_by_role("button", name="Yes, this is my answer").click()
    says(wren, "You are first on the waiting list.")

    priya = as_("Priya", width=390)
    priya.get_by_role("link", name="See who is coming").click()
    says(priya, "Waiting for a place")
    fine(priya)

    ada.get_by_text("Change your answer").click()
    ada.get_by_label("No, I cannot come").check()
    ada.get_by_role("button", name="Save my answer").click()
    says(ada, "You said that you cannot come.")
    letter = letter_box.newest(WREN)
    assert "it is yours" in letter
    assert link_in(letter) == link
    wren.goto(link)
    says(wren, "You are coming.")
    expect(wren.get_by_label("Is there something you need")).to_have_value("A step-free way in")


def test_the_organiser_writes_down_who_rings_and_who_was_there(as_, scene):
    priya = as_("Priya", width=390)
    priya.get_by_role("link", name="See who is coming").click()
    priya.get_by_role("link", name="What one of them needs").click()
    says(priya, "A step-free way in")
    fine(priya)
    priya.go_back()
    priya.get_by_role("link", name="Add somebody who rang or wrote").click()
    fine(priya)
    priya.get_by_label("Who is it?").fill("Bea")
    priya.get_by_role("button", name="Write it down").click()
    says(priya, "Bea")
    priya.get_by_role("button", name=re.compile("Let in.*Bea")).click()
    says(priya, "2 people are coming")
    priya.get_by_role("link", name="A list to print").click()
    fine(priya)
    priya.goto(f"{scene['page']}attendance/")
    priya.get_by_label("Bea").check()
    priya.get_by_role("button", name="Save").click()
    says(priya, "1 person was there.")
    priya.get_by_label("Name").fill("Robin")
    priya.get_by_role("button", name="Add them").click()
    says(priya, "2 people were there.")
    fine(priya)
    visitor = as_(width=390)
    for name in ("Wren", "Bea", "Robin"):
        expect(visitor.locator("body")).not_to_contain_text(name)
