"""Who is in the room: by name for those who run the meeting, as groups on a map for the screen."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import dist
from typing import Any

from closeknit.algorithms import polygons
from closeknit.algorithms.apart import apart
from closeknit.commitments.vocabulary import Sight
from closeknit.directory.publishing import may_pin
from closeknit.networks.minutes_reads import discreet_names
from closeknit.networks.models import Arrival, Meeting
from closeknit.networks.things import areas_of
from closeknit.places.drawing import Sketch
from closeknit.places.models import Area
from closeknit.places.reads import area_picture

DISC, LARGE = 15, 1.5  # half the width of a numbered disc on the picture; how much larger it is where few are
SOME, MANY = 6, 10  # above so many the list gets smaller; above so many it holds their names alone


@dataclass(frozen=True, slots=True)
class Line:
    """A group in the room: its number, on the list as on the picture, and what it does."""

    number: int
    name: str
    does: str


@dataclass(frozen=True, slots=True)
class Pin:
    """Where the disc with a group's number stands, and the spot it is about."""

    number: int
    x: float
    y: float
    of_x: float
    of_y: float

    @property
    def is_pushed(self) -> bool:
        return dist((self.x, self.y), (self.of_x, self.of_y)) > DISC


@dataclass(frozen=True, slots=True)
class View:
    """The part of a picture that is shown, and how much a disc in it is drawn smaller."""

    x: float
    y: float
    width: float
    height: float
    scale: float


@dataclass(frozen=True, slots=True)
class InTheRoom:
    """``lines`` are groups in the order in which they came; nobody's name is among them."""

    count: int
    lines: Sequence[Line]
    pins: Sequence[Pin]
    picture: Sketch | None
    view: View | None

    @property
    def are_some(self) -> bool:
        return len(self.lines) > SOME

    @property
    def are_many(self) -> bool:
        return len(self.lines) > MANY


def in_the_room(meeting: Meeting) -> InTheRoom:
    """Three queries, and those of the picture. A group that must be kept safe is counted, and named nowhere."""
    rows = list(meeting.arrivals.filter(sight=Sight.SHOWN).select_related("group__point", "stub"))
    picture, safe = picture_of(meeting), {name.casefold() for name in discreet_names()}
    named = [one for one in rows if one.group_words and one.group_words.strip().casefold() not in safe]
    groups: dict[str, list[Arrival]] = {}
    for one in named:
        groups.setdefault(one.group_words.casefold(), []).append(one)
    lines = [
        Line(number, came[-1].group_words, next((one.does for one in reversed(came) if one.does), ""))
        for number, came in enumerate(groups.values(), start=1)
    ]
    if picture is None:
        return InTheRoom(len(rows), lines, [], None, None)
    spots = _spots(groups.values(), picture)
    view = _view(meeting.network.area, spots.values(), picture)
    return InTheRoom(len(rows), lines, _pins(spots, view), picture, view)


def picture_of(meeting: Meeting) -> Sketch | None:
    """The area of the network, its neighbours pale; for a theme network the whole hub."""
    numbers = areas_of(meeting.network)
    area = Area.objects.filter(pk=numbers[-1]).first() if numbers else Area.objects.filter(parent=None).first()
    return area_picture(area) if area is not None else None


def _spots(groups: Iterable[Sequence[Arrival]], picture: Sketch) -> dict[int, tuple[float, float]]:
    """By the number of each group that has a place on the picture: the last that somebody of it gave."""
    spots = {}
    for number, came in enumerate(groups, start=1):
        found = [spot for one in came if (spot := _spot(one, picture))]
        if found:
            spots[number] = found[-1]
    return spots


def _view(area: Area | None, spots: Iterable[tuple[float, float]], picture: Sketch) -> View:
    """As near as the area of the network and all spots allow, so that discs lie less on each other."""
    if area is None or area.boundary is None:
        return View(0, 0, picture.width, picture.height, 1)
    around = polygons.bounds(area.boundary)
    corners = picture.places([(around.west, around.south), (around.east, around.north)])
    across, along = zip(*corners, *spots, strict=True)
    x, y = max(0, min(across) - DISC), max(0, min(along) - DISC)
    width = min(picture.width, max(across) + DISC) - x
    height = min(picture.height, max(along) + DISC) - y
    large = 1 if len(across) > MANY else LARGE
    return View(x, y, width, height, large * max(width / picture.width, height / picture.height))


def _pins(spots: Mapping[int, tuple[float, float]], view: View) -> list[Pin]:
    inside = [(x - view.x, y - view.y) for x, y in spots.values()]
    stand = apart(inside, gap=2 * DISC * view.scale + 1, width=view.width, height=view.height)
    pushed = zip(spots.items(), stand, strict=True)
    return [Pin(number, x + view.x, y + view.y, *spot) for (number, spot), (x, y) in pushed]


def _spot(arrival: Arrival, picture: Sketch) -> tuple[float, float] | None:
    """Where they said; else where their group has a pin for everyone."""
    lat, lng = arrival.lat, arrival.lng
    group = arrival.group
    if lat is None and group is not None and group.point is not None and _has_pin(group):
        lat, lng = group.point.lat, group.point.lng
    if lat is None or lng is None:
        return None
    [(x, y)] = picture.places([(lng, lat)])
    is_inside = 0 <= x <= picture.width and 0 <= y <= picture.height
    return (x, y) if is_inside else None


def _has_pin(group: Any) -> bool:
    return may_pin(
        visibility=group.visibility, is_sensitive=group.is_sensitive, precision=group.point and group.point.precision
    )
