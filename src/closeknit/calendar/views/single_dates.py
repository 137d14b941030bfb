"""One date: moved, called off, on after all."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from closeknit.calendar import actions, lines, wording
from closeknit.calendar.forms.dates import CancelForm, MoveForm
from closeknit.calendar.views.doors import crumbs_of, editable_series, happening, is_kept_safe
from closeknit.core.http import done, person_of, show, signed_in


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def move(request: HttpRequest, slug: str, original: str) -> HttpResponse:
    """Another time or place for this date alone."""
    series = editable_series(request, slug)
    date = happening(series, original)
    form = MoveForm(request.POST or None, date=date)
    if request.method == "POST" and form.is_valid():
        changes = form.changes(is_kept_safe=is_kept_safe(series))
        actions.change_date(series, original, by=person_of(request), **changes)
        return done(request, to=lines.address_of(date), said=_("This date is changed."))
    context = {"form": form, "series": series, "date": date, "when": wording.when(date)}
    context |= {"crumbs": [*crumbs_of(series, to_it=True), (lines.address_of(date), wording.when(date))]}
    return show(request, "calendar/move_page.html", context, 422 if request.method == "POST" else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def cancel(request: HttpRequest, slug: str, original: str) -> HttpResponse:
    """Call this date off."""
    series = editable_series(request, slug)
    date = happening(series, original)
    form = CancelForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        actions.cancel_date(series, original, by=person_of(request), note=form.cleaned_data["note"])
        return done(request, to=lines.address_of(date), said=_("This date is cancelled. Its page says so."))
    context = {"form": form, "series": series, "date": date, "when": wording.when(date)}
    context |= {"crumbs": [*crumbs_of(series, to_it=True), (lines.address_of(date), wording.when(date))]}
    return show(request, "calendar/cancel_page.html", context, 422 if request.method == "POST" else 200)


@require_POST
@signed_in
def restore(request: HttpRequest, slug: str, original: str) -> HttpResponse:
    """It is on after all."""
    series = editable_series(request, slug)
    date = happening(series, original)
    actions.restore_date(series, original, by=person_of(request))
    return done(request, to=lines.address_of(date), said=_("This date is on after all."))
