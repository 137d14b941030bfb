"""Groups that introduced themselves and are not in the directory: taken in as stubs, for the group or an organiser
of its area to confirm."""

from typing import Any
from uuid import uuid5

from django.db import transaction
from django.utils.translation import gettext as _

from closeknit.core.errors import Refused
from closeknit.directory.models import Group
from closeknit.directory.stewardship.adding import tell_of_group
from closeknit.directory.stewardship.whereabouts import Whereabouts
from closeknit.networks import attendance
from closeknit.networks.actions.sync import raised
from closeknit.networks.models import Arrival, Meeting
from closeknit.places.reads import FoundPlace
from closeknit.places.vocabulary import Precision


def waiting(meeting: Meeting) -> list[Arrival]:
    """Those who came for a group that nobody has looked up yet, one of each name. A group that must be kept safe
    is known, and stays unnamed."""
    rows = meeting.arrivals.filter(group=None, stub=None).exclude(group_name="").order_by("id")
    named = {row.group_name.strip().casefold(): row for row in rows}
    for name in Group.objects.filter(is_sensitive=True).values_list("name", flat=True) if named else ():
        named.pop(name.strip().casefold(), None)
    return list(named.values())


@transaction.atomic
def take_in(meeting: Meeting, arrival: Arrival, *, by: Any) -> Group:
    """A stub with what they said of themselves. Everyone who came for it points to it; done twice it is one."""
    row = raised(meeting)
    if Group.objects.filter(is_sensitive=True, name__iexact=arrival.group_name.strip()).exists():
        raise Refused(_("This group is known here already."))
    same = row.arrivals.filter(group_name__iexact=arrival.group_name)
    known = same.exclude(stub=None).first()
    if known is not None:
        return known.stub
    fields = {"uuid": uuid5(arrival.uuid, "stub"), "name": arrival.group_name, "summary": arrival.does}
    group = tell_of_group(place=_place(arrival), fields=fields, guest_name="", guest_email="", by=by)
    attendance.came_for(same.filter(group=None), group)
    same.filter(group=None).update(stub=group, seq=row.version)
    return group


def _place(arrival: Arrival) -> Whereabouts:
    if arrival.lat is not None and arrival.lng is not None:
        found = FoundPlace(arrival.lat, arrival.lng, Precision.STREET, arrival.place_words)
        return Whereabouts(arrival.place_words, found)
    area = arrival.meeting.network.area
    return Whereabouts.of(arrival.place_words, area) if arrival.place_words else Whereabouts(area=area)
