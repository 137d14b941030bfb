"""The page of a series, and of each of its dates."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from closeknit.accounts import with_help
from closeknit.calendar import helping, hosts, lines, policies, reads, wording
from closeknit.calendar.dates import Happening, NoSuchDate, holidays_for
from closeknit.calendar.models import Series
from closeknit.calendar.sections import start_of_today
from closeknit.calendar.things import KIND
from closeknit.calendar.views.doors import crumbs_of, visible_series
from closeknit.core.http import person_of, show
from closeknit.directory.reads import told_place, venue_place

COMING, GONE_BY = 8, 5


@require_safe
def series(request: HttpRequest, slug: str) -> HttpResponse:
    """What it is, when it is on, and its next dates."""
    row = visible_series(request, slug)
    now = start_of_today()
    coming = reads.next_dates(row, now, COMING)
    name, address = hosts.named(row)
    context = {
        "series": row,
        "when": wording.rule_in_words(row.recurrence(holidays_for(row))),
        "coming": lines.lines(coming),
        "past": lines.lines(reads.last_dates(row, now, GONE_BY)),
        "next": coming[0] if coming else None,
        "goes_on": row.followed_by.visible_to(person_of(request)).first(),
        "host": name,
        "host_address": address,
        "helped": with_help.words_for(KIND, [row.pk]).get(row.pk, ""),
        "can_help": helping.can_be_changed_with_help(person_of(request), row),
        "cost": lines.cost_words(row),
        "crumbs": crumbs_of(row),
        "page_address": request.build_absolute_uri(row.get_absolute_url()),
        **_place(request, Happening(row, "", now, now)),
    }
    return show(request, "calendar/series_page.html", context)


@require_safe
def happening(request: HttpRequest, slug: str, original: str) -> HttpResponse:
    """One date. A moved or cancelled one says so here, where its address has led all along."""
    row = visible_series(request, slug)
    try:
        date = reads.date_of(row, original)
    except NoSuchDate as absent:
        return _now_elsewhere(request, row, original, absent)
    name, address = hosts.named(row)
    context = {
        "series": row,
        "date": date,
        "original": original,
        "helped": with_help.words_for(KIND, [row.pk]).get(row.pk, ""),
        "when": wording.when(date),
        "planned": wording.when(wording.planned(row, original)) if date.is_moved else "",
        "by_clock": wording.moved_by_clock(row, original) if not date.is_moved else "",
        "is_over": timezone.localdate(date.ends) < timezone.localdate(),
        "host": name,
        "host_address": address,
        "cost": lines.cost_words(row),
        "crumbs": crumbs_of(row, to_it=True),
        "page_address": request.build_absolute_uri(lines.address_of(date)),
        **_place(request, date),
    }
    return show(request, "calendar/happening_page.html", context)


def _now_elsewhere(request: HttpRequest, series: Series, original: str, absent: NoSuchDate) -> HttpResponse:
    """The date has another name since the rule was changed, or is no more."""
    former = reads.now_at(series, original)
    if former is None:
        raise Http404 from absent
    if former.to_original and not Series.objects.visible_to(person_of(request)).filter(pk=former.to_series_id).exists():
        raise Http404 from absent
    if former.to_original:
        return redirect(reverse("calendar:happening", args=[former.to_series.slug, former.to_original]))
    context = {"series": series, "was": wording.of_original(series, original), "crumbs": crumbs_of(series, to_it=True)}
    return show(request, "calendar/gone_page.html", context)


def _place(request: HttpRequest, date: Happening) -> dict[str, Any]:
    """Where it is, for whoever looks. What is confidential only once this person may read it."""
    person, venue = person_of(request), date.venue
    is_open = policies.place_is_open(date.series, venue)
    may_read = is_open
    if not is_open and person is not None:
        may_read = (
            policies.may_see_venue(person, date.series, date.original, timezone.now())
            if date.original
            else policies.may_edit_series(person, date.series)
        )
    return {
        "venue": venue if may_read else None,
        "venue_place": (venue_place if is_open else told_place)(venue) if venue and may_read else None,
        "is_place_secret": not is_open,
        "is_venue_linked": is_open,
        "place_words": date.place_words if may_read else "",
        "online_link": date.series.online_link if may_read else "",
        "access": lines.access_words(date),
        "access_texts": [
            text for text in (venue.access_text if venue and may_read else "", date.series.access_text) if text
        ],
    }
