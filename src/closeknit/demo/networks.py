"""The four local area networks of Loomwick: who organises them, who belongs, who wants to hear. Their evenings, and
what was agreed at them, are in ``meetings``."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from closeknit.accounts.models import Grant
from closeknit.accounts.vocabulary import Role, Scope
from closeknit.demo.known import SOURCE, Known, named_uuid
from closeknit.demo.promises import person_of_the_stories
from closeknit.directory.models import Coverage, Group
from closeknit.journal.models import Entry, Follow, Notice
from closeknit.networks.actions import founding, joining, priorities
from closeknit.networks.models import Interest, Membership, Network, Priority
from closeknit.networks.vocabulary import How, PriorityState
from closeknit.places.models import Area


@dataclass(frozen=True, slots=True)
class DemoNetwork:
    """``let_go`` is what was agreed before the evenings began and given up since, and why."""

    area: str
    summary: str
    purpose: str
    organisers: tuple[str, ...]
    people: tuple[str, ...]
    groups: int
    guests: tuple[str, ...]
    let_go: tuple[str, str]
    days_ago: int


NETWORKS = (
    DemoNetwork(
        "Warpfield",
        "Neighbours and groups of Warpfield who meet at the library, say what matters, and see it through.",
        "We meet every two months. Everybody may come: groups bring what they do, and people bring what they see."
        " We choose a few things that matter, and ask until we get an answer.",
        ("noor",),
        ("sam", "grace"),
        14,
        ("Ines", "Harriet", "Yusuf"),
        ("A skate park behind the depot", "The ground is too wet. The young people chose the ball court instead."),
        330,
    ),
    DemoNetwork(
        "Weftbridge",
        "Neighbours and groups who meet every two months over soup, say what matters, and see it through.",
        "Weftbridge is the four wards between the market and the river. We eat soup first. Then we sit at tables,"
        " each with one question, and put dots on what matters most. Whoever promises something says by when.",
        ("noor", "ada"),
        ("ada", "tom", "bea"),
        18,
        ("Wren", "Bram", "Fern", "Olu"),
        (
            "A second bridge for bicycles",
            "It would cost more than the borough has. We asked for lights on the old one.",
        ),
        340,
    ),
    DemoNetwork(
        "Heddle Hill",
        "The hill’s groups and households: steep streets, long views, and people who look in on each other.",
        "We began with the winter when the bus did not come. Now we meet four times a year, and keep a list of who"
        " can knock at which door.",
        ("tom",),
        ("tom", "ruth"),
        12,
        ("Moss", "Petra"),
        ("A toboggan run", "The friends of the park asked us to leave the meadow alone. They were right."),
        310,
    ),
    DemoNetwork(
        "Bobbin Green",
        "Menders, growers and singers round the green, and all who live there.",
        "We share tools, rooms and time. At our meetings each group says what it has and what it lacks, and most"
        " of it is found in the same room.",
        ("priya",),
        ("priya", "omar"),
        13,
        ("Ivy", "Tobias", "Nell"),
        ("A café in the old station", "It is let to a nursery now. We wish it well."),
        300,
    ),
)


@transaction.atomic
def load_networks(known: Known, today: date) -> int:
    """How many are new; those that are there stay as people have left them."""
    there = set(Network.objects.values_list("client_id", flat=True))
    new = [one for one in NETWORKS if named_uuid("network", one.area) not in there]
    for told in new:
        _tell(told, known, today)
    return len(new)


def _tell(told: DemoNetwork, known: Known, today: date) -> None:
    began = _noon(today - timedelta(days=told.days_ago))
    network = founding.found_network(
        by=person_of_the_stories("noor"),
        client_id=named_uuid("network", told.area),
        name=f"{told.area} local area network",
        area=Area.objects.get(pk=known.covered(told.area)),
        summary=told.summary,
        purpose=told.purpose,
        contact_words="Ring 01632 960 114, Monday to Thursday",
    )
    for key in told.organisers:
        held: dict[str, Any] = {"role": Role.NETWORK_ORGANISER, "scope_kind": Scope.NETWORK, "scope_id": network.pk}
        Grant.objects.create(person=person_of_the_stories(key), reason="one of the people of the stories", **held)
    for key in told.people:
        joining.join(network, by=person_of_the_stories(key))
    for group in _groups(network, told.groups):
        joining.join_group(network, group, by=None)
    _interests(network, told, began)
    _let_go(network, told, today)
    Network.objects.filter(pk=network.pk).update(created_at=began)
    Membership.objects.filter(network=network).update(since=began + timedelta(days=7))
    _leave_no_news(network, began)


def _groups(network: Network, most: int) -> list[Group]:
    """The first of those that work in the area, by the name that the stories give them."""
    area = network.area
    assert area is not None  # noqa: S101 - each of these is of an area
    working = Coverage.objects.filter(area__path__startswith=area.path).values("group")
    known = Group.objects.public().filter(source=SOURCE, state="active", is_sensitive=False, pk__in=working)
    return list(known.order_by("external_id")[:most])


def _interests(network: Network, told: DemoNetwork, began: datetime) -> None:
    """Every second one came from the sheet at the library."""
    for place, name in enumerate(told.guests):
        is_paper = place % 2 == 1
        at = began + timedelta(days=60 + 30 * place)
        Interest.objects.create(
            network=network,
            guest_name=name,
            guest_email="" if is_paper else f"{name.lower()}@people.loomwick.example",
            phone="01632 960 21" + str(place) if is_paper else "",
            how=How.PAPER if is_paper else How.WEB,
            agreed_on=at.date(),
            agreed_words="ticked the sheet at the library" if is_paper else "",
            client_id=named_uuid("interest", told.area, name),
            created_at=at,
            confirmed_at=at,
        )


def _let_go(network: Network, told: DemoNetwork, today: date) -> None:
    title, why = told.let_go
    agreed = today - timedelta(days=told.days_ago - 20)
    row = priorities.agree_priority(
        network, title=title, raised_on=agreed, client_id=named_uuid("priority", told.area, title)
    )
    priorities.settle_priority(row, state=PriorityState.LET_GO, became=why)
    Priority.objects.filter(pk=row.pk).update(settled_on=agreed + timedelta(days=60), created_at=_noon(agreed))


def _leave_no_news(network: Network, began: datetime) -> None:
    """It happened long ago; nobody is told of it now."""
    entries = Entry.objects.filter(about_kind="networks.network", about_id=network.pk)
    rows = network.priorities.values("pk")
    entries |= Entry.objects.filter(about_kind="networks.priority", about_id__in=rows)
    Notice.objects.filter(entry__in=entries.values("pk")).delete()
    entries.update(at=began)
    Follow.objects.filter(kind="networks.network", thing_id=network.pk).delete()


def _noon(on: date) -> datetime:
    return timezone.make_aware(datetime.combine(on, time(12)))
