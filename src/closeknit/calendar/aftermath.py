"""Who goes along with what becomes of dates, such as the answers to them. Called in the transaction of the
change, once it is written down."""

from enum import StrEnum
from typing import Any, Protocol

from closeknit.calendar.models import Series


class What(StrEnum):
    MOVED = "moved"
    CANCELLED = "cancelled"
    RESTORED = "restored"


class GoesAlong(Protocol):
    """``room_changed``: there are more places now, or fewer, or another time to answer. ``date_renamed``: the
    rule has changed and this date is another one now; with an empty name it is no more."""

    def date_changed(self, series: Series, original: str, what: Any, *, note: str = "") -> None: ...

    def series_changed(self, series: Series, what: Any, *, note: str = "") -> None: ...

    def room_changed(self, series: Series) -> None: ...

    def date_renamed(
        self, series: Series, original: str, to_series: Series, to_original: str, *, note: str = ""
    ) -> None: ...


_going: list[GoesAlong] = []


def register(one: GoesAlong) -> None:
    """Called in ``AppConfig.ready()``."""
    if one not in _going:
        _going.append(one)


def date_changed(series: Series, original: str, what: What, *, note: str = "") -> None:
    for one in _going:
        one.date_changed(series, original, what, note=note)


def series_changed(series: Series, what: What, *, note: str = "") -> None:
    for one in _going:
        one.series_changed(series, what, note=note)


def room_changed(series: Series) -> None:
    for one in _going:
        one.room_changed(series)


def date_renamed(series: Series, original: str, to: tuple[Series, str], *, note: str = "") -> None:
    for one in _going:
        one.date_renamed(series, original, *to, note=note)
