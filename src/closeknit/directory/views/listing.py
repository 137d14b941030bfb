"""The links of the yearly letter: each opens a page, and only its button does something."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import resolve_url
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from closeknit.core.http import done, person_of, show
from closeknit.core.rate_limit import limited
from closeknit.directory import policies
from closeknit.directory.stewardship import keeping_fresh, stewards
from closeknit.directory.stewardship.forms import RestForm
from closeknit.directory.stewardship.yearly_links import Reply, reply_of
from closeknit.directory.vocabulary import Answer

PAGES = {
    Answer.RIGHT: "directory/stewardship/still_right_page.html",
    Answer.CHANGE: "directory/stewardship/changed_page.html",
    Answer.ASLEEP: "directory/stewardship/asleep_page.html",
}


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@limited("a yearly letter", per_minute=20, per_hour=100)
def answer(request: HttpRequest, token: str) -> HttpResponse:
    """No signing in: whoever holds the letter speaks for the group, for this one purpose, until somebody
    has answered or the page is looked after by others."""
    reply = reply_of(token)
    if reply is None:
        return show(request, "directory/stewardship/link_over_page.html", status=404)
    if not reply.counts or reply.asking.closed_at:
        return _no_longer(request, reply)
    form = RestForm(request.POST or None)
    if request.method == "POST" and (reply.answer != Answer.ASLEEP or form.is_valid()):
        return _answered(request, reply, form)
    group = reply.asking.group
    context = {"group": group, "form": form, "is_alone": not policies.stewards_of(group).exists()}
    return show(request, PAGES[Answer(reply.answer)], context, 422 if request.method == "POST" else 200)


def _no_longer(request: HttpRequest, reply: Reply) -> HttpResponse:
    """The question was answered, or is for others to answer: says so, and does nothing."""
    group = reply.asking.group
    context = {"group": group, "asking": reply.asking}
    if not reply.counts:
        page = "directory/stewardship/others_page.html"
        return show(request, page, context | {"count": policies.stewards_of(group).count()}, status=403)
    page = "directory/stewardship/answered_page.html"
    return show(request, page, context, status=409 if request.method == "POST" else 200)


def _answered(request: HttpRequest, reply: Reply, form: RestForm) -> HttpResponse:
    group, person = reply.asking.group, person_of(request)
    by = person if policies.may_edit_group(person, group) else None
    if reply.answer == Answer.CHANGE and "look_after" in request.POST and not policies.stewards_of(group).exists():
        return done(request, to=resolve_url("directory:invitation", stewards.open_to_the_group(group)))
    if reply.answer == Answer.CHANGE:
        return done(request, to=resolve_url("directory:edit" if by else "directory:suggest", group.slug))
    told = form.cleaned_data["answer"] if reply.answer == Answer.ASLEEP else Answer.RIGHT
    keeping_fresh.answer_letter(reply.asking, answer=told, by=by)
    return done(request, to=group, said=_("Thank you. The page says so from now on."))
