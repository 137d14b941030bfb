"""What the journal holds of a person: what they did, what they follow, what they were told, letters on their way."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from closeknit.accounts.models import Person
from closeknit.core import personal_data
from closeknit.core.personal_data import SOMEONE_WHO_LEFT, Row, Section, section_of
from closeknit.journal.models import Digest, Entry, Follow, Notice, OutgoingLetter, Reminder, StoppedAddress
from closeknit.journal.sentences import Key, keys_of, sentence
from closeknit.journal.things import kinds, shown_to

THEIR_OWN = (Follow, Notice, Digest, Reminder)


def export(person: Person) -> list[Section]:
    letters = OutgoingLetter.objects.filter(to__iexact=person.email) if person.email else OutgoingLetter.objects.none()
    did, told = Entry.objects.filter(actor=person), Notice.objects.filter(person=person)
    return [
        section_of(_("What you did"), did.select_related("actor").order_by("pk"), "actor", tell=_happened),
        section_of(_("What you follow"), Follow.objects.filter(person=person).order_by("pk"), "person"),
        section_of(_("What you were told"), told.select_related("entry__actor").order_by("pk"), "person", tell=_told),
        section_of(_("Your weekly letters"), Digest.objects.filter(person=person).order_by("pk"), "person"),
        section_of(_("Your reminders"), Reminder.objects.filter(person=person).order_by("pk"), "person"),
        section_of(_("Letters on their way to you"), letters.order_by("pk"), "html"),  # as its text
    ]


def erase(person: Person, now: datetime) -> list[str]:
    """That they wanted no letters stays, as a hash: nobody shall write to them again."""
    for model in THEIR_OWN:
        model._base_manager.filter(person=person).delete()
    Entry.objects.filter(about_kind="accounts.person", about_id=person.pk).update(about_name=str(SOMEONE_WHO_LEFT))
    Entry.objects.filter(actor=person).update(actor=None, guest=str(SOMEONE_WHO_LEFT))
    if person.email:
        Entry.objects.filter(guest__iexact=person.email).update(guest=str(SOMEONE_WHO_LEFT))
        OutgoingLetter.objects.filter(to__iexact=person.email, sent_at=None).delete()
    return [
        _("What you follow and what you were told is gone."),
        _("In the record of what happened it now says “someone who left” where your name was."),
    ]


def _happened(person: Any, rows: Sequence[Entry]) -> list[Row]:
    shown = shown_to(person, keys_of(rows))
    return [{_("When"): entry.at, _("What happened"): sentence(entry, shown) or entry.about_name} for entry in rows]


def _told(person: Any, rows: Sequence[Notice]) -> list[Row]:
    happened = _happened(person, [notice.entry for notice in rows])
    return [
        entry | {_("Read"): notice.read_at, _("By letter"): notice.mailed_at}
        for notice, entry in zip(rows, happened, strict=True)
    ]


def _names(person: Any, keys: Collection[Key]) -> Mapping[Key, str]:
    """What things are called. The scope of a role is a kind by its last word, such as ``group``."""
    whole = {name.rpartition(".")[2]: name for name in kinds()} | {name: name for name in kinds()}
    wanted = {key: (whole[key[0]], key[1]) for key in keys if key[0] in whole and key[1]}
    shown = shown_to(person, wanted.values())
    return {key: shown[thing].name for key, thing in wanted.items() if thing in shown}


personal_data.name_things_by(_names)
personal_data.register(
    "journal",
    models=(Entry, *THEIR_OWN, OutgoingLetter, StoppedAddress),
    export=export,
    erase=erase,
    goes=[gettext_lazy("What you follow, what you were told, and letters that have not left yet.")],
    stays=[
        gettext_lazy("That something happened, without your name, because others rely on the record."),
        gettext_lazy("If you wanted no more letters: a mark that nobody can read, so that none comes again."),
    ],
)
