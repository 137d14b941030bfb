"""The site map: which room answers under which path."""

from importlib.util import find_spec

from django.urls import include, path

ROOMS = [
    ("", "closeknit.core.urls"),
    ("", "closeknit.accounts.urls"),
    ("", "closeknit.places.urls"),
    ("", "closeknit.directory.urls"),
    ("", "closeknit.website.urls"),
]
urlpatterns = [path(prefix, include(room)) for prefix, room in ROOMS if find_spec(room)]

handler400 = "closeknit.core.views.bad_request"
handler403 = "closeknit.core.views.forbidden"
handler404 = "closeknit.core.views.not_found"
handler500 = "closeknit.core.views.server_error"
