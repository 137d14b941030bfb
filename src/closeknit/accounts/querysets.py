from datetime import datetime
from typing import Any, Self

from django.db import models
from django.db.models import Q


class GrantQuerySet(models.QuerySet):
    def in_force(self, at: datetime) -> Self:
        """Grants that count at the moment ``at``."""
        ended = Q(valid_until__isnull=False, valid_until__lte=at)
        return self.filter(valid_from__lte=at).exclude(ended)

    def over(self, scope_kind: str, scope_id: Any) -> Self:
        """Grants over this one thing, such as ``("group", 12)``; not those over the whole hub."""
        return self.filter(scope_kind=scope_kind, scope_id=scope_id)

    def numbers(self, person: Any, role: str, scope_kind: str) -> list[int]:
        """The SQL twin of ``Person.holds``: the keys of what this person holds the role over now, to
        be used as ``pk__in``. A role over the whole hub is not among them: ask ``holds`` first."""
        return [number for kind, number in person.scopes_of(role) if kind == scope_kind]
