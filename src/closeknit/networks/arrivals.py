"""Who is in the room: by name for those who run the meeting, as groups on a map for the screen."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from closeknit.commitments.vocabulary import Sight
from closeknit.directory.publishing import may_pin
from closeknit.networks.minutes_reads import discreet_names
from closeknit.networks.models import Arrival, Meeting
from closeknit.networks.things import areas_of
from closeknit.places.drawing import Sketch
from closeknit.places.models import Area
from closeknit.places.reads import area_picture


@dataclass(frozen=True, slots=True)
class Pin:
    """A group on the picture."""

    x: float
    y: float
    words: str


@dataclass(frozen=True, slots=True)
class InTheRoom:
    """``lines`` are groups with what they do, in the order in which they came; nobody's name is among them."""

    count: int
    lines: Sequence[tuple[str, str]]
    pins: Sequence[Pin]
    picture: Sketch | None


def in_the_room(meeting: Meeting) -> InTheRoom:
    """Three queries, and those of the picture. A group that must be kept safe is counted, and named nowhere."""
    rows = list(meeting.arrivals.filter(sight=Sight.SHOWN).select_related("group__point", "stub"))
    picture, safe = picture_of(meeting), {name.casefold() for name in discreet_names()}
    named = [one for one in rows if one.group_words and one.group_words.strip().casefold() not in safe]
    lines = {one.group_words.casefold(): (one.group_words, one.does) for one in named}
    pins = {(pin.words.casefold()): pin for one in named if picture and (pin := _pin(one, picture))}
    return InTheRoom(len(rows), list(lines.values()), list(pins.values()), picture)


def picture_of(meeting: Meeting) -> Sketch | None:
    """The area of the network, its neighbours pale; for a theme network the whole hub."""
    numbers = areas_of(meeting.network)
    area = Area.objects.filter(pk=numbers[-1]).first() if numbers else Area.objects.filter(parent=None).first()
    return area_picture(area) if area is not None else None


def _pin(arrival: Arrival, picture: Any) -> Pin | None:
    """Where they said; else where their group has a pin for everyone."""
    if not arrival.group_words:
        return None
    lat, lng = arrival.lat, arrival.lng
    group = arrival.group
    if lat is None and group is not None and group.point is not None and _has_pin(group):
        lat, lng = group.point.lat, group.point.lng
    if lat is None or lng is None:
        return None
    [(x, y)] = picture.places([(lng, lat)])
    is_inside = 0 <= x <= picture.width and 0 <= y <= picture.height
    return Pin(x, y, arrival.group_words) if is_inside else None


def _has_pin(group: Any) -> bool:
    return may_pin(
        visibility=group.visibility, is_sensitive=group.is_sensitive, precision=group.point and group.point.precision
    )
