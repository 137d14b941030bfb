"""Who may do what in the calendar."""

from typing import Any

from django.db.models import Q

from closeknit.calendar.vocabulary import Sight


def seen_q(_person: Any) -> Q:
    """``may_see_series`` as SQL."""
    return Q(sight=Sight.SHOWN) & (Q(group=None) | Q(group__visibility="public"))
