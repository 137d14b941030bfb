"""Reading a talk, and writing in it."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from closeknit.accounts import with_help
from closeknit.accounts.with_help import Hands
from closeknit.conversation import actions, reads, sandbox
from closeknit.conversation.forms import CommentForm
from closeknit.conversation.models import Comment
from closeknit.conversation.subjects import voices_of
from closeknit.conversation.threads import Place, place_for, place_of
from closeknit.conversation.vocabulary import CommentState
from closeknit.core.http import done, find, person_of, show, signed_in
from closeknit.core.policy import may, require
from closeknit.core.rate_limit import limited


@require_http_methods(["GET", "HEAD", "POST"])
def talk(request: HttpRequest, kind: str, uuid: Any) -> HttpResponse:
    """All that was said about a thing; who is signed in may say something."""
    if request.method == "POST":
        return _say(request, kind, uuid)
    place = _place(request, kind, uuid)
    return _talk_page(request, place, _blank(request, place))


def _place(request: HttpRequest, kind: str, uuid: Any) -> Place:
    place = place_for(person_of(request), kind, uuid)
    if place is None:
        raise Http404
    return place


@signed_in
@limited("comment", per_minute=10, per_hour=100)
def _say(request: HttpRequest, kind: str, uuid: Any) -> HttpResponse:
    person, place = person_of(request), _place(request, kind, uuid)
    form = CommentForm(request.POST, voices=voices_of(person))
    with_help.ask(form, person)
    if not form.is_valid():
        return _talk_page(request, place, form, 422)
    hands = with_help.hands_of(person, form)
    require(hands.author, "conversation.comment", place_for(hands.author, kind, uuid))
    try:
        comment = actions.say(**hands.named, place=place, parent=_parent(hands, place, form), **form.written)
    except sandbox.DayIsFull as full:
        form.add_error("text", full.message)
        return _talk_page(request, place, form, 422)
    waits = comment.state == CommentState.WAITING
    said = _("A moderator reads it first. You will hear from us.") if waits else _("Your words are published")
    return done(request, to=_in_talk(comment, place), said=said)


def _parent(hands: Hands, place: Place, form: CommentForm) -> Comment | None:
    """What is answered: a comment of the same talk that its author can see, and whoever helps them."""
    asked = form.cleaned_data["parent"]
    if not asked:
        return None
    seen = Comment.objects.visible_to(hands.author).filter(thread=place.thread)
    if hands.helper is not None:
        seen = seen.filter(pk__in=Comment.objects.visible_to(hands.helper).values("pk"))
    return find(seen, uuid=asked)


def _blank(request: HttpRequest, place: Place) -> CommentForm | None:
    """An empty form; with the words of the comment that is quoted, if one is."""
    person = person_of(request)
    if not may(person, "conversation.comment", place) or not place.is_open:
        return None
    initial: dict[str, Any] = {}
    answered = request.GET.get("answer") or request.GET.get("quote")
    if answered:
        comment = find(Comment.objects.readable_by(person).filter(thread=place.thread), uuid=answered)
        initial["parent"] = comment.uuid
        if request.GET.get("quote"):
            name = comment.author.name if comment.author else ""
            quoted = "\n".join(f"> {line}" for line in [f"{name}:", *comment.text.splitlines()])
            initial["text"] = f"{quoted}\n\n"
    form = CommentForm(initial=initial, voices=voices_of(person))
    with_help.ask(form, person)
    return form


def _talk_page(request: HttpRequest, place: Place, form: CommentForm | None, status: int = 200) -> HttpResponse:
    person = person_of(request)
    newest_first = request.GET.get("order") == "newest"
    context = {
        "place": place,
        "talk": reads.talk(place, person, number=request.GET.get("page", 1), newest_first=newest_first),
        "newest_first": newest_first,
        "form": form,
        "answering": form is not None and bool(form["parent"].value()),
        "bounds": sandbox.bounds_of(person) if form is not None else None,
        "here": place.subject.title,
        "crumbs": [(place.address, place.name)],
    }
    return show(request, "conversation/talk_page.html", context, status)


@require_safe
def comment(request: HttpRequest, uuid: Any) -> HttpResponse:
    """One comment by itself, with its answers, and the way to the whole talk."""
    person = person_of(request)
    found = find(Comment.objects.visible_to(person).select_related("thread"), uuid=uuid)
    place = place_of(found.thread)
    if place is None:
        raise Http404
    context = {
        "place": place,
        "comments": reads.one_comment(found, person),
        "crumbs": [(place.address, place.name), (_in_talk(found, place), place.subject.title)],
        "here": _("One comment"),
    }
    return show(request, "conversation/comment_page.html", context)


def _in_talk(comment: Comment, place: Place) -> str:
    """Where the comment stands in the talk."""
    page = reads.page_of(comment)
    query = f"?page={page}" if page > 1 else ""
    return f"{reverse('conversation:talk', args=place.key)}{query}#c-{comment.uuid}"


@require_safe
def history(request: HttpRequest, uuid: Any) -> HttpResponse:
    """What a comment said before it was changed, for whoever may read it now."""
    found = find(Comment.objects.readable_by(person_of(request)).select_related("author"), uuid=uuid)
    context = {"comment": found, "versions": list(found.versions.all())}
    return show(request, "conversation/history_page.html", context)
