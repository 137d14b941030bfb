"""The house rules: for all to read, and for administrators to change."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from closeknit.conversation import reads
from closeknit.conversation import rules as house
from closeknit.conversation.forms import HouseRuleForm, NewHouseRuleForm
from closeknit.conversation.models import HouseRule, ThreadRule
from closeknit.conversation.subjects import subjects
from closeknit.core.http import done, find, only_who_may, person_of, show
from closeknit.places import versions

only_admins = only_who_may("conversation.change_house_rules")


@require_safe
def rules(request: HttpRequest) -> HttpResponse:
    """What holds here, how reports are handled, and how often something was hidden."""
    context = {"counts": reads.rule_counts(), "ended": reads.case_counts(), "reading": _reading()}
    return show(request, "conversation/rules_page.html", context)


@require_safe
@only_admins
def manage(request: HttpRequest) -> HttpResponse:
    """The rules in force, and which talks are read first."""
    context = {
        "rules": HouseRule.objects.in_force(),
        "former": HouseRule.objects.exclude(until=None).order_by("-until", "-id")[:50],
        "reading": _reading(),
    }
    return show(request, "conversation/manage_rules_page.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@only_admins
def new(request: HttpRequest) -> HttpResponse:
    """Add a rule."""
    form = NewHouseRuleForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        house.add(**form.cleaned_data, by=person_of(request))
        return done(request, to=reverse("conversation:manage-rules"), said=_("The rule holds from now on"))
    return _rule_page(request, form, None)


@require_http_methods(["GET", "HEAD", "POST"])
@only_admins
def edit(request: HttpRequest, uuid: Any) -> HttpResponse:
    """Word a rule anew. Reports keep the words they were made under."""
    rule = find(HouseRule.objects.in_force(), uuid=uuid)
    initial = {"title": rule.title, "words": rule.words, "position": rule.position}
    form = HouseRuleForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        house.reword(rule, **form.cleaned_data, by=person_of(request))
        return done(request, to=reverse("conversation:manage-rules"), said=_("The new wording holds from now on"))
    return _rule_page(request, form, rule)


@require_POST
@only_admins
def retirement(request: HttpRequest, uuid: Any) -> HttpResponse:
    """Let a rule hold no more."""
    house.retire(find(HouseRule.objects.in_force(), uuid=uuid))
    return done(request, to=reverse("conversation:manage-rules"), said=_("The rule holds no more"))


@require_POST
@only_admins
def reading(request: HttpRequest, kind: str) -> HttpResponse:
    """Say whether talks about this kind of thing are read before they appear."""
    if kind not in subjects():
        raise Http404
    first = request.POST.get("to") == "first"
    ThreadRule.objects.update_or_create(kind=kind, defaults={"is_read_first": first})
    versions.bump_pages()
    return done(request, to=reverse("conversation:manage-rules"), said=_("Changed"))


def _rule_page(request: HttpRequest, form: HouseRuleForm, rule: HouseRule | None) -> HttpResponse:
    status = 422 if request.method == "POST" else 200
    return show(request, "conversation/rule_page.html", {"form": form, "rule": rule}, status)


def _reading() -> list[dict[str, Any]]:
    """Which talks are read first: each kind with its words and the effective rule."""
    first = set(ThreadRule.objects.filter(is_read_first=True).values_list("kind", flat=True))
    return [
        {"kind": kind, "what": reads.kind_words(kind), "is_read_first": kind in first} for kind in sorted(subjects())
    ]
