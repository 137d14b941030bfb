"""Writing, mending and taking away what one says; opening and closing a thread."""

from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models import Model
from django.utils import timezone
from django.utils.translation import gettext as _

from closeknit.accounts import with_help
from closeknit.accounts.models import Person
from closeknit.accounts.with_help import Hands
from closeknit.conversation import sandbox, verbs
from closeknit.conversation.actions import cases
from closeknit.conversation.models import Comment, CommentVersion, Thread, ThreadChange
from closeknit.conversation.threads import Place, place_of
from closeknit.conversation.vocabulary import CommentState, Question, Talking
from closeknit.core.errors import Refused
from closeknit.journal.following import follow, level_of
from closeknit.journal.helping import note_help, said_with_help
from closeknit.journal.recording import record
from closeknit.journal.things import kinds
from closeknit.journal.vocabulary import Level
from closeknit.places import versions

EDIT_WITHIN = timedelta(minutes=30)
KIND = "conversation.comment"


@transaction.atomic
def say(
    *, author: Person, place: Place, parent: Comment | None = None, helper: Person | None = None, **written: Any
) -> Comment:
    """Add a comment, perhaps with the help of somebody; sent twice under one ``client_id`` it is one.
    Raises ``sandbox.DayIsFull``.

    An answer to an answer stands beside it, under the same comment.
    """
    thread = Thread.objects.select_for_update().get_or_create(about_kind=place.subject.kind, about_id=place.thing.pk)[0]
    sent = Comment.objects.filter(author=author, client_id=written["client_id"]).first()
    if sent is not None:
        return sent
    if thread.talking != Talking.OPEN:
        raise Refused(_("This talk has been closed. You can read it, but not add to it."))
    Person.objects.select_for_update().get(pk=author.pk)  # the third and the fourth post of a day queue up here
    bounds = sandbox.bounds_of(author)
    if bounds.is_new and not bounds.posts_left:
        raise sandbox.DayIsFull
    comment = Comment.objects.create(
        thread=thread,
        parent=parent and (parent.parent or parent),
        author=author,
        state=sandbox.first_state(bounds, written["text"], is_read_first=place.is_read_first),
        **written,
    )
    if not level_of(author, thread):
        follow(author, thread, Level.IMPORTANT)
    note_help(KIND, comment.pk, hands=Hands(author, helper), name=place.name)
    appear_or_wait(comment, place)
    return comment


@transaction.atomic
def edit_comment(comment: Comment, *, text: str) -> Comment:
    """Change the words, while they are fresh. What they were is kept, and can be looked at."""
    if timezone.now() > comment.created_at + EDIT_WITHIN:
        raise Refused(_("This was written a while ago, and others may have answered. Write another one instead."))
    if text == comment.text:
        return comment
    CommentVersion.objects.create(comment=comment, text=comment.text)
    place = place_of(comment.thread)
    was_shown = comment.state == CommentState.SHOWN
    bounds = sandbox.bounds_of(comment.author)
    comment.text, comment.edited_at = text, timezone.now()
    if was_shown:
        comment.state = sandbox.first_state(bounds, text, is_read_first=place is not None and place.is_read_first)
    comment.save(update_fields=["text", "edited_at", "state"])
    if comment.state == CommentState.WAITING and was_shown:
        cases.put_before_moderators(KIND, comment, Question.FIRST_READ)
    versions.bump_pages()
    return comment


@transaction.atomic
def remove_comment(comment: Comment) -> None:
    """Take one's own words away; that somebody wrote here is still seen."""
    comment.state = CommentState.REMOVED
    comment.save(update_fields=["state"])
    cases.close_what_waits(KIND, comment)
    record(verbs.TAKEN_AWAY, by=comment.author, about=comment)
    with_help.taken_back(KIND, comment.pk)
    versions.bump_pages()


def take_back_helped(number: int) -> None:
    """The author takes back what somebody wrote for them."""
    comment = Comment.objects.filter(pk=number).first()
    if comment is not None and comment.state == CommentState.HIDDEN:
        raise Refused(_("The moderators have hidden this. Nobody can read it."))
    if comment is not None and comment.state != CommentState.REMOVED:
        remove_comment(comment)


def open_thread(place: Place, *, by: Person) -> None:
    """Let people write again."""
    _turn(place, Talking.OPEN, by=by, verb=verbs.THREAD_OPENED)


def close_thread(place: Place, *, by: Person) -> None:
    """Take nothing more; what was written can still be read."""
    _turn(place, Talking.READ_ONLY, by=by, verb=verbs.THREAD_CLOSED)


@transaction.atomic
def _turn(place: Place, to: str, *, by: Person, verb: str) -> None:
    thread = Thread.objects.select_for_update().get_or_create(about_kind=place.subject.kind, about_id=place.thing.pk)[0]
    if thread.talking == to:
        return
    ThreadChange.objects.create(thread=thread, to=to, by=by)
    thread.talking = to
    thread.save(update_fields=["talking"])
    record(verb, by=by, about=thread)
    versions.bump_pages()


def appear_or_wait(comment: Comment, place: Place) -> None:
    """A published comment is announced; another is put before the moderators."""
    if comment.state == CommentState.WAITING:
        cases.put_before_moderators(KIND, comment, Question.FIRST_READ)
        return
    announce(comment, place)


def announce(comment: Comment, place: Place) -> None:
    """Tell the followers of the thread and of the thing; an answer's author first, else the hosts."""
    answered = comment.parent.author if comment.parent else None
    record(
        verbs.COMMENTED,
        by=comment.author,
        speaking_as=_voice_of(comment),
        about=comment,
        also=(comment.thread, place.thing),
        to=[answered] if answered else [] if comment.parent else place.hosts(),
        data=said_with_help(with_help.words_for(KIND, [comment.pk])),
    )
    versions.bump_pages()


def _voice_of(comment: Comment) -> Model | None:
    """The group that it was said for."""
    kind = kinds().get(comment.speaking_as_kind)
    if kind is None:
        return None
    return kind.model._default_manager.filter(pk=comment.speaking_as_id).first()
