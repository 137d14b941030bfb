"""What the journal lets go by itself. The record of what happened stays; a person's name in it goes with the person."""

from datetime import datetime, timedelta

from django.utils.translation import gettext_lazy as _

from closeknit.core import retention
from closeknit.journal.models import Digest, Notice, OutgoingLetter, Reminder
from closeknit.journal.vocabulary import Trouble

WORTH_TRYING = timedelta(days=30)
FACTS_KEPT = timedelta(days=90)
NOTICES_KEPT = timedelta(days=365)

retention.tell("journal.letters-sent", what=_("What a letter said, and to whom"), kept=_("Until it has left"))


@retention.rule("journal.letters-stuck", what=_("Letters that do not get through"), kept=_("30 days"))
def give_up_and_forget(now: datetime) -> int:
    """So long we try, and an administrator may look. A letter that is for later only has not begun to wait."""
    old = OutgoingLetter.objects.filter(sent_at=None, posted_at__lt=now - WORTH_TRYING).exclude(to="")
    given_up = old.filter(given_up_at__isnull=False).forget()
    begun = old.filter(given_up_at=None).exclude(attempts=0, next_attempt_at__gt=now)
    return given_up + begun.forget(given_up_at=now, trouble=Trouble.TOO_OLD)


@retention.rule("journal.letters", what=_("That there was a letter"), kept=_("90 days"))
def forget_facts(now: datetime) -> int:
    old = OutgoingLetter.objects.filter(posted_at__lt=now - FACTS_KEPT)
    return (
        old.filter(sent_at__lt=now - FACTS_KEPT).delete()[0] + old.filter(given_up_at__lt=now - FACTS_KEPT).delete()[0]
    )


@retention.rule("journal.notices", what=_("What you were told on the bell"), kept=_("12 months"))
def forget_notices(now: datetime) -> int:
    old = now - NOTICES_KEPT
    gone = Notice.objects.filter(entry__at__lt=old).delete()[0] + Reminder.objects.filter(sent_at__lt=old).delete()[0]
    return gone + Digest.objects.filter(posted_at__lt=old).delete()[0]
