"""What organisers go through after a meeting, and what the next meeting opens with."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from closeknit.accounts.models import Grant, Person
from closeknit.accounts.vocabulary import Role, Scope
from closeknit.commitments import reads as commitments
from closeknit.directory.models import Group
from closeknit.networks import meeting_reads, minutes_reads
from closeknit.networks.feedback_counts import rounded
from closeknit.networks.late_reads import LateNote, late_notes
from closeknit.networks.meeting_reads import RankedCluster
from closeknit.networks.models import Meeting, Minutes, Note
from closeknit.networks.policies import organisers_of

MOST = 60


@dataclass(frozen=True, slots=True)
class LastTime:
    """What was promised at the meeting before, and how it stands; its minutes, to be agreed to."""

    meeting: Meeting
    promises: Sequence[commitments.Line]
    minutes: Minutes | None
    late: int

    @property
    def here(self) -> str:
        """As a list of promises names what it is on the page of."""
        return str(self.meeting.uuid)


@dataclass(frozen=True, slots=True)
class Owner:
    """Somebody who may be named as the one who does it, for a group if they look after it."""

    key: str
    person: Person
    group: Group | None = None

    @property
    def words(self) -> str:
        told = {"name": self.person.name, "group": self.group.name if self.group else ""}
        return _("%(name)s, for %(group)s") % told if self.group else self.person.name


@dataclass(frozen=True, slots=True)
class AfterPage:
    minutes: Minutes | None
    ranked: Sequence[RankedCluster]
    notes: Sequence[Note]
    taken: int
    answers: int | None  # about so many; None for few
    late: Sequence[LateNote] = ()

    @property
    def is_ranked(self) -> bool:
        """All that was voted for is what the network works on already."""
        return all(one.cluster.priority_id for one in self.ranked)


def after_page(meeting: Meeting) -> AfterPage:
    minutes = Minutes.objects.filter(meeting=meeting).for_pages().first()
    return AfterPage(
        minutes=minutes,
        late=late_notes(meeting, minutes),
        ranked=meeting_reads.ranking(meeting),
        notes=minutes_reads.to_take_up(meeting),
        taken=meeting.notes.filter(taken_up__undertaking__isnull=False).count(),
        answers=rounded(meeting.feedback.count()),
    )


def last_time(meeting: Meeting, person: Any) -> LastTime | None:
    """For the page of a meeting and its agenda on paper. Nothing where it is the first."""
    last = minutes_reads.last_before(meeting, person)
    if last is None:
        return None
    found = commitments.of(last, person, most=MOST)
    minutes = Minutes.objects.visible_to(person).published().filter(meeting=last).first()
    return LastTime(last, found.promises, minutes, found.late_count)


def owners_for(meeting: Meeting, by: Person) -> list[Owner]:
    """Those who write it down, who run the network, and who came with an account; with the groups that they look
    after and came for. Three queries."""
    came = list(meeting.arrivals.filter(person__is_active=True).select_related("person", "group"))
    people = {one.pk: one for one in [by, *organisers_of(meeting.network), *(row.person for row in came)] if one}
    held = Grant.objects.in_force(timezone.now()).filter(role=Role.GROUP_STEWARD, scope_kind=Scope.GROUP)
    stewards = set(held.filter(person__in=people).values_list("person", "scope_id"))
    found = [Owner(str(person.uuid), person) for person in people.values()]
    for row in came:
        group = row.group
        if group is not None and not group.is_sensitive and (row.person_id, group.pk) in stewards:
            found.append(Owner(f"{row.person.uuid}:{group.slug}", row.person, group))
    return sorted(
        {one.key: one for one in found}.values(), key=lambda one: (one.person.pk != by.pk, one.words.casefold())
    )
