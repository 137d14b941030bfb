"""Priya finds her association among those we were told about, claims it by letter, asks a second
contact, hands over and leaves. The letters are real ones, sent by SMTP."""

import re
import subprocess
import time
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import ROOT
from tests.journal.mail_server import Letterbox, listening
from tests.support.axe import assert_accessible
from tests.support.hub import Hub, filled, free_port, serving

pytestmark = pytest.mark.browser
NAME = "Treadle Passage Tenants"
OFFICE = "office@treadle.example"  # the association's own address
PATIENCE = 90  # seconds until a letter is there, on a busy machine
CAST = ("priya", "noah", "tom")
BRING_PEOPLE = """
import django; django.setup()
from closeknit.accounts.models import Person
for name in {cast!r}:
    Person.objects.create_person(name=name.title(), email=name + "@people.example")
"""


@pytest.fixture(scope="module")
def mail_port() -> int:
    return free_port()


@pytest.fixture(scope="module")
def box(mail_port: int) -> Iterator[Letterbox]:
    with listening(Letterbox(), mail_port) as letterbox:
        yield letterbox


@pytest.fixture(scope="module")
def hub(box: Letterbox, mail_port: int) -> Iterator[Hub]:
    """A hub of its own, whose letters go to ``box``."""
    subprocess.run(["make", "--silent", ".make/static"], cwd=ROOT, check=True)
    with filled(
        0, CLOSEKNIT_SECOND_FACTOR="off", CLOSEKNIT_MAIL_URL=f"smtp://127.0.0.1:{mail_port}?tls=no"
    ) as loomwick:
        code = BRING_PEOPLE.format(cast=CAST)
        environment = {**loomwick.environment, "DJANGO_SETTINGS_MODULE": "closeknit.config.settings"}
        subprocess.run([ROOT / ".venv/bin/python", "-c", code], env=environment, check=True)
        with serving(loomwick) as served:
            yield served


@pytest.fixture
def link_to(box: Letterbox, hub: Hub) -> Callable[..., str]:
    """The link in the newest letter to an address whose path begins so; waits until it is there."""

    def find(email: str, beginning: str) -> str:
        end = time.monotonic() + PATIENCE
        wanted = re.compile(rf"{re.escape(hub.url)}({re.escape(beginning)}[\w:.-]+/)")
        while time.monotonic() < end:
            for letter in reversed(box.letters):
                words = letter.get_body(("plain",)).get_content() if letter["To"] == email else ""
                if found := wanted.search(words):
                    return found[1]
            time.sleep(0.5)
        raise AssertionError(f"no letter to {email} with a link to {beginning}")

    return find


@pytest.fixture
def signed_in(visit: Callable[..., Page], link_to: Callable[..., str]) -> Callable[..., Page]:
    """A tab in which this one of the cast is signed in, by the link of a letter."""

    def sign_in(name: str, path: str, **more: object) -> Page:
        page = visit(f"/sign-in/?next={path}", **more)
        email = f"{name}@people.example"
        page.get_by_label("E-mail address").fill(email)
        page.get_by_role("button", name="Send me a code").click()
        page.goto(link_to(email, "/sign-in/link/"))
        page.get_by_role("button", name="Sign in on this device").click()
        page.goto(path)
        return page

    return sign_in


def fill_in(page: Page, **answers: str) -> None:
    page.get_by_label("What is the group called?").fill(NAME)
    page.get_by_label("What does it do?").fill("We look after the passage and each other.")
    page.get_by_label("Where is it?").fill("Bobbin Green")
    for label, answer in answers.items():
        page.get_by_label(label.replace("_", " ")).fill(answer)


def test_from_a_hint_to_a_page_that_is_looked_after_and_handed_on(visit, signed_in, link_to):
    # Sam, without an account and without scripts, tells us about the association.
    sam = visit("/groups/tell/", javascript=False, width=390)
    fill_in(sam, How_can_we_reach_them=OFFICE)
    sam.get_by_role("button", name="Tell us").click()
    expect(sam.locator("h1")).to_have_text("Thank you for telling us")

    # Priya wants to add it, is led to it, and asks to look after it.
    priya = signed_in("priya", "/groups/add/")
    fill_in(priya, How_can_people_reach_it="tenants@treadle.example")
    priya.get_by_role("button", name="Add the group").click()
    mine = priya.get_by_role("link", name="It is mine: look after it")
    expect(mine).to_be_visible()
    assert_accessible(priya)
    mine.click()
    priya.get_by_label("What do you do in the group?").fill("I am the secretary.")
    priya.get_by_role("button", name="Ask to look after it").click()
    expect(priya.locator("main")).to_contain_text("You have asked.")
    assert OFFICE not in priya.content()

    # The letter lies in the association's own box. Tom, who got hold of it, can do nothing with it.
    link = link_to(OFFICE, "/claims/")
    tom = signed_in("tom", link)
    expect(tom.get_by_role("button", name="Yes, I look after this page")).to_have_count(0)
    priya.goto(link)
    yes = priya.get_by_role("button", name="Yes, I look after this page")
    expect(yes).to_be_visible()
    assert_accessible(priya)
    yes.click()
    expect(priya.locator("h1")).to_have_text(f"Who looks after {NAME}")
    expect(priya.locator("main")).to_contain_text("One more would be good")
    stewards = priya.url
    own = f"/groups/{stewards.split('/')[-3]}/"
    assert visit("/").goto(own).status == 404  # whoever told us may have named their own letter box
    priya.goto(own)
    expect(priya.locator("main")).to_contain_text("Not shown yet")
    priya.goto(stewards)

    # She asks Noah to take over; he says yes, and she has left.
    assert_accessible(priya)
    priya.get_by_label("Their e-mail address").fill("noah@people.example")
    priya.get_by_label("Take over from me: when they say yes, I leave").check()
    priya.get_by_role("button", name="Send the letter").click()
    expect(priya.locator("main")).to_contain_text("asked to take over")
    noah = signed_in("noah", link_to("noah@people.example", "/invitations/"), width=390)
    agree = noah.get_by_role("button", name="Yes, I look after it")
    expect(agree).to_be_visible()
    assert_accessible(noah)
    agree.click()
    expect(noah.locator("main")).to_contain_text("(you)")
    expect(noah.locator("main")).not_to_contain_text("Priya")
    assert priya.goto(stewards).status == 404  # still a draft, and no longer hers
