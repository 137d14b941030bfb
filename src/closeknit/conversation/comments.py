"""Comments as contributions: how they are hidden, shown again and mended, and where they belong."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Q
from django.utils import timezone

from closeknit.conversation.actions.talking import announce
from closeknit.conversation.contributions import contribution
from closeknit.conversation.models import Comment, CommentVersion, Thread
from closeknit.conversation.threads import Place, place_of, places_of
from closeknit.conversation.vocabulary import CommentState
from closeknit.places import versions

KIND = "conversation.comment"


def register() -> None:
    contribution(
        KIND,
        Comment,
        visible_to=Comment.objects.visible_to,
        authors=authors_of,
        text=lambda comment: comment.text,
        areas=areas_of,
        label=label_of,
        many=named,
        hide=hide,
        restore=restore,
        mend=mend,
        written_by=lambda number: Q(author=number),
    )


def authors_of(comment: Comment) -> Sequence[Any]:
    return [comment.author] if comment.author else []


def areas_of(comment: Comment) -> Sequence[int]:
    """Those of what it is about."""
    place = place_of(comment.thread)
    return place.areas() if place else []


def label_of(comment: Comment) -> str:
    """What it is about, by name. Nothing of its words: they may have to be hidden."""
    place = place_of(comment.thread)
    return place.name if place else ""


def named(comments: Sequence[Comment]) -> Sequence[tuple[str, bool]]:
    """What each is about, by name, and whether that must be kept quiet."""
    places = places_around(comments)
    return [(place.name, place.is_discreet) if place else ("", False) for place in places]


def places_around(comments: Sequence[Comment]) -> Sequence[Place | None]:
    """Where each was said: one query for the threads, and one for each kind of thing."""
    places = places_of(Thread.objects.filter(pk__in={comment.thread_id for comment in comments}))
    return [places.get(comment.thread_id) for comment in comments]


def hide(comment: Comment) -> str:
    was = comment.state
    _put(comment, CommentState.HIDDEN)
    return was


def restore(comment: Comment, kept: str) -> None:
    """A comment that nobody has seen yet is announced now."""
    removed = kept == CommentState.REMOVED
    was_unseen = CommentState.WAITING in (kept, comment.state)
    _put(comment, CommentState.REMOVED if removed else CommentState.SHOWN)
    place = place_of(comment.thread)
    if was_unseen and place is not None:
        announce(comment, place)


def mend(comment: Comment, text: str, _by: Any) -> None:
    CommentVersion.objects.create(comment=comment, text=comment.text)
    comment.text, comment.edited_at = text, timezone.now()
    comment.save(update_fields=["text", "edited_at"])


def _put(comment: Comment, state: str) -> None:
    comment.state = state
    comment.save(update_fields=["state"])
    versions.bump_pages()
