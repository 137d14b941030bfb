"""Which groups of an area or a theme can be asked to join, and who was."""

from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from closeknit.directory.models import Coverage, Group, GroupTheme, Theme
from closeknit.networks.models import Invitation, Membership, Network
from closeknit.places.models import PointArea


def near(network: Network) -> QuerySet[Group, Group]:
    """The published groups that lie or work in its area, or are about its theme, or about one below it."""
    groups = Group.objects.public().exclude(state="closed")
    if network.area_id:
        inside = Q(area__path__startswith=network.area.path)
        lying = PointArea.objects.filter(inside, point=OuterRef("point"))
        working = Coverage.objects.filter(inside, group=OuterRef("pk"))
        groups = groups.filter(Q(Exists(lying)) | Q(Exists(working)))
    if network.theme_id:
        themes = Theme.objects.filter(Q(pk=network.theme_id) | Q(path__contains=f"/{network.theme_id}/"))
        groups = groups.filter(Exists(GroupTheme.objects.filter(group=OuterRef("pk"), theme__in=themes.values("pk"))))
    return groups


def can_be_invited(network: Network) -> QuerySet[Group, Group]:
    """Those near that are awake, do not belong, have no open question, and did not say no lately. Groups to be kept
    safe are left in peace: whoever sees the list would learn where they are."""
    belongs = Membership.objects.current().filter(network=network, group=OuterRef("pk")).order_by()
    is_asked = Invitation.objects.open().filter(network=network, group=OuterRef("pk")).order_by()
    said_no = Invitation.objects.refused_lately(timezone.now()).filter(network=network, group=OuterRef("pk")).order_by()
    awake = near(network).exclude(state="dormant").filter(is_sensitive=False)
    free = awake.exclude(Exists(belongs)).exclude(Exists(is_asked)).exclude(Exists(said_no))
    return free.order_by("name", "id")


def sleepers(network: Network) -> QuerySet[Group, Group]:
    return near(network).filter(state="dormant", is_sensitive=False)


def asked(network: Network) -> Any:
    """Who was asked, the latest first, for the eyes of those who run it."""
    rows = network.invitations.select_related("group", "invited_by", "answered_by")
    return rows.order_by("-invited_at", "-id")[:200]
