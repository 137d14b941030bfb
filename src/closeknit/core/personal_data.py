"""What the hub holds about a person: each room says here how it is shown to them, and how it is erased.

Each room registers in its module ``personal_data``, which is read at start. A house test walks all
models: one that points to a person, or keeps a guest's name, and is in no handler, fails it.
"""

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from typing import Any

from django.conf import settings
from django.db.models import Field, JSONField, Model, QuerySet
from django.utils.translation import gettext_lazy as _

from closeknit.core import field_classes

SOMEONE_WHO_LEFT = _("someone who left")
OF_A_GUEST = {"guest", "guest_name", "guest_email", "email"}
MEANS_NOTHING = {"once", "run", "verb"}  # names by which the computer knows a thing again

Row = Mapping[str, Any]  # label → value
Teller = Callable[[Any, Sequence[Any]], Sequence[Row]]  # person, rows of a table → the same in words
Key = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the answer to “what do you hold about me”: a heading and rows as they are stored.

    ``told`` gives a person the same in words, where what is stored is for the computer.
    """

    title: str
    rows: Sequence[Row]
    told: Callable[[Any], Sequence[Row]] | None = None

    def in_words(self, person: Any) -> Sequence[Row]:
        return self.told(person) if self.told else self.rows


Exporter = Callable[[Any], Sequence[Section]]
Eraser = Callable[[Any, datetime], Sequence[str]]  # person, now → sentences on what was done


@dataclass(frozen=True, slots=True)
class Handler:
    """What a room does about one person. ``models`` are those that both functions take care of.

    ``goes`` and ``stays`` tell a person before they decide what an erasure will wipe out, and what
    stays without their name, and why.
    """

    room: str
    models: tuple[type[Model], ...]
    export: Exporter
    erase: Eraser
    goes: tuple[str, ...] = ()
    stays: tuple[str, ...] = ()


@dataclass(slots=True)
class _Registry:
    handlers: dict[str, Handler] = field(default_factory=dict)
    namers: list[Callable[[Any, Collection[Key]], Mapping[Key, str]]] = field(default_factory=list)


_registry = _Registry()


def register(
    room: str,
    *,
    models: Sequence[type[Model]],
    export: Exporter,
    erase: Eraser,
    goes: Sequence[str] = (),
    stays: Sequence[str] = (),
) -> None:
    """Called once by each room, under its own name. The rooms above are erased first."""
    _registry.handlers[room] = Handler(room, tuple(models), export, erase, tuple(goes), tuple(stays))


def name_things_by(namer: Callable[[Any, Collection[Key]], Mapping[Key, str]]) -> None:
    """Called once by the room that knows what things are called: kind and number → a name that the person may read."""
    _registry.namers.append(namer)


def handlers() -> tuple[Handler, ...]:
    """All handlers, in the order of the installed apps: the lower rooms first."""
    floors = [app.rpartition(".")[2] for app in settings.INSTALLED_APPS]
    return tuple(sorted(_registry.handlers.values(), key=lambda handler: floors.index(handler.room)))


def sections_about(person: Any) -> list[Section]:
    """All that every room holds about a person; parts without a row are left out."""
    return [section for handler in handlers() for section in handler.export(person) if section.rows]


def section_of(title: str, rows: QuerySet[Any], *left_out: str, tell: Teller | None = None) -> Section:
    """These rows with every field that ever leaves the hub, but for the ones ``left_out``. One query.

    Without ``tell`` people read the same fields, where a thing is called by its name.
    """
    shown = [name for name in _shown(rows.model) if name not in left_out]
    one = list(rows.select_related(*(name for name in shown if rows.model._meta.get_field(name).many_to_one)))
    told = partial(tell or partial(_in_plain_words, shown), rows=one)
    return Section(title, [row_of(row, *shown) for row in one], told)


def without(text: str, value: Any) -> Any:
    """A stored JSON value in which ``text``, such as an address, stands nowhere any more."""
    if isinstance(value, str):
        return re.sub(re.escape(text), "", value, flags=re.IGNORECASE)
    if isinstance(value, list):
        return [without(text, item) for item in value]
    if isinstance(value, dict):
        return {without(text, key): without(text, item) for key, item in value.items()}
    return value


def row_of(row: Model, *names: str) -> dict[str, Any]:
    """These fields of a row as label and value, a choice in its words."""
    return {str(row._meta.get_field(name).verbose_name).capitalize(): _in_words(row, name) for name in names}


def _in_plain_words(names: Sequence[str], person: Any, rows: Sequence[Model]) -> list[Row]:
    """The fields that mean something to people. A pair of kind and number becomes the name of what it points to."""
    pairs = {name: f"{name.removesuffix('_id')}_kind".removeprefix("thing_") for name in names if name.endswith("_id")}
    keys = {(getattr(row, kind), getattr(row, name)) for row in rows for name, kind in pairs.items()}
    called = {key: words for namer in _registry.namers for key, words in namer(person, keys).items()} if keys else {}
    return [_told(row, names, pairs, called) for row in rows]


def _told(row: Model, names: Sequence[str], pairs: Mapping[str, str], called: Mapping[Key, str]) -> Row:
    told = {}
    for name in names:
        column = row._meta.get_field(name)
        if name in pairs:
            told[_pair_words(name)] = called.get((getattr(row, pairs[name]), getattr(row, name)), "")
        elif name not in {*pairs.values(), *MEANS_NOTHING} and not isinstance(column, JSONField):
            told[_first_up(field_classes.words_of(type(row), name))] = _in_words(row, name)
    return told


def _first_up(words: str) -> str:
    return words[:1].upper() + words[1:]


def _pair_words(name: str) -> str:
    words = {"scope_id": _("Over"), "speaking_as_id": _("Speaking for"), "via_id": _("Because you follow")}
    return str(words.get(name, _("About")))


def unhandled(models: Sequence[type[Model]], known: Sequence[Handler]) -> list[str]:
    """The fields that may tell of a person in models that no handler takes care of."""
    cared_for = {model for handler in known for model in handler.models}
    return [str(field) for model in models if model not in cared_for for field in _of_a_person(model)]


def _of_a_person(model: type[Model]) -> Iterator[Field]:
    for column in model._meta.concrete_fields:
        target = getattr(column.remote_field, "model", None)
        points_to_one = target is not None and target._meta.label == settings.AUTH_USER_MODEL
        if points_to_one or column.name in OF_A_GUEST or model._meta.label == settings.AUTH_USER_MODEL:
            yield column


def _shown(model: type[Model]) -> list[str]:
    """The columns that may leave, without the random number that means nothing to anyone."""
    classes = field_classes.classes_of(model)
    leaving = {name for name, kind in classes.items() if kind is not field_classes.FieldClass.INTERNAL}
    return [column.name for column in model._meta.concrete_fields if column.name in leaving - {"uuid"}]


def _in_words(row: Model, name: str) -> Any:
    words = getattr(row, f"get_{name}_display", None)
    value = words() if words else getattr(row, name)
    return str(value) if isinstance(value, Model) else value
