"""What an erasure would mean for one person."""

from typing import Any

from closeknit.accounts.actions.roles import is_last_hub_admin
from closeknit.core.personal_data import handlers
from closeknit.directory.models import Group
from closeknit.directory.policies import groups_of, stewards_of


def before_erasing(person: Any) -> dict[str, Any]:
    """What goes and what stays, the groups that nobody would look after, and whether the hub would be alone."""
    return {
        "goes": [words for handler in handlers() for words in handler.goes],
        "stays": [words for handler in handlers() for words in handler.stays],
        "left_alone": groups_left_alone_by(person),
        "is_last_admin": is_last_hub_admin(person),
    }


def groups_left_alone_by(person: Any) -> list[Group]:
    """Groups that only this person looks after. Two queries, and one for each group."""
    return [group for group in groups_of(person) if not stewards_of(group).exclude(pk=person.pk).exists()]
