"""What this room lets go by itself: asks that nobody confirmed, and the addresses of guests."""

from datetime import datetime, timedelta

from django.utils.translation import gettext_lazy as _

from closeknit.commitments.models import Ask
from closeknit.commitments.vocabulary import AskState
from closeknit.core.retention import rule

A_WEEK, A_YEAR = timedelta(days=7), timedelta(days=365)


@rule(
    "commitments.unconfirmed", what=_("Something you asked without an account, and never confirmed"), kept=_("7 days")
)
def forget_unconfirmed(now: datetime) -> int:
    old = Ask.objects.filter(state=AskState.UNCONFIRMED, created_at__lte=now - A_WEEK)
    return int(old.delete()[1].get("commitments.Ask", 0))


@rule(
    "commitments.guests",
    what=_("Your address, if you asked something without an account"),
    kept=_("12 months after the last thing that happened to it"),
)
def forget_guests(now: datetime) -> int:
    """What they asked stays, and the name under which they did."""
    moved = Ask.objects.filter(steps__at__gt=now - A_YEAR).values("pk")
    return (
        Ask.objects.exclude(guest_email="")
        .filter(created_at__lte=now - A_YEAR)
        .exclude(pk__in=moved)
        .update(guest_email="")
    )
