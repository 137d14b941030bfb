"""The addresses of the networks room. Those of meetings are in ``meeting_urls`` and ``after_urls``."""

from django.urls import path

from closeknit.networks import after_urls, meeting_urls
from closeknit.networks.views import founding, interests, inviting, joining, mailing, priorities, showing

app_name = "networks"

urlpatterns = [
    path("networks/", showing.networks, name="networks"),
    path("networks/new/", founding.new, name="network-new"),
    path("networks/interest/<str:token>/", interests.own, name="interest-own"),
    path("networks/stop/<str:token>/", interests.stop, name="stop"),
    path("networks/invitation/<str:token>/", joining.invitation, name="invitation"),
    path("networks/priorities/<uuid:uuid>/", priorities.priority, name="priority"),
    path("networks/priorities/<uuid:uuid>/edit/", priorities.edit, name="priority-edit"),
    path("networks/priorities/<uuid:uuid>/settle/", priorities.settle, name="priority-settle"),
    path("networks/priorities/<uuid:uuid>/at-it/", priorities.work, name="priority-work"),
    path("networks/mailings/<uuid:uuid>/", mailing.mailing, name="mailing"),
    path("networks/mailings/<uuid:uuid>/edit/", mailing.edit, name="mailing-edit"),
    path("networks/mailings/<uuid:uuid>/do/", mailing.do, name="mailing-do"),
    path("networks/<slug:slug>/", showing.network, name="network"),
    path("networks/<slug:slug>/edit/", founding.edit, name="network-edit"),
    path("networks/<slug:slug>/state/", founding.state, name="network-state"),
    path("networks/<slug:slug>/people/", founding.organisers, name="organisers"),
    path("networks/<slug:slug>/people/<uuid:uuid>/end/", founding.organiser_end, name="organiser-end"),
    path("networks/<slug:slug>/members/", showing.members, name="members"),
    path("networks/<slug:slug>/members.geojson", showing.members_geojson, name="members-geojson"),
    path("networks/<slug:slug>/join/", joining.join, name="join"),
    path("networks/<slug:slug>/priorities/", showing.priorities, name="priorities"),
    path("networks/<slug:slug>/priorities/new/", priorities.new, name="priority-new"),
    path("networks/<slug:slug>/interest/", interests.interest, name="interest"),
    path("networks/<slug:slug>/interest/sent/", interests.sent, name="interest-sent"),
    path("networks/<slug:slug>/interest/sheet/", interests.sheet, name="interest-sheet"),
    path("networks/<slug:slug>/interest/code.svg", interests.code, name="interest-code"),
    path("networks/<slug:slug>/interested/", interests.interested, name="interested"),
    path("networks/<slug:slug>/interested/<uuid:uuid>/end/", interests.interested_end, name="interested-end"),
    path("networks/<slug:slug>/interested/type-in/", interests.typing_in, name="typing-in"),
    path("networks/<slug:slug>/interested/by-hand/", interests.by_hand, name="by-hand"),
    path("networks/<slug:slug>/invite/", inviting.invite, name="invite"),
    path("networks/<slug:slug>/invite/wake/", inviting.wake, name="invite-wake"),
    path("networks/<slug:slug>/invite/letters/", inviting.printed, name="invite-letters"),
    path("networks/<slug:slug>/invite/<uuid:uuid>/code.svg", inviting.code, name="invite-code"),
    path("networks/<slug:slug>/invite/<uuid:uuid>/answer/", inviting.answer, name="invite-answer"),
    path("networks/<slug:slug>/mailings/", mailing.mailings, name="mailings"),
    path("networks/<slug:slug>/mailings/new/", mailing.new, name="mailing-new"),
    path("manage/networks/", showing.own, name="own"),
    *meeting_urls.urlpatterns,
    *after_urls.urlpatterns,
]
