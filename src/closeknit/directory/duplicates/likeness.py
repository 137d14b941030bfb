"""How two entries are alike, and what is enough to take them for the same group: the one home of the rule.

The import of lists, the form for a new group and the daily look for duplicates all ask here.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from django.utils.translation import gettext as _
from rapidfuzz import fuzz, process

from closeknit.algorithms import similar
from closeknit.algorithms.geo import haversine_m

NEAR_M = 300
ALIKE = 0.9  # names of one group
RATHER_ALIKE = 0.6  # enough beside another sign: the same web address, or while somebody types
ROUGHLY_ALIKE = 60  # of 100, before two names are compared with care
FOLD = 10  # metres to which a distance is told

Pin = tuple[float, float]  # latitude, longitude


@dataclass(frozen=True, slots=True)
class Portrait:
    """What of a group can be compared. ``pin`` is None where the place is not known closely or must
    not be told; ``website`` is as ``web_key`` makes it."""

    name: str
    pin: Pin | None = None
    website: str = ""
    identifiers: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Likeness:
    """In what two groups are alike: ``name`` from 0 to 1, the rest empty or None where they are not."""

    name: float
    number: str = ""
    website: str = ""
    metres: int | None = None

    @property
    def score(self) -> float:
        """How sure we are, from 0 to 1: for the order of a list."""
        if self.number:
            return 1.0
        near = 0.0 if self.metres is None or self.metres > NEAR_M else 0.1
        return min(0.99, 0.6 * self.name + (0.3 if self.website else 0) + near)

    @property
    def is_telling(self) -> bool:
        """Whether it is worth a person's look: they may be the same group."""
        near = self.metres is not None and self.metres <= NEAR_M
        if self.number or (self.name >= ALIKE and (near or self.metres is None)):
            return True
        return bool(self.website) and (self.name >= RATHER_ALIKE or near)

    @property
    def words(self) -> str:
        """“same web address, 120 m apart”."""
        return ", ".join(self._reasons())

    def _reasons(self) -> list[str]:
        told = []
        if self.name >= 1:
            told.append(_("same name"))
        elif self.name >= RATHER_ALIKE:
            told.append(_("similar name"))
        if self.number:
            told.append(_("same number %(number)s") % {"number": self.number})
        if self.website:
            told.append(_("same web address"))
        if self.metres is not None:
            told.append(distance_in_words(self.metres))
        return told

    def as_json(self) -> dict[str, Any]:
        return {name: getattr(self, name) for name in self.__slots__}


def compare(one: Portrait, other: Portrait) -> Likeness:
    """The same either way round."""
    numbers = sorted(one.identifiers & other.identifiers)
    return Likeness(
        name=round(similar.same_name(one.name, other.name), 3),
        number=numbers[0] if numbers else "",
        website=one.website if one.website == other.website else "",
        metres=round(haversine_m(*one.pin, *other.pin)) if one.pin and other.pin else None,
    )


def most_alike(name: str, names: Sequence[str]) -> list[int]:
    """The places of those names that are roughly like it: a quick look at all of them, in small letters."""
    found = process.extract(
        name.casefold(), names, scorer=fuzz.token_set_ratio, processor=None, score_cutoff=ROUGHLY_ALIKE, limit=10
    )
    return [place for _name, _score, place in found]


def web_key(address: str) -> str:
    """A web address by which two are compared: without protocol, ``www.`` and the last stroke. Empty
    for what is none."""
    try:
        parts = urlsplit(address.strip())
        host = (parts.hostname or "").removeprefix("www.")
    except ValueError:  # such as http://[
        return ""
    if "." not in host:
        return ""
    return host + parts.path.rstrip("/") + (f"?{parts.query}" if parts.query else "")


def distance_in_words(metres: int) -> str:
    if metres < FOLD:
        return _("at the same place")
    if metres < 1000:  # noqa: PLR2004 - a kilometre
        return _("%(metres)d m apart") % {"metres": round(metres, -1)}
    return _("%(kilometres)s km apart") % {"kilometres": f"{metres / 1000:.1f}"}
