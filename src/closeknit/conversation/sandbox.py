"""New people start small: a few posts a day, few links, until one contribution has proved good.

Good is what a moderator has let stand as it was, or what has stood for three days. Who holds a role is known to
somebody and does not start here.
"""

import re
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from closeknit.accounts.models import Grant
from closeknit.conversation.models import Case, Comment
from closeknit.conversation.vocabulary import CaseState, CommentState
from closeknit.core.errors import Refused

LINKS = 2
POSTS_A_DAY = 3
PROVED_AFTER = timedelta(days=3)

_LINK = re.compile(r"(?:https?:)?//|www\.|\]\(|mailto:", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Bounds:
    """What somebody may still do today."""

    is_new: bool
    posts_left: int = POSTS_A_DAY


class DayIsFull(Refused):
    """Somebody new has written as often as they may in one day."""

    def __init__(self) -> None:
        super().__init__(
            _("You are new here, so you can write three times a day. Keep this text and come back tomorrow.")
        )


def bounds_of(person: Any) -> Bounds:
    """Costs two or three queries."""
    now = timezone.now()
    if Grant.objects.in_force(now).filter(person=person).exists():
        return Bounds(is_new=False)
    let_stand = Case.objects.filter(kind="conversation.comment", thing_id=OuterRef("pk"), state=CaseState.NOT_UPHELD)
    proved = Q(Exists(let_stand)) | Q(created_at__lte=now - PROVED_AFTER)
    if Comment.objects.published().filter(proved, author=person).exists():
        return Bounds(is_new=False)
    today = Comment.objects.filter(author=person, created_at__gt=now - timedelta(days=1)).count()
    return Bounds(is_new=True, posts_left=max(0, POSTS_A_DAY - today))


def links_in(text: str) -> int:
    return len(_LINK.findall(text))


def first_state(bounds: Bounds, text: str, *, is_read_first: bool) -> str:
    """Whether a text appears at once: not where all is read first, nor from somebody new with many links."""
    many = bounds.is_new and links_in(text) > LINKS
    return CommentState.WAITING if is_read_first or many else CommentState.SHOWN
