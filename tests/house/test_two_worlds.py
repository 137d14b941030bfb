"""Two worlds that differ in one secret: to whoever may not know of it every answer is the same, byte for byte.

The second world is the first with the secret added, so all that is older has the same numbers. The
clock stands still. The hub's version, which says only that something was done somewhere, is set
alike; it would differ as well if an administrator had mended a comma.
"""

import io
import re
import zipfile
from datetime import date, timedelta
from uuid import uuid4

import pytest
import time_machine
from django.conf import settings as configured
from django.core.cache import cache
from django.db import connection, transaction
from django.utils import timezone

from closeknit.accounts.models import Suspension
from closeknit.conversation import actions
from closeknit.conversation.actions import cases
from closeknit.conversation.models import Comment
from closeknit.conversation.subjects import subjects
from closeknit.conversation.threads import Place
from closeknit.conversation.vocabulary import CommentState, Question
from closeknit.core import http, page_cache, rate_limit
from closeknit.directory.indexing import reindex
from closeknit.directory.models import Group
from closeknit.directory.search import snapshot
from closeknit.places.models import Hub
from tests.house.matrix import ROUTES, address
from tests.house.world import ROLES
from tests.support import factories as make

DRAWN_BY_LOT = {  # pages that hold a new secret or a new key each time they are asked for
    "accounts:authenticator",
    "directory:edit-service-new",
}
READ = tuple(name for name, row in ROUTES.items() if "GET" in row and name not in DRAWN_BY_LOT)
FEW = ("member",) if connection.vendor == "sqlite" else ("visitor",)  # all are asked on both by make test-deep
OPEN = ("website:home", "website:find", "website:find-csv", "places:area")
NEW_EACH_TIME = re.compile(
    rb'name="(csrfmiddlewaretoken|client_id|number|device)" value="[^"]+"|"key": "[A-Za-z0-9]+"'  # keys of forms
)
ENTITLED = {"hub_admin", "network_organiser", "moderator", "sleeping_admin"}  # each may know of some of these


def a_hidden_group(world):
    """With a service, an address and a place on the map, in the area and on the theme of others."""
    shown = Group.objects.get(pk=world.group_id)
    group = make.make_group(
        "Survivors of Warpfield", visibility="hidden", is_sensitive=True, point=shown.point,
        themes=tuple(shown.themes.all()), contact_email="safe@loomwick.example", confirmed_on=date(2026, 11, 1),
    )  # fmt: skip
    make.make_service(group, "Tuesday circle", venue=make.make_venue("The House", is_confidential=True))
    reindex([group.pk])


def a_service_in_a_confidential_venue(world):
    """Of a group that is hidden already."""
    (number,) = world.hidden_groups
    service = make.make_service(Group.objects.get(pk=number), "Thursday circle")
    service.venue = make.make_venue("Another House", is_confidential=True)
    service.save()
    reindex([number])


def a_comment_that_waits(world):
    """It is looked at before it is shown."""
    like = Comment.objects.filter(state=CommentState.SHOWN).first()
    Comment.objects.create(
        thread=like.thread,
        author=make.make_person("Wilma"),
        text="Abuse.",
        state=CommentState.WAITING,
        client_id=uuid4(),
    )


def a_talk_about_a_hidden_group(world):
    """Somebody wrote, somebody was answered, and the moderators were asked."""
    (number,) = world.hidden_groups
    place = Place(subjects()["directory.group"], Group.objects.get(pk=number))
    first = actions.say(author=make.make_person("Wilma"), place=place, text="Where are you?", client_id=uuid4())
    actions.say(author=make.make_person("Wren"), place=place, parent=first, text="Here.", client_id=uuid4())
    cases.put_before_moderators("conversation.comment", first, Question.REPORT)


def a_suspended_account(world):
    """Somebody who may not come in any more, and a stranger to all groups."""
    person = make.make_person("Wilfred")
    person.is_active = False
    person.save()
    Suspension.objects.create(person=person, reason="threats")


