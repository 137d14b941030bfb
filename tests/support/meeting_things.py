"""A meeting with its tables, for tests that need one."""

from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from django.utils import timezone

from closeknit.algorithms.schedule.recurrence import Recurrence
from closeknit.calendar import keeping
from closeknit.calendar.models import Series
from closeknit.networks.models import (
    AgendaItem,
    Arrival,
    Cluster,
    Dot,
    Hands,
    Meeting,
    Network,
    Note,
    NoteBefore,
    Receipt,
    Table,
)
from tests.support import factories as make

NOTHING = ("meeting", "meeting_cluster", "meeting_note", "meeting_arrival")


def make_network(name: str = "Weftbridge network", **fields: Any) -> Network:
    fields.setdefault("area", None if "theme" in fields else make.make_area("Weftbridge", kind="neighbourhood"))
    fields.setdefault("slug", f"network-{uuid4().hex[:8]}")
    return Network.objects.create(name=name, **fields)


def make_series(title: str = "The winter meeting", *, starts: datetime | None = None, **fields: Any) -> Series:
    starts = starts or (timezone.localtime() + timedelta(days=3)).replace(
        tzinfo=None, hour=19, minute=0, second=0, microsecond=0
    )
    rule = keeping.packed(Recurrence(start=starts, minutes=120, zone="Europe/London"))
    fields.setdefault("slug", f"series-{uuid4().hex[:8]}")
    if "group" not in fields:
        fields = {"host_kind": "networks.network", "host_id": 1, **fields}
    return Series.objects.create(title=title, rule=rule, first_on=starts.date(), last_on=starts.date(), **fields)


def make_meeting(network: Network | None = None, *, tables: int = 2, state: str = "open", **fields: Any) -> Meeting:
    network = network or make_network()
    fields.setdefault("series", make_series(host_kind="networks.network", host_id=network.pk))
    if state in {"open", "closed"}:
        fields.setdefault("opened_at", fields.get("closed_at") or timezone.now())
    meeting = Meeting.objects.create(network=network, state=state, published_at=timezone.now(), **fields)
    Table.objects.create(meeting=meeting, kind="desk", number=0)
    for number in range(1, tables + 1):
        Table.objects.create(meeting=meeting, number=number, topic=f"Topic {number}")
    item = AgendaItem.objects.create(meeting=meeting, title="Tables", kind="tables", minutes=40)
    if state == "open":
        meeting.item_now, meeting.item_began_at = item, timezone.now()
        meeting.save()
    return meeting


def table_of(meeting: Meeting, number: int = 1) -> Table:
    return meeting.tables.get(number=number)


def desk_of(meeting: Meeting) -> Table:
    return meeting.tables.get(number=0)


def make_cluster(meeting: Meeting, title: str = "A toilet by the market") -> Cluster:
    return Cluster.objects.create(meeting=meeting, title=title)


def batch(*items: dict[str, Any], number: str = "1", device: str = "") -> dict[str, Any]:
    """What a tablet sends."""
    return {"closeknit": "hall-1", "batch": number, "device": device or str(uuid4()), "items": list(items)}


def note(text: str = "Benches with arms", **more: Any) -> dict[str, Any]:
    known = {"client_id": str(uuid4()), "sort": "note", "written_at": "2026-11-25T19:21:00Z", "base_version": None}
    payload = {"text": text, "kind": "idea", **more.pop("payload", {})}
    return known | more | {"payload": payload}


def change(of: dict[str, Any], text: str, base: int | None) -> dict[str, Any]:
    """Another tablet, or the same, says it otherwise."""
    return note(text, base_version=base, payload={"note": of["client_id"]})


def world_things(area: Any, organiser: Any) -> dict[str, str]:
    """Names for addresses: a meeting that goes on in this area, and something of each kind in it."""
    network = make_network("Warpfield network", area=area, author=organiser)
    meeting = make_meeting(network, planned_by=organiser)
    cluster = make_cluster(meeting)
    table = table_of(meeting)
    note_row = Note.objects.create(
        meeting=meeting, table=table, client_id=uuid4(), text="A lamp by the gate", guest_name="Tom", place_words="Here"
    )
    NoteBefore.objects.create(note=note_row, client_id=uuid4(), version=1, kind="said", text="A lamp")
    arrival = Arrival.objects.create(
        meeting=meeting,
        client_id=uuid4(),
        guest_name="Wren",
        group_name="Lanterns",
        does="We light",
        place_words="Here",
    )
    Dot.objects.create(meeting=meeting, cluster=cluster, voter=arrival, client_id=uuid4())
    Hands.objects.create(meeting=meeting, cluster=cluster, number=3)
    Receipt.objects.create(meeting=meeting, client_id=uuid4(), sort="note", outcome="kept")
    return {
        "meeting_network": network.slug,
        "meeting": str(meeting.uuid),
        "meeting_cluster": str(cluster.uuid),
        "meeting_note": str(note_row.uuid),
        "meeting_arrival": str(arrival.uuid),
        "table_code": table.code,
    }


def hidden_world_things(area: Any) -> dict[str, str]:
    """A network that moderators hid, a meeting of it that is only planned, and a code that opens nothing any more."""
    network = make_network("Hidden network", area=area, sight="hidden")
    meeting = make_meeting(network, state="planned")
    long_ago = timezone.now() - timedelta(days=100)
    over = make_meeting(network, state="closed", opened_at=long_ago, closed_at=long_ago)
    return {"meeting_network": network.slug, "meeting": str(meeting.uuid), "table_code": table_of(over).code}


def hidden_meeting_rows() -> dict[str, set[int]]:
    """What nobody but organisers may know of; notes and arrivals are the organisers' alone."""
    return {
        "networks.Network": set(Network.objects.filter(sight="hidden").values_list("pk", flat=True)),
        "networks.Meeting": set(Meeting.objects.filter(network__sight="hidden").values_list("pk", flat=True)),
    }
