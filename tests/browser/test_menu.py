"""On a phone the menu opens in the head of the page: by finger, by key, with scripts and without, for everyone."""

import pytest
from playwright.sync_api import expect

from tests.support.axe import assert_accessible

pytestmark = pytest.mark.browser
IN_IT = ["Home", "Find", "What’s on", "Networks", "Neighbourhoods", "About"]
KIT = """
import json
from closeknit.accounts.models import Grant, Person
from tests.support.sessions import session_of
kit = Person.objects.filter(email="kit.menu@loomwick.example").first()
if kit is None:
    kit = Person.objects.create_person(name="Kit Weaver-Featherstone", email="kit.menu@loomwick.example")
    Grant.objects.create(person=kit, role="hub_admin", reason="For the tests")
print(json.dumps(session_of(kit)))
"""


@pytest.fixture
def phone(visit_as, hub):
    """A phone on this page, signed in or not."""

    def open_page(path, *, signed_in=False, **more):
        return visit_as(hub.told(KIT) if signed_in else "", path, width=320, **more)

    return open_page


def the_menu(page):
    return page.locator("header summary").filter(has_text="Menu"), page.get_by_role("navigation", name="Menu")


@pytest.mark.parametrize(
    ("path", "signed_in", "javascript"),
    [("/", False, True), ("/find/", False, False), ("/my/", True, False), ("/manage/people/", True, True)],
)
def test_it_opens_in_place_and_pushes_the_page_down(phone, path, signed_in, javascript):
    page = phone(path, signed_in=signed_in, javascript=javascript)
    word, menu = the_menu(page)
    expect(menu).to_be_hidden()
    before = page.locator("main").bounding_box()["y"]
    word.click()
    expect(menu).to_be_visible()
    assert page.url.endswith(path)
    links = menu.get_by_role("link")
    assert links.all_inner_texts()[: len(IN_IT)] == IN_IT
    assert min(link.bounding_box()["height"] for link in [word, *links.all()]) >= 44
    assert page.locator("main").bounding_box()["y"] >= before + menu.bounding_box()["height"]
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    if javascript:
        assert_accessible(page)
    word.click()
    expect(menu).to_be_hidden()


def test_it_is_worked_by_keys_and_escape_closes_it(phone):
    page = phone("/my/", signed_in=True)
    word, menu = the_menu(page)
    page.wait_for_function("() => Boolean(customElements.get('fold-menu'))")
    page.locator("header").get_by_role("link", name="My page").focus()
    page.keyboard.press("Tab")
    expect(word).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(menu.get_by_role("link", name="Home")).to_be_focused()
    page.keyboard.press("Escape")
    expect(menu).to_be_hidden()
    expect(word).to_be_focused()
    page.keyboard.press("Tab")
    assert page.evaluate("Boolean(document.activeElement.closest('main'))")


def test_what_stands_beside_it_can_still_be_pressed(phone):
    page = phone("/about/")
    page.locator("header").get_by_role("link", name="Sign in").click()
    assert "/sign-in/" in page.url
    page = phone("/my/", signed_in=True)
    page.locator("header").get_by_role("link", name="My page").click()


def test_in_large_words_it_keeps_its_place(phone):
    page = phone("/")
    page.evaluate("document.documentElement.style.fontSize = '170%'")
    word, menu = the_menu(page)
    word.click()
    expect(menu).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    assert menu.bounding_box()["y"] >= word.bounding_box()["y"] + word.bounding_box()["height"]


def test_a_wide_screen_has_the_rooms_in_the_head_instead(visit):
    page = visit("/find/", width=1280)
    expect(page.get_by_role("navigation", name="Rooms", exact=True)).to_be_visible()
    expect(the_menu(page)[0]).to_be_hidden()


def test_it_tells_where_one_is(phone):
    page = phone("/find/")
    word, menu = the_menu(page)
    word.click()
    expect(menu.locator("[aria-current]")).to_have_text("Find")
