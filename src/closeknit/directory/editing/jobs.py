"""Work of editing that a worker does."""

from django.utils import timezone
from django_tasks import task

from closeknit.core.jobs import every
from closeknit.directory.editing import actions


@every(hours=24)
@task()
def hand_on_suggestions() -> int:
    """Ask the organisers about suggestions that the stewards have left for 14 days; how many."""
    return actions.hand_on_old_suggestions(timezone.now())
