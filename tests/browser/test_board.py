"""The facilitator's board and the screen: what tables write appears by itself, is sorted by hand and by keyboard,
gets dots from telephones, and is ranked."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.hall import Hall, Tablet
from tests.support.axe import assert_accessible

pytestmark = pytest.mark.browser


@pytest.fixture
def hall(hub):
    return Hall.opened(hub)


@pytest.fixture
def noor(visit, hub, hall):
    """Opens a page of the meeting as its organiser."""

    def open_page(path, **look):
        page = visit("/offline/", **look)
        page.context.add_cookies([{"name": "closeknit", "value": hall.told["session"], "url": hub.url}])
        page.goto(f"/meetings/{hall.told['meeting']}/{path}")
        return page

    return open_page


@pytest.fixture
def device(visit, hub):
    def at(code):
        return Tablet.on(visit("/offline/").context, hub.url, code)

    return at


def test_from_the_table_to_the_ranking(noor, device, hall):
    board, screen = noor("board/", width=1440), noor("screen/", width=1440)
    table, desk = device(hall.code(1)), device(hall.code(0))
    for text in ("A toilet by the market", "Benches with arms"):
        table.write(text, name="Tom")
    expect(board.locator("main")).to_contain_text("Benches with arms", timeout=15_000)
    expect(screen.locator("main")).to_contain_text("A toilet by the market", timeout=15_000)

    note = board.locator(".note", has_text="A toilet by the market")
    note.get_by_label("Put this note into").select_option(label="A new cluster")
    note.get_by_role("button", name="Put there").focus()
    board.keyboard.press("Enter")
    heap = board.locator(".heap", has_text="A toilet by the market")
    expect(heap).to_be_visible(timeout=15_000)
    assert_accessible(board)

    benches = board.locator(".note", has_text="Benches with arms")
    benches.hover(position={"x": 16, "y": 20})  # its grip
    board.mouse.down()
    board.mouse.move(400, 400, steps=3)
    board.locator(".drop-bar > div", has_text="A toilet by the market").hover()
    board.mouse.up()
    expect(heap.locator(".note", has_text="Benches with arms")).to_be_visible(timeout=15_000)

    desk.page.get_by_label("Their name").fill("Sam")
    desk.page.get_by_role("button", name="Sign them in").click()
    phone = device(hall.told["join"])
    phone.page.get_by_label("Your name").fill("Ada")
    phone.page.get_by_role("button", name="I am here").click()
    phone.says("The dots open later this evening")
    board.get_by_role("button", name="Open the dots").click()
    phone.says("You have 3 dots left.")
    for left in (2, 1):
        phone.page.get_by_role("button", name="Place a dot").click()
        phone.says(f"You have {left} dots left.")
    phone.page.get_by_role("button", name="Take one back").click()
    phone.says("You have 2 dots left.")
    expect(screen.locator(".projector-list")).to_contain_text(re.compile("A toilet by the market.*1"), timeout=20_000)
    expect(screen.locator("main")).to_contain_text("1 of 2 have placed theirs")
    desk.page.reload()
    desk.is_ready()
    desk.page.get_by_label("A toilet by the market").fill("7")
    desk.page.get_by_role("button", name="Count").click()
    expect(screen.locator(".projector-list")).to_contain_text("8", timeout=20_000)
    assert_accessible(screen)


def test_dots_are_kept_without_a_network_and_a_dot_too_many_is_given_back(noor, device, hall):
    board = noor("board/")
    board.get_by_label("A new cluster").fill("Light")
    board.get_by_role("button", name="Begin it").click()
    board.get_by_role("button", name="Open the dots").click()
    phone = device(hall.told["join"])
    phone.wifi(False)
    phone.page.get_by_label("Your name").fill("Ada")
    phone.page.get_by_role("button", name="I am here").click()
    phone.wifi(True)
    phone.send_now()
    phone.says("You have 3 dots left.")
    phone.wifi(False)
    for left in (2, 1):
        phone.page.get_by_role("button", name="Place a dot").click()
        phone.says(f"You have {left} dots left.")
    phone.wifi(True)
    phone.send_now()
    phone.all_is_sent()
    assert hall.rows("SELECT count(*) FROM networks_dot WHERE meeting_id = :meeting") == [(2,)]


LOOKS = pytest.mark.parametrize("look", [{"width": 320}, {"width": 1440, "dark": True}], ids=str)


@LOOKS
@pytest.mark.parametrize("path", ["", "board/", "screen/", "room/", "edit/", "sheets/", "arrivals/"])
def test_each_page_is_usable_by_all(noor, device, hall, path, look):
    if path in {"board/", "arrivals/", "room/"}:
        device(hall.code(2)).write("Saturday nights at the Spindle")
        phone = device(hall.told["join"])
        phone.page.get_by_label("Your name").fill("Ada")
        phone.page.get_by_label("For which group?").fill("Towpath Lanterns")
        phone.page.get_by_role("button", name="I am here").click()
        phone.says("Your dots")
    page = noor(path, **look)
    page.wait_for_load_state("networkidle")
    assert_accessible(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= look["width"]


def test_without_scripts_the_board_is_sorted_all_the_same(noor, device, hall):
    device(hall.code(1)).write("Lamps on the towpath")
    page = noor("board/", javascript=False)
    note = page.locator(".note", has_text="Lamps on the towpath")
    note.get_by_label("Put this note into").select_option(label="A new cluster")
    note.get_by_role("button", name="Put there").click()
    expect(page.locator(".heap", has_text="Lamps on the towpath")).to_be_visible()
    page.get_by_role("button", name="Next item").click()
    expect(page.locator(".meeting-bar")).to_contain_text("item 2 of 7")


def test_a_meeting_is_planned_without_a_fault(visit, hub, hall):
    page = visit("/offline/", width=390)
    page.context.add_cookies([{"name": "closeknit", "value": hall.told["session"], "url": hub.url}])
    page.goto(f"/networks/{hall.told['network']}/meetings/new/")
    assert_accessible(page)
    page.get_by_role("button", name="Plan it").click()
    expect(page.locator("main")).to_contain_text("On which day?")
    assert_accessible(page)
    page.get_by_label("On which day?").fill("2031-03-05")
    page.get_by_label("When does it begin?").fill("19:00")
    page.get_by_label("When does it end?").fill("21:00")
    page.get_by_role("button", name="Plan it").click()
    page.get_by_role("button", name="Publish it, and tell people").click()
    expect(page.locator("main")).to_contain_text("Published.")
    assert_accessible(page)
