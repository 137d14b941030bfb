"""A resident without an account wants to hear of a network, confirms it, hears of the next meeting on real SMTP, and
stops it with one click. Its organiser types in a sheet, asks groups to join, and writes to all who belong."""

import re

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from tests.browser.letters import letter_box_on
from tests.browser.pages import fine, says
from tests.support.hub import filled, free_port, serving

pytestmark = pytest.mark.browser
SCENE = """
import json
from closeknit.accounts.models import Grant, Person
from closeknit.networks.models import Network
from tests.support.sessions import session_of
network = Network.objects.get(slug="weftbridge-local-area-network")
person = Person.objects.create_person(name="Olive", email="olive.networks@loomwick.example")
Grant.objects.create(
    person=person, role="network_organiser", scope_kind="network", scope_id=network.pk, reason="test"
)
print(json.dumps({"session": session_of(person), "page": network.get_absolute_url()}))
"""
MEETING = """
from datetime import timedelta
from django.utils import timezone
from closeknit.algorithms.schedule.recurrence import Recurrence
from closeknit.calendar import actions
from closeknit.networks.actions import tell_interested
from closeknit.networks.models import Network
network = Network.objects.get(slug="weftbridge-local-area-network")
start = (timezone.localtime() + timedelta(days=9)).replace(hour=18, minute=30, second=0, microsecond=0, tzinfo=None)
series = actions.publish_series(
    by=None, host=network, rule=Recurrence(start=start, minutes=120), title="Soup and what matters"
)
for again in range(2):
    print(tell_interested(network, series))
"""
WREN = "wren.networks@loomwick.example"


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
    def as_(path, *, organiser=False, **look):
        return visit_as(scene["session"] if organiser else "", path, **look)

    return as_


def link_in(letter, name):
    return re.search(rf"http://[^\s/]+(/networks/{name}/[^\s]+/)", letter)[1]


@pytest.mark.parametrize("look", [{"javascript": False}, {}], ids=["without scripts", "with"])
def test_a_resident_hears_of_the_next_meeting_without_an_account(as_, hub, letter_box, look):
    address = WREN.replace("wren", "wren" if look else "fern")
    page = as_("/networks/", width=390, **look)
    fine(page)
    page.get_by_role("link", name="Weftbridge local area network").click()
    fine(page)
    page.get_by_role("link", name="Tell me of the next meeting").first.click()
    fine(page)
    page.get_by_label("Your name").fill("Wren")
    page.get_by_role("button", name="Tell me of the next meeting").click()
    says(page, "We need it to write to you.")
    expect(page.get_by_label("Your name")).to_have_value("Wren")
    page.get_by_label("Your e-mail address").fill(address)
    page.get_by_role("button", name="Tell me of the next meeting").click()
    says(page, "We have sent you a letter.")
    fine(page)
    own = link_in(letter_box.newest(address), "interest")
    page.goto(own)
    fine(page)
    page.get_by_role("button", name="Yes, tell me").click()
    says(page, "You hear of each meeting until")

    first, second = hub.run("shell", "-c", MEETING).stdout.split()[-2:]
    assert (int(first) >= 1, second) == (True, "0")
    told = letter_box.newest(address)
    assert "Soup and what matters" in told
    assert not [letter for letter in letter_box.box.letters if letter["To"] == address]
    page.goto(link_in(told, "stop"))
    fine(page)
    page.get_by_role("button", name="Stop them").click()
    says(page, "writes to you no more")
    page.goto(own)
    says(page, "We do not write to you about this network.")
    fine(page)


def test_the_organiser_types_in_a_sheet_asks_groups_and_writes(as_, scene, letter_box):
    page = as_(scene["page"], organiser=True, width=1440)
    fine(page)
    page.get_by_role("link", name="Type in a sheet").click()
    fine(page)
    page.get_by_label("On which day did they agree?").fill(f"{timezone.localdate():%Y-%m-%d}")
    page.get_by_label("How did they agree?").fill("ticked the sheet at the market")
    first = page.get_by_role("group", name="Line 1", exact=True)
    first.get_by_label("Name").fill("Moss")
    page.get_by_role("button", name="Save these lines").click()
    says(page, "Say how they are reached")
    fine(page)
    first.get_by_label("E-mail").fill("moss.networks@loomwick.example")
    page.get_by_role("button", name="Save these lines").click()
    expect(page.locator("body")).to_contain_text("1 new person")

    page.goto(scene["page"])
    for words in (
        "Who wants to hear",
        "To ring or to write to",
        "People",
        "Change the page",
        "Write down what matters",
    ):
        page.get_by_role("link", name=words, exact=True).click()
        fine(page)
        page.goto(scene["page"])
    page.get_by_role("link", name="Invite groups").click()
    fine(page)
    page.get_by_label("Why should they come?").fill("We eat soup, and decide.")
    page.locator("main input[type=checkbox]").first.check()
    page.get_by_role("button", name="Ask these groups").click()
    says(page, "none yet")
    fine(page)

    page.goto(scene["page"])
    page.get_by_role("link", name="Letters", exact=True).click()
    fine(page)
    page.get_by_role("link", name="Write a letter").click()
    fine(page)
    page.get_by_label("What is it about?").fill("Bring a bowl")
    page.get_by_label("Your letter").fill("We eat at six.")
    page.get_by_role("button", name="Look who gets it").click()
    says(page, "Moss")
    fine(page)
    page.get_by_role("button", name="Send it to me alone").click()
    assert "We eat at six." in letter_box.newest("olive.networks@loomwick.example")
    page.get_by_role("button", name=re.compile("^Send it to .* reader")).click()
    says(page, "have not left yet")
    page.get_by_role("button", name="Stop it").click()
    says(page, "The rest was held back.")
    fine(page)


def test_what_everybody_reads(as_, scene):
    for path in (
        scene["page"],
        f"{scene['page']}members/",
        f"{scene['page']}priorities/",
        f"{scene['page']}interest/sheet/",
    ):
        for width in (390, 1440):
            fine(as_(path, width=width))
