"""When the schools are closed, for those who run the hub."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from closeknit.calendar import actions
from closeknit.calendar.forms.holidays import HolidayForm, PasteForm
from closeknit.calendar.models import SchoolHoliday
from closeknit.core.http import done, find, only_who_may, show

MOST_SHOWN = 200


@require_http_methods(["GET", "HEAD", "POST"])
@only_who_may("calendar.keep_holidays")
def holidays(request: HttpRequest) -> HttpResponse:
    """All that are known; one is added, or many are pasted."""
    is_paste = "lines" in request.POST
    form = HolidayForm(None if is_paste else request.POST or None)
    paste = PasteForm(request.POST if is_paste else None)
    sent = paste if is_paste else form
    if request.method == "POST" and sent.is_valid():
        new = actions.add_holidays(sent.rows)
        said = ngettext("%(new)d holiday is new.", "%(new)d holidays are new.", new) % {"new": new}
        return done(request, to="calendar:holidays", said=said)
    known = SchoolHoliday.objects.order_by("-first", "-id")[:MOST_SHOWN]
    context = {"form": form, "paste": paste, "holidays": known}
    return show(request, "calendar/holidays_page.html", context, 422 if request.method == "POST" else 200)


@require_POST
@only_who_may("calendar.keep_holidays")
def remove(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """It was a mistake."""
    actions.remove_holiday(find(SchoolHoliday.objects.all(), uuid=uuid))
    return done(request, to="calendar:holidays")
