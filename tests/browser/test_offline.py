"""Notes in the village hall: bad wifi, lost answers, killed browsers, wifi that wants to be paid, wrong clocks, a shared
tablet. A few rounds here; a hundred evenings in test_offline_evenings."""

import os
import re
import signal
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.hall import Hall, Tablet, answers, cut_off, lost_answer
from tests.support import chromium
from tests.support.axe import assert_accessible

pytestmark = pytest.mark.browser


def in_part(cases):
    """The first in every run, the others by make test-deep."""
    first, *others = cases
    return [first, *(pytest.param(one, marks=pytest.mark.deep) for one in others)]


@pytest.fixture
def hall(hub):
    return Hall.opened(hub)


@pytest.fixture
def tablet_at(visit, hub, hall):
    """A tablet of its own at a table, at the desk (0), or a telephone with the code of the room ("join")."""

    def at(number, **look):
        look = {"width": 800, **look}
        context = visit("/offline/", **look).context
        code = hall.told["join"] if number == "join" else hall.code(number)
        return Tablet.on(context, hub.url, code)

    return at


def test_a_note_is_kept_first_and_sent_then_and_says_which(tablet_at, hall):
    tablet = tablet_at(1)
    tablet.wifi(False)
    tablet.write("Benches with arms", name="Tom")
    tablet.says("Kept here at")
    tablet.says("No signal in the hall since")
    assert hall.notes() == []
    tablet.wifi(True)
    tablet.all_is_sent()
    tablet.says("on the board")
    assert hall.notes_by() == {"Tom": ["Benches with arms"]}


def test_the_hub_has_it_but_its_answer_is_lost(tablet_at, hall):
    """T-4.2: asked again it is the same note."""
    tablet = tablet_at(1)
    tablet.spoil(lost_answer)
    tablet.write("Once is enough")
    tablet.says("Kept here at")
    tablet.spoil(cut_off)
    tablet.send_now()
    tablet.says("Kept here at")
    tablet.spoil(None)
    tablet.send_now()
    tablet.all_is_sent()
    assert hall.notes() == ["Once is enough"]


def test_fifty_notes_outlive_a_closed_page_and_a_killed_browser(browser, hub, hall, tmp_path):
    """T-4.3."""
    texts = [f"Note {number}" for number in range(50)]
    with own_browser(browser, tmp_path) as context:
        tablet = Tablet.on(context, hub.url, hall.code(1))
        tablet.is_kept_for_later()
        tablet.wifi(False)
        for text in texts[:25]:
            tablet.write(text)
        tablet.page.close()
        tablet = Tablet.on(context, hub.url, hall.code(1))
        for text in texts[25:]:
            tablet.write(text)
        kill(tmp_path)
    assert hall.notes() == []
    with own_browser(browser, tmp_path) as context:
        tablet = Tablet.on(context, hub.url, hall.code(1))
        tablet.all_is_sent()
    assert hall.notes() == texts


def test_an_old_key_costs_nothing_and_the_author_stays(tablet_at, hall):
    """T-4.4: the cookie with the form's key is gone, as after a sign-in or a day."""
    tablet = tablet_at(1)
    tablet.write("With the first key", name="Tom")
    tablet.all_is_sent()
    tablet.wifi(False)
    tablet.write("While nobody was signed in", name="Tom")
    tablet.write("By the next", name="Priya")
    tablet.context.clear_cookies()
    tablet.wifi(True)
    tablet.send_now()
    tablet.all_is_sent()
    assert hall.notes_by() == {"Tom": ["With the first key", "While nobody was signed in"], "Priya": ["By the next"]}


PORTALS = {
    "a page with 200": answers(200, "<h1>Welcome to the hall's wifi</h1>"),
    "a way to another site": answers(302, "", location="https://wifi.example/pay"),
    "JSON of its own": answers(200, '{"ok": true}', "application/json"),
    "a broken seal": lambda route: route.abort("failed"),
    "a page with 404": answers(404, "<h1>Who are you?</h1>"),
}


@pytest.mark.parametrize("portal", in_part(PORTALS))
def test_a_wifi_that_wants_to_be_paid_is_never_taken_for_the_hub(portal, tablet_at, hall):
    """T-4.5."""
    tablet = tablet_at(1)
    tablet.spoil(PORTALS[portal])
    tablet.write("Not for the wifi")
    tablet.says("Kept here at")
    expect(tablet.page.locator(".saved[data-state=sent]:visible")).to_have_count(0)
    tablet.spoil(None)
    tablet.send_now()
    tablet.all_is_sent()
    assert hall.notes() == ["Not for the wifi"]


