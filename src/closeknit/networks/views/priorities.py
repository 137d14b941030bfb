"""The page of a priority, and what organisers and groups write on it."""

from typing import Any

from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from closeknit.commitments import reads as commitments
from closeknit.commitments.models import Undertaking
from closeknit.core.http import done, find, person_of, show, signed_in
from closeknit.core.policy import may, require
from closeknit.directory.policies import groups_of
from closeknit.journal.models import Entry
from closeknit.journal.sentences import sentence
from closeknit.journal.things import Shown, key_of
from closeknit.networks import paths
from closeknit.networks.actions import priorities as act
from closeknit.networks.forms import PriorityForm, SettleForm
from closeknit.networks.models import Cluster, Meeting, Note, Priority, Table
from closeknit.networks.views.showing import crumbs, form_page, network_named

WORDS = ("title", "text", "raised_on", "position")


@require_safe
def priority(request: HttpRequest, uuid: Any) -> HttpResponse:
    """What matters and why, where it was raised, who works on it, what was asked and promised, what changed."""
    person, row = person_of(request), _priority(request, uuid)
    context = {
        "priority": row,
        "network": row.network,
        "line": paths.lines([row], person)[0],
        "meetings": meetings_of(row, person),
        "taken": commitments.lines(person, _taken_at_meetings(row, person)),
        "changes": _changes(row),
        "own_groups": _own_groups(person, row),
        "may_run": may(person, "networks.run", row.network),
        "crumbs": crumbs(row.network),
    }
    return show(request, "networks/priority_page.html", context)


def meetings_of(row: Priority, person: Any) -> list[Meeting]:
    """The meetings in which it came up, the latest first."""
    seen = Meeting.objects.visible_to(person).filter(network=row.network_id)
    raised = Q(pk__in=Cluster.objects.filter(priority=row).values("meeting"))
    raised |= Q(pk__in=Table.objects.filter(priority=row).values("meeting"))
    raised |= Q(pk__in=Note.objects.filter(priority=row, is_private=False).values("meeting"))
    return list(seen.filter(raised).select_related("series").order_by("-series__first_on", "-id"))


def _taken_at_meetings(row: Priority, person: Any) -> QuerySet[Undertaking, Undertaking]:
    """What somebody took on when it came up, the nearest day first."""
    return Undertaking.objects.listed_for(person).filter(pk__in=paths.taken_up([row.pk])).nearest_first()  # type: ignore[no-any-return]


def _changes(row: Priority) -> list[tuple[str, Any]]:
    """What happened to it, in words, and when; the latest first."""
    key = key_of(row)
    shown = {key: Shown(row.title, row.get_absolute_url())}
    rows = Entry.objects.filter(about_kind=key[0], about_id=key[1]).select_related("actor").order_by("-at", "-id")
    return [(sentence(entry, shown), entry.at) for entry in rows[:20]]


def _own_groups(person: Any, row: Priority) -> list[tuple[Any, bool]]:
    """The groups that this person looks after, and whether each works on it."""
    if person is None:
        return []
    at_it = set(row.works.current().values_list("group", flat=True))
    shown = groups_of(person).filter(visibility="public").exclude(state="closed")
    return [(group, group.pk in at_it) for group in shown.order_by("name", "id")]


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def new(request: HttpRequest, slug: str) -> HttpResponse:
    """An organiser writes down what was agreed."""
    network = network_named(request, slug)
    require(person_of(request), "networks.run", network)
    form = PriorityForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        made = act.agree_priority(network, by=person_of(request), **form.cleaned_data)
        return done(request, to=made, said=_("It is written down"))
    context = {"form": form, "network": network, "crumbs": crumbs(network), "here": _("Write down what matters")}
    return form_page(request, "networks/priority_form_page.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def edit(request: HttpRequest, uuid: Any) -> HttpResponse:
    """Its words, its day and its place in the list."""
    row = _run(request, uuid)
    form = PriorityForm(request.POST or None, initial={name: getattr(row, name) for name in WORDS}, has_place=True)
    if request.method == "POST" and form.is_valid():
        words = {name: form.cleaned_data[name] for name in WORDS}
        act.change_priority(row, by=person_of(request), **words | {"position": words["position"] or row.position})
        return done(request, to=row, said=_("It is changed"))
    return _form_page(request, form, row, _("Change what stands here"))


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def settle(request: HttpRequest, uuid: Any) -> HttpResponse:
    """What became of it."""
    row = _run(request, uuid)
    form = SettleForm(request.POST or None, initial={"state": row.state, "became": row.became})
    if request.method == "POST" and form.is_valid():
        act.settle_priority(row, by=person_of(request), **form.cleaned_data)
        return done(request, to=row, said=_("It is written down"))
    return _form_page(request, form, row, _("Say what became of it"))


def _form_page(request: HttpRequest, form: Any, row: Priority, here: str) -> HttpResponse:
    trail = [*crumbs(row.network), (row.get_absolute_url(), row.title)]
    return form_page(request, "networks/priority_form_page.html", {"form": form, "crumbs": trail, "here": here})


@require_POST
@signed_in
def work(request: HttpRequest, uuid: Any) -> HttpResponse:
    """A steward says that their group works on it, or no more."""
    row, person = _priority(request, uuid), person_of(request)
    group = find(groups_of(person), slug=request.POST.get("group", ""))
    if request.POST.get("do") not in ("begin", "end"):
        raise Http404
    if request.POST["do"] == "begin":
        act.begin_work(row, group, by=person)
        return done(request, to=row, said=_("Your group stands here now"))
    act.end_work(row, group)
    return done(request, to=row, said=_("Your group does not stand here any more"))


def _priority(request: HttpRequest, uuid: Any) -> Priority:
    rows = (
        Priority.objects.visible_to(person_of(request)).select_related("network__area").defer("network__area__boundary")
    )
    return find(rows, uuid=uuid)


def _run(request: HttpRequest, uuid: Any) -> Priority:
    row = _priority(request, uuid)
    require(person_of(request), "networks.run", row.network)
    return row
