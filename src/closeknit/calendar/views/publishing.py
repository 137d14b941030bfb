"""Putting an event in the calendar, changing it, calling it off."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from closeknit.accounts import with_help
from closeknit.accounts.with_help import Hands
from closeknit.calendar import actions, helping, hosts, reads, wording
from closeknit.calendar.dates import holidays
from closeknit.calendar.forms.dates import CancelForm
from closeknit.calendar.forms.event import ALL, EditEventForm, EventForm
from closeknit.calendar.models import Series
from closeknit.calendar.preview import Preview, preview_of
from closeknit.calendar.views.doors import crumbs_of, editable_series, is_kept_safe, visible_series
from closeknit.core.http import done, person_of, show, signed_in
from closeknit.core.rate_limit import limited
from closeknit.directory.policies import groups_of
from closeknit.journal.things import found_by_form, key_of, kinds, label_of

MOST_COMING = 12  # dates to choose from


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
@limited("publish", per_minute=60, per_hour=600)  # the dates are looked at while one types
def new(request: HttpRequest) -> HttpResponse:
    """A new event of the host that the address names. “Show me the dates” saves nothing."""
    person = person_of(request)
    host = _host(request, person)
    if host is None:
        return show(request, "calendar/choose_host_page.html", {"groups": helping.groups_for(person)})
    writers = helping.writers(person, "calendar.publish_for", host)
    form = EventForm(request.POST or None, holidays=holidays())
    writers.ask(form)
    looked = _look(request, form)
    if request.method == "POST" and looked is None and form.is_valid() and form.rule is not None:
        venue = form.venue(is_kept_safe=is_kept_safe(host))
        key = form.cleaned_data["client_id"]
        told = {**form.details, "venue": venue, "client_id": key}
        hands = with_help.hands_of(person, form)
        made = actions.publish_series(by=hands.author, helper=hands.helper, host=host, rule=form.rule, **told)
        return done(request, to=made, said=_("It is in the calendar."))
    context = {"form": form, "preview": looked or preview_of(form), "here": _("Put something in the calendar")}
    context |= {"crumbs": [(kinds()[key_of(host)[0]].address(host), label_of(host))], "looked": looked is not None}
    is_wrong = request.method == "POST" and looked is None
    return show(request, "calendar/event_form_page.html", context, 422 if is_wrong else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def edit(request: HttpRequest, slug: str) -> HttpResponse:
    """Change all that is to come, or what follows from some date on."""
    person, series = person_of(request), visible_series(request, slug)
    writers = helping.writers(person, "calendar.change_series", series)
    coming = [(one, wording.when(one)) for one in reads.next_dates(series, timezone.now(), MOST_COMING)]
    rule, resting = series.recurrence(), holidays()
    form = EditEventForm(
        request.POST or None,
        series=series,
        coming=coming,
        kept=rule,
        holidays=resting,
        zone=rule.zone,
        initial={"from_date": request.GET.get("from", ALL)},
    )
    writers.ask(form)
    looked = _look(request, form)
    if request.method == "POST" and looked is None and form.is_valid() and form.rule is not None:
        made = _change(series, form, with_help.hands_of(person, form))
        return done(request, to=made, said=_("It is changed."))
    context = {"form": form, "preview": looked or preview_of(form), "series": series, "looked": looked is not None}
    context |= {"here": _("Change this event"), "crumbs": crumbs_of(series, to_it=True)}
    is_wrong = request.method == "POST" and looked is None
    return show(request, "calendar/event_form_page.html", context, 422 if is_wrong else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def cancel(request: HttpRequest, slug: str) -> HttpResponse:
    """Call all dates to come off."""
    series = editable_series(request, slug)
    form = CancelForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        actions.cancel_series(series, by=person_of(request), note=form.cleaned_data["note"])
        return done(request, to=series, said=_("It is cancelled. Its page says so."))
    context = {"form": form, "series": series, "crumbs": crumbs_of(series, to_it=True)}
    return show(request, "calendar/cancel_page.html", context, 422 if request.method == "POST" else 200)


@require_POST
@signed_in
def restore(request: HttpRequest, slug: str) -> HttpResponse:
    """It is on after all."""
    series = editable_series(request, slug)
    actions.restore_series(series, by=person_of(request))
    return done(request, to=series, said=_("It is on after all."))


def _host(request: HttpRequest, person: Any) -> Any:
    """The thing that the address names; without one the only group that the person looks after."""
    if name := request.GET.get("for"):
        return found_by_form(person, name)
    mine = list(groups_of(person)[:2])
    return mine[0] if len(mine) == 1 and hosts.may_publish_for(person, mine[0]) else None


def _look(request: HttpRequest, form: EventForm) -> Preview | None:
    """What the dates are so far, if that was asked for: then nothing is saved, and nothing else is wrong."""
    if "look" not in request.POST:
        return None
    found = preview_of(form)
    form.errors.clear()
    return found


def _change(series: Series, form: EditEventForm, hands: Hands) -> Series:
    told = {**form.details, "venue": form.venue(is_kept_safe=is_kept_safe(series))}
    rule = form.following_rule if form.original else form.rule
    said = {**told, "rule": rule, "note": form.cleaned_data["note"]}
    return actions.change_event(series, hands=hands, original=form.original, **said)