@pytest.mark.parametrize("status", in_part([503, 413, 429, 500, 502, 504]))
def test_a_busy_hub_is_asked_again(status, tablet_at, hall):
    """T-4.6."""
    tablet = tablet_at(1)
    tablet.spoil(answers(status, "busy", **({"retry-after": "1"} if status == 429 else {})))
    tablet.write("Patience")
    tablet.says("Kept here at")
    tablet.spoil(None)
    tablet.all_is_sent()
    assert hall.notes() == ["Patience"]


def test_a_no_for_good_is_shown_and_the_words_stay(tablet_at, hall):
    """T-4.6."""
    tablet = tablet_at(1)
    no = '{"closeknit": "hall-1", "refused": "This code is not good any more."}'
    tablet.spoil(answers(404, no, "application/json"))
    tablet.write("Still here")
    tablet.says("This code is not good any more.")
    tablet.says("Still here")
    tablet.spoil(None)
    tablet.page.get_by_role("button", name=re.compile("Change ?: Still here")).click()
    tablet.page.get_by_role("button", name="Keep this note").click()
    tablet.all_is_sent()
    assert hall.notes() == ["Still here"]


def test_a_clock_that_is_wrong_and_jumps_harms_no_note(tablet_at, hall):
    """T-4.7."""
    tablet = tablet_at(1)
    shift = "(days) => { const real = Date.now.bind(Date); Date.now = () => real() + days * 86_400_000; }"
    tablet.wifi(False)
    for days in (-2, 365, -400):
        tablet.page.evaluate(shift, days)
        tablet.write(f"At day {days}")
    tablet.wifi(True)
    tablet.send_now()
    tablet.all_is_sent()
    assert hall.notes() == ["At day -2", "At day 365", "At day -400"]
    rows = hall.rows("SELECT created_at FROM networks_note WHERE meeting_id = :meeting")
    assert len({created[:10] for (created,) in rows}) == 1, "the hub's own day"


def test_two_tablets_change_one_note_and_both_are_kept(tablet_at, hall):
    """T-4.8."""
    one, two = tablet_at(1), tablet_at(1)
    one.write("A lamp")
    one.all_is_sent()
    two.says("A lamp")
    for tablet, words in ((one, "A lamp by the gate"), (two, "Two lamps")):
        tablet.wifi(False)
        tablet.page.get_by_role("button", name=re.compile("Change ?: A lamp")).click()
        tablet.write(words)
    one.wifi(True)
    one.send_now()
    one.all_is_sent()
    two.wifi(True)
    two.send_now()
    two.says("Another tablet changed it too. Both are on the board")
    assert sorted(hall.notes()) == ["A lamp by the gate", "Two lamps"]
    one.says("Two lamps")


@pytest.mark.parametrize(
    "spoilt",
    [
        "Object.defineProperty(window, 'indexedDB', { get() { throw new DOMException('no', 'SecurityError'); } });",
        "IDBFactory.prototype.open = () => { throw new DOMException('full', 'QuotaExceededError'); };",
        "if (navigator.storage) navigator.storage.estimate = async () => ({ quota: 1_000_000, usage: 999_999 });",
    ],
    ids=["private", "refused", "full"],
)
def test_a_tablet_that_cannot_keep_says_so_before_anybody_types(spoilt, visit, hub, hall):
    """T-4.9; while there is a signal it still writes."""
    page = visit("/offline/")
    page.context.add_init_script(spoilt)
    tablet = Tablet.on(page.context, hub.url, hall.code(1))
    tablet.says("This tablet cannot keep anything")
    tablet.write("By the signal alone")
    tablet.all_is_sent()
    assert hall.notes() == ["By the signal alone"]


def test_a_tablet_that_fills_up_keeps_the_words_in_the_box(tablet_at):
    tablet = tablet_at(1)
    full = "IDBObjectStore.prototype.add = () => { throw new DOMException('full', 'QuotaExceededError'); };"
    tablet.page.evaluate(f"() => {{ {full} }}")  # as a function, or the browser's console would call what it made
    box = tablet.page.get_by_label("In the words of the table")
    box.fill("Do not lose me")
    tablet.page.get_by_role("button", name="Keep this note").click()
    tablet.says("This tablet is full.")
    expect(box).to_have_value("Do not lose me")


