"""What may be wrong with an answer to what somebody typed."""

import re
import unicodedata
from functools import lru_cache
from urllib.parse import urlsplit

from bs4 import BeautifulSoup

from closeknit.algorithms.text import clean_line, clean_text
from tests.support.page_forms import PageForm, typed_in
from tests.support.tags import TAG, attributes_of, tags_of

HARMLESS = {"application/ld+json", "application/json", "importmap", "speculationrules"}
LISTS = {"synonyms"}  # fields with commas between the words
FRAMES = {"iframe", "object", "embed", "base"}
LEADING = {"href", "src", "action", "formaction"}
SCRIPT = re.compile(r"[\s\x00-\x20]*j\s*a\s*v\s*a\s*s\s*c\s*r\s*i\s*p\s*t\s*:", re.IGNORECASE)


def is_page(answer) -> bool:
    return not answer.streaming and answer.get("Content-Type", "").startswith("text/html")


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
    return script_in(answer.content.decode()) if is_page(answer) else ""


def script_in(html: str) -> str:
    """A script, a handler or a frame that came with the text. Looks closely only where a glance is not enough."""
    tags = tags_of(html)
    if tags is not None and all(_is_harmless(tag[0]) for tag in tags):
        return ""
    for tag in BeautifulSoup(html, "html5lib").find_all(True):
        if tag.name == "script" and not tag.get("src") and tag.get("type") not in HARMLESS:
            return f"a script: {tag}"[:200]
        if tag.name in FRAMES and (tag.name != "base" or tag.get("href")):
            return f"a frame: {tag}"[:200]
        for key, value in tag.attrs.items():
            if key.startswith("on") or (key in LEADING and SCRIPT.match(str(value))):
                return f"a handler: {key}={value}"[:200]
    return ""


@lru_cache(maxsize=50_000)
def _is_harmless(tag: str) -> bool:
    """A glance at a tag by itself: it runs nothing."""
    found = TAG.fullmatch(tag)
    name, attributes = found[1].lower(), attributes_of(found)
    if name in FRAMES or (name == "script" and not attributes.get("src") and attributes.get("type") not in HARMLESS):
        return False
    return not any(key.startswith("on") or (key in LEADING and SCRIPT.match(attributes[key])) for key in attributes)


def as_shown(text: str) -> str:
    """What an HTML parser makes of a text."""
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "\ufffd")


def lost(form: PageForm, told, answer) -> str:
    """A typed field of a refused form that does not hold any more what was typed."""
    if answer.status_code != 422:
        return ""
    page = typed_in(answer.content.decode())
    for name in form.typed:
        shown = [as_shown(one) for one in page.get(name, ())]
        if form.fields[name].kind != "password" and shown and name in told and as_shown(told[name]) not in shown:
            return f"{name} holds {shown[0][:80]!r} after {told[name][:80]!r}"
    return ""


def changed(client, form: PageForm, told, page: str, before) -> str:
    """After a form was taken, its page shows what was there before, or what was typed, cleaned at most."""
    again = client.get(page)
    if bad := fault(again):
        return f"afterwards {bad}"
    if again.status_code != 200 or not is_page(again):
        return ""
    now = typed_in(again.content.decode())
    for name in form.typed:
        shown = {_plain(one) for one in now.get(name, ())}
        new = shown - {"", form.fields[name].value.strip()}
        typed = told.get(name, "")
        kept = {_plain(one) for one in (typed, clean_line(typed), clean_text(typed), *before.get(name, ()))}
        if name in told and (odd := {one for one in new - kept if name not in LISTS or not _lists(one, typed)}):
            return f"{name} became {min(odd)[:80]!r} of {typed[:80]!r}"
    return ""


def _lists(words: str, typed: str) -> bool:
    """A list with commas is kept word by word; each may be cut."""
    there = [_plain(clean_line(word)) for word in typed.split(",")]
    return all(any(one.startswith(word.strip()) for one in there) for word in words.split(","))


def _plain(text: str) -> str:
    return unicodedata.normalize("NFC", as_shown(text)).strip()
