"""Priya edits her group's page, Sam suggests a change without an account, Priya accepts one field, and Tom,
who looks after another group, is told at every door who may come in. With JavaScript and without."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.pages import fine

pytestmark = pytest.mark.browser
PEOPLE = """
import json
from closeknit.accounts.models import Grant, Person
from closeknit.directory.models import Group
from tests.support.sessions import session_of
groups = list(Group.objects.public().filter(state="active", is_sensitive=False, services__isnull=False)
              .exclude(services__name="").distinct().order_by("pk")[:3])
told = {"slugs": [group.slug for group in groups]}
for name, looked_after in (("Priya", groups[:2]), ("Tom", groups[2:])):
    person = Person.objects.create_person(name=name, email=f"{name.lower()}.editing@loomwick.example")
    for group in looked_after:
        Grant.objects.create(person=person, role="group_steward", scope_kind="group", scope_id=group.pk, reason="test")
    told[name] = session_of(person)
print(json.dumps(told))
"""


@pytest.fixture(scope="module")
def cast(hub):
    """Two groups in Priya's care, so that each way of the story has one of its own; one in Tom's."""
    return hub.told(PEOPLE)


@pytest.mark.parametrize("javascript", [True, False], ids=["with scripts", "without scripts"])
def test_a_page_is_edited_and_a_suggestion_taken_up(visit_as, cast, javascript):
    slug = cast["slugs"][0 if javascript else 1]
    look = {"javascript": javascript, "width": 390}
    page = visit_as(cast["Priya"], f"/groups/{slug}/", **look)
    page.get_by_role("link", name="Edit this page").click()
    page.get_by_role("link", name="Words", exact=True).click()
    page.get_by_label("In one line").fill("We begin at eight, with tea.")
    page.get_by_role("button", name="Save").click()
    expect(page.locator("main")).to_contain_text("Saved.")

    page.get_by_role("link", name="What you run").click()
    page.get_by_role("link", name="Add one").click()
    page.get_by_label("What is it called?").fill("Tea at eight")
    line = page.locator(".week-line").first
    line.get_by_label("How often").select_option("every week")
    line.get_by_label("Wednesday").check()
    line.get_by_label("From", exact=True).fill("20:00")
    if not javascript:
        page.get_by_role("button", name="Show me in plain words").click()
    expect(page.locator("#preview")).to_contain_text("Wednesdays, 20.00")
    page.get_by_role("button", name="Save").click()
    expect(page.locator("main")).to_contain_text("Tea at eight")
    page.goto(f"/groups/{slug}/")
    expect(page.locator("main")).to_contain_text("We begin at eight, with tea.")
    expect(page.locator("main")).to_contain_text("Wednesdays, 20.00")

    sam = visit_as("", f"/groups/{slug}/", **look)
    sam.get_by_role("link", name=re.compile("Suggest a change")).click()
    sam.get_by_label("In one line").fill("We begin at nine, with cake.")
    sam.get_by_label("Who for").fill("Everybody")
    sam.get_by_label("Your name").fill("Sam")
    sam.get_by_label(re.compile("put my name beside it")).check()
    sam.get_by_role("button", name="Send it").click()
    expect(sam.get_by_role("heading", level=1)).to_have_text("What became of it")

    page.goto(f"/groups/{slug}/suggestions/")
    page.locator(".rows a").first.click()
    expect(page.locator("main")).to_contain_text("Sam wrote this")
    page.get_by_role("region", name="In one line").get_by_label("Take this up").check()
    page.get_by_role("region", name="In one line").get_by_label("In these words").fill("We begin at nine, with tea.")
    page.get_by_label("Your answer").fill("Thank you, Sam. The cake we shall see about.")
    page.get_by_role("button", name="Take up what is ticked, and answer").click()
    page.goto(f"/groups/{slug}/history/")
    expect(page.locator("main")).to_contain_text("suggested by Sam, taken up by Priya")
    page.get_by_role("button", name="Take this back").first.click()
    expect(page.locator("main")).to_contain_text("taken back by Priya")
    page.goto(f"/groups/{slug}/")
    expect(page.locator("main")).to_contain_text("We begin at eight, with tea.")


DOORS = ("edit/", "edit/words/", "edit/services/", "edit/photos/", "edit/links/", "history/", "suggestions/")


def test_tom_is_told_at_every_door_who_may_come_in(visit_as, cast):
    page = visit_as(cast["Tom"], "/")
    for door in DOORS:
        answer = page.goto(f"/groups/{cast['slugs'][0]}/{door}")
        assert answer.status == 403, door
        expect(page.locator("main")).to_contain_text("may change its page")
    fine(page)


@pytest.mark.parametrize("path", ["", "words/", "themes/", "place/", "state/", "services/new/", "photos/", "links/"])
def test_the_pages_can_be_used_by_everyone(visit_as, cast, path):
    fine(visit_as(cast["Priya"], f"/groups/{cast['slugs'][0]}/edit/{path}", width=390))


def test_two_editors_meet(visit_as, cast):
    path = f"/groups/{cast['slugs'][0]}/edit/words/"
    first, second = (visit_as(cast["Priya"], path, width=390) for _editor in range(2))
    for page, words in ((first, "The first words"), (second, "The second words")):
        page.get_by_label("Who is it for?").fill(words)
        page.get_by_role("button", name="Save").click()
    expect(second.locator("main")).to_contain_text("Somebody else changed this meanwhile")
    expect(second.locator("main")).to_contain_text("The first words")
    expect(second.get_by_label("Who is it for?").last).to_have_value("The second words")
    fine(second)
    second.get_by_label("Keep what the page says now").check()
    second.get_by_role("button", name="Save").click()
    expect(second.locator("main")).to_contain_text("Saved.")
    second.goto(f"/groups/{cast['slugs'][0]}/")
    expect(second.locator("main")).to_contain_text("The first words")


def test_a_pin_is_dropped(visit_as, cast):
    page = visit_as(cast["Priya"], f"/groups/{cast['slugs'][0]}/edit/place/")
    page.wait_for_load_state("networkidle")
    before = page.get_by_label("Pin", exact=True).input_value()
    page.locator("pin-map canvas").click(position={"x": 60, "y": 60})
    expect(page.get_by_label("Pin", exact=True)).not_to_have_value(before)
