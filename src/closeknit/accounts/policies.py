"""Who may do what about people and their roles."""

from closeknit.accounts.models import Person
from closeknit.accounts.vocabulary import Role
from closeknit.core.policy import permission


@permission("accounts.manage_hub")
def may_manage_hub(person: Person | None, _hub: object = None) -> bool:
    """Look after the hub: import, export, and what a visitor does not see."""
    return person is not None and person.holds(Role.HUB_ADMIN)
