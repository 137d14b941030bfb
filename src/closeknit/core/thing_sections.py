"""Parts that other rooms add to a thing's own page, such as what was promised there."""

from collections.abc import Callable, Mapping
from typing import Any

Draw = Callable[[Mapping[str, Any], Any], str]  # what the page knows, the thing → HTML, already escaped

_sections: dict[str, Draw] = {}


def register_thing_section(name: str, draw: Draw) -> None:
    """Called in ``AppConfig.ready()``. ``draw`` gives a whole ``<section>``, or nothing if there is nothing to show."""
    _sections[name] = draw


def sections_of(page: Mapping[str, Any], thing: Any) -> list[str]:
    return [draw(page, thing) for draw in _sections.values()]
