"""A meeting's own page, planning it, and what its organiser does with it as a whole."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from closeknit.core.http import done, find, person_of, show, signed_in
from closeknit.core.policy import may, require
from closeknit.networks import coming, meeting_reads
from closeknit.networks.actions import meetings as act
from closeknit.networks.meeting_forms import PlanForm, agenda_forms, items_of, table_forms, topics_of
from closeknit.networks.models import Meeting
from closeknit.networks.views.showing import crumbs, network_named

STEPS = {
    "open": lambda meeting, by: act.open_meeting(meeting, by=by),
    "close": lambda meeting, by: act.close_meeting(meeting, by=by),
    "reopen": lambda meeting, _by: act.reopen_meeting(meeting),
    "dots-open": lambda meeting, _by: act.open_dots(meeting),
    "dots-close": lambda meeting, _by: act.close_dots(meeting),
    "more-time": lambda meeting, _by: act.give_more_time(meeting, 5),
    "next": lambda meeting, _by: act.go_to_item(meeting, _beside(meeting, 1)),
    "back": lambda meeting, _by: act.go_to_item(meeting, _beside(meeting, -1)),
}


def meeting_run(request: HttpRequest, uuid: Any) -> Meeting:
    """The meeting, for somebody who runs it; 404 for one that they may not know of."""
    person = person_of(request)
    meeting = find(Meeting.objects.visible_to(person).for_pages().select_related("item_now"), uuid=uuid)
    require(person, "networks.run_meeting", meeting)
    return meeting


@require_safe
def meeting(request: HttpRequest, uuid: Any) -> HttpResponse:
    """When and where, what about, in which order; for those who run it also what to do next."""
    person = person_of(request)
    row = find(Meeting.objects.visible_to(person).for_pages(), uuid=uuid)
    context = {
        "meeting": row,
        "network": row.network,
        "facts": coming.facts_of(row),
        "agenda": meeting_reads.agenda_of(row),
        "tables": row.tables.exclude(number=0),
        "may_run": may(person, "networks.run_meeting", row),
        "crumbs": crumbs(row.network),
    }
    return show(request, "networks/meeting_page.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def plan(request: HttpRequest, slug: str) -> HttpResponse:
    """Plan a meeting from a ready agenda. Nobody else knows of it until it is published."""
    network, person = network_named(request, slug), person_of(request)
    require(person, "networks.run", network)
    form = PlanForm(request.POST or None, network=network)
    if request.method == "POST" and form.is_valid():
        made = act.plan_meeting(network=network, by=person, **form.plan)
        return done(
            request, to=made, said=_("It is planned. Publish the meeting when all is sure: then it is in the calendar.")
        )
    context = {"form": form, "network": network, "crumbs": crumbs(network), "here": _("Plan a meeting")}
    return show(request, "networks/meeting_plan_page.html", context, 422 if request.method == "POST" else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def edit(request: HttpRequest, uuid: Any) -> HttpResponse:
    """Its agenda and its tables."""
    row = meeting_run(request, uuid)
    said = request.POST if request.method == "POST" else None
    agenda, tables = agenda_forms(row, said), table_forms(row, said)
    if said is not None and agenda.is_valid() and tables.is_valid():
        act.set_agenda(row, items_of(row, agenda))
        act.set_tables(row, topics_of(tables))
        return done(request, to=row, said=_("Saved."))
    context = {
        "meeting": row,
        "agenda": agenda,
        "tables": tables,
        "crumbs": [*crumbs(row.network), (row.get_absolute_url(), row.series.title)],
        "here": _("Agenda and tables"),
    }
    return show(request, "networks/meeting_edit_page.html", context, 422 if said is not None else 200)


@require_POST
@signed_in
def publish(request: HttpRequest, uuid: Any) -> HttpResponse:
    """Everyone may know of it, and who wants to hear is told."""
    row = meeting_run(request, uuid)
    told = act.publish_meeting(row, by=person_of(request))
    words = ngettext("Published. %(number)d person is told.", "Published. %(number)d people are told.", told)
    return done(request, to=row, said=words % {"number": told})


@require_POST
@signed_in
def step(request: HttpRequest, uuid: Any, move: str) -> HttpResponse:
    """Open it, go on to the next item, open and close the dots, close it. A form that was drawn while another
    item was ``on`` moves nothing: it was pressed twice."""
    row = meeting_run(request, uuid)
    if move not in STEPS:
        raise Http404
    drawn_on = request.POST.get("on")
    if drawn_on is not None and drawn_on != str(meeting_reads.number_of_item(row, list(row.items.all()))):
        return done(request, to=board_of(row))
    STEPS[move](row, person_of(request))
    is_over = move == "close"
    return done(request, to=row if is_over else board_of(row), said=_("The meeting is over.") if is_over else "")


def board_of(meeting: Meeting) -> str:
    return f"{meeting.get_absolute_url()}board/"


def _beside(meeting: Meeting, by: int) -> Any:
    """The item after or before the one that is on; the last stays on."""
    items = list(meeting.items.all())
    now = meeting_reads.number_of_item(meeting, items)
    return items[max(0, min(len(items) - 1, now - 1 + by))] if items else None
