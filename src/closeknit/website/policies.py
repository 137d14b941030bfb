"""Who may set the hub up."""

from typing import Any

from django.utils import timezone

from closeknit.accounts.models import Grant
from closeknit.accounts.vocabulary import Role, Scope
from closeknit.core.policy import may, permission
from closeknit.places.models import Hub


@permission("website.set_up_hub")
def may_set_up_hub(person: Any, _thing: Any = None) -> bool:
    """Set the hub up, from its first page until it is open."""
    return person is not None and (may(person, "accounts.manage_hub") or _begins(person))


def _begins(person: Any) -> bool:
    """Whether the role only sleeps for want of a second step, and the hub is not open yet: the second
    step is a step of the set-up itself. At most two queries, and none for most people."""
    if not person.lacks_second_factor or not person.is_active:
        return False
    held = Grant.objects.in_force(timezone.now()).over(Scope.HUB, 0).filter(person=person, role=Role.HUB_ADMIN)
    return held.exists() and not Hub.objects.filter(is_being_set_up=False).exists()
