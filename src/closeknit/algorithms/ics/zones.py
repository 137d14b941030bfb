"""Time zones as feeds name them: by IANA, by Windows, or by a name of their own with a description.

What a feed says of a zone (VTIMEZONE) counts only if its name is known nowhere: those descriptions are
often wrong or out of date. Then the zone is taken that has the same hours in winter and in summer.
"""

import re
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta, tzinfo
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON

from closeknit.algorithms.ics.lines import properties, text_of

UTC = ZoneInfo("UTC")
_UTC = frozenset(("UTC", "UCT", "Etc/UTC", "Etc/UCT", "Zulu", "Etc/Zulu", "GMT", "Etc/GMT", "Greenwich", "Universal"))
_OFFSET = re.compile(r"([+-])(\d\d)(\d\d)(?:\d\d)?")
_DESCRIBED = frozenset(("TZID", "DTSTART", "TZOFFSETTO", "BEGIN", "END"))
_MOST = 100
_SEASONS = (1, 7)

Offsets = frozenset[timedelta]


class Zones:
    """The zones of one feed. ``home`` is that of whoever has no other."""

    def __init__(self, home: tzinfo, described: Mapping[str, Offsets], now: datetime) -> None:
        self.home = home
        self.unknown: dict[str, None] = {}
        self._described = described
        self._year = now.year
        self._known: dict[str, tzinfo] = {}

    def named(self, name: str) -> tzinfo:
        """The zone of that name; that of home if nobody knows it, and then it is ``unknown``."""
        if name not in self._known:
            self._known[name] = known(name) or self._alike(name)
        return self._known[name]

    def _alike(self, name: str) -> tzinfo:
        wanted = self._described.get(name)
        zones: list[tzinfo] = [self.home]
        if wanted:
            zones += [ZoneInfo(other) for other in dict.fromkeys(WINDOWS_TO_OLSON.values())]
        for zone in zones:
            if wanted == self._offsets(zone):
                return zone
        self.unknown[name] = None
        return self.home

    def _offsets(self, zone: tzinfo) -> Offsets:
        offsets = (datetime(self._year, month, 1, tzinfo=zone).utcoffset() for month in _SEASONS)
        return frozenset(filter(lambda offset: offset is not None, offsets))  # type: ignore[arg-type]


def known(name: str) -> ZoneInfo | None:
    """The zone of an IANA name (also at the end of a path, as some programs write it) or a Windows one."""
    name = name.strip(" \"'")
    named = WINDOWS_TO_OLSON.get(name, name)
    tail = named.split("/")
    for length in range(min(len(tail), 3), 0, -1):
        found = _all_names().get("/".join(tail[-length:]).casefold())
        if found:
            return UTC if found in _UTC else ZoneInfo(found)
    return None


def described(zones: Iterable[list[str]]) -> dict[str, Offsets]:
    """For each zone that a feed describes, its latest hours away from UTC."""
    found = {}
    for lines in list(zones)[:_MOST]:
        name, part, start = "", "", ""
        latest: dict[str, tuple[str, timedelta]] = {}
        for line in properties(lines, _DESCRIBED):
            if line.name == "TZID":
                name = line.value
            elif line.name == "BEGIN":
                part, start = line.value.upper(), ""
            elif line.name == "DTSTART":
                start = line.value
            elif line.name == "TZOFFSETTO" and (offset := _OFFSET.fullmatch(line.value)):
                latest[part] = max(latest.get(part, ("", timedelta())), (start, _away(offset)))
        found[name] = found[text_of(name)] = frozenset(offset for _, offset in latest.values())
    return found


def _away(offset: re.Match[str]) -> timedelta:
    away = timedelta(hours=int(offset[2]), minutes=int(offset[3]))
    return -away if offset[1] == "-" else away


@cache
def _all_names() -> dict[str, str]:
    return {name.casefold(): name for name in sorted(available_timezones())}
