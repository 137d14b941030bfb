"""Who may do what with the journal."""

from typing import Any

from closeknit.core.policy import may, permission


@permission("journal.look_after_mail")
def may_look_after_mail(person: Any, _thing: Any = None) -> bool:
    """See which letters did not get through, and have them tried again; never what they say."""
    return may(person, "accounts.manage_hub")
