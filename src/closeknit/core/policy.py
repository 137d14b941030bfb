"""Who may do what. Each room declares its permissions in ``policies.py``; everything else only asks.

A predicate takes (person or None, thing or None). Unseen things are 404 by ``find`` in core.http;
what is seen and may not be done is 403 by ``require``.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied

Rule = Callable[[Any, Any], bool]


@dataclass(frozen=True, slots=True)
class Permission:
    """One entry of the vocabulary: ``room.verb``, what it lets a person do, and the rule."""

    name: str
    meaning: str
    rule: Rule


_declared: dict[str, Permission] = {}


def permission(name: str) -> Callable[[Rule], Rule]:
    """Declare the decorated predicate as the rule of ``name``; its docstring is the meaning."""

    def declare(rule: Rule) -> Rule:
        meaning = (rule.__doc__ or "").strip()
        if not meaning:
            raise ValueError(f"The permission {name} does not say what it is for.")
        known = _declared.get(name)
        if known is not None and known.rule.__module__ != rule.__module__:
            raise ValueError(f"The permission {name} is declared twice.")
        _declared[name] = Permission(name, meaning, rule)
        return rule

    return declare


def permissions() -> tuple[Permission, ...]:
    """All that has been declared, by name."""
    return tuple(_declared[name] for name in sorted(_declared))


def may(person: Any, name: str, thing: Any = None) -> bool:
    """Whether the person may. A name that nobody declared is a bug and raises ``KeyError``."""
    return bool(_declared[name].rule(person, thing))


def require(person: Any, name: str, thing: Any = None) -> None:
    """Go on only if the person may."""
    if not may(person, name, thing):
        raise PermissionDenied(name)
