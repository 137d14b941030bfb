from datetime import datetime
from typing import Any, Self

from django.db import models


class OutgoingLetterQuerySet(models.QuerySet):
    def waiting(self) -> Self:
        """Letters that have not left, and still may."""
        return self.filter(sent_at=None, given_up_at=None)

    def due(self, now: datetime) -> Self:
        """Letters whose turn has come: urgent ones first, then the longest waiting."""
        return self.waiting().filter(next_attempt_at__lte=now).order_by("-is_urgent", "next_attempt_at", "id")

    def forget(self, **changes: Any) -> int:
        """Keep that there was a letter, and nothing of what it said and to whom."""
        return self.update(to="", subject="", text="", html="", headers={}, **changes)

    def in_trouble(self) -> Self:
        """Letters that wait although they were tried, the longest waiting first."""
        return self.waiting().exclude(trouble="").order_by("posted_at", "id")

    def given_up(self) -> Self:
        """Letters that could not be sent and still could be tried again, the latest first."""
        return self.filter(given_up_at__isnull=False).exclude(to="").order_by("-given_up_at", "-id")


class NoticeQuerySet(models.QuerySet):
    def unread(self) -> Self:
        return self.filter(read_at=None)

    def to_mail(self, *, at_once: bool) -> Self:
        """Not yet told by letter."""
        return self.filter(mailed_at=None, at_once=at_once)

    def in_full(self) -> Self:
        """With what a letter about it needs: the entry, who acted, and whom it is for."""
        return self.select_related("entry", "entry__actor", "person")
