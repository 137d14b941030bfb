"""The site map: each room names its own paths."""

from django.urls import include, path

urlpatterns = [
    path("", include("closeknit.core.urls")),
    path("", include("closeknit.accounts.urls")),
    path("", include("closeknit.places.urls")),
    path("", include("closeknit.journal.urls")),
    path("", include("closeknit.conversation.urls")),
    path("", include("closeknit.commitments.urls")),
    path("", include("closeknit.directory.urls")),
    path("", include("closeknit.calendar.urls")),
    path("", include("closeknit.networks.urls")),
    path("", include("closeknit.website.urls")),
]

handler400 = "closeknit.core.views.bad_request"
handler403 = "closeknit.core.views.forbidden"
handler404 = "closeknit.core.views.not_found"
handler500 = "closeknit.core.views.server_error"
