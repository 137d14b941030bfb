"""What the hub lets go of calendars by itself: their addresses can be secrets of their groups."""

from datetime import datetime, timedelta

from django.utils.translation import gettext_lazy as _

from closeknit.calendar.feeds.vocabulary import FeedState
from closeknit.calendar.models import Feed
from closeknit.core.retention import rule

A_WEEK, A_MONTH = timedelta(days=7), timedelta(days=30)


@rule("calendar.feeds_looked_at", what=_("A calendar that was looked at and never connected"), kept=_("7 days"))
def forget_looked_at(now: datetime) -> int:
    return _forget(Feed.objects.filter(state=FeedState.NEW, created_at__lte=now - A_WEEK))


@rule("calendar.feeds_left", what=_("The address of a calendar that was disconnected"), kept=_("30 days"))
def forget_left(now: datetime) -> int:
    """Its events stay as they were left, and are known no more by what the calendar called them."""
    return _forget(Feed.objects.filter(state__in=(FeedState.KEPT, FeedState.REMOVED), left_at__lte=now - A_MONTH))


def _forget(rows: object) -> int:
    return int(rows.delete()[1].get("calendar.Feed", 0))  # type: ignore[attr-defined]
