"""The lines of a calendar file: bytes of any encoding, unfolded, and parted into its components.

Lines are only parted here and read one by one later, so that a bad one spoils its own event alone. O(length).
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from icalendar.parser import Contentline

_FOLD = re.compile(rb"(?:\r\n|\n|\r)[ \t]")
_LINE_END = re.compile(rb"\r\n|\n|\r")
_UTF_16 = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
_LONGEST_HEAD = 4_000  # letters of a name and its parameters
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)


class Line(NamedTuple):
    """One property: its name in capitals, its parameters, and its value as written."""

    name: str
    params: Mapping[str, str]
    value: str


@dataclass(slots=True)
class Parts:
    """A file in parts: the lines of each event and of each zone it describes, and those of the calendar itself."""

    head: list[str] = field(default_factory=list)
    events: list[list[str]] = field(default_factory=list)
    zones: list[list[str]] = field(default_factory=list)
    is_whole: bool = False
    has_strange_letters: bool = False


def parts(data: bytes) -> Parts:
    """The file in its parts, whatever their order."""
    found = Parts()
    lines = (_decoded(line, found) for line in _LINE_END.split(_FOLD.sub(b"", _as_utf_8(data))))
    _sort(filter(None, (line.strip() for line in lines)), found)
    return found


def properties(lines: Iterable[str], wanted: frozenset[str]) -> Iterator[Line]:
    """Those of the wanted names that can be read; the others are passed over."""
    for line in lines:
        name = re.split("[;:]", line, maxsplit=1)[0].strip().upper()
        if name not in wanted or line.find(":") > _LONGEST_HEAD:
            continue
        try:
            _, params, value = Contentline(line).raw_parts()  # type: ignore[no-untyped-call]
        except ValueError:
            continue
        yield Line(name, {key.upper(): _one(given) for key, given in params.items()}, value.strip())


def text_of(value: str) -> str:
    """A TEXT value without its backslashes."""
    return _ESCAPED.sub(lambda found: "\n" if found[1] in "nN" else found[1], value)


def _as_utf_8(data: bytes) -> bytes:
    encoding = _UTF_16.get(data[:2])
    if encoding:
        return data.decode(encoding, "replace").encode()
    return data.removeprefix(b"\xef\xbb\xbf")


def _decoded(line: bytes, found: Parts) -> str:
    """Each line by itself: files glued from several programs mix their encodings."""
    try:
        return line.decode()
    except UnicodeDecodeError:
        found.has_strange_letters = True
        return line.decode("cp1252", "replace")


def _sort(lines: Iterator[str], found: Parts) -> None:
    for line in lines:
        word = line.upper()
        if word == "BEGIN:VEVENT":
            _take(lines, "VEVENT", found.events)
        elif word == "BEGIN:VTIMEZONE":
            _take(lines, "VTIMEZONE", found.zones)
        elif word == "END:VCALENDAR":
            found.is_whole = True
        elif word == "BEGIN:VCALENDAR":
            found.is_whole = False
        elif word.startswith("BEGIN:"):
            _take(lines, word.removeprefix("BEGIN:"), [])
        else:
            found.head.append(line)


def _take(lines: Iterator[str], kind: str, into: list[list[str]]) -> None:
    """The lines up to the end of the component; of an event without those of its alarms.

    One that nobody ended before the file did is left out: it may be half.
    """
    taken: list[str] = []
    inside: list[str] = []
    for line in lines:
        word = line.upper()
        if word == f"END:{kind}":
            into.append(taken)
            return
        if kind == "VEVENT" and word == "BEGIN:VEVENT":  # the one before was never ended
            into.append(taken)
            taken, inside = [], []
        elif kind == "VEVENT" and word.startswith("BEGIN:"):
            inside.append(word.removeprefix("BEGIN:"))
        elif inside and word == f"END:{inside[-1]}":
            inside.pop()
        elif not inside:
            taken.append(line)


def _one(given: object) -> str:
    return str(given[0] if isinstance(given, list) and given else given)
