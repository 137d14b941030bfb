"""A visitor reports an abusive text, Max hides it, its author mends it, Max takes it; another author appeals.
With JavaScript and without; each page usable by all."""

import pytest
from playwright.sync_api import expect

from tests.browser.pages import fine, says

pytestmark = pytest.mark.browser
PEOPLE = """
import json
from uuid import uuid4
from closeknit.accounts.models import Grant, Person
from closeknit.conversation import actions
from closeknit.directory.models import Group
from tests.support.sessions import session_of
groups = list(Group.objects.public().filter(state="active", is_sensitive=False).order_by("-pk")[:3])
told = {"slugs": [group.slug for group in groups], "talks": [str(group.uuid) for group in groups]}
for name, role in (("Sam", ""), ("Ivo", ""), ("Priya", "group_steward"), ("Max", "moderator"), ("Mo", "moderator"),
                   ("Kit", "hub_admin")):
    person = Person.objects.create_person(name=name, email=f"{name.lower()}.moderation@loomwick.example")
    if role == "group_steward":
        for group in groups:
            Grant.objects.create(person=person, role=role, scope_kind="group", scope_id=group.pk, reason="test")
    elif role:
        Grant.objects.create(person=person, role=role, reason="test")
    told[name] = session_of(person)
complaint = actions.complain(client_id=uuid4(), guest_name="Wren", contact="3 Shuttle Street", words="I was written to.")
told["complaint"] = str(complaint.uuid)
print(json.dumps(told))
"""
INSULT, MENDED = "You are all fools.", "I do not agree with you all."
WAYS = pytest.mark.parametrize("javascript", [True, False], ids=["with scripts", "without scripts"])


@pytest.fixture(scope="module")
def cast(hub):
    """Three groups: one for each way of the story, and one to be told about."""
    return hub.told(PEOPLE)


@pytest.fixture
def as_(visit_as, cast):
    def as_(name, path, **look):
        return visit_as(cast[name] if name else "", path, width=390, **look)

    return as_


def asks_on_the_group_s_page(page, slug, words):
    page.goto(f"/groups/{slug}/")
    page.locator("#talk .button").click()
    fine(page)
    page.get_by_label("What do you want to say?").fill(words)
    page.get_by_role("button", name="Publish it").click()
    says(page, words)


def reports_the_last_comment(page, slug):
    """A visitor, from the group's own page."""
    page.goto(f"/groups/{slug}/")
    page.get_by_role("link", name="Report this comment by").first.click()
    fine(page)
    page.get_by_role("button", name="Send the report").click()
    says(page, "Choose the rule.")
    page.get_by_label("Be kind").check()
    page.get_by_role("button", name="Send the report").click()
    says(page, "A moderator decides")
    fine(page)


def decides(page, hides):
    """A moderator, on the oldest case."""
    page.goto("/manage/reports/")
    fine(page)
    page.locator("main td a, main th a").first.click()
    fine(page)
    if not hides:
        page.locator("[name=verdict][value=stand]").check()
    else:
        page.locator("[name=verdict][value=hide]").check()
        page.get_by_label("Be kind").check()
        page.get_by_label("Your words to the author").fill("Please say it without calling names.")
    page.locator("form.form").get_by_role("button", name="Decide").click()
    says(page, "Decided")


@WAYS
def test_what_hurts_is_hidden_mended_and_shown(as_, cast, javascript):
    slug = cast["slugs"][0 if javascript else 1]
    author = as_("Sam", "/", javascript=javascript)
    visitor = as_("", "/", javascript=javascript)
    moderator = as_("Max", "/", javascript=javascript)
    asks_on_the_group_s_page(author, slug, INSULT)
    reports_the_last_comment(visitor, slug)
    decides(moderator, hides=True)
    visitor.goto(f"/groups/{slug}/")
    says(visitor, "Hidden by the moderators: Be kind")
    expect(visitor.locator("main")).not_to_contain_text(INSULT)
    author.goto(f"/groups/{slug}/")
    author.get_by_role("link", name="What you can do").click()
    says(author, "Please say it without calling names.")
    fine(author)
    author.get_by_label("Your words, mended").fill(MENDED)
    author.get_by_role("button", name="Send it again").click()
    says(author, "Now: waits for a moderator")
    decides(moderator, hides=False)
    visitor.goto(f"/groups/{slug}/")
    says(visitor, MENDED)


def test_an_appeal_is_decided_by_another_moderator(as_, cast):
    slug = cast["slugs"][2]
    author, moderator, other = as_("Ivo", "/"), as_("Max", "/"), as_("Mo", "/")
    asks_on_the_group_s_page(author, slug, "That was foolish of me.")
    reports_the_last_comment(as_("", "/"), slug)
    decides(moderator, hides=True)
    author.goto(f"/groups/{slug}/")
    author.get_by_role("link", name="What you can do").click()
    author.get_by_label("Why was the decision wrong?").fill("I spoke of myself.")
    author.get_by_role("button", name="Appeal").click()
    moderator.goto("/manage/reports/")
    moderator.locator("main td a, main th a").first.click()
    says(moderator, "Somebody else must decide on the appeal.")
    decides(other, hides=False)
    author.goto(f"/groups/{slug}/")
    says(author, "That was foolish of me.")


@pytest.mark.parametrize(
    ("who", "path"),
    [
        ("", "/rules/"),
        ("", "/complaints/"),
        ("", "/complaints/sent/"),
        ("Kit", "/manage/rules/"),
        ("Kit", "/manage/rules/new/"),
        ("Kit", "/manage/complaints/"),
        ("Kit", "/manage/complaints/new/"),
        ("Kit", "/manage/complaints/{complaint}/"),
        ("Kit", "/manage/reports/"),
        ("Priya", "/talk/directory.group/{talk}/"),
    ],
)
@pytest.mark.parametrize("look", [{}, {"dark": True}], ids=["light", "dark"])
def test_each_page_can_be_used_by_everyone(as_, cast, who, path, look):
    page = as_(who, path.format(complaint=cast["complaint"], talk=cast["talks"][2]), **look)
    expect(page.locator("h1")).to_be_visible()
    fine(page)
