"""Notes that tablets handed in, or changed, after the minutes were looked through: no output shows them by itself."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Q

from closeknit.commitments.vocabulary import Sight
from closeknit.networks import minutes_reads
from closeknit.networks.minutes_drafting import Noted, line_of, named_in, without_names
from closeknit.networks.models import LateLook, Meeting, Minutes, Note, NoteBefore
from closeknit.networks.policies import may_run, organisers_of


@dataclass(frozen=True, slots=True)
class LateNote:
    """``line`` is how it would stand in the minutes: without the names of those who did not agree to it.
    ``maybe_named`` are those of whom a part of the name may be left in it."""

    note: Note
    line: str
    maybe_named: Sequence[str]

    @property
    def may_stand(self) -> bool:
        return not self.note.is_private


def late_notes(meeting: Meeting, minutes: Minutes | None) -> list[LateNote]:
    """What nobody has looked at yet, in the order in which it came. One query, four where there is any."""
    if minutes is None or minutes.approved_at is None:
        return []
    changed = NoteBefore.objects.filter(note=OuterRef("pk"), changed_at__gt=minutes.approved_at)
    looked = LateLook.objects.filter(note=OuterRef("pk"), version__gte=OuterRef("version"))
    late = Q(created_at__gt=minutes.approved_at) | Exists(changed)
    rows = meeting.notes.filter(late, ~Exists(looked), sight=Sight.SHOWN).select_related("table").order_by("seq", "id")
    return told(meeting, list(rows))


def told(meeting: Meeting, notes: Sequence[Note]) -> list[LateNote]:
    """How they would stand in the minutes. Three queries, none for nothing."""
    if not notes:
        return []
    unnamed, discreet = minutes_reads.unnamed(meeting), minutes_reads.discreet_names()
    lines = [without_names(line_of(Noted(one.kind, one.text, one.place_words)), unnamed, discreet) for one in notes]
    return [LateNote(one, line, named_in(line, unnamed)) for one, line in zip(notes, lines, strict=True)]


def organisers_to_tell(meeting: Meeting) -> list[Any]:
    """Those who were named for the network, and whoever planned the evening."""
    found = {one.pk: one for one in organisers_of(meeting.network)}
    planned_by = meeting.planned_by
    if planned_by is not None and planned_by.is_active and may_run(planned_by, meeting.network):
        found[planned_by.pk] = planned_by
    return list(found.values())
