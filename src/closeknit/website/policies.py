"""Who may set the hub up."""

from typing import Any

from closeknit.accounts.models import WHOLE_HUB
from closeknit.accounts.vocabulary import Role
from closeknit.core.policy import may, permission
from closeknit.places.models import Hub


@permission("website.set_up_hub")
def may_set_up_hub(person: Any, _thing: Any = None) -> bool:
    """Set the hub up, from its first page until it is open."""
    return person is not None and (may(person, "accounts.manage_hub") or _begins(person))


def _begins(person: Any) -> bool:
    """Whether the role only sleeps for want of a second step, and the hub is not open yet: the second
    step is a step of the set-up itself. One query for those, and none for anybody else."""
    if not person.lacks_second_factor or WHOLE_HUB not in person.scopes_given(Role.HUB_ADMIN):
        return False
    return not Hub.objects.filter(is_being_set_up=False).exists()
