"""The groups that can be asked to join, as a long list that one finds one's way in: those of the area first, others
after them by where they are; those that belong or were asked stand there too, and cannot be ticked."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from closeknit.directory.models import Group
from closeknit.networks import invited
from closeknit.networks.models import Network
from closeknit.networks.vocabulary import InvitationAnswer
from closeknit.places.area_index import IndexedArea, current_index
from closeknit.places.models import PointArea


@dataclass(frozen=True, slots=True)
class Line:
    """A group; ``standing`` says why it cannot be ticked."""

    group: Group
    is_ticked: bool
    standing: str


@dataclass(frozen=True, slots=True)
class Part:
    name: str
    lines: list[Line]
    is_first: bool

    @property
    def ticked(self) -> int:
        return sum(line.is_ticked for line in self.lines)

    @property
    def is_open(self) -> bool:
        return self.is_first or bool(self.ticked)


def parts(network: Network, can_be_asked: Iterable[Group], ticked: Collection[str]) -> list[Part]:
    """Four queries, and those of ``can_be_asked``."""
    free = {group.pk for group in can_be_asked}
    said = _standings(network)
    groups = list(invited.near(network).exclude(state="dormant").filter(is_sensitive=False).order_by("name", "id"))
    lying = _where(network, [group.point_id for group in groups])
    found: dict[int, list[Line]] = {}
    names = {0: _("Elsewhere, or without a place on the map")}
    for group in groups:
        area = lying.get(group.point_id)
        number = area.id if area else 0
        names.setdefault(number, area.name if area else "")
        standing = "" if group.pk in free else said.get(group.pk, _("cannot be asked just now"))
        line = Line(group, not standing and group.slug in ticked, standing)
        found.setdefault(number, []).append(line)
    order = sorted(found, key=lambda number: (number != network.area_id, not number, names[number]))
    return [Part(names[number], found[number], is_first=place == 0) for place, number in enumerate(order)]


def _standings(network: Network) -> dict[int, str]:
    """By the number of a group: that it belongs, is asked, or said no."""
    said = {}
    for one in network.invitations.filter(Q(answer="") | Q(answer=InvitationAnswer.NO)).order_by("invited_at", "id"):
        day = date_format(timezone.localtime(one.invited_at), "j F")
        said[one.group_id] = _("said: not now") if one.answer else _("asked on %(day)s") % {"day": day}
    for number in network.memberships.current().exclude(group=None).values_list("group", flat=True):
        said[number] = _("belongs already")
    return said


def _where(network: Network, points: Collection[int | None]) -> dict[Any, IndexedArea]:
    """By the number of a point: the area that it lies in, of the network's own level; else of the hub's first."""
    areas = current_index().areas
    own = areas.get(network.area_id or 0)
    level = {area.id: area for area in areas.values() if area.depth == (own.depth if own else 1)}
    rows = PointArea.objects.filter(point__in=[one for one in points if one], area__in=level)
    return {point: level[area] for point, area in rows.values_list("point", "area")}
