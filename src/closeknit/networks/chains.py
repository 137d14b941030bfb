"""What became of what somebody wrote for a network, and of wanting to hear, told on their own page."""

from collections.abc import Iterator, Sequence
from datetime import datetime, time
from typing import Any

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from closeknit.commitments.vocabulary import Sight
from closeknit.journal import contributions
from closeknit.journal.contributions import Contribution, Next, Stage, Step
from closeknit.networks import letters
from closeknit.networks.models import Arrival, Interest, Network, Note, Priority
from closeknit.networks.vocabulary import PriorityState


def register() -> None:
    """Called once, in ``AppConfig.ready()``."""
    nothing = Q(pk__in=())
    _tell("networks.network", Network, gettext_lazy("Networks that I began"), _networks, waits=nothing)
    _tell(
        "networks.priority",
        Priority,
        gettext_lazy("What I wrote down that matters"),
        _priorities,
        waits=Q(state=PriorityState.OPEN),
    )
    _tell(
        "networks.interest",
        Interest,
        gettext_lazy("Networks I want to hear of"),
        _interests,
        mine=_interested,
        waits=Q(confirmed_at=None, ended_at=None),
        related=("network",),
    )
    _tell("networks.note", Note, gettext_lazy("What I noted at meetings"), _notes, waits=nothing, related=("meeting",))
    _tell(
        "networks.arrival",
        Arrival,
        gettext_lazy("Meetings I came to"),
        _arrivals,
        mine=lambda person: Q(person=person),
        began="at",
        waits=nothing,
        related=("meeting__series",),
    )


def _written_by(person: Any) -> Q:
    return Q(author=person)


def _tell(kind: str, model: Any, title: Any, tell: Any, **how: Any) -> None:
    """Most things are somebody's who wrote them, from the moment they were made."""
    contributions.register(kind, model, title=title, tell=tell, **{"mine": _written_by, "began": "created_at", **how})


def _interested(person: Any) -> Q:
    own = Q(person=person)
    return own | Q(guest_email__iexact=person.email, person=None) if person.email else own


def _shown(row: Network | Priority) -> list[Step]:
    stage = Stage.PUBLISHED if row.sight == Sight.SHOWN else Stage.NOT_PUBLISHED
    return [Step(Stage.RECEIVED, row.created_at), Step(stage, row.created_at)]


def _networks(rows: Sequence[Network]) -> Iterator[Contribution]:
    for row in rows:
        yield Contribution(row.name, row.get_absolute_url(), _shown(row))


def _priorities(rows: Sequence[Priority]) -> Iterator[Contribution]:
    for row in rows:
        steps = _shown(row)
        if row.settled_on:
            at = timezone.make_aware(datetime.combine(row.settled_on, time(12)))
            steps.append(Step(Stage.DONE, max(at, row.created_at), "", row.became))
        yield Contribution(
            row.title, row.get_absolute_url(), steps, Next(_("What becomes of it")) if row.is_open else None
        )


def _notes(rows: Sequence[Note]) -> Iterator[Contribution]:
    for row in rows:
        yield Contribution(row.text, row.meeting.get_absolute_url(), [Step(Stage.RECEIVED, row.created_at)])


def _arrivals(rows: Sequence[Arrival]) -> Iterator[Contribution]:
    for row in rows:
        meeting = row.meeting
        yield Contribution(meeting.series.title, meeting.get_absolute_url(), [Step(Stage.RECEIVED, row.at)])


def _interests(rows: Sequence[Interest]) -> Iterator[Contribution]:
    for row in rows:
        steps = [Step(Stage.RECEIVED, row.created_at)]
        if row.confirmed_at:
            steps.append(Step(Stage.READ, row.confirmed_at))
        if row.ended_at:
            steps.append(Step(Stage.TAKEN_BACK, row.ended_at))
        address = row.network.get_absolute_url() if row.person_id else letters.interest_address(row)
        title = _("To hear of %(network)s") % {"network": row.network.name}
        yield Contribution(title, address, steps, _next(row))


def _next(row: Interest) -> Next | None:
    if row.ended_at:
        return None
    return Next(_("You hear of the next meeting")) if row.confirmed_at else Next(_("Press the button in the letter"))
