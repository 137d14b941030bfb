"""Who may do what in the calendar. Who looks after the host looks after its events."""

from datetime import datetime, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q

from closeknit.accounts.vocabulary import Role
from closeknit.calendar import confirmed, hosts
from closeknit.calendar.dates import span_of
from closeknit.calendar.models import Series
from closeknit.calendar.vocabulary import Sight
from closeknit.conversation.policies import may_moderate_in
from closeknit.conversation.querysets import areas_moderated_by
from closeknit.core.policy import may, permission
from closeknit.directory import policies as directory

TOLD_BEFORE = timedelta(hours=24)  # so long before it begins, where a confidential place is


@permission("calendar.publish_for")
def may_publish_for(person: Any, host: Any = None) -> bool:
    """Put events in the calendar for a group: its stewards, the organisers of its area, administrators."""
    return hosts.may_publish_for(person, host)


@permission("calendar.edit_series")
def may_edit_series(person: Any, series: Any = None) -> bool:
    """Change an event, move or cancel its dates: whoever may publish for its host."""
    return series is not None and series.sight != Sight.REMOVED and hosts.may_edit(person, series)


@permission("calendar.change_series")
def may_change_series(person: Any, series: Any = None) -> bool:
    """Change what an event says and when it is. One that comes from its group’s own calendar is changed there."""
    if series is not None and series.feed_id and series.feed.is_connected:
        return False
    return may_edit_series(person, series)


@permission("calendar.connect_feeds")
def may_connect_feeds(person: Any, group: Any = None) -> bool:
    """Connect a group’s own calendar: its stewards, the organisers of its area, administrators."""
    return person is not None and bool(directory.may_edit_group(person, group))


@permission("calendar.see_feed")
def may_see_feed(person: Any, feed: Any = None) -> bool:
    """See how a group’s own calendar is, and where it is kept: whoever may connect one."""
    return may_connect_feeds(person, feed.group)


@permission("calendar.see_series")
def may_see_series(person: Any, series: Any = None) -> bool:
    """Know of an event: not of a group that one may not know of, nor of what was hidden. What is held back is known
    to those who look after its host."""
    if series.sight == Sight.HELD_BACK:
        return series.group_id is None and hosts.may_edit(person, series)
    if series.sight == Sight.REMOVED or not _sees_host(person, series):
        return False
    if series.sight == Sight.SHOWN:
        return True
    if person is None:
        return False
    if series.author_id == person.pk or (series.group is not None and hosts.may_edit(person, series)):
        return True
    return may_moderate_in(person, series.areas.values_list("pk", flat=True))


@permission("calendar.keep_holidays")
def may_keep_holidays(person: Any, _thing: Any = None) -> bool:
    """Say when the schools are closed."""
    return may(person, "accounts.manage_hub")


def seen_q(person: Any) -> Q:
    """``may_see_series`` as SQL."""
    if person is None:
        return Q(sight=Sight.SHOWN) & (Q(group__visibility="public") | hosts.seen_q(None))
    everywhere = directory.in_charge_q(person, "group")
    in_charge = Q(group__isnull=False) if everywhere is None else everywhere
    known = Q(group__visibility="public") | (in_charge & ~Q(group__visibility="merged")) | hosts.seen_q(person)
    seen = Q(sight=Sight.SHOWN) | Q(author=person) | _moderated_q(person) | in_charge
    held_back = Q(sight=Sight.HELD_BACK) & hosts.looked_after_q(person)
    return (~Q(sight__in=(Sight.REMOVED, Sight.HELD_BACK)) & seen & known) | held_back


def feeds_seen_q(person: Any) -> Q:
    """``may_see_feed`` as SQL."""
    if person is None:
        return Q(pk__in=())
    in_charge = directory.in_charge_q(person, "group")
    return ~Q(pk__in=()) if in_charge is None else in_charge


def place_is_open(series: Series, venue: Any) -> bool:
    """Whether anybody may read where it is, in a house, in words or by a link: no confidential venue, no group
    that must be kept safe."""
    kept_safe = series.group is not None and series.group.is_sensitive
    return not kept_safe and (venue is None or not venue.is_confidential)


def may_see_venue(person: Any, series: Series, original: str, now: datetime) -> bool:
    """Read where this date is. What is confidential: who organises it, and, from a day before it begins
    until it is over, whoever is known to come."""
    date = span_of(series, original)
    if place_is_open(series, date.venue):
        return True
    if person is None:
        return False
    if may_edit_series(person, series):
        return True
    return is_told_now(date.starts, date.ends, now) and confirmed.is_confirmed(person, series, original)


def is_told_now(starts: datetime, ends: datetime, now: datetime) -> bool:
    """Whether those who come may be told where a confidential place is."""
    return starts - TOLD_BEFORE <= now < ends


def _sees_host(person: Any, series: Series) -> bool:
    if series.group is not None:
        return series.group.visibility != "merged" and bool(directory.may_see_group(person, series.group))
    return hosts.is_seen(person, series)


def _moderated_q(person: Any) -> Q:
    if person.holds(Role.MODERATOR):
        return ~Q(pk__in=())
    areas = areas_moderated_by(person)
    links = Series.areas.through._default_manager.filter(series=OuterRef("pk"), area__in=areas)
    return Q(Exists(links)) if areas else Q(pk__in=())
