"""A village hall for the browser tests: a meeting in the served hub, tablets, and a wifi that can be spoilt."""

import sqlite3
from contextlib import closing
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import BrowserContext, Page, Route, expect

MEETING = """
import json
from datetime import timedelta
from uuid import uuid4
from django.utils import timezone
from closeknit.accounts.models import Grant, Person
from closeknit.algorithms.schedule.recurrence import Recurrence
from closeknit.networks.actions import meetings as act
from closeknit.networks.models import Network
from closeknit.places.models import Area
from tests.support.sessions import session_of
number = uuid4().hex[:8]
person = Person.objects.create_person(name="Noor", email=f"noor.{number}@loomwick.example")
Person.objects.filter(pk=person.pk).update(has_second_factor=True)
Grant.objects.create(person=person, role="network_organiser", reason="test")
area = Area.objects.filter(name="Weftbridge").first()
network = Network.objects.create(name=f"Network {number}", slug=f"hall-{number}", area=area)
starts = (timezone.localtime() + timedelta(days=2)).replace(tzinfo=None, hour=19, minute=0, second=0, microsecond=0)
topics = [act.Topic("Toilets and benches"), act.Topic("After school"), act.Topic("The hall on Teasel Road")]
meeting = act.plan_meeting(
    network=network, by=person, rule=Recurrence(start=starts, minutes=120, zone="Europe/London"),
    details={"title": "The winter meeting", "place_words": "St Blaise Hall"},
    question="What should we press for?", agenda="first", tables=topics, client_id=uuid4(),
)
act.publish_meeting(meeting)
act.open_meeting(meeting, by=person)
meeting.refresh_from_db()
codes = {str(table.number): table.code for table in meeting.tables.all()}
print(json.dumps({"meeting": str(meeting.uuid), "pk": meeting.pk, "codes": codes, "join": meeting.join_code,
                  "session": session_of(person), "network": network.slug}))
"""


@dataclass
class Hall:
    """What a test knows of the meeting, and a look at what the hub has, without asking it."""

    hub: Any
    told: dict[str, Any]

    @classmethod
    def opened(cls, hub: Any) -> "Hall":
        return cls(hub, hub.told(MEETING))

    def code(self, number: int) -> str:
        return str(self.told["codes"][str(number)])

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        with closing(sqlite3.connect(self.hub.folder / "closeknit.sqlite3", timeout=20)) as database:
            return database.execute(sql, {"meeting": self.told["pk"]}).fetchall()

    def notes(self) -> list[str]:
        return [text for (text,) in self.rows("SELECT text FROM networks_note WHERE meeting_id = :meeting ORDER BY id")]

    def notes_by(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        rows = self.rows("SELECT guest_name, text FROM networks_note WHERE meeting_id = :meeting ORDER BY id")
        for name, text in rows:
            found.setdefault(name, []).append(text)
        return found


@dataclass
class Tablet:
    """A page of the hall in a browser of its own."""

    context: BrowserContext
    page: Page
    faults: list[str] = field(default_factory=list)

    @classmethod
    def on(cls, context: BrowserContext, url: str, code: str) -> "Tablet":
        tablet = cls(context, context.new_page())
        tablet.open(url, code)
        return tablet

    def open(self, url: str, code: str) -> None:
        self.address = f"{url}/hall/{code}/"
        self.page.goto(self.address)
        self.is_ready()

    def is_ready(self) -> None:
        expect(self.page.locator("hall-page[data-ready]")).to_have_count(1, timeout=20_000)

    def is_kept_for_later(self) -> None:
        """The page itself can be opened without a network from now on."""
        has = "async (path) => { for (let i = 0; i < 100; i++) { if (await caches.match(path)) return true;"
        has += " await new Promise((done) => setTimeout(done, 100)); } return false; }"
        assert self.page.evaluate(has, f"/hall/{self.address.rstrip('/').rpartition('/')[2]}/")

    def write(self, text: str, *, name: str = "") -> None:
        if name:
            self.page.locator("details.fold").evaluate("(fold) => { fold.open = true; }")
            self.page.get_by_label("Who takes the notes?").fill(name)
        self.page.get_by_label("In the words of the table").fill(text)
        self.page.get_by_role("button", name="Keep this note").click()
        expect(self.page.get_by_label("In the words of the table")).to_have_value("", timeout=10_000)

    def wifi(self, is_on: bool) -> None:
        self.context.set_offline(not is_on)

    def send_now(self) -> None:
        """Press the button; it goes by itself the moment nothing waits any more."""
        self.page.locator("[data-send]").evaluate("(button) => button.click()")

    def spoil(self, fault: Any) -> None:
        """What becomes of what is sent from now on: a function of the route, or None to mend it. The new one is
        there before the old one goes, for the page sends by itself at any moment."""
        before, self.fault = getattr(self, "fault", None), fault
        if fault is not None:
            self.context.route("**/items/", fault)
        if before is not None:
            self.context.unroute("**/items/", before)

    def says(self, words: str) -> None:
        expect(self.page.locator("hall-page")).to_contain_text(words, timeout=15_000)

    def all_is_sent(self, within: float = 60_000) -> None:
        expect(self.page.locator("[data-kept-bar]")).to_be_hidden(timeout=within)

    def kept(self) -> list[dict[str, Any]]:
        """All that the browser's own database holds."""
        read = """() => new Promise((done) => {
            const request = indexedDB.open("closeknit-hall");
            request.onsuccess = () => {
                const base = request.result;
                if (!base.objectStoreNames.contains("items")) { base.close(); return done([]); }
                const all = base.transaction("items").objectStore("items").getAll();
                all.onsuccess = () => { base.close(); done(all.result); };
            };
            request.onerror = () => done([]);
        })"""
        return list(self.page.evaluate(read))


def lost_answer(route: Route) -> None:
    """The hub has it; the tablet never hears so."""
    route.fetch()
    route.abort("connectionreset")


def answers(status: int, body: str = "", kind: str = "text/html", **headers: str) -> Any:
    return lambda route: route.fulfill(status=status, body=body, content_type=kind, headers=headers or None)


def cut_off(route: Route) -> None:
    """The hub has it, and its answer ends in the middle."""
    whole = route.fetch()
    route.fulfill(status=200, body=whole.text()[:-9], content_type="application/json")
