"""The page of a network and its priorities as contributions: how they are reported, hidden and shown again."""

from typing import Any

from django.db.models import Q

from closeknit.commitments.vocabulary import Sight
from closeknit.conversation.contributions import contribution
from closeknit.networks.actions.founding import put_sight
from closeknit.networks.models import Network, Priority
from closeknit.networks.things import NETWORK, PRIORITY, areas_of


def register() -> None:
    """Called once, in ``AppConfig.ready()``."""
    contribution(
        NETWORK,
        Network,
        visible_to=Network.objects.visible_to,
        authors=_authors,
        text=lambda network: "\n\n".join(filter(None, [network.name, network.summary, network.purpose])),
        areas=areas_of,
        related=("author", "area"),
        hide=_hide,
        restore=_restore,
        mend_at=lambda network: f"{network.get_absolute_url()}edit/",
        written_by=lambda number: Q(author=number),
    )
    contribution(
        PRIORITY,
        Priority,
        visible_to=Priority.objects.visible_to,
        authors=_authors,
        text=lambda priority: "\n\n".join(filter(None, [priority.title, priority.text, priority.became])),
        areas=lambda priority: areas_of(priority.network),
        related=("author", "network__area"),
        hide=_hide,
        restore=_restore,
        mend_at=lambda priority: f"{priority.get_absolute_url()}edit/",
        written_by=lambda number: Q(author=number),
    )


def _authors(row: Any) -> list[Any]:
    return [row.author] if row.author else []


def _hide(row: Any) -> str:
    return put_sight(row, Sight.HIDDEN)


def _restore(row: Any, kept: str) -> None:
    put_sight(row, Sight.SHOWN if kept != Sight.REMOVED else Sight.REMOVED)