LEFT = """async () => ({
    databases: (await indexedDB.databases()).map((one) => one.name),
    caches: (await caches.keys()).filter((name) => name.startsWith("hall")),
    words: Object.keys(localStorage).filter((name) => name.startsWith("hall")),
    workers: (await navigator.serviceWorker.getRegistrations()).map((one) => new URL(one.scope).pathname)
        .filter((path) => path !== "/"),
})"""


def test_finishing_leaves_nothing_on_a_shared_tablet(tablet_at, hall):
    """T-4.10: not while something waits, unless somebody says so."""
    tablet = tablet_at(1)
    tablet.is_kept_for_later()
    tablet.wifi(False)
    tablet.write("Waits")
    tablet.page.get_by_role("button", name="Finish, and wipe this tablet").click()
    tablet.says("1 are not sent yet.")
    expect(tablet.page.get_by_role("button", name="Wipe it anyway: they are lost")).to_be_visible()
    tablet.wifi(True)
    tablet.all_is_sent()
    tablet.page.get_by_role("button", name="Finish, and wipe this tablet").click()
    expect(tablet.page.get_by_role("heading", name="This tablet is clean")).to_be_visible()
    left = tablet.page.evaluate(LEFT)
    assert left == {"databases": [], "caches": [], "words": [], "workers": []}
    assert hall.notes() == ["Waits"]


def test_what_is_only_for_the_organisers_is_never_kept_here(tablet_at, hall):
    """T-4.10: nor told to another tablet."""
    tablet = tablet_at(1)
    tablet.is_kept_for_later()
    secret = "He shouted at her"

    def write_privately():
        tablet.page.locator("details.fold").evaluate("(fold) => { fold.open = true; }")
        tablet.page.get_by_label("In the words of the table").fill(secret)
        tablet.page.get_by_label("Only for the organisers").check()
        tablet.page.get_by_role("button", name="Keep this note").click()

    tablet.wifi(False)
    write_privately()
    tablet.says("there is no signal")
    expect(tablet.page.get_by_label("In the words of the table")).to_have_value(secret)
    tablet.wifi(True)
    write_privately()
    tablet.says("Sent to the organisers alone.")
    assert hall.rows("SELECT text, is_private FROM networks_note WHERE meeting_id = :meeting") == [(secret, 1)]
    tablet.page.reload()
    tablet.is_ready()
    assert secret not in str(tablet.kept())
    all_pages = """async () => { let all = ""; for (const name of await caches.keys()) for (const asked of
        await (await caches.open(name)).keys()) all += await (await caches.match(asked)).text(); return all; }"""
    assert secret not in tablet.page.evaluate(all_pages)
    assert secret not in tablet.page.content()
    assert secret not in tablet_at(1).page.content()


def test_a_new_edition_takes_twenty_notes_along(tablet_at, hall):
    """T-4.11: laid out as the first edition did, and its pages are put away."""
    tablet = tablet_at(1)
    tablet.is_kept_for_later()
    code, texts = hall.code(1), [f"From before {number}" for number in range(20)]
    tablet.page.goto(f"{hall.hub.url}/hall/finished/")
    older = """async ([code, texts]) => {
        for (const one of await indexedDB.databases()) indexedDB.deleteDatabase(one.name);
        await caches.open("hall-older");
        await new Promise((done, failed) => {
            const request = indexedDB.open("closeknit-hall", 1);
            request.onerror = failed;
            request.onupgradeneeded = () => {
                const notes = request.result.createObjectStore("notes", { keyPath: "place", autoIncrement: true });
                for (const text of texts)
                    notes.add({ client_id: crypto.randomUUID(), payload: { text }, state: "waiting", written: "", code });
            };
            request.onsuccess = () => { request.result.close(); done(); };
        });
    }"""
    tablet.page.evaluate(older, [code, texts])
    tablet.open(hall.hub.url, code)
    tablet.all_is_sent()
    assert hall.notes() == texts


def test_the_page_opens_cold_without_a_network_after_one_visit(tablet_at, hall):
    """T-4.12."""
    tablet = tablet_at(1)
    tablet.is_kept_for_later()
    tablet.page.close()
    tablet.wifi(False)
    tablet.page = tablet.context.new_page()
    tablet.page.goto(tablet.address)
    tablet.is_ready()
    expect(tablet.page.get_by_role("heading", level=1)).to_have_text("Toilets and benches")
    assert_accessible(tablet.page)
    tablet.write("Written in the cold")
    tablet.says("Kept here at")
    tablet.wifi(True)
    tablet.all_is_sent()
    assert hall.notes() == ["Written in the cold"]


