"""Work of the calendar that a worker does."""

from django.utils import timezone
from django_tasks import task

from closeknit.calendar import upcoming
from closeknit.core.jobs import every


@every(hours=24)
@task()
def keep_dates() -> int:
    """Keep the dates of the coming 13 months for another night; how many series."""
    return upcoming.refresh_all(timezone.now())
