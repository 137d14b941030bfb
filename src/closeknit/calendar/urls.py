"""The addresses of the calendar room."""

from django.urls import path

from closeknit.calendar.answering import urls as answers
from closeknit.calendar.feeds import urls as feeds
from closeknit.calendar.ics_urls import urlpatterns as ics_urls
from closeknit.calendar.views import holidays, leaflet, listing, pages, publishing, single_dates

app_name = "calendar"

DATE = "events/<slug:slug>/<str:original>/"

urlpatterns = [
    *answers.urlpatterns,
    *feeds.urlpatterns,
    *ics_urls,
    path("whats-on/", listing.whats_on, name="whats-on"),
    path("whats-on/week/", listing.week, name="week"),
    path("whats-on/map/", listing.map_of_day, name="map"),
    path("whats-on/map.geojson", listing.map_geojson, name="map-geojson"),
    path("whats-on/leaflet/", listing.leaflet, name="leaflet"),
    path("whats-on/leaflet.pdf", leaflet.as_pdf, name="leaflet-pdf"),
    path("events/new/", publishing.new, name="new"),
    path("events/<slug:slug>/", pages.series, name="series"),
    path("events/<slug:slug>/edit/", publishing.edit, name="edit"),
    path("events/<slug:slug>/cancel/", publishing.cancel, name="cancel"),
    path("events/<slug:slug>/restore/", publishing.restore, name="restore"),
    path(DATE, pages.happening, name="happening"),
    path(DATE + "move/", single_dates.move, name="move"),
    path(DATE + "cancel/", single_dates.cancel, name="cancel-date"),
    path(DATE + "restore/", single_dates.restore, name="restore-date"),
    path("manage/school-holidays/", holidays.holidays, name="holidays"),
    path("manage/school-holidays/<uuid:uuid>/remove/", holidays.remove, name="holiday-remove"),
]
