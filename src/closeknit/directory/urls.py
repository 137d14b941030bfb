"""The addresses of the directory, each list under the path it hangs from."""

from django.urls import include, path

from closeknit.directory.duplicates import urls as duplicates
from closeknit.directory.editing import urls as editing
from closeknit.directory.views import (
    adding,
    claims,
    exports,
    groups,
    imports,
    invitations,
    listing,
    organising,
    stewards,
    waking,
)

app_name = "directory"

steward_urls = [
    path("", stewards.stewards_page, name="stewards"),
    path("invitations/", stewards.invite, name="invite"),
    path("invitations/<uuid:uuid>/end/", stewards.end_invitation, name="invitation-end"),
    path("claims/<uuid:uuid>/", stewards.decide_claim, name="steward-claim"),
    path("leaving/", stewards.leave, name="leave"),
    path("giving-back/", stewards.give_back, name="give-back"),
    path("confirmation/", stewards.confirm, name="confirm"),
    path("sending-again/", stewards.send_again, name="send-again"),
    path("reassignment/", stewards.reassign, name="reassign"),
    path("reassignment/agreement/", stewards.agree_to_reassign, name="reassign-agree"),
    path("reassignment/stop/", stewards.stop_reassigning, name="reassign-stop"),
    path("<uuid:uuid>/end/", stewards.take_off, name="steward-end"),
]

group_urls = [
    path("", groups.group, name="group"),
    path("look-after/", claims.look_after, name="look-after"),
    path("look-after/withdrawal/", claims.withdraw, name="claim-withdraw"),
    path("stewards/", include(steward_urls)),
    path("wake/", waking.wake, name="wake"),
    path("write/", groups.write, name="write"),
    path("written/", groups.written, name="written"),
    path("poster/", groups.poster, name="poster"),
    path("qr.svg", groups.qr_code, name="qr-code"),
    path("card.png", groups.card, name="card"),
    *editing.of_a_group,
    *duplicates.group_urls,
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

organiser_urls = [
    path("claims/", organising.claims, name="claims"),
    path("claims/<uuid:uuid>/", organising.claim, name="claim"),
    path("new-groups/<uuid:uuid>/", organising.waiting_group, name="waiting-group"),
    path("to-ring-up/", organising.to_ring_up, name="to-ring-up"),
    path("to-ring-up/<uuid:uuid>/", organising.call, name="call"),
]

letter_urls = [  # where the links of our letters lead
    path("claims/<str:secret>/", claims.claim_link, name="claim-link"),
    path("invitations/<str:secret>/", invitations.invitation, name="invitation"),
    path("listing/<str:token>/", listing.answer, name="listing-answer"),
    path("waking/<str:token>/", waking.waking, name="waking"),
]

urlpatterns = [
    path("groups/add/", adding.add, name="add"),
    path("groups/tell/", adding.tell, name="tell"),
    path("groups/told/", adding.told, name="told"),
    path("groups/similar/", adding.similar_groups, name="similar"),
    *letter_urls,
    path("manage/", include(organiser_urls)),
    path("groups/<slug:slug>/", include(group_urls)),
    path("venues/<slug:slug>/", groups.venue, name="venue"),
    *editing.of_the_hub,
    path("manage/imports/", include(import_urls)),
    path("manage/duplicates/", include(duplicates.manage_urls)),
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
