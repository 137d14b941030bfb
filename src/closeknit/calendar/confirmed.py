"""Who is known to come to a date: whoever keeps the answers says so here, for what only they may read."""

from collections.abc import Callable
from typing import Any

Asked = Callable[[Any, Any, str], bool]

_asked: list[Asked] = []


def register(is_confirmed: Asked) -> None:
    """``is_confirmed(person, series, original)``; called in ``AppConfig.ready()``."""
    _asked[:] = [is_confirmed]


def is_confirmed(person: Any, series: Any, original: str) -> bool:
    return any(ask(person, series, original) for ask in _asked)
