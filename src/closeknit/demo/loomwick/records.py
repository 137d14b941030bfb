"""The shapes in which Loomwick is told: plain frozen records, no Django.
Codes (kind, state, access, cost …) are those of the directory's and the places' vocabularies."""

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple


@dataclass(frozen=True, slots=True)
class DemoArea:
    """A node of the tree of places; ``rings`` holds the outer ring in degrees, lng first."""

    kind: str  # borough, neighbourhood or ward
    name: str
    code: str
    parent_code: str
    ring: tuple[tuple[float, float], ...]
    pattern: int = 0  # the neighbourhood's selvedge, 1 to 4
    valid_from: date | None = None
    valid_until: date | None = None


@dataclass(frozen=True, slots=True)
class DemoPlace:
    """Where something is, and how closely we may say so."""

    precision: str  # exact, street, postcode, ward
    lat: float
    lng: float
    ward: str
    address: str = ""
    postcode: str = ""


@dataclass(frozen=True, slots=True)
class DemoVenue:
    key: str
    name: str
    place: DemoPlace
    access: tuple[str, ...] = ()
    access_text: str = ""
    is_confidential: bool = False


@dataclass(frozen=True, slots=True)
class DemoService:
    """A regular thing that a group runs. Times are wall time, ``HH:MM``."""

    name: str
    summary: str = ""
    freq: str = ""  # WEEKLY, MONTHLY, or nothing where words must do
    byday: str = ""  # TU,TH or 1SU
    interval: int = 1
    opens_at: str = ""
    closes_at: str = ""
    schedule_text: str = ""
    venue: str = ""  # the key of a venue
    cost_kind: str = "free"
    cost_text: str = ""
    audience: str = ""
    minimum_age: int | None = None
    maximum_age: int | None = None
    access: tuple[str, ...] = ()
    access_text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoGroup:
    """A group written by hand. ``where`` is a venue's key, ``street:NAME``, ``ward:NAME`` or
    nothing; ``confirmed_days_ago`` counts back from the day on which the demo is made."""

    key: str
    name: str
    kind: str
    summary: str
    aims: str
    since: int | None
    themes: tuple[str, ...]
    where: str = ""
    covers: tuple[str, ...] = ()  # names of wards, neighbourhoods, or the borough
    covers_text: str = ""
    state: str = "active"
    who_for: str = ""
    languages: tuple[str, ...] = ("English",)
    services: tuple[DemoService, ...] = ()
    speak_to: str = ""
    email: str = ""
    phone: str = ""
    website: str = ""
    identifiers: tuple[tuple[str, str], ...] = ()  # (scheme, number), plainly invented
    confirmed_days_ago: int | None = None
    confirmed_by: str = ""
    confirmed_how: str = ""
    visibility: str = "public"
    is_sensitive: bool = False


@dataclass(frozen=True, slots=True)
class DemoRelation:
    """A tie: ``offered_by`` says it, ``offered_to`` confirmed it (unless ``is_confirmed`` is false)."""

    offered_by: str
    offered_to: str
    kind: str
    note: str = ""
    since: date | None = None
    is_confirmed: bool = True


@dataclass(frozen=True, slots=True)
class CastMember:
    key: str
    name: str
    role: str
    about: str
    email: str = ""


class GeneratedService(NamedTuple):
    """As DemoService, as light as a tuple: the generator makes two million of them."""

    name: str
    summary: str
    freq: str
    byday: str
    opens_at: str
    closes_at: str
    schedule_text: str
    cost_kind: str
    cost_text: str
    audience: str
    minimum_age: int | None
    maximum_age: int | None
    access: tuple[str, ...]


class GeneratedGroup(NamedTuple):
    """Group ``number`` of a seed; the same whatever the count."""

    number: int
    name: str
    kind: str
    summary: str
    aims: str
    since: int
    state: str
    who_for: str
    languages: tuple[str, ...]
    themes: tuple[str, ...]
    ward: str
    covers: tuple[str, ...]
    covers_text: str
    precision: str
    lat: float
    lng: float
    address: str
    postcode: str
    venue: str  # the key of a venue, or nothing
    services: tuple[GeneratedService, ...]
    confirmed_on: date | None
    confirmed_by: str
    confirmed_how: str
    email: str
    phone: str
    website: str
