"""What the directory lets go by itself: letters to groups, requests that are answered, files that were read."""

from datetime import datetime, timedelta

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from closeknit.core.retention import rule, tell
from closeknit.directory import verbs
from closeknit.directory.editing.pictures import drop_unused_files
from closeknit.directory.models import (
    Claim,
    ContactMessage,
    ImportFile,
    ImportRow,
    ImportRun,
    Invitation,
    Photo,
    Reassignment,
    Suggestion,
    Telling,
    Waking,
)
from closeknit.directory.stewardship import waking
from closeknit.journal.models import Entry

A_QUARTER, A_YEAR, TWO_YEARS = timedelta(days=90), timedelta(days=365), timedelta(days=730)
UNDECIDED = (ImportRun.State.UPLOADED, ImportRun.State.STAGED, ImportRun.State.FAILED, ImportRun.State.STAGING)

tell("directory.notes", what=_("What you write to a group"), kept=_("Until it is sent, 30 days at most"))


@rule("directory.notes_sent", what=_("That a note was sent, to which group, and when"), kept=_("90 days"))
def forget_notes(now: datetime) -> int:
    over = Q(sent_at__lte=now - A_QUARTER) | Q(given_up_at__lte=now - A_QUARTER)
    return ContactMessage._base_manager.filter(over).delete()[0]


@rule("directory.guests", what=_("Name and address with a change you suggested"), kept=_("90 days after our answer"))
def forget_who_suggested(now: datetime) -> int:
    """Whoever wanted to be named with the change stays named; their address goes."""
    answered = Suggestion.objects.filter(decided_at__lte=now - A_QUARTER)
    names = answered.exclude(guest_name="").filter(wants_to_be_named=False).update(guest_name="")
    return names + answered.exclude(guest_email="").update(guest_email="")


@rule("directory.tellings", what=_("Who told us about a group, if nobody decided"), kept=_("12 months"))
def forget_who_told(now: datetime) -> int:
    old = Telling.objects.filter(told_at__lte=now - A_YEAR).exclude(guest_name="", guest_email="")
    return old.update(guest_name="", guest_email="")


@rule(
    "directory.wakers",
    what=_("Who asked a sleeping group to wake up, and in which words"),
    kept=_("Until it answers, 30 days at most"),
)
def forget_wakers(now: datetime) -> int:
    """What asked forgets them itself; only an older version wrote their names into the journal too."""
    waiting = Waking.objects.filter(decided_at=None).values("group")
    named = Entry.objects.filter(verb=verbs.WAKE_ASKED).exclude(actor=None)
    over = named.exclude(at__gt=now - waking.ANSWERED_WITHIN, about_id__in=waiting)
    return over.update(actor=None, guest=str(_("Somebody")))


@rule("directory.wakings", what=_("That a sleeping group was asked to wake up"), kept=_("12 months"))
def forget_wakings(now: datetime) -> int:
    return Waking.objects.filter(asked_at__lte=now - A_YEAR).delete()[0]


@rule("directory.claims", what=_("What you wrote when you asked to look after a group"), kept=_("12 months"))
def forget_claims(now: datetime) -> int:
    return Claim.objects.filter(decided_at__lte=now - A_YEAR).delete()[0]


@rule("directory.invitations", what=_("Invitations to look after a group"), kept=_("90 days after they end"))
def forget_invitations(now: datetime) -> int:
    over = Q(ended_at__lte=now - A_QUARTER) | Q(invited_at__lte=now - A_YEAR)
    return Invitation.objects.filter(over).delete()[0]


@rule("directory.reassignments", what=_("Who was asked to take over a group"), kept=_("12 months after that"))
def forget_reassignments(now: datetime) -> int:
    over = Q(done_at__lte=now - A_YEAR) | Q(stopped_at__lte=now - A_YEAR)
    return Reassignment.objects.filter(over).delete()[0]


@rule("directory.files", what=_("Lists that helpers sent in and nobody brought in"), kept=_("90 days"))
def forget_files(now: datetime) -> int:
    """The runs go with all their rows; of a run that was brought in only the file goes."""
    old = ImportRun.objects.filter(touched_at__lte=now - A_QUARTER)
    files = ImportFile.objects.filter(run__in=old).delete()[0]
    return files + old.filter(state__in=UNDECIDED).delete()[0]


@rule("directory.photos", what=_("Pictures that were taken off a page"), kept=_("90 days"))
def forget_photos(now: datetime) -> int:
    """What moderators have hidden stays for as long as it is hidden. The files go next."""
    return Photo.objects.taken_off().filter(removed_at__lte=now - A_QUARTER).delete()[0]


@rule("directory.photo_files", what=_("Files of pictures that no page has any more"), kept=_("One day"))
def drop_photo_files(now: datetime) -> int:
    """After the rows, which are gone for good by then: a file too many is dropped the next time."""
    return drop_unused_files(now)


@rule("directory.rows", what=_("What a list said, row by row, and what stood there before"), kept=_("24 months"))
def forget_rows(now: datetime) -> int:
    """After that it can no longer be undone; its counts stay."""
    old = ImportRun.objects.filter(touched_at__lte=now - TWO_YEARS)
    return ImportRow.objects.filter(run__in=old).delete()[0]
