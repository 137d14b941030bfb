"""Ada asks, Lee answers and promises, moves the day, keeps it, and Ada says whether it answered her. A visitor
asks without an account. With JavaScript and without; each page usable by all."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from tests.browser.pages import fine, says

pytestmark = pytest.mark.browser
PEOPLE = """
import json
from uuid import uuid4
from closeknit.accounts.models import Grant, Person
from closeknit.commitments import actions, letters
from closeknit.directory.models import Group
from tests.support.sessions import session_of
group = Group.objects.public().filter(state="active", is_sensitive=False).order_by("-pk")[5]
told = {"about": f"directory.group:{group.uuid}"}
for name, role in (("Asker", ""), ("Officer", "council_officer"), ("Reader", "")):
    person = Person.objects.create_person(name=name, email=f"{name.lower()}.promises@loomwick.example")
    if role:
        Person.objects.filter(pk=person.pk).update(has_second_factor=True)
        Grant.objects.create(person=person, role=role, reason="test")
    told[name] = session_of(person)
    if role:
        guest = {"guest_name": "Wren", "guest_email": "wren.promises@loomwick.example"}
        ask = actions.ask(about=group, text="A lamp by the gate", to="council", client_id=uuid4(), **guest)
        told["letter"] = letters.guest_address(ask)
        made = actions.undertake(text="We paint the gate", by=person, from_=group, client_id=uuid4())
        offer = actions.offer_to(made, email="x@loomwick.example", by=person, why="I move.", client_id=uuid4())
        told["offer"] = letters.offer_address(offer)
print(json.dumps(told))
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
def cast(hub):
    return hub.told(PEOPLE)


@pytest.fixture
def as_(visit_as, cast):
    def as_(name, path, **look):
        return visit_as(cast[name] if name else "", path, **look)

    return as_


def takes(page, words, **filled):
    """Press the button of a step, fill its form in, send it."""
    page.get_by_role("link", name=words, exact=True).click()
    fine(page)
    for label, value in filled.items():
        page.get_by_label(label.replace("_", " "), exact=False).first.fill(value)
    page.get_by_role("button", name=words, exact=True).click()


@LOOKS
def test_from_the_ask_to_the_verdict(as_, cast, look):
    wish = f"A ramp at the side door, please ({look})"
    page = as_("Asker", f"/asks/new/?about={cast['about']}", **look)
    fine(page)
    page.get_by_role("button", name="Ask", exact=True).click()
    fine(page)
    page.get_by_label("What do you ask for?").fill(wish)
    page.get_by_role("button", name="Ask", exact=True).click()
    says(page, "It is asked")
    address = page.url
    fine(page)

    page = as_("Officer", "/manage/promises/", **look)
    says(page, wish)
    fine(page)
    page.goto(address)
    fine(page)
    takes(page, "Say that you have it")
    takes(page, "Answer", Your_answer="You are right.")
    says(page, "You are right.")
    page.get_by_role("link", name="Promise something").click()
    fine(page)
    page.get_by_label("What will be done?").fill("A ramp by spring")
    page.get_by_label("By which day?").fill(f"{timezone.localdate() + timedelta(days=40):%Y-%m-%d}")
    page.get_by_role("button", name="Promise it").click()
    says(page, "Still to come")
    fine(page)
    takes(
        page, "Change it, or its day", By_which_day=f"{timezone.localdate() + timedelta(days=60):%Y-%m-%d}", Why="Rain."
    )
    says(page, "changed once")
    takes(page, "It is done", What_was_done="It stands.")
    says(page, "Kept")
    fine(page)

    page = as_("Asker", address, **look)
    takes_a_verdict(page)
    says(page, "It answered me in part")
    fine(page)
    page.goto("/my/promises/")
    says(page, wish)
    fine(page)


def takes_a_verdict(page):
    page.get_by_role("link", name="Say whether it answered you").click()
    fine(page)
    page.get_by_label("In part").check()
    page.get_by_role("button", name="Say whether it answered you").click()


def test_a_visitor_confirms_by_the_letter(as_, cast):
    page = as_("", f"/asks/new/?about={cast['about']}", width=390)
    fine(page)
    says(page, "You need no account.")
    page.goto("/asks/sent/")
    fine(page)
    page.goto(cast["letter"])
    fine(page)
    page.get_by_role("button", name="Yes, I ask this").click()
    says(page, "Thank you. It is asked now.")
    fine(page)


def test_somebody_takes_a_promise_over_by_the_letter(as_, cast):
    page = as_("Reader", cast["offer"], width=390)
    says(page, "I move.")
    fine(page)
    page.get_by_role("button", name="Yes, I take it over").click()
    says(page, "It is yours now.")
    fine(page)


@pytest.mark.parametrize("path", ["/promises/?state=past&who=", "/asks/?state=answered"])
def test_a_narrowed_list_in_each_light(as_, path):
    for look in ({"width": 320}, {"width": 1440, "dark": True}):
        page = as_("", path, **look)
        expect(page.locator("main .rows > li").first).to_be_visible()
        fine(page)
