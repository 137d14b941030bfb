"""The addresses of the directory, each list under the path it hangs from."""

from django.urls import include, path

from closeknit.directory.views import exports, groups, imports

app_name = "directory"

group_urls = [
    path("", groups.group, name="group"),
    path("write/", groups.write, name="write"),
    path("written/", groups.written, name="written"),
    path("poster/", groups.poster, name="poster"),
    path("qr.svg", groups.qr_code, name="qr-code"),
    path("card.png", groups.card, name="card"),
]

import_urls = [
    path("", imports.imports, name="imports"),
    path("new/", imports.new_import, name="import-new"),
    path("<uuid:uuid>/", imports.import_run, name="import"),
    path("<uuid:uuid>/columns/", imports.columns, name="import-columns"),
    path("<uuid:uuid>/application/", imports.application, name="import-application"),
    path("<uuid:uuid>/stop/", imports.stop, name="import-stop"),
    path("<uuid:uuid>/undoing/", imports.undoing_of, name="import-undoing"),
    path("<uuid:uuid>/removal/", imports.removal, name="import-removal"),
    path("<uuid:uuid>/held.csv", imports.held_rows, name="import-held"),
    path("<uuid:uuid>/rows/<int:number>/decision/", imports.decision, name="import-decision"),
]

urlpatterns = [
    path("groups/<slug:slug>/", include(group_urls)),
    path("venues/<slug:slug>/", groups.venue, name="venue"),
    path("manage/imports/", include(import_urls)),
    path("manage/export/", exports.exports, name="exports"),
    *(
        path(f"manage/export/everything.{ending}", exports.everything, {"ending": ending}, name=f"everything-{ending}")
        for ending in exports.ENDINGS
    ),
    *(
        path(f"export/groups.{ending}", exports.groups_file, {"ending": ending}, name=f"export-{ending}")
        for ending in exports.ENDINGS
    ),
]
