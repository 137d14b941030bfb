"""Minutes from the first draft to what the next meeting agrees to.

What was edited by hand is never lost: drafting again leaves it alone, and each saved text stays as a version.
"""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from closeknit.accounts.models import Person
from closeknit.core.errors import Refused
from closeknit.journal.recording import record
from closeknit.networks import minutes_reads, minutes_verbs
from closeknit.networks.meeting_vocabulary import MeetingState
from closeknit.networks.minutes_drafting import drafts, redrafted
from closeknit.networks.minutes_vocabulary import MinutesState
from closeknit.networks.models import Meeting, Minutes, MinutesVersion
from closeknit.networks.models.minutes import TEXTS
from closeknit.places import versions


class ChangedMeanwhile(Refused):
    """Somebody else saved first. What was typed is still with whoever typed it."""


@transaction.atomic
def draft_minutes(meeting: Meeting, *, by: Person | None) -> tuple[Minutes, list[str]]:
    """Minutes from what was noted, or the same again with what has come in since. Also the names of the texts
    that were left alone because somebody had edited them."""
    versions.bump_pages()  # two who begin at the same moment wait for each other here
    if meeting.state != MeetingState.CLOSED:
        raise Refused(_("Minutes are drafted when the meeting is over. Close it first."))
    fresh = drafts(minutes_reads.evening_of(meeting))
    row = Minutes.objects.select_for_update(of=("self",)).filter(meeting=meeting).first()
    if row is None:
        row = Minutes(meeting=meeting, author=by, **fresh)
        return _saved(row, fresh, minutes_reads.figures_of(meeting), by), []
    if row.is_published:
        raise Refused(_("They are published. Change them by hand, and say what you put right."))
    texts, kept = redrafted(row.texts, row.drafted, fresh)
    is_changed = texts != row.texts
    row.version += is_changed
    for name, text in texts.items():
        setattr(row, name, text)
    if is_changed:
        row.state, row.approved_by, row.approved_at = MinutesState.DRAFT, None, None
    return _saved(row, fresh, minutes_reads.figures_of(meeting), by), kept


def _saved(row: Minutes, drafted: dict[str, str], figures: dict[str, Any], by: Person | None) -> Minutes:
    row.drafted, row.figures = drafted, figures
    row.save()
    MinutesVersion.objects.get_or_create(minutes=row, number=row.version, defaults={**row.texts, "by": by})
    return row


@transaction.atomic
def edit_minutes(minutes: Minutes, *, by: Person, version: int, texts: Mapping[str, str], why: str = "") -> Minutes:
    """Save what somebody typed over ``version``. Raises ``ChangedMeanwhile`` if that is no longer the last. Once
    they are published ``why`` says to everybody what was put right."""
    versions.bump_pages()
    row = _held(minutes)
    wanted = {name: texts[name] for name in TEXTS}
    if wanted == row.texts:
        return row
    if row.version != version:
        raise ChangedMeanwhile(_("Somebody else has saved these minutes since you opened them."))
    if row.is_published and not why:
        raise Refused(_("They are published. Say what you put right, so that readers can see it."))
    row.version += 1
    for name, text in wanted.items():
        setattr(row, name, text)
    if row.is_published:
        row.corrected_at = timezone.now()
        record(minutes_verbs.CORRECTED, by=by, about=row, also=[row.meeting, row.meeting.network])
    else:
        row.state, row.approved_by, row.approved_at = MinutesState.DRAFT, None, None
        why = ""
    row.save()
    MinutesVersion.objects.create(minutes=row, number=row.version, by=by, why=why, **row.texts)
    return row


@transaction.atomic
def approve_minutes(minutes: Minutes, *, by: Person, version: int) -> Minutes:
    """Somebody has looked this version through and finds it right. Again it changes nothing."""
    row = _held(minutes)
    if row.state != MinutesState.DRAFT:
        return row
    if row.version != version:
        raise ChangedMeanwhile(_("Somebody else has saved these minutes since you opened them."))
    row.state, row.approved_by, row.approved_at = MinutesState.APPROVED, by, timezone.now()
    row.save(update_fields=["state", "approved_by", "approved_at"])
    return row


@transaction.atomic
def agree_minutes(minutes: Minutes, *, in_meeting: Meeting, by: Person) -> Minutes:
    """A later meeting of the network finds them right. The first of them counts."""
    versions.bump_pages()
    row = _held(minutes)
    if not row.is_published:
        raise Refused(_("A meeting can only agree to minutes that are published."))
    if in_meeting.network_id != row.meeting.network_id or in_meeting.pk == row.meeting_id:
        raise Refused(_("Only another meeting of the same network can agree to them."))
    if row.agreed_in_id is None:
        row.agreed_in, row.agreed_at = in_meeting, timezone.now()
        row.save(update_fields=["agreed_in", "agreed_at"])
        record(minutes_verbs.AGREED, by=by, about=row, also=[row.meeting, row.meeting.network])
    return row


def _held(minutes: Minutes) -> Minutes:
    rows = Minutes.objects.select_for_update(of=("self",)).select_related("meeting__network", "meeting__series")
    row: Minutes = rows.get(pk=minutes.pk)
    return row
