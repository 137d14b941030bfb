"""What the hub holds about a person: each room says here how it is shown to them, and how it is erased.

A house test walks all models: one that points to a person, or keeps a guest's name, and is in no
handler, fails it.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Model


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the answer to “what do you hold about me”: a heading and rows of label and value."""

    title: str
    rows: Sequence[Mapping[str, Any]]


Exporter = Callable[[Any], Sequence[Section]]
Eraser = Callable[[Any, datetime], Sequence[str]]  # person, now → sentences on what was done


@dataclass(frozen=True, slots=True)
class Handler:
    """What a room does about one person. ``models`` are those that both functions take care of."""

    room: str
    models: tuple[type[Model], ...]
    export: Exporter
    erase: Eraser


@dataclass(slots=True)
class _Registry:
    handlers: dict[str, Handler] = field(default_factory=dict)


_registry = _Registry()


def register(room: str, *, models: Sequence[type[Model]], export: Exporter, erase: Eraser) -> None:
    """Called once by each room, in ``AppConfig.ready()``. The rooms above are erased first."""
    _registry.handlers[room] = Handler(room, tuple(models), export, erase)


def handlers() -> tuple[Handler, ...]:
    """All handlers, in the order in which they were registered: the lower rooms first."""
    return tuple(_registry.handlers.values())
