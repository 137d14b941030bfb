"""What the rooms below learn of meetings: how they are named, what can be promised in one, how a note is reported,
what is held about a person, and for how long."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from closeknit.commitments.sources import source
from closeknit.commitments.vocabulary import Sight
from closeknit.conversation.contributions import contribution
from closeknit.core.personal_data import Section
from closeknit.core.retention import rule
from closeknit.journal.things import thing_kind
from closeknit.networks import attendance, cluster_names
from closeknit.networks.actions.sync import raised
from closeknit.networks.models import Arrival, Hands, Meeting, Note, Receipt
from closeknit.networks.things import areas_of
from closeknit.places import versions

MEETING, NOTE, ARRIVAL = "networks.meeting", "networks.note", "networks.arrival"
MODELS = (Meeting, Arrival, Note, Hands)
A_YEAR, A_MONTH = timedelta(days=365), timedelta(days=30)


def register() -> None:
    """Called once, in ``AppConfig.ready()``."""
    thing_kind(
        MEETING,
        Meeting,
        visible_to=lambda person: Meeting.objects.visible_to(person).select_related("network", "series"),
        label=lambda meeting: meeting.series.title,
        part_of=lambda meeting: meeting.network,
    )
    source(
        MEETING,
        shown_to=Meeting.objects.visible_to,
        organised_by=Meeting.objects.run_by,
        areas=lambda meeting: areas_of(meeting.network),
        guests_may_ask=True,
    )
    contribution(
        NOTE,
        Note,
        visible_to=Note.objects.visible_to,
        authors=lambda note: [note.author] if note.author else [],
        text=lambda note: note.text,
        areas=lambda note: areas_of(note.meeting.network),
        label=lambda _note: _("a note of a meeting"),
        related=("author", "meeting__network__area"),
        hide=_hide_note,
        restore=_restore_note,
        mend=_mend,
        written_by=lambda number: Q(author=number),
    )
    contribution(
        ARRIVAL,
        Arrival,
        visible_to=Arrival.objects.visible_to,
        authors=lambda arrival: [arrival.person] if arrival.person else [],
        text=lambda arrival: "\n".join(filter(None, [arrival.group_name, arrival.does, arrival.place_words])),
        areas=lambda arrival: areas_of(arrival.meeting.network),
        address=lambda arrival: str(arrival.meeting.get_absolute_url()),
        label=lambda _arrival: _("how somebody introduced themselves"),
        related=("person", "meeting__network__area"),
        hide=_hide,
        restore=_restore,
    )


def _hide(row: Note | Arrival) -> str:
    was = str(row.sight)
    _put(row, Sight.HIDDEN)
    return was


def _hide_note(note: Note) -> str:
    """With the name of a cluster that is called by its words."""
    was = _hide(note)
    cluster_names.put_name(note, _("Hidden by the moderators"))
    return was


def _restore_note(note: Note, kept: str) -> None:
    _restore(note, kept)
    if name := cluster_names.name_from(note):
        cluster_names.put_name(note, name)


def _restore(row: Note | Arrival, kept: str) -> None:
    _put(row, Sight.REMOVED if kept == Sight.REMOVED else Sight.SHOWN)


def _put(row: Note | Arrival, sight: str) -> None:
    """With a new number, so that every tablet and screen hears of it."""
    versions.bump_pages()
    row.seq = raised(row.meeting).version
    row.sight = sight
    row.save(update_fields=["sight", "seq"])


def _mend(note: Note, text: str, _by: Any) -> None:
    """As a version of its own: a tablet that changes the words that were meets a conflict, and takes nothing away."""
    versions.bump_pages()
    note.seq = raised(note.meeting).version
    note.refresh_from_db(fields=["version"])
    note.text, note.version = text, note.version + 1
    note.save(update_fields=["text", "version", "seq"])
    if name := cluster_names.name_from(note):
        cluster_names.put_name(note, name)


# ── What is held about a person ──────────────────────────────────────────────────────────────────


def export(person: Any) -> list[Section]:
    """Meetings they planned or came to, and notes they wrote while signed in."""
    came = Arrival.objects.filter(person=person).select_related("meeting__series", "group")
    return [
        Section(_("Meetings you came to"), [_arrival(row) for row in came]),
        Section(
            _("Notes you wrote at meetings"),
            [{_("When"): row.created_at, _("Words"): row.text} for row in Note.objects.filter(author=person)],
        ),
        Section(
            _("Meetings you planned"),
            [
                {_("Meeting"): row.series.title, _("When"): row.created_at}
                for row in Meeting.objects.filter(planned_by=person).select_related("series")
            ],
        ),
        Section(
            _("People you signed in, and hands you counted"),
            [
                {_("When"): row.at}
                for row in (*Arrival.objects.filter(entered_by=person), *Hands.objects.filter(counted_by=person))
            ],
        ),
    ]


def _arrival(row: Arrival) -> dict[str, Any]:
    return {
        _("Meeting"): row.meeting.series.title,
        _("When"): row.at,
        _("Your name"): row.guest_name,
        _("For which group"): row.group_words,
        _("What you do"): row.does,
        _("Where"): row.place_words,
        _("May be named"): row.may_be_named,
    }


def erase(person: Any) -> Sequence[str]:
    """Who came is counted on, without a name; notes are the table's, and stay without theirs."""
    came = Arrival.objects.filter(person=person).update(**NAMELESS)
    written = Note.objects.filter(author=person).update(author=None, guest_name="")
    Meeting.objects.filter(planned_by=person).update(planned_by=None)
    Arrival.objects.filter(entered_by=person).update(entered_by=None)
    Hands.objects.filter(counted_by=person).update(counted_by=None)
    said = [_("That you came to meetings is counted, without your name.")] if came else []
    return [*said, *([_("Notes that you wrote for a table stay, without your name.")] if written else [])]


NAMELESS: dict[str, Any] = {
    "person": None,
    "guest_name": "",
    "does": "",
    "place_words": "",
    "lat": None,
    "lng": None,
    "may_be_named": False,
}


@rule(
    "networks.arrivals",
    what=gettext_lazy("Your name on the list of a meeting"),
    kept=gettext_lazy("12 months. That somebody came, and for which group, stays."),
)
def forget_names(now: datetime) -> int:
    """The names of those who came, and of who took the notes."""
    named = Arrival.objects.filter(at__lte=now - A_YEAR).exclude(guest_name="", person=None)
    Note.objects.filter(created_at__lte=now - A_YEAR).exclude(guest_name="").update(guest_name="")
    attendance.forget_names(named)
    return int(named.update(**NAMELESS))


@rule(
    "networks.receipts",
    what=gettext_lazy("The numbers by which tablets of a meeting know what has arrived"),
    kept=gettext_lazy("60 days"),
)
def forget_receipts(now: datetime) -> int:
    """Longer than a tablet may hand in late, so that nothing comes twice."""
    return int(Receipt.objects.filter(at__lte=now - 2 * A_MONTH).delete()[0])
