"""Who may connect a group's own calendar, and see how it is."""

from typing import Any

from closeknit.calendar.models import Feed
from closeknit.core.policy import permission
from closeknit.directory import policies as directory


@permission("calendar.connect_feeds")
def may_connect_feeds(person: Any, group: Any = None) -> bool:
    """Connect a group’s own calendar: its stewards, the organisers of its area, administrators."""
    return person is not None and bool(directory.may_edit_group(person, group))


@permission("calendar.see_feed")
def may_see_feed(person: Any, feed: Any = None) -> bool:
    """See how a group’s own calendar is, and where it is kept: whoever may connect one."""
    return may_connect_feeds(person, feed.group)


def visible_to(person: Any) -> Any:
    """``calendar.see_feed`` as SQL."""
    if person is None:
        return Feed.objects.none()
    among = directory.in_charge_q(person, "group")
    return Feed.objects.all() if among is None else Feed.objects.filter(among)
