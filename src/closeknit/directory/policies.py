"""Who may do what in the directory."""

from typing import Any

from closeknit.core.policy import may, permission


@permission("directory.import_groups")
def may_import_groups(person: Any, _thing: Any = None) -> bool:
    """Bring groups in from a file, and undo it."""
    return may(person, "accounts.manage_hub")


@permission("directory.export_everything")
def may_export_everything(person: Any, _thing: Any = None) -> bool:
    """Take out all fields, those that are never published too."""
    return may(person, "accounts.manage_hub")
