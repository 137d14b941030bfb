"""Whatever is typed into a form, or written behind a question mark: no error of ours, no script, no way elsewhere.

The forms are those of the pages themselves, so a new one is asked as soon as its route has a row.
"""

import re
import socket
import unicodedata
from http.cookies import SimpleCookie
from urllib.parse import quote, urlsplit

import pytest
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.urls import reverse

from closeknit.algorithms.text import clean_line, clean_text
from closeknit.core import rate_limit
from tests.house import naughty
from tests.house.matrix import ROUTES, address, expected
from tests.support.page_forms import PageForm, forms_of, parameters_of, values_of

PAGES = [name for name, row in ROUTES.items() if "GET" in row]
ASKED_AS = ("visitor", "group_steward", "hub_admin")
HARMLESS = {"application/ld+json", "application/json", "importmap", "speculationrules"}
SUSPECT = re.compile(
    r"<script(?![^>]*\ssrc=)|<[a-z][^>]*\son[a-z]+\s*=|javascript:|<(?:iframe|object|embed|base)\b", re.IGNORECASE
)


@pytest.fixture(autouse=True)
def _no_network(monkeypatch):
    monkeypatch.setattr(socket, "getaddrinfo", _nobody_is_there)


def _nobody_is_there(*_args, **_kwargs):
    raise socket.gaierror("no network in this test")


def client_of(world, role):
    """The browser of this role, as it was just after signing in."""
    client = world.ask.clients[role]
    client.handler.enforce_csrf_checks = False
    client.cookies = SimpleCookie(world.ask.cookies[role])
    return client


def the_forms(world, name, role):
    """The browser of this role, and each form that it finds on the page with what its fields hold."""
    client, path = client_of(world, role), address(name, world.things)
    if expected(ROUTES[name], role, "GET") != 200:
        return client, []
    answer = client.get(path)
    if answer.streaming or not answer.get("Content-Type", "").startswith("text/html"):
        return client, []
    html = answer.content.decode()
    forms = forms_of(html, f"http://testserver{path}")
    return client, [(form, {name: values_of(html, name) for name in form.typed}) for form in forms]


def send(client, form: PageForm, told):
    rate_limit.counters().clear()
    path = urlsplit(form.address)
    where = path.path + (f"?{path.query}" if path.query else "")
    return client.post(where, told) if form.method == "POST" else client.get(path.path, told)


def fault(answer) -> str:
    """What is wrong with an answer; nothing if all is well."""
    if answer.status_code >= 500 and answer.status_code != 503:
        return f"status {answer.status_code}"
    if where := answer.get("Location", ""):
        parts = urlsplit(where.replace("\\", "/"))
        if parts.netloc not in {"", "testserver"} or parts.scheme not in {"", "http"}:
            return f"leads to {where}"
    if any("\n" in value or "\r" in value for value in answer.headers.values()):
        return "a broken header"
    if answer.streaming or not answer.get("Content-Type", "").startswith("text/html"):
        return ""
    return script_in(answer.content.decode())


def script_in(html: str) -> str:
    """A script, a handler or a frame that came with the text. Looks closely only where a glance is not enough."""
    if not SUSPECT.search(html):
        return ""
    for tag in BeautifulSoup(html, "html5lib").find_all(True):
        if tag.name == "script" and not tag.get("src") and tag.get("type") not in HARMLESS:
            return f"a script: {tag}"[:200]
        if tag.name in {"iframe", "object", "embed"} or (tag.name == "base" and tag.get("href")):
            return f"a frame: {tag}"[:200]
        for key, value in tag.attrs.items():
            if key.startswith("on") or (
                re.match(r"\s*javascript:", str(value), re.IGNORECASE) and key in {"href", "src", "action"}
            ):
                return f"a handler: {key}={value}"[:200]
    return ""


def as_shown(text: str) -> str:
    """What an HTML parser makes of a text."""
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "\ufffd")


def lost(form: PageForm, told, answer) -> str:
    """A typed field of a refused form that does not hold any more what was typed."""
    if answer.status_code != 422:
        return ""
    html = answer.content.decode()
    for name in form.typed:
        shown = [as_shown(one) for one in values_of(html, name)]
        if form.fields[name].kind != "password" and shown and name in told and as_shown(told[name]) not in shown:
            return f"{name} holds {shown[0][:80]!r} after {told[name][:80]!r}"
    return ""


