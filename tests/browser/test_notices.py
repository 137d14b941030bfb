"""Ada follows a group, hears of it on the bell, reads it, and wants to hear no more. With JavaScript and without."""

import pytest
from playwright.sync_api import expect

from tests.browser.pages import fine

pytestmark = pytest.mark.browser
ADA = """
import json
from closeknit.accounts.models import Person
from closeknit.directory.models import Group
from tests.support.sessions import session_of
group = Group.objects.public().filter(state="active", is_sensitive=False).order_by("-pk")[%d]
person = Person.objects.create_person(name="Ada", email="ada%d.notices@loomwick.example")
print(json.dumps({"slug": group.slug, "name": group.name, "key": session_of(person)}))
"""
CONFIRMED = """
from closeknit.directory.models import Group
from closeknit.journal.recording import record
record("directory.group_confirmed", about=Group.objects.get(slug=%r), guest="Priya")
"""


@pytest.mark.parametrize(
    ("number", "javascript", "width"),
    [(0, True, 1440), pytest.param(1, False, 390, marks=pytest.mark.deep)],
    ids=["with", "without"],
)
def test_one_follows_hears_reads_and_mutes(visit_as, hub, number, javascript, width):
    ada = hub.told(ADA % (number, number))
    page = visit_as(ada["key"], f"/groups/{ada['slug']}/", javascript=javascript, width=width)
    page.locator("summary").filter(has_text="Follow").click()
    page.get_by_label("Everything, as it happens").check()
    fine(page)
    page.get_by_role("button", name="Save").click()
    expect(page.locator(".toast")).to_contain_text("Everything, as it happens")
    expect(page.locator("summary").filter(has_text="You follow this")).to_be_visible()
    expect(page.get_by_role("link", name="No news")).to_be_visible()

    hub.run("shell", "-c", CONFIRMED % ada["slug"])
    page.reload()
    page.get_by_role("link", name="1 piece of news").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("What is new for you")
    expect(page.locator(".told-row")).to_contain_text("Priya confirmed that")
    fine(page)
    page.get_by_role("button", name="Mark as read").click()
    expect(page.get_by_role("link", name="No news")).to_be_visible()
    expect(page.get_by_role("button", name="Mark all as read")).to_have_count(0)

    page.get_by_role("link", name="Choose what you hear of").click()
    page.get_by_label(f"How much do you want to hear of {ada['name']}?").select_option("nothing")
    fine(page)
    page.get_by_role("button", name="Save").click()
    expect(page.locator(".toast")).to_contain_text("Nothing")
    hub.run("shell", "-c", CONFIRMED % ada["slug"])
    page.reload()
    expect(page.get_by_role("link", name="No news")).to_be_visible()

    page.get_by_role("button", name="Stop all letters with news").click()
    expect(page.get_by_role("button", name="Send me letters again")).to_be_visible()
