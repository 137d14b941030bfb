"""Two editors of the same form meet: what only one of them changed is kept, what both did is asked.

A form carries, in its field ``read``, what stood in its fields when it was opened. O(fields).
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.forms import CheckboxInput, Form
from django.http import QueryDict

READ, KEEP = "read", "keep-"
THEIRS = "theirs"


@dataclass(frozen=True, slots=True)
class Meeting:
    """The form as it goes on, and the names of those fields that both have changed."""

    typed: QueryDict
    clashes: tuple[str, ...]


def as_read(values: Mapping[str, Any]) -> str:
    """What stood in the fields, to travel with the form."""
    return json.dumps(values, ensure_ascii=False, sort_keys=True)


def meet(form: Form, typed: QueryDict, now: Mapping[str, Any]) -> Meeting:
    """What was typed into this form beside what the page says ``now``."""
    merged, clashes = typed.copy(), []
    was = _was(typed.get(form.add_prefix(READ), ""), now)
    for name, field in form.fields.items():
        raw = field.widget.value_from_datadict(typed, form.files, form.add_prefix(name))
        mine, then, theirs = (_plain(value) for value in (raw, was.get(name), now.get(name)))
        if mine == theirs:
            continue
        is_untouched = then != theirs and mine == then
        if is_untouched or (then == theirs and typed.get(KEEP + form.add_prefix(name)) == THEIRS):
            _put(merged, form.add_prefix(name), now.get(name), is_box=isinstance(field.widget, CheckboxInput))
        elif then != theirs:
            clashes.append(name)
    merged[form.add_prefix(READ)] = as_read({name: now.get(name) for name in form.fields})
    return Meeting(merged, tuple(clashes))


def _was(read: str, now: Mapping[str, Any]) -> dict[str, Any]:
    """What the form was opened with; without a word of it, what is there now."""
    found = parsed(read)
    return dict(now) if found is None else found


def parsed(read: str) -> dict[str, Any] | None:
    """What ``as_read`` wrote; None for anything else."""
    try:
        found = json.loads(read)
    except (ValueError, RecursionError):
        found = None
    return found if isinstance(found, dict) else None


def _plain(value: Any) -> Any:
    """Alike whether it comes from a form, from JSON or from the page."""
    if isinstance(value, bool):
        return value
    if isinstance(value, (list, tuple)):
        return sorted(str(item) for item in value)
    return "" if value in (None, []) else str(value).replace("\r\n", "\n").strip()


def _put(typed: QueryDict, name: str, value: Any, *, is_box: bool) -> None:
    if isinstance(value, list):
        typed.setlist(name, [str(item) for item in value])
    elif is_box:
        typed.pop(name, None)
        if value:
            typed[name] = "on"
    else:
        typed[name] = "" if value is None else str(value)
