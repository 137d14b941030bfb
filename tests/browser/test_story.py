"""The whole story of a page, with the cast: told of, claimed, vouched for, edited, suggested to, moderated, a year later still
right, handed over; and somebody who leaves, and stays gone when a backup is brought back."""

import re
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Watch
from tests.browser.letters import letter_box_on
from tests.support.axe import assert_accessible
from tests.support.hub import Hub, environment, fill, free_port, serving

NAME = "Carder Street Residents"
SECRETARY = "secretary@carder-street.loomwick.example"
IN_A_YEAR = 366  # days

pytestmark = pytest.mark.browser
expect.set_options(timeout=30_000)


@pytest.fixture(scope="module")
def letter_box():
    with letter_box_on(free_port()) as box:
        yield box


@pytest.fixture(scope="module")
def hub(letter_box, tmp_path_factory):
    """A hub of this story's own: it is changed for good."""
    port, folder = free_port(), tmp_path_factory.mktemp("story")
    own = Hub(f"http://127.0.0.1:{port}", folder, environment(folder, port, CLOSEKNIT_MAIL_URL=letter_box.address))
    fill(own, 0)
    return own


class Stage:
    """Everyone has a browser of their own, with their own cookies."""

    def __init__(self, hub, browser, letter_box):
        self.hub, self.browser, self.letters = hub, browser, letter_box
        self.watch = Watch(urlsplit(hub.url).netloc)
        self.pages = {}

    def page_of(self, name):
        if name not in self.pages:
            context = self.browser.new_context(base_url=self.hub.url, viewport={"width": 390, "height": 844})
            context.set_default_timeout(20_000)
            self.watch.follow(context)
            self.pages[name] = context.new_page()
        return self.pages[name]

    def address(self, name):
        return address_of(name)

    def joins(self, name, to="/"):
        """The person opens an account by letter, and goes on to a page."""
        page = self.page_of(name)
        page.goto("/join/")
        self.fills_in_who_they_are(name)
        expect(page.get_by_role("link", name="My page").first).to_be_visible()
        page.goto(to)
        return page

    def fills_in_who_they_are(self, name):
        page = self.page_of(name)
        page.get_by_role("link", name="I am here for a group").click()
        page.get_by_label("Your name").fill(name)
        page.get_by_label("E-mail address").fill(self.address(name))
        page.get_by_label("I agree to the house rules").check()
        press(page, "Send me a code")
        page.get_by_label("The code from the e-mail").fill(self.letters.code(self.address(name)))
        press(page, "Go on")

    def signs_in(self, name):
        page = self.page_of(name)
        page.goto("/sign-in/")
        page.get_by_label("E-mail address").fill(self.address(name))
        press(page, "Send me a code")
        page.get_by_label("The code from the e-mail").fill(self.letters.code(self.address(name)))
        press(page, "Go on")
        expect(page.get_by_role("link", name="My page").first).to_be_visible()
        return page

    def inside(self, code, days=0):
        """Run a few lines in the hub's own program, with the clock put forward."""
        program = (
            "import datetime as d, time_machine\n"
            f"with time_machine.travel(d.datetime.now(d.timezone.utc) + d.timedelta(days={days}), tick=True):\n"
            "    import django; django.setup()\n" + "".join(f"    {line}\n" for line in code.splitlines())
        )
        settings = {"DJANGO_SETTINGS_MODULE": "closeknit.config.settings"}
        done = subprocess.run(
            [sys.executable, "-c", program],
            env=self.hub.environment | settings,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    def has_role(self, name, role):
        self.inside(
            "from closeknit.accounts.models import Person\n"
            "from closeknit.accounts.actions import grant\n"
            f"grant(person=Person.objects.get(email='{self.address(name)}'), role='{role}', by=None, reason='story')"
        )


@pytest.fixture
def stage(hub, browser, letter_box):
    told = Stage(hub, browser, letter_box)
    with serving(hub):
        yield told
    for context in browser.contexts:
        context.close()
    assert told.watch.faults == []


def address_of(name):
    return f"{name.lower()}@people.carder-street.example"


def is_in_the_database(hub, words):
    """In any field of any table."""
    with closing(sqlite3.connect(hub.folder / "closeknit.sqlite3")) as database:
        return any(words in line for line in database.iterdump())


def press(page, name):
    page.locator("main").get_by_role("button", name=name).first.click()


def follow(page, name):
    page.locator("main").get_by_role("link", name=name).first.click()


def heading(page):
    return page.get_by_role("heading", level=1)


def link_in(text, part):
    return urlsplit(re.search(rf"http://\S*{part}\S*", text)[0]).path


def test_the_story_of_a_page(stage):
    slug, letter = sam_tells_of_a_group(stage)
    priya_takes_it_up(stage, slug, letter)
    noor_vouches_for_it(stage, slug)
    priya_edits_it_and_asks_for_help(stage, slug)
    sam_suggests_a_change(stage, slug)
    tom_cannot_touch_it(stage, slug)
    max_hides_abuse_and_the_author_mends_it(stage, slug)
    a_year_passes(stage, slug)
    priya_hands_over_and_leaves(stage, slug)
    sam_goes(stage)


def test_who_is_gone_stays_gone_when_a_backup_is_brought_back(hub):
    """Runs after the story, when the hub has stopped."""
    archive = max((hub.folder / "backups").iterdir(), key=lambda file: file.stat().st_mtime)
    hub.run("restore", str(archive), "--replace")
    assert is_in_the_database(hub, address_of("Priya"))
    assert not is_in_the_database(hub, address_of("Sam"))


def sam_tells_of_a_group(stage):
    sam = stage.page_of("Sam")
    sam.goto("/groups/tell/")
    assert_accessible(sam)
    sam.get_by_label("What is the group called?").fill(NAME)
    sam.get_by_label("What does it do?").fill("Neighbours who look after Carder Street.")
    sam.get_by_label("Where is it?").fill("Heddle Hill")
    sam.get_by_label("How can we reach them?").fill(SECRETARY)
    press(sam, "Tell us")
    press(sam, "It is none of these: go on")  # there are others of a like name
    expect(heading(sam)).to_have_text("Thank you for telling us")
    letter = stage.letters.newest(SECRETARY)
    said = stage.inside(
        f"from closeknit.directory.models import Group\nprint(Group.objects.get(name='{NAME}', visibility='stub').slug)"
    )
    assert sam.goto(f"/groups/{said.strip()}/").status == 404
    return said.strip(), letter


def priya_takes_it_up(stage, slug, letter):
    """The letter went to the group's address, which has no account; she holds it, and joins with her own address."""
    priya = stage.page_of("Priya")
    priya.goto(link_in(letter, "invitations"))
    assert_accessible(priya)
    assert priya.get_by_role("button", name="Yes, I look after it").count() == 0
    follow(priya, "Join")
    stage.fills_in_who_they_are("Priya")
    expect(heading(priya)).to_contain_text(f"Will you look after the page of {NAME}?")
    assert_accessible(priya)
    press(priya, "Yes, I look after it")
    expect(heading(priya)).to_contain_text(f"Who looks after {NAME}")
    assert stage.page_of("Sam").goto(f"/groups/{slug}/").status == 404  # Sam may have named his own letter box


def noor_vouches_for_it(stage, slug):
    stage.joins("Noor")
    stage.has_role("Noor", "network_organiser")  # which ends the sessions that she had without it
    noor = stage.signs_in("Noor")
    noor.goto("/manage/claims/")
    follow(noor, NAME)
    assert_accessible(noor)
    expect(noor.get_by_text("Priya")).to_be_visible()
    noor.get_by_label("Yes").check()
    noor.get_by_label("Why?").fill("I have met them on Carder Street.")
    press(noor, "Decide")
    assert stage.page_of("Sam").goto(f"/groups/{slug}/").status == 200


def priya_edits_it_and_asks_for_help(stage, slug):
    priya = stage.page_of("Priya")
    priya.goto(f"/groups/{slug}/edit/words/")
    assert_accessible(priya)
    priya.locator("[name=summary]").fill("Tea, tools and a tidy street.")
    press(priya, "Save")
    visitor = stage.page_of("Nobody")
    visitor.goto(f"/groups/{slug}/")
    expect(visitor.get_by_text("Tea, tools and a tidy street.").first).to_be_visible()
    priya.goto(f"/groups/{slug}/history/")
    expect(priya.locator("main")).to_contain_text("tidy")
    assert_accessible(priya)
    meera = stage.joins("Meera")
    priya.goto(f"/groups/{slug}/stewards/")
    expect(priya.get_by_text("One more would be good")).to_be_visible()
    priya.get_by_label("Their e-mail address").fill(stage.address("Meera"))
    press(priya, "Send the letter")
    meera.goto(link_in(stage.letters.newest(stage.address("Meera")), "invitations"))
    assert_accessible(meera)
    press(meera, "Yes, I look after it")
    priya.goto(f"/groups/{slug}/stewards/")
    expect(priya.locator("main").get_by_text("Meera").first).to_be_visible()
    expect(priya.get_by_text("One more would be good")).to_have_count(0)


def sam_suggests_a_change(stage, slug):
    sam = stage.page_of("Sam")
    sam.goto(f"/groups/{slug}/")
    follow(sam, "Suggest a change")
    sam.locator("[name$=summary]").first.fill("Tea, tools and a tidy street. Every second Saturday.")
    sam.locator("[name=guest_name]").fill("Sam")
    sam.locator("[name=guest_email]").fill("sam@elsewhere.loomwick.example")
    assert_accessible(sam)
    press(sam, "Send it")
    priya = stage.page_of("Priya")
    priya.goto(f"/groups/{slug}/suggestions/")
    priya.locator("main .rows a").first.click()
    assert_accessible(priya)
    box = priya.locator("main input[type=checkbox]").first
    if not box.is_checked():
        box.check()
    priya.locator("[name=answer]").fill("Well seen, thank you.")
    press(priya, "Take up what is ticked, and answer")
    assert "Well seen, thank you." in stage.letters.newest("sam@elsewhere.loomwick.example")
    sam.goto(f"/groups/{slug}/")
    expect(sam.get_by_text("Every second Saturday.").first).to_be_visible()


def tom_cannot_touch_it(stage, slug):
    tom = stage.joins("Tom")
    for place in ("edit/", "edit/words/", "history/", "suggestions/", "stewards/"):
        status = tom.goto(f"/groups/{slug}/{place}").status
        assert status in {403, 404} or place == "history/", place
    assert tom.locator("a", has_text="Edit this page").count() == 0


def max_hides_abuse_and_the_author_mends_it(stage, slug):
    ivo = stage.joins("Ivo", f"/groups/{slug}/")
    follow(ivo, "Ask something")
    ivo.locator("[name=text]").first.fill("You are all idiots.")
    ivo.locator("main form:has([name=text]) button[type=submit]").first.click()
    expect(ivo.get_by_text("You are all idiots.").first).to_be_visible()
    visitor = stage.page_of("Nobody")
    visitor.goto(urlsplit(ivo.url).path)
    follow(visitor, "Report this")
    assert_accessible(visitor)
    visitor.locator("[name=rule]").first.check()
    press(visitor, "Send the report")
    stage.joins("Max")
    stage.has_role("Max", "moderator")  # which ends the sessions that he had without it
    moderator = stage.signs_in("Max")
    moderator.goto("/manage/reports/")
    assert_accessible(moderator)
    moderator.locator("main tbody a").first.click()
    assert_accessible(moderator)
    moderator.get_by_label("Hide it").check()
    moderator.locator("[name=rule]").first.check()
    moderator.get_by_label("Your words to the author").fill("Please say it without the insult.")
    press(moderator, "Decide")
    visitor.goto(f"/groups/{slug}/")
    expect(visitor.get_by_text("You are all idiots.")).to_have_count(0)
    letter = stage.letters.newest(stage.address("Ivo"))
    assert "Please say it without the insult." in letter
    ivo.goto(link_in(letter.partition("Then another moderator looks at it:")[2], "/"))
    assert_accessible(ivo)
    ivo.locator("[name=text]").first.fill("I wish you had asked us before cutting the hedge.")
    press(ivo, "Send it again")
    moderator.goto("/manage/reports/")
    moderator.locator("main tbody a").first.click()
    moderator.get_by_label("Show it").check()
    press(moderator, "Decide")
    visitor.goto(f"/groups/{slug}/")
    expect(visitor.get_by_text("I wish you had asked us before cutting the hedge.").first).to_be_visible()


def a_year_passes(stage, slug):
    stage.inside(
        "from closeknit.directory.jobs import keep_listings_fresh\n"
        "from closeknit.journal import outbox\n"
        "print(keep_listings_fresh.func())\n"
        "while outbox.deliver(): pass",
        IN_A_YEAR,
    )
    letter = stage.letters.newest(stage.address("Priya"))
    assert "Once a year we ask" in letter
    visitor = stage.page_of("Nobody")
    visitor.goto(link_in(letter.partition("still right:")[2], "listing"))
    expect(heading(visitor)).to_contain_text("still right")
    press(visitor, "Yes, all is still right")


def priya_hands_over_and_leaves(stage, slug):
    priya = stage.page_of("Priya")
    priya.goto(f"/groups/{slug}/stewards/")
    press(priya, "I no longer look after it")
    assert priya.goto(f"/groups/{slug}/edit/").status == 403
    meera = stage.page_of("Meera")
    meera.goto(f"/groups/{slug}/stewards/")
    expect(meera.get_by_text("You are the last who looks after this page.")).to_be_visible()


def sam_goes(stage):
    sam = stage.joins("Sam", "/account/data/")
    assert_accessible(sam)
    assert stage.address("Sam") in sam.request.get("/account/data.json").text()
    stage.hub.run("backup")
    sam.goto("/account/erase/")
    assert_accessible(sam)
    sam.locator("main form input[type=checkbox]").first.check()
    press(sam, "Wipe out my account")
    expect(sam.get_by_role("link", name="My page")).to_have_count(0)
    letters_gone = time.monotonic() + 30
    while is_in_the_database(stage.hub, stage.address("Sam")):
        assert time.monotonic() < letters_gone
        time.sleep(0.5)
