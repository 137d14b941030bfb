"""What of this room the journal can speak of, what can be promised in it, and what can hold events."""

from typing import Any

from closeknit.calendar.hosts import host
from closeknit.commitments.sources import source
from closeknit.journal.things import thing_kind
from closeknit.networks.models import Network, Priority
from closeknit.networks.policies import may_run

NETWORK, PRIORITY = "networks.network", "networks.priority"


def register() -> None:
    """Called once, in ``AppConfig.ready()``."""
    thing_kind(NETWORK, Network, visible_to=Network.objects.visible_to)
    thing_kind(PRIORITY, Priority, visible_to=Priority.objects.visible_to, part_of=lambda priority: priority.network)
    source(
        NETWORK,
        shown_to=Network.objects.visible_to,
        organised_by=Network.objects.run_by,
        areas=areas_of,
        guests_may_ask=True,
    )
    source(
        PRIORITY,
        shown_to=Priority.objects.visible_to,
        organised_by=Priority.objects.run_by,
        areas=lambda priority: areas_of(priority.network),
        guests_may_ask=True,
    )
    host(
        NETWORK,
        model=Network,
        visible_to=Network.objects.visible_to,
        may_edit=may_run,
        edited_by=Network.objects.run_by,
        areas=areas_of,
        themes=lambda network: [network.theme_id] if network.theme_id else [],
    )


def areas_of(network: Any) -> list[int]:
    """The numbers of its area and of those around it."""
    return [int(part) for part in network.area.path.strip("/").split("/") if part] if network.area_id else []
