"""The daily work on duplicates; run twice it changes nothing more."""

from django.utils import timezone
from django_tasks import task

from closeknit.core.jobs import every
from closeknit.directory.duplicates import finding, merging


@every(hours=24)
@task()
def look_for_duplicates() -> int:
    """Propose pairs among the groups that changed, and forget what old merges kept. How many were looked at."""
    merging.forget_old(timezone.now())
    return finding.look_through_changed()
