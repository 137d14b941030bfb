"""The name of a date in its series: the wall time that the rule gave it, whatever became of it later."""

from datetime import datetime

LONGEST = 15  # characters
_SHAPE, _WITH_SECONDS = "%Y%m%dT%H%M", "%Y%m%dT%H%M%S"


def named(original: datetime) -> str:
    """As ``20261103T1900``; with seconds only for what begins at odd ones. Sorts by time."""
    return original.strftime(_WITH_SECONDS if original.second else _SHAPE).rjust(13, "0")


def read(name: str) -> datetime:
    """The naive wall time. ValueError if it is none, or is written in another way."""
    shape = _WITH_SECONDS if len(name) == LONGEST else _SHAPE
    original = datetime.strptime(name, shape)  # noqa: DTZ007 - by the wall, of the place
    if named(original) != name:
        raise ValueError(f"not the name of a date: {name!r}")
    return original
