"""What became of a group that somebody added or told us of, and of asking to look after one.

Of a group that must be kept safe nobody is named who acts for it, and it is not named to a guest.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from closeknit.directory import verbs
from closeknit.directory.models import Claim, Group, Telling
from closeknit.directory.models.stewardship import STEWARDS_DECIDE_FIRST
from closeknit.directory.vocabulary import ClaimOutcome, TellingOutcome, Visibility
from closeknit.journal import contributions
from closeknit.journal.contributions import Contribution, Next, Stage, Step
from closeknit.journal.models import Entry
from closeknit.journal.reading import first_readings

GROUP = "directory.group"
DECIDING = {
    verbs.VOUCHED: Stage.PUBLISHED,
    verbs.SHOWN: Stage.PUBLISHED,
    verbs.TURNED_AWAY: Stage.NOT_PUBLISHED,
    verbs.MERGED: Stage.DONE,
}


def register() -> None:
    """Called once, in ``AppConfig.ready()``."""
    contributions.register(
        GROUP,
        Group,
        title=gettext_lazy("Groups I added"),
        mine=lambda person: Q(pk__in=_entries(person, verbs.ADDED)),
        began="created_at",
        waits=Q(visibility=Visibility.STUB),
        tell=_groups,
    )
    contributions.register(
        "directory.telling",
        Telling,
        title=gettext_lazy("Groups I told you about"),
        mine=_told_by,
        began="told_at",
        waits=Q(decided_at=None),
        tell=_tellings,
        related=("group",),
    )
    contributions.register(
        "directory.claim",
        Claim,
        title=gettext_lazy("Pages I asked to look after"),
        mine=lambda person: Q(person=person),
        began="asked_at",
        waits=Q(decided_at=None),
        tell=_claims,
        related=("group", "decided_by"),
    )


def _entries(person: Any, verb: str) -> Any:
    return Entry.objects.filter(verb=verb, actor=person).values("about_id")


def _told_by(person: Any) -> Q:
    """While it waits their address is known; the record knows who was signed in."""
    by_address = Q(guest_email__iexact=person.email) if person.email else Q(pk__in=())
    return by_address | Q(group__in=_entries(person, verbs.TOLD))


@dataclass(frozen=True, slots=True)
class _Record:
    """What the journal holds of some groups: two queries."""

    readings: Mapping[int, Entry]
    decided: Mapping[int, Sequence[Entry]]


def _record_of(groups: Collection[int]) -> _Record:
    decided: dict[int, list[Entry]] = defaultdict(list)
    entries = Entry.objects.filter(about_kind=GROUP, about_id__in=groups, verb__in=DECIDING).select_related("actor")
    for entry in entries.order_by("id"):
        decided[entry.about_id].append(entry)
    return _Record(first_readings(GROUP, groups), decided)


def _groups(rows: Sequence[Group]) -> Iterator[Contribution]:
    record = _record_of([row.pk for row in rows])
    for row in rows:
        steps = [Step(Stage.RECEIVED, row.created_at), *_on_the_way(row, record)]
        if row.visibility == Visibility.PUBLIC and len(steps) == 1:
            steps.append(Step(Stage.PUBLISHED, row.created_at, "", _("at once")))
        if row.visibility == Visibility.HIDDEN and steps[-1].stage != Stage.NOT_PUBLISHED:
            steps.append(Step(Stage.NOT_PUBLISHED, row.changed_at))
        yield Contribution(
            _("Added %(group)s") % {"group": row.name},
            row.get_absolute_url(),
            steps,
            _vouching() if row.visibility == Visibility.STUB else None,
        )


def _on_the_way(group: Group, record: _Record) -> Iterator[Step]:
    if reading := record.readings.get(group.pk):
        yield Step(Stage.READ, reading.at, _who(reading, group))
    for entry in record.decided.get(group.pk, ()):
        words = entry.data.get("reason", "") if entry.verb != verbs.MERGED else _("It is part of another entry now.")
        yield Step(DECIDING[entry.verb], entry.at, _who(entry, group), words)


def _who(entry: Entry, group: Group) -> str:
    """The organiser by name."""
    if entry.verb == verbs.SHOWN:
        return _("the group")
    if entry.actor is None or group.is_sensitive:
        return _("an organiser")
    return _("%(name)s, an organiser") % {"name": entry.actor.name}


def _vouching() -> Next:
    return Next(_("An organiser of the area says that the group is real. Then everyone can see it"))


def _tellings(rows: Sequence[Telling]) -> Iterator[Contribution]:
    """Whoever has no account must not learn more than the letter tells: no name of an organiser."""
    record = _record_of([row.group_id for row in rows])
    for row in rows:
        steps = [Step(Stage.RECEIVED, row.told_at)]
        reading = record.readings.get(row.group_id)
        if reading and (row.decided_at is None or reading.at <= row.decided_at):
            steps.append(Step(Stage.READ, reading.at, _("an organiser")))
        if row.decided_at:
            shown = row.outcome == TellingOutcome.PUBLISHED
            steps.append(Step(Stage.PUBLISHED if shown else Stage.NOT_PUBLISHED, row.decided_at))
        is_shown = row.group.visibility == Visibility.PUBLIC and not row.group.is_sensitive
        yield Contribution(
            _("Told us about a group")
            if row.group.is_sensitive
            else _("Told us about %(group)s") % {"group": row.group.name},
            row.group.get_absolute_url() if is_shown else contributions.link_to("directory.telling", row.pk),
            steps,
            Next(_("The group and an organiser say yes. Then everyone can see it")) if row.decided_at is None else None,
        )


def _claims(rows: Sequence[Claim]) -> Iterator[Contribution]:
    readings = first_readings("directory.claim", [row.pk for row in rows])
    for row in rows:
        steps = [Step(Stage.RECEIVED, row.asked_at)]
        if row.key_sent_at:
            steps.append(Step(Stage.HANDED_ON, row.key_sent_at, "", _("A letter went to the address of the group.")))
        if reading := readings.get(row.pk):
            steps.append(Step(Stage.READ, reading.at, _name(reading.actor, row.group)))
        if row.decided_at:
            stage = {ClaimOutcome.REFUSED.value: Stage.ANSWERED, ClaimOutcome.WITHDRAWN.value: Stage.TAKEN_BACK}
            is_own = row.decided_by_id == row.person_id
            by = "" if is_own else _name(row.decided_by, row.group)
            steps.append(Step(stage.get(row.outcome, Stage.DONE), row.decided_at, by, row.reason))
        yield Contribution(
            _("Asked to look after %(group)s") % {"group": row.group.name},
            reverse("directory:look-after", args=[row.group.slug]),
            sorted(steps, key=lambda step: step.at),
            Next(_("Those who look after it answer, then the organisers"), row.asked_at + STEWARDS_DECIDE_FIRST)
            if row.is_open
            else None,
        )


def _name(person: Any, group: Group) -> str:
    if person is None or group.is_sensitive:
        return _("somebody of the group or of the hub")
    return str(person.name)
