"""Pages about duplicates: what was found, one pair side by side, and “these two are the same”."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from closeknit.core.http import done, find, only_who_may, person_of, show
from closeknit.core.rate_limit import limited
from closeknit.directory.duplicates import merging, moving, reads, reporting
from closeknit.directory.duplicates.candidates import portraits
from closeknit.directory.duplicates.forms import MergeForm, SameForm
from closeknit.directory.duplicates.looking import similar
from closeknit.directory.models import Group, Pair

who_organises = only_who_may("directory.organise_groups")
LAST_PAGE = 1_000


@require_safe
@who_organises
def duplicates(request: HttpRequest) -> HttpResponse:
    """Groups that may be the same, and what was made one lately."""
    person, asked = person_of(request), request.GET.get("page", "")
    page = min(max(int(asked), 1), LAST_PAGE) if asked.isascii() and asked.isdecimal() and len(asked) < 6 else 1  # noqa: PLR2004 - digits
    found, is_more = reads.proposals(person, page)
    context = {
        "found": found,
        "earlier": page - 1,
        "later": page + 1 if is_more else 0,
        "merges": reads.merges_for(person, timezone.now())[: reads.PAGE],
    }
    return show(request, "directory/duplicates/duplicates_page.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@who_organises
def duplicate(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """One pair side by side; then the two become one."""
    pair = _pair(request, uuid)
    kept, gone = _in_order(pair, request.POST.get("keep") or request.GET.get("keep", ""))
    form = MergeForm(kept, gone, request.POST if request.method == "POST" else None)
    if form.is_valid():
        merging.merge(kept=kept, gone=gone, take=form.taken, by=person_of(request))
        said = _("The two are one now. You can part them again for 90 days.")
        return done(request, to=reverse("directory:duplicates"), said=said)
    if form.is_out_of_date:
        form.data = form.data.copy() | {"seen": form.initial["seen"]}
    context = {
        "pair": pair,
        "kept": kept,
        "gone": gone,
        "form": form,
        "why": reads.why(pair),
        "moving": moving.counted(gone),
    }
    return show(request, "directory/duplicates/duplicate_page.html", context, 422 if form.errors else 200)


@require_POST
@who_organises
def dismissal(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """They are two groups, and this is remembered."""
    merging.say_they_differ(pair=_pair(request, uuid), by=person_of(request))
    return done(request, to=reverse("directory:duplicates"), said=_("We will not propose these two again."))


@require_POST
@who_organises
def parting(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """What was one becomes two again."""
    merge = find(reads.merges_for(person_of(request), timezone.now()), uuid=uuid)
    merging.part(done=merge, by=person_of(request))
    return done(request, to=reverse("directory:duplicates"), said=_("They are two again, as they were before."))


@require_http_methods(["GET", "HEAD", "POST"])
@limited("same", per_minute=5, per_hour=20)
def same(request: HttpRequest, slug: str) -> HttpResponse:
    """Anyone may say that two entries are the same group."""
    group, person = _visible(request, slug), person_of(request)
    described = portraits([group.pk])[group.pk]
    found = similar(group.name, described.pin, group.website, described.identifiers, limit=6, person=person)
    form = SameForm(
        [one for one in found if one.group != group][:5], request.POST if request.method == "POST" else None
    )
    if form.is_valid():
        other = _other(form, person)
        if other and other != group:
            reporting.report_same(group=group, other=other, by=person)
            return done(request, to=reverse("directory:same-said", args=[slug]))
        form.add_error(
            "other", _("That is this page itself.") if other else _("We find no such page. Is its name right?")
        )
    crumbs = [(group.get_absolute_url(), group.name)]
    context = {"group": group, "form": form, "crumbs": crumbs, "here": _("The same as another page?")}
    return show(request, "directory/duplicates/same_page.html", context, 422 if form.errors else 200)


@require_safe
def same_said(request: HttpRequest, slug: str) -> HttpResponse:
    """Thanks, and what happens now."""
    return show(request, "directory/duplicates/same_said_page.html", {"group": _visible(request, slug)})


def _pair(request: HttpRequest, uuid: UUID) -> Pair:
    return find(reads.pairs_for(person_of(request)), uuid=uuid)


def _in_order(pair: Pair, keep: str) -> tuple[Group, Group]:
    """The one that stays, as the person says or as we think, and the other."""
    chosen = next((group for group in (pair.one, pair.other) if str(group.uuid) == keep), None)
    kept = chosen or reads.likelier_to_stay(pair.one, pair.other)
    return kept, pair.other if kept == pair.one else pair.one


def _other(form: SameForm, person: object) -> Group | None:
    if chosen := form.cleaned_data.get("similar"):
        return Group.objects.visible_to(person).filter(uuid=chosen).first()
    return reads.group_named(form.cleaned_data["other"], person)


def _visible(request: HttpRequest, slug: str) -> Group:
    return find(Group.objects.visible_to(person_of(request)).for_page(), slug=slug)
