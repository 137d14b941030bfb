"""What a cluster is called while it is named after its first note: what becomes of the note's words becomes of its
name, on the board, on telephones and in the ranking of minutes."""

from closeknit.networks.minutes_reads import title_told
from closeknit.networks.models import Cluster, Minutes, Note

LONGEST = 160


def name_from(note: Note) -> str:
    """The note's words, if the whole room may read them; else nothing."""
    return note.text[:LONGEST] if note.is_shown and not note.is_private else ""


def named_after(note: Note | None, title: str) -> Note | None:
    """The note, if this title is its words and not somebody's own."""
    return note if note is not None and title and title == name_from(note) else None


def put_name(note: Note, title: str) -> None:
    """Another name for all that is still named after this note. The caller raises the versions."""
    found = list(Cluster.objects.filter(named_after=note))
    if not found:
        return
    Cluster.objects.filter(pk__in=[one.pk for one in found]).update(title=title[:LONGEST], seq=note.seq)
    minutes = Minutes.objects.filter(meeting=note.meeting_id).first()
    if minutes is not None:
        _in_minutes(minutes, {str(one.uuid) for one in found}, title[:LONGEST])


def _in_minutes(minutes: Minutes, keys: set[str], title: str) -> None:
    """The ranking is kept as it stood; its numbers stay, the hidden words do not."""
    told = title_told(minutes.meeting, title)
    ranking = [{**row, "title": told} if row.get("cluster") in keys else row for row in minutes.figures["ranking"]]
    minutes.figures = {**minutes.figures, "ranking": ranking}
    minutes.save(update_fields=["figures"])
