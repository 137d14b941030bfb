"""What those see who look after pages: a page to be kept safe, a draft, a suggestion of other times, claims, calls,
the map to draw on. Full, empty and with something wrong, anyone can use them at any width and in any light."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.pages import fine

pytestmark = pytest.mark.browser
SCENE = """
import json
from uuid import uuid4
from django.utils import timezone
from closeknit.accounts import actions
from closeknit.accounts.models import Person
from closeknit.directory.editing.actions import suggest_change
from closeknit.directory.editing.portrait import portrait
from closeknit.directory.models import Claim, Group, Venue
from closeknit.directory.stewardship.keys import digest_of
from tests.support.sessions import session_of
now = timezone.now()
told = {"secret": "a-key-that-came-by-letter"}
people = {}
for name in ("Priya", "Noor", "Tom", "Sam"):
    person = people[name] = Person.objects.create_person(name=name, email=f"{name.lower()}.care@loomwick.example")
    told[name] = session_of(person, signed_in_at=now.isoformat(), is_strong=True)
actions.grant(person=people["Noor"], role="network_organiser", over=("hub", 0), by=None, reason="test")
awake = Group.objects.public().filter(state="active", services__schedules__isnull=False, is_sensitive=False)
group, unclaimed = awake.distinct().order_by("-pk")[:2]
safe = Group.objects.public().filter(is_sensitive=True).first()
draft = Group.objects.create(name="Treadle Lane Darners", slug="treadle-lane-darners", visibility="stub",
                             summary="We darn.", kind="community_group")
for mine in (group, safe, draft):
    actions.grant(person=people["Priya"], role="group_steward", over=("group", mine.pk), by=None, reason="test")
key, service = next((key, value) for key, value in portrait(group).items() if key.startswith("service:") and value["schedules"])
times = [{**line, "opens_at": "09:15"} for line in service["schedules"]]
wanted = {f"{key}/schedules": times, "summary": "We meet earlier now."}
suggestion = suggest_change(group=group, number=uuid4(), wanted=wanted, reason="I was there.", by=people["Sam"],
                            guest={"wants_to_be_named": True})
claim = Claim.objects.create(group=unclaimed, person=people["Sam"], words="I am the secretary.",
                             key=digest_of(told["secret"]), key_sent_at=now)
venue = Venue.objects.filter(services__group__visibility="public", is_confidential=False).first()
told |= {"group": group.slug, "safe": safe.slug, "draft": draft.slug, "unclaimed": unclaimed.slug,
         "suggestion": str(suggestion.uuid), "claim": str(claim.uuid), "venue": venue.slug}
print(json.dumps(told))
"""


@pytest.fixture(scope="module")
def scene(hub):
    return hub.told(SCENE)


@pytest.fixture
def at(visit_as, scene):
    """The page at this address as somebody sees it; the address is filled in from the scene."""

    def go(name, path, **look):
        return visit_as(scene[name] if name else "", path.format(**scene), **look)

    return go


def fine_in_any_look(page):
    """On a telephone by day, and on a desk in the dark."""
    page.set_viewport_size({"width": 320, "height": 800})
    fine(page)
    page.set_viewport_size({"width": 1440, "height": 900})
    page.emulate_media(color_scheme="dark")
    fine(page)


PAGES = (
    ("Priya", "/groups/{safe}/edit/safety/"),
    ("Priya", "/groups/{group}/edit/safety/"),
    ("Priya", "/groups/{safe}/edit/coverage/"),
    ("Priya", "/groups/{draft}/"),
    ("Priya", "/groups/{group}/edit/coverage/"),
    ("Priya", "/groups/{group}/edit/links/"),
    ("Priya", "/groups/{group}/edit/services/"),
    ("Priya", "/groups/{group}/suggestions/{suggestion}/"),
    ("Priya", "/groups/{group}/stewards/"),
    ("Tom", "/groups/{unclaimed}/look-after/"),
    ("Sam", "/groups/{unclaimed}/look-after/"),
    ("Sam", "/claims/{secret}/"),
    ("", "/claims/{secret}/"),
    ("", "/claims/no-such-link/"),
    ("Noor", "/manage/claims/"),
    ("Noor", "/manage/claims/{claim}/"),
    ("Noor", "/manage/to-ring-up/"),
    ("Noor", "/manage/to-ring-up/?page=2"),
    ("", "/venues/{venue}/"),
    ("", "/groups/{group}/suggest/"),
)
REFUSED = (
    ("Tom", "/groups/{unclaimed}/look-after/", "Ask to look after it"),
    ("Noor", "/manage/claims/{claim}/", "Decide"),
    ("Noor", "/manage/to-ring-up/", "Write it down"),
    ("Priya", "/groups/{group}/edit/links/", "Offer it"),
)


@pytest.mark.parametrize(("who", "path"), PAGES)
def test_a_page_of_care_can_be_used_by_all(at, who, path):
    page = at(who, path)
    expect(page.locator("main h1")).to_be_visible()
    fine_in_any_look(page)


@pytest.mark.parametrize(("who", "path", "button"), REFUSED)
def test_so_it_can_when_something_is_missing(at, who, path, button):
    page = at(who, path)
    for fold in page.locator("main details.fold:not([open]) > summary").all()[:1]:
        fold.click()
    page.get_by_role("button", name=re.compile(f"^{button}")).first.click()
    expect(page.locator("#summary")).to_be_visible()
    fine_in_any_look(page)


def test_so_it_can_with_the_times_opened(at):
    page = at("", "/groups/{group}/suggest/")
    page.locator("#service-1 > summary").click()
    page.get_by_role("button", name="Suggest other times").first.click()
    expect(page.locator(".week-line").first).to_be_visible()
    fine_in_any_look(page)


def test_so_it_can_with_a_shape_that_is_none(at):
    page = at("Priya", "/groups/{group}/edit/coverage/")
    page.get_by_text("More: the shape as text").click()
    page.locator("#id_drawn_area").fill("not a shape")
    page.get_by_role("button", name="Save").click()
    expect(page.locator("#summary")).to_be_visible()
    fine_in_any_look(page)


@pytest.mark.parametrize("javascript", [True, False], ids=["with scripts", "without scripts"])
def test_the_times_in_plain_words_are_in_view_beside_their_button(at, javascript):
    page = at("Priya", "/groups/{group}/edit/services/", javascript=javascript, width=390)
    page.locator("main h2 a").first.click()
    button = page.get_by_role("button", name="Show me in plain words")
    button.click()
    expect(page.locator("#preview")).to_be_in_viewport()
    expect(button).to_be_visible()


@pytest.mark.parametrize("width", [390, 1440])
def test_a_draft_s_notice_stands_apart_from_the_buttons(at, width):
    page = at("Priya", "/groups/{draft}/", width=width)
    notice = page.locator("main .notice").first.bounding_box()
    below = page.get_by_role("region", name="Get in touch").bounding_box()
    assert below["y"] - notice["y"] - notice["height"] >= 16
