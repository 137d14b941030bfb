"""The addresses of the directory, each list under the path it hangs from."""

from django.urls import include, path

from closeknit.directory.views import groups

app_name = "directory"

group_urls = [
    path("", groups.group, name="group"),
    path("write/", groups.write, name="write"),
    path("written/", groups.written, name="written"),
    path("poster/", groups.poster, name="poster"),
    path("qr.svg", groups.qr_code, name="qr-code"),
    path("card.png", groups.card, name="card"),
]

urlpatterns = [
    path("groups/<slug:slug>/", include(group_urls)),
    path("venues/<slug:slug>/", groups.venue, name="venue"),
]
