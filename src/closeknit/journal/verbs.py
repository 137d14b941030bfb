"""What can happen. Each room declares its verbs in ``verbs.py`` and imports it in ``AppConfig.ready()``."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from closeknit.journal.vocabulary import Importance


@dataclass(frozen=True, slots=True)
class Verb:
    """One entry of the vocabulary. ``words`` is a lazy sentence with ``%(who)s`` and ``%(what)s``,
    and whatever ``data`` the entry carries: “%(who)s changed the page of %(what)s”. What somebody
    ``must_know`` (their words were hidden, a role of theirs has ended) reaches the one it is addressed
    to even if they muted the thing; followers who muted it still hear nothing. ``is_by_host``: who did it
    looks after the thing, so of one that must be kept safe not even the one spoken to reads who it was."""

    name: str
    words: Any
    importance: Importance
    must_know: bool = False
    is_by_host: bool = False


_verbs: dict[str, Verb] = {}


def verb(
    name: str,
    words: Any,
    importance: Importance = Importance.NORMAL,
    *,
    must_know: bool = False,
    is_by_host: bool = False,
) -> str:
    """Declare what can happen; gives the name back, to be kept as a constant."""
    _verbs[name] = Verb(name, words, importance, must_know, is_by_host)
    return name


def verbs() -> Mapping[str, Verb]:
    """All verbs by their name."""
    return _verbs
