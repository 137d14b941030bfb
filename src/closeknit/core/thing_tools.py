"""What upper rooms offer to do with a thing on its own page, such as to follow it."""

from collections.abc import Callable, Mapping
from typing import Any

Draw = Callable[[Mapping[str, Any], Any], str]  # what the page knows, the thing → HTML, already escaped

_tools: dict[str, Draw] = {}


def register_thing_tool(name: str, draw: Draw) -> None:
    """Called in ``AppConfig.ready()``. For a visitor ``draw`` must cost no query and set no cookie."""
    _tools[name] = draw


def tools_of(page: Mapping[str, Any], thing: Any) -> list[str]:
    return [draw(page, thing) for draw in _tools.values()]
