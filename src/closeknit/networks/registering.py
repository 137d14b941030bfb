"""What this room tells those below: what waits for a group, what organisers run, what other pages show of it."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from closeknit.accounts import with_help
from closeknit.accounts.actions import roles
from closeknit.accounts.models import Grant
from closeknit.accounts.vocabulary import Role, Scope
from closeknit.core import manage_menu, thing_sections
from closeknit.directory.models import Group
from closeknit.journal import waiting
from closeknit.journal.waiting import Waiting
from closeknit.networks import reads
from closeknit.networks.actions import interests
from closeknit.networks.models import Invitation, Network
from closeknit.networks.policies import is_last_organiser
from closeknit.places.models import Area
from closeknit.places.registry import register_area_section


def register() -> None:
    """Called once, in ``AppConfig.ready()``."""
    roles.register_keeper(_left_alone_without)
    manage_menu.entry(
        gettext_lazy("Networks that you run"),
        "networks:own",
        "networks.see_own",
        words=gettext_lazy("Their members, who wants to hear of them, letters and invitations."),
    )
    waiting.register("networks.invitations", _invitations)
    with_help.act_kind(
        interests.KIND,
        words=gettext_lazy("That you want to hear of %(name)s"),
        things=None,
        undo=interests.take_back_helped,
    )
    thing_sections.register_thing_section("networks", draw)
    register_area_section(_of_area)


def _left_alone_without(given: Grant) -> str:
    """What to say before the role of a network's last organiser is ended; nothing while there is another."""
    if given.role != Role.NETWORK_ORGANISER or given.scope_kind != Scope.NETWORK:
        return ""
    network = Network.objects.filter(pk=given.scope_id).first()
    if network is None or not is_last_organiser(network, given.person):
        return ""
    words = _("Nobody else organises %(network)s. Name somebody new first, or end the network.")
    return words % {"network": network.name}


def _invitations(person: Any) -> Iterable[Waiting]:
    groups = Grant.objects.numbers(person, Role.GROUP_STEWARD, Scope.GROUP)
    asked = Invitation.objects.open().filter(group__in=groups).select_related("network", "group")
    for invitation in asked.order_by("invited_at"):
        words = _("Will your group join %(network)s?") % {"network": invitation.network.name}
        address = reverse("networks:join", args=[invitation.network.slug])
        yield Waiting(words, address, invitation.invited_at, invitation.group_id)


def draw(page: Mapping[str, Any], thing: Any) -> str:
    """The networks that a group belongs to. One query; nothing of a group that must be kept safe."""
    if not isinstance(thing, Group) or thing.is_sensitive:
        return ""
    found = reads.networks_of_group(thing)
    return render_to_string("networks/_of_group.html", {"networks": found, "group": thing}) if found else ""


def _of_area(area: Area) -> Any:
    found = reads.networks_of_area(area)
    return render_to_string("networks/_of_area.html", {"networks": found, "area": area}) if found else ""