def all_secrets(world):
    for secret in SECRETS:
        secret(world)


SECRETS = [
    a_hidden_group,
    a_service_in_a_confidential_venue,
    a_comment_that_waits,
    a_talk_about_a_hidden_group,
    a_suspended_account,
]


@pytest.fixture(scope="module", autouse=True)
def _nothing_seen(_standing_world):
    _standing_world.first_seen = {}
    _standing_world.moment = timezone.now() + timedelta(minutes=1)  # all roles are in force by then


@pytest.fixture(autouse=True)
def _still_clock(_standing_world):
    with time_machine.travel(_standing_world.moment, tick=False):
        yield


def forget_all():
    """What a process remembers must not make two worlds alike, or different."""
    cache.clear()
    page_cache.forget()
    http.forget_hub()
    snapshot.forget()
    rate_limit.counters().clear()


def seen(world, role, version, names):
    """Every answer as it arrives: status, headers, body."""
    told = {}
    for name in names:
        Hub.objects.update(version=version)
        forget_all()
        answer = world.ask.undone(role, "GET", address(name, world.things))
        headers = sorted((header, value) for header, value in answer.items() if header != "Set-Cookie")
        cookies = sorted(set(answer.cookies) - {configured.SESSION_COOKIE_NAME})
        told[name] = (answer.status_code, headers, cookies, _plain(answer.body))
    return told


def _plain(body):
    """Without what is new in each form; an Excel file is a packed folder, with the time in its lids."""
    if body.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(body)) as folder:
            return b"".join(name.encode() + folder.read(name) for name in folder.namelist())
    return NEW_EACH_TIME.sub(b"", body)


def differing(world, role, secret, names=READ):
    """Pages of the second world that differ from those of the first, which is crawled once for each role."""
    version = 1_000_000
    before = world.first_seen.get((role, names)) or seen(world, role, version, names)
    world.first_seen[role, names] = before
    with transaction.atomic():
        secret(world)
        after = seen(world, role, version, names)
        transaction.set_rollback(True)
    forget_all()
    return {name: _first_difference(before[name], after[name]) for name in names if before[name] != after[name]}


def assert_alike(told):
    assert not told, "\n".join(f"{name}: {what}" for name, what in told.items())


def _first_difference(one, other):
    for part, (a, b) in enumerate(zip(one, other, strict=True)):
        if a != b and isinstance(a, bytes):
            at = next((n for n, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))
            return f"{a[max(0, at - 60) : at + 60]!r} / {b[max(0, at - 60) : at + 60]!r}"
        if a != b:
            return f"part {part}: {a} / {b}"
    return ""


@pytest.mark.parametrize("role", FEW)
def test_nothing_tells_that_there_are_secrets(role, world, record_property):
    record_property("worlds", len(READ))
    assert_alike(differing(world, role, all_secrets))


@pytest.mark.deep
@pytest.mark.parametrize("role", [role for role in ROLES if role not in ENTITLED])
@pytest.mark.parametrize("secret", SECRETS)
def test_nothing_tells_any_other_role(secret, role, world, record_property):
    record_property("worlds", len(READ))
    assert_alike(differing(world, role, secret))


def test_what_is_no_secret_does_make_a_difference(world):
    """Else the tests above would find nothing whatever there was."""

    def a_public_group(world):
        shown = Group.objects.get(pk=world.group_id)
        group = make.make_group("Warpfield Walkers", point=shown.point, themes=tuple(shown.themes.all()))
        reindex([group.pk])

    assert set(differing(world, "visitor", a_public_group, OPEN)) == set(OPEN)


def test_an_administrator_who_may_know_does_see_it(world):
    told = ("directory:everything-csv", "conversation:cases", "conversation:case-log")
    assert set(differing(world, "hub_admin", all_secrets, told)) == set(told)