def changed(client, form: PageForm, told, page: str, before) -> str:
    """After a form was taken, its page shows what was there before, or what was typed, cleaned at most."""
    again = client.get(page)
    if bad := fault(again):
        return f"afterwards {bad}"
    if again.status_code != 200 or not again.get("Content-Type", "").startswith("text/html"):
        return ""
    html = again.content.decode()
    for name in form.typed:
        shown = {unicodedata.normalize("NFC", as_shown(one)).strip() for one in values_of(html, name)}
        new = shown - {"", form.fields[name].value.strip()}
        typed = told.get(name, "")
        kept = {
            unicodedata.normalize("NFC", as_shown(one)).strip()
            for one in (typed, clean_line(typed), clean_text(typed), *before.get(name, ()))
        }
        if name in told and (odd := new - kept):
            return f"{name} became {min(odd)[:80]!r} of {typed[:80]!r}"
    return ""


def faults_of(client, form: PageForm, told, page: str, before) -> str:
    """Send, look at the answer and at what it leads to, and take all back."""
    with transaction.atomic():
        answer = send(client, form, told)
        found = fault(answer) or lost(form, told, answer)
        if not found and answer.status_code in {302, 303} and form.method == "POST":
            found = fault(client.get(answer["Location"])) or changed(client, form, told, page, before)
        transaction.set_rollback(True)
    return found


def fillings(form: PageForm, text: str, *, is_deep: bool):
    """The text in all that is typed; in all there is, hidden or to be chosen; and, when there is time, in one
    field at a time."""
    usual = form.filled()
    yield usual | dict.fromkeys(form.typed, text)
    if is_deep or text in (naughty.MIXED, naughty.OWN["number"]):
        yield usual | {name: text for name, one in form.fields.items() if one.kind != "file"}
    if is_deep:
        for name in form.typed:
            yield usual | {name: text}


def ask_forms(world, name, texts, *, is_deep):
    wrong, seen = {}, set()
    for role in ASKED_AS:
        client, forms = the_forms(world, name, role)
        for form, before in forms:
            mark = (form.address, form.method, tuple(form.fields))
            if mark in seen or not form.fields:
                continue
            seen.add(mark)
            for text in texts:
                for told in fillings(form, text, is_deep=is_deep):
                    if found := faults_of(client, form, told, address(name, world.things), before):
                        wrong[role, form.address, text[:40]] = found
    return wrong


@pytest.mark.parametrize("name", PAGES)
def test_a_form_takes_whatever_is_typed_or_says_why_not(name, world):
    assert ask_forms(world, name, (*naughty.SAMPLE, naughty.OWN["long"]), is_deep=False) == {}


@pytest.mark.deep
@pytest.mark.parametrize("name", PAGES)
def test_a_form_takes_all_that_was_ever_collected(name, world):
    assert ask_forms(world, name, naughty.OWN.values(), is_deep=True) == {}
    assert ask_forms(world, name, naughty.collected(), is_deep=False) == {}


def ask_parameters(world, name, texts):
    row, wrong = ROUTES[name], {}
    role = next((role for role in ASKED_AS if expected(row, role, "GET") == 200), None)
    if role is None:
        return wrong
    client, path = client_of(world, role), address(name, world.things)
    answer = client.get(path)
    is_page = not answer.streaming and answer.get("Content-Type", "").startswith("text/html")
    html = answer.content.decode() if is_page else ""
    bare, _, query = path.partition("?")
    names = {"q", "page", "next", "format"} | {pair.partition("=")[0] for pair in query.split("&") if pair}
    names |= parameters_of(html, f"http://testserver{bare}")
    names |= {
        name for form in forms_of(html, f"http://testserver{path}") if form.method == "GET" for name in form.fields
    }
    for text in texts:
        if found := fault(client.get(bare, dict.fromkeys(names, text))):
            wrong[text[:40]] = found
    raw = quote(b"".join(naughty.RAW), safe="%&=")
    for behind in (raw, "&".join(f"{name}={raw}" for name in sorted(names))):
        if found := fault(client.get(f"{bare}?{behind}")):
            wrong[behind[:40]] = found
    return wrong


@pytest.mark.parametrize("name", PAGES)
def test_an_address_may_carry_anything_behind_its_question_mark(name, world):
    assert ask_parameters(world, name, naughty.SAMPLE) == {}


@pytest.mark.deep
@pytest.mark.parametrize("name", PAGES)
def test_an_address_may_carry_all_that_was_ever_collected(name, world):
    assert ask_parameters(world, name, naughty.collected()) == {}


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
