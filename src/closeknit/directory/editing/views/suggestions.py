"""Suggesting a change without an account, and answering suggestions."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from closeknit.accounts import with_help
from closeknit.conversation.models import Case
from closeknit.core.http import done, find, only_who_may, person_of, show, signed_in
from closeknit.core.paging import pages_of
from closeknit.core.policy import may
from closeknit.core.rate_limit import limited
from closeknit.directory import policies
from closeknit.directory.editing import actions, reads
from closeknit.directory.editing.forms.suggestions import AnswerForm, SuggestionForm
from closeknit.directory.editing.portrait import portrait
from closeknit.directory.editing.things import suggestions_visible_to
from closeknit.directory.editing.views.doors import crumbs, for_editors, not_yours, visible_group
from closeknit.directory.editing.wishes import wishable
from closeknit.directory.models import Group, Suggestion
from closeknit.journal.contributions import link_to
from closeknit.journal.reading import note_reading


@require_http_methods(["GET", "HEAD", "POST"])
def suggest(request: HttpRequest, slug: str) -> HttpResponse:
    """The page as a form for everyone: change what is wrong. Opening the times of a service saves nothing."""
    if opened := request.POST.get("times", ""):
        return _suggest_page(request, *_suggest_form(request, slug, opened=opened))
    return _suggest(request, slug)


def _suggest_form(request: HttpRequest, slug: str, *, opened: str = "") -> tuple[Group, SuggestionForm]:
    group, person = visible_group(request, slug), person_of(request)
    data = [request.POST] if request.method == "POST" else []
    form = SuggestionForm(*data, now=portrait(group), is_guest=person is None, opened=opened)
    with_help.ask(form, person)
    return group, form


def _suggest_page(request: HttpRequest, group: Group, form: SuggestionForm) -> HttpResponse:
    context = {"group": group, "form": form, "crumbs": crumbs(group)[:1]}
    status = 422 if form.is_bound and not form.opened else 200
    return show(request, "directory/editing/suggest_page.html", context, status)


@limited("suggestions", per_minute=5, per_hour=20)
def _suggest(request: HttpRequest, slug: str) -> HttpResponse:
    group, form = _suggest_form(request, slug)
    person = person_of(request)
    if form.is_valid():
        if not form.looks_like_a_robot:
            hands = with_help.hands_of(person, form)
            if hands.helper is not None:
                find(Group.objects.visible_to(hands.author), pk=group.pk)  # not only by whoever helps
            made = actions.suggest_change(
                group=group,
                number=form.cleaned_data["number"],
                wanted=form.wanted,
                reason=form.cleaned_data["reason"],
                by=hands.author,
                helper=hands.helper,
                guest=form.guest,
            )
            if person is None:
                return done(request, to=link_to("directory.suggestion", made.pk), said=_("Thank you"))
        return done(request, to=reverse("directory:suggested", args=[slug]))
    return _suggest_page(request, group, form)


@require_safe
def suggested(request: HttpRequest, slug: str) -> HttpResponse:
    """What happens now with a suggestion."""
    group = visible_group(request, slug)
    context = {"group": group, "has_stewards": policies.stewards_of(group).exists()}
    return show(request, "directory/editing/suggested_page.html", context)


@require_safe
@for_editors
def suggestions(request: HttpRequest, group: Group) -> HttpResponse:
    """All suggestions for one group."""
    waiting, answered = reads.suggestions_for(group)
    context = {"group": group, "waiting": waiting, "answered": answered, "crumbs": crumbs(group)}
    return show(request, "directory/editing/suggestions_page.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def suggestion(request: HttpRequest, slug: str, uuid: UUID) -> HttpResponse:
    """One suggestion as a difference: to be answered by those who may change the page, and for its
    author to see what became of it."""
    group, person = visible_group(request, slug), person_of(request)
    is_editor = may(person, "directory.edit_group", group)
    mine = suggestions_visible_to(person).filter(group=group)
    if not is_editor and (request.method == "POST" or not mine.filter(uuid=uuid).exists()):
        return not_yours(request, group)
    found = find(mine.select_related("decided_by"), uuid=uuid)
    if is_editor and request.method == "GET" and found.decided_at is None:
        note_reading(found, by=person)
    present = wishable(portrait(group))
    form = AnswerForm(*([request.POST] if request.method == "POST" else []), suggestion=found, present=present)
    if form.is_valid():
        actions.answer_suggestion(suggestion=found, taken=form.taken, answer=form.cleaned_data["answer"], by=person)
        said = _("Taken up. Thank you for looking at it.") if form.taken else _("Answered.")
        return done(request, to=reverse("directory:suggestions", args=[slug]), said=said)
    return _suggestion_page(request, found, form, is_editor=is_editor)


def _suggestion_page(request: HttpRequest, found: Suggestion, form: AnswerForm, *, is_editor: bool) -> HttpResponse:
    group: Group = found.group
    up = (reverse("directory:suggestions", args=[group.slug]), _("Suggested changes"))
    context = {
        "group": group,
        "suggestion": found,
        "wishes": [(wish, *form.fields_of(wish.key)) for wish in reads.wishes_of(found)],
        "form": form,
        "helped": with_help.words_for("directory.suggestion", [found.pk]).get(found.pk, ""),
        "hidden": Case.objects.hiding("directory.suggestion").filter(thing_id=found.pk).first(),
        "can_answer": is_editor and found.decided_at is None,
        "answered_by": _answered_by(found, is_editor=is_editor),
        "crumbs": crumbs(group, up) if is_editor else crumbs(group)[:1],
    }
    return show(request, "directory/editing/suggestion_page.html", context, 422 if form.errors else 200)


def _answered_by(found: Suggestion, *, is_editor: bool) -> str:
    """Of a group that must be kept safe nobody learns here who looks after it."""
    if found.decided_by is None:
        return ""
    return found.decided_by.name if is_editor or not found.group.is_sensitive else ""


@require_safe
@only_who_may("directory.organise_groups")
def to_organise(request: HttpRequest) -> HttpResponse:
    """What the stewards of groups in one's areas have left for 14 days, or nobody looks after."""
    page = reads.suggestions_to_organise(person_of(request), number=request.GET.get("page", ""))
    return show(request, "directory/editing/to_organise_page.html", {"page": page, "pages": pages_of(page)})
