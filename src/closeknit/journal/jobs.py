"""Work of the journal that a worker does: each may run twice and has one effect."""

from collections.abc import Callable

from closeknit.core.jobs import steadily
from closeknit.journal import outbox


@steadily
def deliver_letters(is_over: Callable[[], bool]) -> int:
    """Send what is due in the outbox."""
    return outbox.deliver(is_over)
