"""All texts that were ever collected for breaking programs, through every form and behind every address.

What is asked, of each form once however many pages show it, as the first of a visitor, a steward and an
administrator who finds it:

- each text of our own in all that is typed, in all fields at once (hidden and chosen ones too), and in each typed
  field by itself (in one of those whose names differ by a number: the days of a week);
- each of the "big list of naughty strings" by itself in one of the typed fields, with others in the other fields
  (on SQLite; most are refused before they come to a database);
- each text of all collections, many together in one field: so it is refused and shown again;
- a share of them, other texts in each form, cut to what its free fields take: so it is kept and shown.

Of each address: our own in every parameter; the big list in one parameter each, where the page has any of its own;
all of them, many together.
Not asked: each of the 12,000 by itself in each of the fields, which would take a day. Where many together do harm,
each is then asked by itself, so that the failure names it. Where the collections are not at hand our own texts do
alone, and a skipped test says so.
"""

import os
import re
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from zlib import crc32

import pytest
from django.db import connection
from django.urls import Resolver404, resolve

from tests.house import naughty
from tests.house.asking import ASKED_AS, PAGES, faults_of, parameters, the_forms
from tests.house.faults import fault
from tests.house.matrix import address
from tests.house.test_bad_input import ALWAYS
from tests.support.hub import KEPT
from tests.support.page_forms import PageForm

pytestmark = [pytest.mark.deep, pytest.mark.usefixtures("no_network")]
TOGETHER = 8_000  # signs in one field
BEHIND = 4_000  # in one parameter
TAKEN = 20  # sendings of each form that it should take
FREE = {"text", "search", "textarea"}
Load = dict[str, list[str]]  # the texts that each field carries


def packs(texts: list[str], most: int) -> list[list[str]]:
    """As many texts together as fit; what breaks whatever it stands in goes alone."""
    found, size = [[]], 0
    for text in texts:
        if (size + len(text) >= most or "\x00" in text) and found[-1]:
            found.append([])
            size = 0
        found[-1].append(text)
        size += most if "\x00" in text else len(text) + 1
    return [pack for pack in found if pack]


def spread(packed: list[list[str]], names: list[str]) -> Iterator[Load]:
    for first in range(0, len(packed), len(names)):
        yield dict(zip(names, packed[first : first + len(names)], strict=False))


def fitting(form: PageForm, texts: list[str]) -> Iterator[Load]:
    """What its free fields may well take, beginning elsewhere in the texts for each form."""
    free = [form.fields[name] for name in form.typed if form.fields[name].kind in FREE]
    start = crc32(form.address.encode()) % len(texts)
    left = [text for text in (*texts[start:], *texts[:start]) if "\x00" not in text][::-1]
    for _ in range(TAKEN if free else 0):
        load = {one.name: [] for one in free}
        for one in free:
            size = 0
            while left and size + len(left[-1]) < min(one.most, TOGETHER):
                size += len(left[-1]) + 1
                load[one.name].append(left.pop())
            if left and not load[one.name]:
                left.pop()
        yield {name: held for name, held in load.items() if held}


def loads(form: PageForm) -> Iterator[Load]:
    alone = {re.sub(r"\d+", "1", name): name for name in form.typed}.values()
    for text in naughty.OWN.values():
        yield {name: [text] for name, one in form.fields.items() if one.kind != "file"}
        if form.typed:
            yield {name: [text] for name in form.typed}
        for name in alone if len(form.typed) > 1 else ():
            yield {name: [text]}
    if form.typed and connection.vendor == "sqlite":
        yield from spread([[text] for text in naughty.big_list()], form.typed)
    if form.typed:
        yield from spread(packs(naughty.collected(), TOGETHER), form.typed)
        yield from fitting(form, naughty.collected())


def said(load: Load) -> dict[str, str]:
    return {name: " ".join(texts) for name, texts in load.items()}


def guilty(ask, load: Load, found: str) -> dict[tuple[str, ...], str]:
    """Which text of a load does the harm by itself; else all of them together do."""
    alone = {}
    for name, texts in load.items():
        for text in texts:
            if bad := ask({name: [text]}):
                alone[name, text[:60]] = bad
                break
    return alone or {(*load, "together"): found}


def is_new(form: PageForm) -> bool:
    """No other page of this run has shown it yet, to whichever helper."""
    path = form.address.removeprefix("http://testserver").partition("?")[0]
    with suppress(Resolver404):
        path = resolve(path).view_name
    mark = crc32(repr((path, form.method, sorted(form.fields))).encode())
    try:
        Path(os.environ[KEPT], f"asked-{mark}").touch(exist_ok=False)
    except FileExistsError:
        return False
    return True


@pytest.mark.parametrize("name", PAGES)
def test_a_form_takes_all_that_was_ever_collected(name, world):
    page, wrong = address(name, world.things), {}
    for role in ASKED_AS:
        client, forms = the_forms(world, name, role)
        for form, before in forms:
            if not form.fields or form.method == "GET" or not is_new(form):  # what is got is an address
                continue

            def ask(load, client=client, form=form, before=before):
                return faults_of(client, form, form.filled() | said(load), page, before)

            for load in loads(form):
                if found := ask(load):
                    wrong |= {(role, form.address, *what): bad for what, bad in guilty(ask, load, found).items()}
    assert wrong == {}


@pytest.mark.parametrize("name", PAGES)
def test_an_address_may_carry_all_that_was_ever_collected(name, world):
    client, bare, found = parameters(world, name)
    if client is None:
        return
    names, wrong = sorted(found | ALWAYS), {}

    def ask(load):
        return fault(client.get(bare, said(load)))

    def all_loads():
        for text in naughty.OWN.values():
            yield {name: [text] for name in names}
        if found:
            yield from spread([[text] for text in naughty.big_list()], names)
        yield from spread(packs(naughty.collected(), BEHIND), names)

    for load in all_loads():
        if bad := ask(load):
            wrong |= guilty(ask, load, bad)
    assert wrong == {}


def test_the_collections_are_at_hand():
    if not naughty.COLLECTIONS.is_dir():
        pytest.skip("the corpus of bad inputs is not here (../shared/data/bad-inputs): only our own texts were asked")


def test_what_does_harm_is_named():
    def ask(load):
        return "status 500" if any("bad" in text for texts in load.values() for text in texts) else ""

    assert guilty(ask, {"a": ["good", "bad one"], "b": ["fine"]}, "status 500") == {("a", "bad one"): "status 500"}
    assert guilty(lambda load: "", {"a": ["x"], "b": ["y"]}, "slow") == {("a", "b", "together"): "slow"}
