"""Work that a worker does for the calendars that groups keep elsewhere."""

from django_tasks import task

from closeknit.calendar.actions import feeds_refreshing
from closeknit.core.jobs import every


@every(minutes=5)
@task()
def refresh_feeds() -> int:
    """Read those whose time has come; how many."""
    return feeds_refreshing.refresh_due()
