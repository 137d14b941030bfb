"""Who may change the place. Everyone may see it."""

from typing import Any

from closeknit.core.policy import may, permission


@permission("places.import_areas")
def may_import_areas(person: Any, _thing: object = None) -> bool:
    """Bring in areas and their boundaries from a file."""
    return may(person, "accounts.manage_hub")
