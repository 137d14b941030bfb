"""Ada follows a group, hears of it on the bell, reads it, and wants to hear no more. With JavaScript and without."""

import json

import pytest
from playwright.sync_api import expect

from tests.support.axe import assert_accessible

pytestmark = pytest.mark.browser
ADA = """
import importlib, json
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from closeknit.accounts.models import Person
from closeknit.directory.models import Group
group = Group.objects.public().filter(state="active", is_sensitive=False).order_by("-pk")[%d]
person = Person.objects.create_person(name="Ada", email="ada%d.notices@loomwick.example")
session = importlib.import_module(settings.SESSION_ENGINE).SessionStore()
session[SESSION_KEY] = str(person.pk)
session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
session[HASH_SESSION_KEY] = person.get_session_auth_hash()
session.save()
print(json.dumps({"slug": group.slug, "name": group.name, "key": session.session_key}))
"""
CONFIRMED = """
from closeknit.directory.models import Group
from closeknit.journal.recording import record
record("directory.group_confirmed", about=Group.objects.get(slug=%r), guest="Priya")
"""


def fine(page, *, javascript):
    """axe is a script itself, and never ends where scripts are off."""
    page.wait_for_load_state("networkidle")
    if javascript:
        assert_accessible(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"]


@pytest.mark.parametrize(
    ("number", "javascript", "width"),
    [(0, True, 1440), pytest.param(1, False, 390, marks=pytest.mark.deep)],
    ids=["with", "without"],
)
def test_one_follows_hears_reads_and_mutes(visit, hub, number, javascript, width):
    ada = json.loads(hub.run("shell", "-c", ADA % (number, number)).stdout.strip().splitlines()[-1])
    page = visit("/", javascript=javascript, width=width)
    page.context.add_cookies([{"name": "closeknit", "value": ada["key"], "url": hub.url}])
    page.goto(f"/groups/{ada['slug']}/")
    page.locator("summary").filter(has_text="Follow").click()
    page.get_by_label("Everything, as it happens").check()
    fine(page, javascript=javascript)
    page.get_by_role("button", name="Save").click()
    expect(page.locator(".toast")).to_contain_text("Everything, as it happens")
    expect(page.locator("summary").filter(has_text="You follow this")).to_be_visible()
    expect(page.get_by_role("link", name="No news")).to_be_visible()

    hub.run("shell", "-c", CONFIRMED % ada["slug"])
    page.reload()
    page.get_by_role("link", name="1 piece of news").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("What is new for you")
    expect(page.locator(".told-row")).to_contain_text("Priya confirmed that")
    fine(page, javascript=javascript)
    page.get_by_role("button", name="Mark as read").click()
    expect(page.get_by_role("link", name="No news")).to_be_visible()
    expect(page.get_by_role("button", name="Mark all as read")).to_have_count(0)

    page.get_by_role("link", name="Choose what you hear of").click()
    page.get_by_label(f"How much do you want to hear of {ada['name']}?").select_option("nothing")
    fine(page, javascript=javascript)
    page.get_by_role("button", name="Save").click()
    expect(page.locator(".toast")).to_contain_text("Nothing")
    hub.run("shell", "-c", CONFIRMED % ada["slug"])
    page.reload()
    expect(page.get_by_role("link", name="No news")).to_be_visible()

    page.get_by_role("button", name="Stop all letters with news").click()
    expect(page.get_by_role("button", name="Send me letters again")).to_be_visible()
