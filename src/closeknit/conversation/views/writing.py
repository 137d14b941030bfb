"""Mending and taking away one's own words; opening and closing a thread."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from closeknit.conversation import actions
from closeknit.conversation.forms import EditForm
from closeknit.conversation.models import Comment
from closeknit.conversation.threads import place_for, place_of
from closeknit.core.http import done, find, person_of, show, signed_in
from closeknit.core.policy import require


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def edit(request: HttpRequest, uuid: Any) -> HttpResponse:
    """Change one's own words, while they are fresh."""
    comment = _own(request, uuid)
    form = EditForm(request.POST or None, initial={"text": comment.text})
    if request.method == "POST" and form.is_valid():
        actions.edit_comment(comment, text=form.cleaned_data["text"])
        return done(request, to=comment, said=_("Your words are mended"))
    context = {"comment": comment, "form": form}
    return show(request, "conversation/edit_page.html", context, 422 if request.method == "POST" else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def removal(request: HttpRequest, uuid: Any) -> HttpResponse:
    """Take one's own words away, after a question."""
    comment = _own(request, uuid)
    if request.method != "POST":
        return show(request, "conversation/removal_page.html", {"comment": comment})
    actions.remove_comment(comment)
    place = place_of(comment.thread)
    return done(
        request, to=reverse("conversation:talk", args=place.key) if place else "/", said=_("Your words are gone")
    )


@require_POST
@signed_in
def thread_state(request: HttpRequest, kind: str, uuid: Any) -> HttpResponse:
    """Close the talk about a thing, or open it again."""
    person = person_of(request)
    place = place_for(person, kind, uuid)
    if place is None:
        raise Http404
    require(person, "conversation.look_after_thread", place)
    if request.POST.get("to") == "open":
        actions.open_thread(place, by=person)
    else:
        actions.close_thread(place, by=person)
    return done(request, to=reverse("conversation:talk", args=place.key))


def _own(request: HttpRequest, uuid: Any) -> Comment:
    """A comment that this person may change; 403 for another's, 404 for one they may not know of."""
    person = person_of(request)
    comment = find(Comment.objects.visible_to(person).select_related("thread", "author"), uuid=uuid)
    require(person, "conversation.change_comment", comment)
    return comment
