"""What this room lets go by itself: addresses that nobody confirmed, and interests after a year."""

from datetime import datetime, timedelta

from django.utils.translation import gettext_lazy as _

from closeknit.core.retention import rule
from closeknit.networks.models import Interest, Invitation
from closeknit.networks.querysets import A_YEAR

A_WEEK = timedelta(days=7)


@rule(
    "networks.unconfirmed",
    what=_("Your address, if you wanted to hear of a network and never confirmed it"),
    kept=_("7 days"),
)
def forget_unconfirmed(now: datetime) -> int:
    return _gone(Interest.objects.filter(confirmed_at=None, created_at__lte=now - A_WEEK))


@rule(
    "networks.interests",
    what=_("That you want to hear of a network’s next meeting"),
    kept=_("12 months after you last said so; 7 days after you took it back"),
)
def forget_interests(now: datetime) -> int:
    """An address that was stopped stays as a hash, so that it is not written to again."""
    old = Interest.objects.filter(confirmed_at__lte=now - A_YEAR)
    return _gone(old) + _gone(Interest.objects.filter(ended_at__lte=now - A_WEEK))


@rule(
    "networks.invitations",
    what=_("That a group was asked to join a network, and did not"),
    kept=_("12 months"),
)
def forget_invitations(now: datetime) -> int:
    old = Invitation.objects.filter(invited_at__lte=now - A_YEAR)
    return int(old.delete()[1].get("networks.Invitation", 0))


def _gone(rows: object) -> int:
    return int(rows.delete()[1].get("networks.Interest", 0))  # type: ignore[attr-defined]
