"""Hours as people write them: which they can mean, and whether only one reading makes sense.

An hour without am or pm stands for two. A pair of hours is read only if exactly one reading has it
open by day and for no more than twelve hours; anything else is left unread.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import time

_NOON = 12 * 60
_EARLIEST, _DAWN, _DUSK, _LATEST = (hour * 60 for hour in (5, 7, 21, 22))


@dataclass(frozen=True, slots=True)
class Hour:
    """An hour as written: ``half`` is am, pm or nothing."""

    hour: int
    minute: int | None
    half: str = ""
    has_zero: bool = False  # as in 09.30

    @property
    def is_plain(self) -> bool:
        """Whether it can be meant in two ways."""
        return not self.half and not self.is_of_24

    @property
    def is_of_24(self) -> bool:
        return self.has_zero or self.hour > 12 or self.hour == 0  # noqa: PLR2004 - a clock face

    def readings(self, *, of_24: bool = False) -> Iterator[int]:
        """The minutes after midnight that it can mean; none if there is no such hour."""
        if self.hour > 23 or (self.minute or 0) > 59 or (self.half == "am" and self.is_of_24):  # noqa: PLR2004 - a clock
            return
        if self.is_of_24 or (of_24 and not self.half):
            yield self.hour * 60 + (self.minute or 0)
            return
        for half, start in (("am", 0), ("pm", _NOON)):
            if self.half in ("", half):
                yield start + self.hour % 12 * 60 + (self.minute or 0)


def read_range(opens: Hour, closes: Hour) -> tuple[time, time] | None:
    """When it opens and closes, if only one reading makes sense."""
    of_24 = (opens.is_of_24 and not opens.half) or (closes.is_of_24 and not closes.half)
    pairs = [
        (start, end)
        for start in opens.readings(of_24=of_24)
        for end in closes.readings(of_24=of_24)
        if start < end and (of_24 or end - start <= _NOON)
    ]
    if opens.is_plain and closes.is_plain and not of_24:
        pairs = [(start, end) for start, end in pairs if _DAWN <= start < _DUSK and end <= _LATEST]
    elif opens.is_plain and not of_24:
        pairs = [(start, end) for start, end in pairs if start >= _EARLIEST]
    return (_time(pairs[0][0]), _time(pairs[0][1])) if len(pairs) == 1 else None


def read_hour(opens: Hour) -> time | None:
    """When it opens, if only one reading makes sense; a bare number such as “2” makes none."""
    readings = list(opens.readings())
    if opens.is_plain:
        readings = [start for start in readings if opens.minute is not None and _DAWN <= start < _DUSK]
    return _time(readings[0]) if len(readings) == 1 else None


def _time(minutes: int) -> time:
    return time(minutes // 60, minutes % 60)