def test_a_portal_does_not_take_the_place_of_the_page(tablet_at):
    tablet = tablet_at(1)
    tablet.is_kept_for_later()
    tablet.context.route("**/hall/*/", answers(200, "<h1>Pay for the wifi</h1>"))
    tablet.page.reload()
    tablet.is_ready()
    expect(tablet.page.get_by_role("heading", level=1)).to_have_text("Toilets and benches")


def test_names_stay_on_the_desk_s_tablet_only_until_they_are_sent(tablet_at, hall):
    """T-4.13."""
    tablet = tablet_at(0)
    tablet.wifi(False)
    tablet.page.get_by_label("Their name").fill("Ada Heddle")
    tablet.page.get_by_role("button", name="Sign them in").click()
    tablet.says("Ada Heddle is signed in")
    assert "Ada Heddle" in str(tablet.kept())
    tablet.wifi(True)
    tablet.all_is_sent()
    assert hall.rows("SELECT guest_name FROM networks_arrival WHERE meeting_id = :meeting") == [("Ada Heddle",)]
    assert "Ada Heddle" not in str(tablet.kept())


def test_who_could_not_be_signed_in_stands_in_the_form_again(tablet_at, hall):
    tablet = tablet_at("join")

    def no(route):
        [item] = route.request.post_data_json["items"]
        told = {"client_id": item["client_id"], "outcome": "refused", "sentence": "Not today."}
        whole = {"closeknit": "hall-1", "batch": route.request.post_data_json["batch"], "items": [told]}
        route.fulfill(status=200, json=whole)

    tablet.spoil(no)
    tablet.page.get_by_label("Your name").fill("Ada Heddle")
    tablet.page.get_by_role("button", name="I am here").click()
    tablet.says("Could not be taken: Not today.")
    expect(tablet.page.get_by_label("Your name")).to_have_value("Ada Heddle")
    tablet.spoil(None)
    tablet.page.get_by_role("button", name="I am here").click()
    tablet.says("Your dots")
    tablet.all_is_sent()
    assert hall.rows("SELECT guest_name FROM networks_arrival WHERE meeting_id = :meeting") == [("Ada Heddle",)]


@pytest.mark.parametrize("look", in_part([{"width": 320}, {"width": 390, "dark": True}, {"width": 1440}]), ids=str)
@pytest.mark.parametrize("number", [1, 0, "join"])
def test_it_is_usable_by_all_and_with_big_fingers(number, look, tablet_at):
    tablet = tablet_at(number, **look)
    page = tablet.page
    if number == 1:
        tablet.write("Benches with arms, every 150 steps up the hill")
        tablet.all_is_sent()
    for fold in page.locator("details").all():
        fold.evaluate("(one) => { one.open = true; }")
    assert_accessible(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= look["width"]
    small = """() => [...document.querySelectorAll("main button, main a, main input, main select, main textarea, main summary")]
        .map((one) => [one, (one.closest("label") ?? one).getBoundingClientRect()])
        .filter(([one, box]) => one.checkVisibility() && one.type !== "hidden" && box.height && box.height < 44)
        .map(([one, box]) => `${one.outerHTML.slice(0, 80)} ${box.height}`)"""
    assert page.evaluate(small) == []


def test_without_scripts_a_plain_form_does_it(visit, hub, hall):
    page = visit(f"/hall/{hall.code(1)}/", javascript=False, width=390)
    page.get_by_label("In the words of the table").fill("By the plain form")
    page.get_by_role("button", name="Keep this note").click()
    expect(page.locator("main")).to_contain_text("The note is on the board.")
    expect(page.locator("main")).to_contain_text("By the plain form")
    page.get_by_role("button", name="Keep this note").click()
    expect(page.locator("main")).to_contain_text("In the words of the table")
    assert hall.notes() == ["By the plain form"]


# ── A browser of its own, that can be killed ─────────────────────────────────────────────────────


@contextmanager
def own_browser(browser, folder):
    context = browser.browser_type.launch_persistent_context(
        str(folder), executable_path=chromium.executable(), args=chromium.flags(), locale="en-GB"
    )
    try:
        yield context
    finally:
        try:
            context.close()
        except Exception:  # noqa: BLE001 - it was killed
            return


def kill(folder) -> None:
    """As when the battery is empty: all of its processes, at once."""
    for process in Path("/proc").iterdir():
        try:
            if f"--user-data-dir={folder}".encode() in (process / "cmdline").read_bytes():
                os.kill(int(process.name), signal.SIGKILL)
        except (OSError, ValueError):
            continue
