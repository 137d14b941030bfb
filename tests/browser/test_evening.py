"""One evening of a network, with the cast: somebody asks to hear of it, is told, comes; two tables write, one without
wifi for most of it and one that dies; all of it is on the screen, is ranked, and is published the same night."""

import datetime as dt
import os
import re
import signal
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Watch
from tests.browser.hall import Tablet
from tests.browser.letters import letter_box_on
from tests.support import chromium
from tests.support.axe import assert_accessible
from tests.support.hub import Hub, environment, fill, free_port, serving

NETWORK = "Teasel Road network"
ADA = "ada@people.teasel-road.example"
OFFLINE = ["A ramp at the side door", "The gate squeaks at night", "Benches for those who wait"]
BEFORE_IT_DIES = ["A room for homework on Tuesdays", "Somebody has forty chairs"]
FOUNDED = """
from closeknit.accounts.models import Grant, Person
from closeknit.networks.models import Network
from closeknit.places.models import Area
from tests.support.sessions import session_of
person = Person.objects.create_person(name="Noor", email="noor@people.teasel-road.example")
Person.objects.filter(pk=person.pk).update(has_second_factor=True)
network = Network.objects.create(
    name="Teasel Road network", slug="teasel-road", area=Area.objects.filter(name="Weftbridge").first()
)
Grant.objects.create(
    person=person, role="network_organiser", scope_kind="network", scope_id=network.pk, reason="evening"
)
print(session_of(person))
"""
LETTERS_LEAVE = """
import datetime as d, time_machine
with time_machine.travel(d.datetime.now(d.timezone.utc) + d.timedelta(minutes=20), tick=True):
    from closeknit.journal import outbox
    while outbox.deliver(): pass
"""

expect.set_options(timeout=30_000)


@pytest.fixture(scope="module")
def letter_box():
    with letter_box_on(free_port()) as box:
        yield box


@pytest.fixture(scope="module")
def hub(letter_box, tmp_path_factory):
    """A hub of this evening's own, with mail that arrives."""
    port, folder = free_port(), tmp_path_factory.mktemp("evening")
    own = Hub(f"http://127.0.0.1:{port}", folder, environment(folder, port, CLOSEKNIT_MAIL_URL=letter_box.address))
    fill(own, 0)
    with serving(own):
        yield own


class Evening:
    """Everyone has a browser of their own; nothing they see may fail."""

    def __init__(self, hub, browser, letters):
        self.hub, self.browser, self.letters = hub, browser, letters
        self.watch = Watch(urlsplit(hub.url).netloc)

    def context(self, **look):
        context = self.browser.new_context(base_url=self.hub.url, **look)
        context.set_default_timeout(20_000)
        self.watch.follow(context)
        return context

    def noor(self):
        context = self.context(viewport={"width": 1280, "height": 800})
        key = self.hub.run("shell", "-c", FOUNDED).stdout.split()[-1]
        context.add_cookies([{"name": "closeknit", "value": key, "url": self.hub.url}])
        return context.new_page()

    def phone(self):
        return self.context(viewport={"width": 390, "height": 844}).new_page()

    def link_to(self, who):
        return re.search(r"https?://\S+", self.letters.newest(who))[0]


@pytest.fixture
def evening(hub, browser, letter_box):
    told = Evening(hub, browser, letter_box)
    yield told
    for context in browser.contexts:
        context.close()
    assert told.watch.faults == []


@contextmanager
def tablet_that_can_die(browser, folder):
    """A browser with a folder of its own, as a tablet has."""
    context = browser.browser_type.launch_persistent_context(
        folder, executable_path=chromium.executable(), args=chromium.flags(), viewport={"width": 768, "height": 1024}
    )
    context.set_default_timeout(20_000)
    yield context
    for process in Path("/proc").glob("[0-9]*"):
        try:
            if f"--user-data-dir={folder}".encode() in (process / "cmdline").read_bytes():
                os.kill(int(process.name), signal.SIGKILL)
        except OSError:
            continue


def press(page, name):
    page.locator("main").get_by_role("button", name=name).first.click()
    page.wait_for_load_state()


