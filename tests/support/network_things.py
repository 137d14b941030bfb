"""A network with something of everything, for tests that ask every address."""

from typing import Any
from uuid import uuid4

from django.utils import timezone

from closeknit.directory.models import Group
from closeknit.journal.stopping import mark_of
from closeknit.networks import letters
from closeknit.networks.actions import interests, mailing, priorities
from closeknit.networks.models import Interest, Invitation, Mailing, Membership, Network, Priority, Work
from closeknit.places.models import Area
from tests.support import factories as make

NOTHING = ("priority", "mailing", "network_keeper", "interested", "network_letter")
NO_TOKENS = ("network", "interest_token", "stop_token", "network_invitation")
WREN = "wren@loomwick.example"


def network_things(group: Group, area: Area, steward: Any, organiser: Any) -> dict[str, str]:
    """Names for addresses: the network of the area, which the group belongs to, and what was written in it."""
    network = Network.objects.create(name="Warpfield network", slug="warpfield-network", area=area, author=organiser)
    Membership.objects.create(network=network, group=group, decided_by=steward)
    Membership.objects.create(network=network, person=steward, decided_by=steward)
    keeper = make.make_person("Olive")
    make.give_role(keeper, "network_organiser", "network", network.pk)
    row = priorities.agree_priority(
        network, title="A ramp", raised_on=timezone.localdate(), client_id=uuid4(), by=organiser
    )
    Work.objects.create(priority=row, group=group, decided_by=steward)
    interest = Interest.objects.create(network=network, guest_name="Wren", guest_email=WREN, agreed_words="said so")
    letter = mailing.write_mailing(network, by=organiser, subject="Soup", text="A bowl", client_id=uuid4())
    interests.be_quiet(network.pk, mark_of("moss@loomwick.example"))
    other = make.make_group("Quiet Weavers", point=group.point)
    asked = Invitation.objects.create(network=network, group=other, way="letter", words="Soup.", invited_by=organiser)
    return {
        "network": network.slug,
        "priority": str(row.uuid),
        "mailing": str(letter.uuid),
        "network_keeper": str(keeper.uuid),
        "interested": str(interest.uuid),
        "interest_token": letters.interest_address(interest).split("/")[-2],
        "stop_token": letters.stop_address(network, "fern@loomwick.example").split("/")[-2],
        "network_letter": str(asked.uuid),
        "network_invitation": letters.invitation_address(asked, "").split("/")[-2],
    }


def hidden_network_things(group: Group, author: Any) -> dict[str, str]:
    """A network that moderators have hidden, to which a group belongs that nobody may know of."""
    theme = make.make_theme("Sheltering")
    network = Network.objects.create(
        name="Secret network", slug="secret-network", kind="theme", theme=theme, sight="hidden", author=author
    )
    Membership.objects.create(network=network, group=group, decided_by=author)
    row = Priority.objects.create(network=network, title="A secret aim", raised_on=timezone.localdate(), sight="hidden")
    letter = Mailing.objects.create(network=network, subject="A secret letter", text="Words", author=author)
    return {"network": network.slug, "priority": str(row.uuid), "mailing": str(letter.uuid)}


def hidden_network_rows() -> dict[str, set[int]]:
    """Those rows."""
    network = Network.objects.get(slug="secret-network")
    return {
        "networks.Network": {network.pk},
        "networks.Priority": set(network.priorities.values_list("pk", flat=True)),
        "networks.Membership": set(network.memberships.values_list("pk", flat=True)),
        "networks.Mailing": set(network.mailings.values_list("pk", flat=True)),
    }
