"""What comes in after the minutes were looked through: its organisers hear of it, and say where it goes."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from closeknit.accounts.models import Person
from closeknit.core.errors import Refused
from closeknit.journal.recording import record
from closeknit.networks import late_reads, minutes_verbs
from closeknit.networks.actions.minutes import edit_minutes
from closeknit.networks.meeting_vocabulary import MeetingState
from closeknit.networks.models import LateLook, Meeting, Minutes, Note
from closeknit.places import versions


def tell_of_late(meeting: Meeting, number: int, *, by: Any) -> None:
    """A batch brought so many new words. Once for all of them; no query while the meeting goes on."""
    if not number or meeting.state != MeetingState.CLOSED:
        return
    if Minutes.objects.filter(meeting=meeting, approved_at__isnull=False).exists():
        told = late_reads.organisers_to_tell(meeting)
        record(minutes_verbs.CAME_LATE, by=by, about=meeting, to=told, data={"number": number})


@transaction.atomic
def put_in_minutes(note: Note, *, by: Person) -> None:
    """It stands at the end of what was said; once they are published that is a correction, which everybody sees.
    Done twice it is done once."""
    versions.bump_pages()
    minutes = Minutes.objects.select_for_update(of=("self",)).get(meeting=note.meeting_id)
    row = Note.objects.select_related("meeting").get(pk=note.pk)
    if row.is_private:
        raise Refused(_("This note is only for the organisers. It stays with the notes."))
    if _look(row, by=by, is_in_minutes=True):
        (late,) = late_reads.told(row.meeting, [row])
        texts = {**minutes.texts, "said": _with(minutes.said, late.line)}
        why = _("A note that came in late was added.")
        edit_minutes(minutes, by=by, version=minutes.version, texts=texts, why=why)


@transaction.atomic
def keep_with_notes(note: Note, *, by: Person) -> None:
    """It stays a note. Safe to repeat."""
    _look(note, by=by, is_in_minutes=False)


def _look(note: Note, *, by: Person, is_in_minutes: bool) -> bool:
    told = {"by": by, "is_in_minutes": is_in_minutes}
    return LateLook.objects.get_or_create(note=note, version=note.version, defaults=told)[1]


def _with(said: str, line: str) -> str:
    """Below the last heading if that is the one for what came late; a line that stands there is not said twice."""
    heading = "### " + _("Came in later")
    if line in said.splitlines():
        return said
    _before, found, after = said.rpartition(heading)
    if found and "###" not in after:
        return f"{said.rstrip()}\n{line}"
    return "\n\n".join(filter(None, [said.rstrip(), heading, line]))
