"""What the journal holds of a person: what they did, what they follow, what they were told, letters on their way."""

from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from closeknit.accounts.models import Person
from closeknit.core import personal_data
from closeknit.core.personal_data import SOMEONE_WHO_LEFT, Section, section_of
from closeknit.journal.models import Digest, Entry, Follow, Notice, OutgoingLetter, Reminder, StoppedAddress

THEIR_OWN = (Follow, Notice, Digest, Reminder)


def export(person: Person) -> list[Section]:
    letters = OutgoingLetter.objects.filter(to__iexact=person.email) if person.email else OutgoingLetter.objects.none()
    return [
        section_of(_("What you did"), Entry.objects.filter(actor=person).order_by("pk"), "actor"),
        section_of(_("What you follow"), Follow.objects.filter(person=person).order_by("pk"), "person"),
        section_of(_("What you were told"), Notice.objects.filter(person=person).order_by("pk"), "person"),
        section_of(_("Your weekly letters"), Digest.objects.filter(person=person).order_by("pk"), "person"),
        section_of(_("Your reminders"), Reminder.objects.filter(person=person).order_by("pk"), "person"),
        section_of(_("Letters on their way to you"), letters.order_by("pk")),
    ]


def erase(person: Person, now: datetime) -> list[str]:
    """That they wanted no letters stays, as a hash: nobody shall write to them again."""
    for model in THEIR_OWN:
        model._base_manager.filter(person=person).delete()
    Entry.objects.filter(actor=person).update(actor=None, guest=str(SOMEONE_WHO_LEFT))
    if person.email:
        Entry.objects.filter(guest__iexact=person.email).update(guest=str(SOMEONE_WHO_LEFT))
        OutgoingLetter.objects.filter(to__iexact=person.email, sent_at=None).delete()
    return [
        _("What you follow and what you were told is gone."),
        _("In the record of what happened it now says “someone who left” where your name was."),
    ]


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
