"""What people may talk about. A room above says here which of its things have a thread."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Subject:
    """A kind of thing with a thread. ``hosts`` are the people who look after one such thing: they
    may close its thread, and are told when somebody writes."""

    kind: str
    title: Any
    hosts: Callable[[Any], Sequence[Any]]


@dataclass(frozen=True, slots=True)
class Voice:
    """A group that somebody may speak for."""

    kind: str
    number: int
    name: str


_subjects: dict[str, Subject] = {}
_voices: list[Callable[[Any], Sequence[Voice]]] = []


def subject(kind: str, *, title: Any, hosts: Callable[[Any], Sequence[Any]]) -> None:
    """Give things of this kind a thread; the kind is one of ``journal.things``. Called in ``ready()``."""
    _subjects[kind] = Subject(kind, title, hosts)


def subjects() -> Mapping[str, Subject]:
    return _subjects


def voices(provider: Callable[[Any], Sequence[Voice]]) -> None:
    """Say whom a person may speak for. Called in ``ready()``."""
    if provider not in _voices:
        _voices.append(provider)


def voices_of(person: Any) -> list[Voice]:
    """All groups that this person may speak for."""
    return [voice for provider in _voices for voice in provider(person)] if person is not None else []
