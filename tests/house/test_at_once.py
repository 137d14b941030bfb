"""Twenty times the same form at the same moment has the effect of once: an impatient finger, a retrying phone.

What once does is found out first, and taken back; then twenty real threads do it.
"""

from http.cookies import SimpleCookie

import pytest
from django.apps import apps
from django.db import transaction
from django.test import Client

from closeknit.core import rate_limit
from tests.house.matrix import ROUTES, Asker, address
from tests.house.world import make_world
from tests.support.page_forms import forms_of
from tests.support.together import together

TIMES = 20
ROLES = ("hub_admin", "group_steward", "network_organiser", "member", "visitor")
POSTING = [name for name, row in ROUTES.items() if "POST" in row]
SAMPLE = {
    "directory:same",
    "directory:duplicate",
    "directory:merge-parting",
    "directory:duplicate-dismissal",
    "website:set-up-themes",
}
UNCOUNTED = {
    "DBTaskResult",
    "Session",
    "SearchEntry",
    "Word",
    "FacetBitmap",
    "ColumnSegment",
    "Reading",
}  # work and its traces
SAID = {  # forms of other pages
    "journal:follow": {"thing": "directory.group:{group_uuid}", "level": "digest"},
    "accounts:person-code": {"client_id": "{group_uuid}"},  # any will do, as long as it is the same
}


@pytest.fixture
def world(transactional_db, settings, tmp_path):
    settings.SECOND_FACTOR = "required"
    settings.DATA_DIR = tmp_path
    made = make_world()
    made.ask = Asker(made.people)
    return made


def rows():
    return {
        model._meta.label: model._base_manager.count()
        for model in apps.get_models()
        if model.__name__ not in UNCOUNTED and model._meta.managed
    }


def difference(before):
    after = rows()
    return {label: after[label] - number for label, number in before.items() if after[label] != number}


def wishes(world, name, role):
    """What this role may send there: each form of the page itself, filled in; else what is known, or nothing."""
    path = address(name, world.things)
    if name in SAID:
        from closeknit.directory.models import Group

        uuid = Group.objects.get(slug=world.things.group).uuid
        return [{key: value.format(group_uuid=uuid) for key, value in SAID[name].items()}]
    page = browser(world, role).get(path)
    if page.status_code != 200 or page.streaming or not page.get("Content-Type", "").startswith("text/html"):
        return [{}]
    forms = forms_of(page.content.decode(), f"http://testserver{path}")
    return [form.filled() for form in forms if form.method == "POST" and form.address.endswith(path)] or [{}]


def browser(world, role):
    client = Client(raise_request_exception=False)
    client.cookies = SimpleCookie(world.ask.cookies[role])
    return client


def find_a_deed(world, name):
    """A role and a form with which something happens, and what does."""
    path = address(name, world.things)
    for role in ROLES:
        for told in wishes(world, name, role):
            rate_limit.counters().clear()
            before = rows()
            with transaction.atomic():
                browser(world, role).post(path, told)
                done = difference(before)
                transaction.set_rollback(True)
            if done:
                return role, told, done
    return None


def check(world, name):
    deed = find_a_deed(world, name)
    if deed is None:
        return  # nothing is added or taken away here: what is set twice is set once
    role, told, once = deed
    path, before = address(name, world.things), rows()
    rate_limit.counters().clear()
    answers = together(TIMES, lambda: browser(world, role).post(path, told).status_code)
    assert not [answer for answer in answers if not isinstance(answer, int) or answer >= 500], answers
    assert difference(before) == once, answers


@pytest.mark.parametrize("name", [name for name in POSTING if name in SAMPLE])
def test_what_is_sent_twenty_times_at_once_is_done_once(name, world):
    check(world, name)


@pytest.mark.deep
@pytest.mark.parametrize("name", [name for name in POSTING if name not in SAMPLE])
def test_every_form_sent_twenty_times_at_once_is_taken_once(name, world):
    check(world, name)
