"""Whatever is typed into a form, or written behind a question mark: no error of ours, no script, no way elsewhere.

The forms are those of the pages themselves, so a new one is asked as soon as its route has a row.
"""

import re
from urllib.parse import quote

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction
from django.urls import reverse

from closeknit.core import rate_limit
from tests.house import naughty
from tests.house.asking import ASKED_AS, PAGES, client_of, faults_of, parameters, the_forms
from tests.house.faults import fault
from tests.house.matrix import ROUTES, address
from tests.support.page_forms import PageForm

pytestmark = pytest.mark.usefixtures("no_network")
# PostgreSQL refuses what SQLite does, and more (a NUL, a number or a text too long): all pages are asked there, and a
# third of them on SQLite. The whole corpora go through all of them on both by make test-deep.
HERE = PAGES if connection.vendor == "postgresql" else PAGES[::3]
ALWAYS = {"q", "page", "next", "format"}  # names that a page may read though it never says so


def fillings(form: PageForm, text: str):
    """The text in all that is typed; and in all there is, hidden or to be chosen."""
    usual = form.filled()
    yield usual | dict.fromkeys(form.typed, text)
    if text in (*naughty.SAMPLE[:2], naughty.OWN["number"]):
        yield usual | {name: text for name, one in form.fields.items() if one.kind != "file"}


def ask_forms(world, name, texts):
    wrong, seen = {}, set()
    for role in ASKED_AS:
        client, forms = the_forms(world, name, role)
        for form, before in forms:
            mark = (form.address, form.method, tuple(form.fields))
            if mark in seen or not form.fields:
                continue
            seen.add(mark)
            for text in texts:
                for told in fillings(form, text):
                    if found := faults_of(client, form, told, address(name, world.things), before):
                        wrong[role, form.address, text[:40]] = found
    return wrong


@pytest.mark.parametrize("name", HERE)
def test_a_form_takes_whatever_is_typed_or_says_why_not(name, world):
    assert ask_forms(world, name, (*naughty.SAMPLE, naughty.OWN["long"])) == {}


@pytest.mark.parametrize("name", HERE)
def test_an_address_may_carry_anything_behind_its_question_mark(name, world):
    client, bare, found = parameters(world, name)
    if client is None:
        return
    names, wrong = sorted(found | ALWAYS), {}
    for text in naughty.SAMPLE:
        if bad := fault(client.get(bare, dict.fromkeys(names, text))):
            wrong[text[:40]] = bad
    raw = quote(b"".join(naughty.RAW), safe="%&=")
    for behind in (raw, "&".join(f"{name}={raw}" for name in names)):
        if bad := fault(client.get(f"{bare}?{behind}")):
            wrong[behind[:40]] = bad
    assert wrong == {}


@pytest.mark.parametrize("name", [name for name in ROUTES if ROUTES[name].get("args")])
def test_an_address_may_be_made_up(name, world):
    """What stands for the thing in a path is any text at all."""
    things = dict.fromkeys(ROUTES[name]["args"], "closeknit-here")
    client = client_of(world, "hub_admin")
    try:
        pattern = reverse(name, kwargs=things)
    except Exception:  # noqa: BLE001 - it asks for a number or a uuid
        pattern = address(name, world.things).replace(
            address(name, world.things).strip("/").split("/")[-1], "closeknit-here"
        )
    wrong = {}
    for text in naughty.SAMPLE:
        for method in ("GET", "POST"):
            path = pattern.replace("closeknit-here", quote(text[:2_000], safe=""))
            with transaction.atomic():
                found = fault(client.generic(method, path))
                transaction.set_rollback(True)
            if found:
                wrong[method, text[:40]] = found
    assert wrong == {}


@pytest.mark.parametrize("name", [name for name in PAGES if "POST" in ROUTES[name]])
def test_a_file_may_have_any_name_and_hold_anything(name, world):
    wrong = {}
    for role in ASKED_AS:
        client, forms = the_forms(world, name, role)
        for form, before in forms:
            files = [one.name for one in form.fields.values() if one.kind == "file"]
            for text in (naughty.MIXED, naughty.OWN["nul"], naughty.OWN["path"]) if files else ():
                told = form.filled() | {field: _file(text) for field in files}
                if found := faults_of(client, form, told, address(name, world.things), before):
                    wrong[role, form.address, text[:40]] = found
    assert wrong == {}


def _file(text: str) -> SimpleUploadedFile:
    clean = re.sub(r"[\x00-\x1f\x7f\"]", "_", text[:150])  # a browser sends none of these in a name
    return SimpleUploadedFile(clean or "_", text.encode("utf-8", "replace"), content_type="text/plain")


@pytest.mark.parametrize("name", [name for name in ROUTES if "POST" in ROUTES[name]])
def test_a_body_that_is_none_is_refused(name, world):
    client, path, wrong = client_of(world, "hub_admin"), address(name, world.things), {}
    half = b'--x\r\nContent-Disposition: form-data; name="a"\r\n\r\n'
    for kind in ("application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "application/json"):
        for raw in (b"".join(naughty.RAW), half):
            rate_limit.counters().clear()
            with transaction.atomic():
                found = fault(client.generic("POST", path, raw, content_type=kind))
                transaction.set_rollback(True)
            if found:
                wrong[kind, raw[:20]] = found
    assert wrong == {}
