"""What this room lets go by itself: who reported and who complained, once that is long over."""

from datetime import datetime, timedelta

from django.utils.translation import gettext_lazy as _

from closeknit.conversation.models import Complaint, ComplaintEntry, Report
from closeknit.core.retention import rule

A_YEAR, TWO_YEARS = timedelta(days=365), timedelta(days=730)
NOBODY = "–"


@rule("conversation.reporters", what=_("Your address, if you left it with a report"), kept=_("12 months"))
def forget_reporters(now: datetime) -> int:
    """Not while the case is being decided: they are told what came of it."""
    old = Report.objects.filter(at__lte=now - A_YEAR).exclude(case__state="pending").exclude(guest_email="")
    return old.update(guest_email="")


@rule(
    "conversation.complaints",
    what=_("What you complained about, and who you are"),
    kept=_("24 months after our answer"),
)
def forget_complaints(now: datetime) -> int:
    """That there was one, and when it was answered, stays."""
    old = Complaint.objects.filter(answered_at__lte=now - TWO_YEARS).exclude(guest_name=NOBODY)
    ComplaintEntry.objects.filter(complaint__in=old).update(words="")
    return old.update(guest_name=NOBODY, guest_email="", contact="", words="")
