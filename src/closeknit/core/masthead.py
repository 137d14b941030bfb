"""Small tools in the head of each page for who is signed in: each room may put one there."""

from collections.abc import Callable
from typing import Any

Draw = Callable[[Any], str]  # person → HTML, already escaped

_tools: dict[str, Draw] = {}


def register_tool(name: str, draw: Draw) -> None:
    """Called in ``AppConfig.ready()``. ``draw(person)`` is asked on every page: one cheap query at most."""
    _tools[name] = draw


def tools_for(person: Any) -> list[str]:
    """All tools, drawn for this person, in the order of the rooms."""
    return [draw(person) for draw in _tools.values()]
