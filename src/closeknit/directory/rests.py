"""Since when a group sleeps or has closed, and what would wake it: stored for a group, or taken away."""

from collections.abc import Iterable
from datetime import date

from closeknit.directory.models import Rest, Theme


def write_rest(group_id: int, *, since: date | None = None, streets: str = "", topics: Iterable[str] = ()) -> None:
    """``topics`` are slugs of themes. Where nothing is told nothing is kept. At most five queries."""
    Rest.objects.filter(group_id=group_id).delete()
    topics = list(topics)
    if since or streets or topics:
        rest = Rest.objects.create(group_id=group_id, since=since, streets=streets)
        rest.topics.set(Theme.objects.filter(slug__in=topics))
