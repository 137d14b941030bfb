"""The forms of a page, read from its HTML as a browser reads them, and filled in as a person might."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape
from typing import Any
from urllib.parse import urljoin, urlsplit

from bs4 import BeautifulSoup, Tag

from tests.support.tags import attributes_of, tags_of

TYPED = {"text", "search", "email", "url", "tel", "textarea", "number", "date", "time", "password"}
FILLED = {
    "email": "sam@loomwick.example",
    "url": "https://singers.loomwick.example/",
    "number": "3",
    "date": "2026-11-20",
    "time": "19:30",
    "tel": "020 7946 0000",
    "password": "a long enough password",
}


@dataclass(slots=True)
class Field:
    """One name that a form sends. ``kind`` is the type of its input; ``options`` are what may be chosen; it takes
    ``most`` signs."""

    name: str
    kind: str
    value: str = ""
    options: list[str] = field(default_factory=list)
    most: int = 200

    @property
    def is_typed(self) -> bool:
        return self.kind in TYPED

    @property
    def filled(self) -> str:
        """A value that makes sense."""
        if self.value or self.kind == "hidden":
            return self.value
        if self.options:
            return next((option for option in self.options if option), "")
        return FILLED.get(self.kind, "Words of a neighbour") if self.is_typed else "on"


@dataclass(slots=True)
class PageForm:
    """A form: where it leads, how, and its fields by name."""

    address: str
    method: str
    fields: dict[str, Field]

    @property
    def typed(self) -> list[str]:
        return [name for name, one in self.fields.items() if one.is_typed]

    def filled(self) -> dict[str, str]:
        """What a person sends who fills in everything."""
        return {name: one.filled for name, one in self.fields.items() if one.kind != "file" and one.filled}


def forms_of(html: str, address: str) -> list[PageForm]:
    """The forms in the main part of a page, with whatever belongs to them from elsewhere on it."""
    page = BeautifulSoup(html, "html.parser")
    return [_form(one, page, address) for one in (page.find("main") or page).find_all("form")]


def typed_in(html: str) -> dict[str, list[str]]:
    """What the typed fields of each name hold: there is one in each form that has it."""
    tags, found = tags_of(html), defaultdict(list)
    if tags is None:
        for one in BeautifulSoup(html, "html.parser").find_all(["input", "textarea"]):
            if one.name == "textarea":
                found[one.get("name")].append(one.get_text().removeprefix("\n"))
            elif one.get("type", "text") in TYPED:
                found[one.get("name")].append(str(one.get("value", "")))
        return found
    for tag in tags:
        if tag[1] == "textarea":
            held = unescape(html[tag.end() : html.index("</textarea", tag.end())])
            found[attributes_of(tag).get("name")].append(held.removeprefix("\n"))
        elif tag[1] == "input" and (has := attributes_of(tag)).get("type", "text") in TYPED:
            found[has.get("name")].append(has.get("value", ""))
    return found


def parameters_of(html: str, address: str) -> set[str]:
    """The names of the parameters in the links that a page has to itself."""
    path = urlsplit(address).path
    found = set()
    for link in BeautifulSoup(html, "html.parser").find_all("a", href=True):
        parts = urlsplit(urljoin(address, link["href"]))
        if parts.path == path and parts.query:
            found |= {pair.partition("=")[0] for pair in parts.query.split("&")}
    return found


def _form(form: Tag, page: BeautifulSoup, address: str) -> PageForm:
    fields: dict[str, Field] = {}
    inside = form.find_all(["input", "textarea", "select", "button"])
    outside = (
        page.find_all(["input", "textarea", "select", "button"], attrs={"form": form.get("id")})
        if form.get("id")
        else []
    )
    for name, one in _fields([*inside, *outside]):
        if name in fields:
            fields[name].options += one.options
            fields[name].value = fields[name].value or one.value
        else:
            fields[name] = one
    fields.pop("csrfmiddlewaretoken", None)
    return PageForm(urljoin(address, str(form.get("action") or "")), str(form.get("method", "get")).upper(), fields)


def _fields(tags: list[Any]) -> Iterator[tuple[str, Field]]:
    for tag in tags:
        name = str(tag.get("name") or "")
        if not name or tag.has_attr("disabled"):
            continue
        if tag.name == "textarea":
            yield name, Field(name, "textarea", tag.get_text().removeprefix("\n"), most=_most(tag))
        elif tag.name == "select":
            options = [str(option.get("value", option.get_text())) for option in tag.find_all("option")]
            chosen = [str(option.get("value", "")) for option in tag.find_all("option", selected=True)]
            yield name, Field(name, "select", chosen[0] if chosen else "", options)
        elif tag.get("type") in {"radio", "checkbox"}:
            value = str(tag.get("value", "on"))
            yield name, Field(name, str(tag["type"]), value if tag.has_attr("checked") else "", [value])
        elif tag.name == "input" or tag.get("value"):
            kind = "hidden" if tag.name == "button" else str(tag.get("type", "text"))
            yield name, Field(name, kind, str(tag.get("value", "")), most=_most(tag))


def _most(tag: Tag) -> int:
    return int(str(tag.get("maxlength") or (2_000 if tag.name == "textarea" else 200)))
