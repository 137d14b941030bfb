"""The addresses of calendars to subscribe to, part of the calendar's."""

from django.urls import path

from closeknit.calendar.views import ics

urlpatterns = [
    path("my/calendar/", ics.my_calendar, name="my-calendar"),
    path("calendar/mine/<str:token>/yes.ics", ics.mine, {"only_answered": True}, name="ics-mine-yes"),
    path("calendar/mine/<str:token>.ics", ics.mine, name="ics-mine"),
    path("calendar/<slug:sort>/<slug:name>.ics", ics.of_thing, name="ics"),
    path("events/<slug:slug>.ics", ics.of_series, name="ics-series"),
    path("events/<slug:slug>/<str:original>.ics", ics.of_date, name="ics-date"),
]