def test_from_an_interest_to_what_everyone_reads(evening, hub, browser, letter_box, tmp_path):
    noor = evening.noor()

    # Ada asks to hear of it, and says by letter that it was her
    ada = evening.phone()
    ada.goto("/networks/teasel-road/")
    ada.locator("main").get_by_role("link", name="Tell me of the next meeting").first.click()
    ada.get_by_label("Your name").fill("Ada")
    ada.get_by_label("Your e-mail address").fill(ADA)
    press(ada, "Tell me of the next meeting")
    ada.goto(evening.link_to(ADA))
    ada.locator("main").get_by_role("button").first.click()

    # Noor plans an evening and publishes it, and Ada hears of it
    in_three_days = dt.datetime.now(dt.UTC).date() + dt.timedelta(days=3)
    noor.goto("/networks/teasel-road/meetings/new/")
    noor.get_by_label("What is it called?").fill("An evening about the hall")
    noor.get_by_label("What is it about, as a question?").fill("What does the hall need?")
    noor.get_by_label("On which day?").fill(in_three_days.isoformat())
    noor.get_by_label("When does it begin?").fill("19:00")
    noor.get_by_label("When does it end?").fill("21:00")
    noor.get_by_label("Where, in words").fill("The hall on Teasel Road")
    noor.get_by_label("First network meeting").check()
    noor.get_by_label("Topics of the tables").fill("Getting in\nWhat happens there")
    press(noor, "Plan it")
    meeting = urlsplit(noor.url).path
    assert_accessible(noor)
    assert ada.goto(meeting).status == 404
    press(noor, "Publish it")
    assert "An evening about the hall" in letter_box.newest(ADA)
    assert ada.goto(meeting).status == 200

    # The evening: the screen, two tables, and telephones
    press(noor, "Open the meeting")
    noor.goto(f"{meeting}sheets/")
    sheets = noor.locator("main").inner_text()
    (join,) = set(re.findall(r"(?<=type\n)([a-z2-9]{4} [a-z2-9]{4})\b(?! ?[a-z2-9])", sheets))
    _desk, one, two = (code.replace(" ", "") for code in re.findall(r"\b[a-z2-9]{5} [a-z2-9]{5}(?=\n)", sheets)[:3])
    screen = evening.context(viewport={"width": 1920, "height": 1080}).new_page()
    screen.context.add_cookies(noor.context.cookies())
    screen.goto(f"{meeting}screen/")
    assert_accessible(screen)

    sam = evening.phone()
    sam.goto(f"/hall/{join.replace(' ', '')}/")
    sam.get_by_label("Your name").fill("Sam")
    sam.get_by_label("For which group?").fill("Teasel Road Bakers")
    sam.get_by_label("You may name me").check()
    assert_accessible(sam)
    press(sam, "I am here")
    expect(screen.get_by_text("1 in the room")).to_be_visible()

    first = Tablet.on(evening.context(viewport={"width": 768, "height": 1024}), hub.url, one)
    first.write("The door is too heavy", name="Tom")
    first.all_is_sent()
    first.is_kept_for_later()
    first.wifi(False)
    for text in OFFLINE:
        first.write(text)

    with tablet_that_can_die(browser, tmp_path / "tablet") as context:
        second = Tablet.on(context, hub.url, two)
        second.write("Tea after the choir", name="Priya")
        second.all_is_sent()
        second.wifi(False)
        for text in BEFORE_IT_DIES:
            second.write(text)
    noor.goto(f"{meeting}board/")
    expect(noor.get_by_text("Tea after the choir").first).to_be_visible()
    expect(noor.get_by_text(BEFORE_IT_DIES[0])).to_have_count(0)
    with tablet_that_can_die(browser, tmp_path / "tablet") as context:
        second = Tablet.on(context, hub.url, two)
        second.all_is_sent()
        for text in BEFORE_IT_DIES:
            expect(noor.get_by_text(text).first).to_be_visible()  # by itself, without a look anew

        first.wifi(True)
        first.send_now()
        first.all_is_sent()
    for text in OFFLINE:
        expect(noor.get_by_text(text).first).to_be_visible()
    assert_accessible(noor)

    # What belongs together is put together, and ranked by dots and hands
    for cluster, text in (("The way in", OFFLINE[0]), ("Things to sit on", BEFORE_IT_DIES[1])):
        noor.get_by_label("A new cluster").fill(cluster)
        press(noor, "Begin it")
        note = noor.locator("article.note", has_text=text).first
        note.get_by_label("Put this note into").select_option(label=cluster)
        if note.get_by_role("button", name="Put there").is_visible():
            note.get_by_role("button", name="Put there").click()
        expect(noor.locator("section.heap", has_text=cluster).get_by_text(text).first).to_be_visible()
    press(noor, "Open the dots")
    sam.get_by_role("button", name=re.compile("Place a dot ?: The way in")).click()
    expect(noor.locator("section.heap", has_text="The way in").get_by_text("1 dot").first).to_be_attached()
    expect(screen.get_by_text("The way in").first).to_be_visible()
    press(noor, "Close the dots")
    press(noor, "Close the meeting")

    # The same night: drafted, looked through, published, and in the post
    noor.goto(f"{meeting}after/")
    assert_accessible(noor)
    press(noor, "Write these down as what matters")
    press(noor, "Draft the minutes")
    noor.goto(f"{meeting}minutes/")
    minutes = noor.locator("main").inner_text()
    assert all(text in minutes for text in (*OFFLINE, *BEFORE_IT_DIES, "The door is too heavy"))
    assert ada.goto(f"{meeting}output/").status == 404
    press(noor, "I have looked it through")
    press(noor, "Publish it, and send the letters")
    hub.run("shell", "-c", LETTERS_LEAVE)
    letter = letter_box.newest(ADA)
    assert "The way in" in letter

    assert ada.goto(f"{meeting}output/").status == 200
    said = ada.locator("main").inner_text()
    assert all(text in said for text in (*OFFLINE, *BEFORE_IT_DIES))
    assert "Teasel Road Bakers" in said
    assert_accessible(ada)
    paper = ada.request.get(f"{meeting}output.pdf")
    assert paper.status == 200
    assert paper.body().startswith(b"%PDF-")
    ada.goto("/networks/teasel-road/")
    expect(ada.get_by_text("The way in").first).to_be_visible()
