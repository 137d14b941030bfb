from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import Q


class GrantQuerySet(models.QuerySet):
    def in_force(self, at: datetime) -> Self:
        """Grants that count at the moment ``at``."""
        ended = Q(valid_until__isnull=False, valid_until__lte=at)
        return self.filter(valid_from__lte=at).exclude(ended)
