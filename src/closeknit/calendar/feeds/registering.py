"""What this part of the room tells those below: how the journal speaks of a calendar, what waits, what is shown."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _

from closeknit.calendar.feeds import (
    jobs,  # noqa: F401 - declares what is repeated
    reads,
    retention,  # noqa: F401 - declares what is forgotten
    verbs,  # noqa: F401 - declares what can happen
)
from closeknit.calendar.feeds.vocabulary import FeedState
from closeknit.calendar.models import Feed
from closeknit.core import thing_sections
from closeknit.core.policy import may
from closeknit.directory.models import Group
from closeknit.directory.policies import groups_of
from closeknit.journal import waiting
from closeknit.journal.things import thing_kind
from closeknit.journal.waiting import Waiting

KIND = "calendar.feed"


def register() -> None:
    """Called once, in ``AppConfig.ready()``."""
    thing_kind(
        KIND,
        Feed,
        visible_to=reads.visible_to,
        label=lambda feed: feed.group.name,
        is_discreet=lambda feed: feed.group.is_sensitive,
        part_of=lambda feed: feed.group,
    )
    waiting.register("calendar.feeds", _waiting)
    thing_sections.register_thing_section("calendar.feeds", draw)


def draw(page: Mapping[str, Any], thing: Any) -> str:
    """On a group's page, for those who look after it. For a visitor it costs no query."""
    person = page.get("person")
    if person is None or not isinstance(thing, Group) or not may(person, "calendar.connect_feeds", thing):
        return ""
    told = {"group": thing, "standings": _connected(thing)}
    return render_to_string("calendar/feeds/_section.html", {**told, "person": person})


def _connected(group: Group) -> list[reads.Standing]:
    rows = Feed.objects.filter(group=group, state=FeedState.CONNECTED).select_related("group").order_by("id")
    return reads.standings(rows, timezone.now())


def _waiting(person: Any) -> Iterable[Waiting]:
    """Calendars of one's groups that need a word, or a new address."""
    rows = Feed.objects.filter(state=FeedState.CONNECTED, group__in=groups_of(person)).select_related("group")
    for one in reads.needing_somebody(rows.order_by("id"), timezone.now()):
        feed = one.feed
        words = _("The calendar of %(group)s needs you") % {"group": feed.group.name}
        yield Waiting(words, feed.get_absolute_url(), feed.told_at or feed.asked_at or feed.created_at, feed.group_id)
