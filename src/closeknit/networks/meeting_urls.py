"""The addresses of meetings, and of the hall, where telephones and tablets come in by a code."""

from django.urls import path

from closeknit.networks.views import arrivals, board, meeting_sheets, meetings, tablet

MEETING = "meetings/<uuid:uuid>/"

urlpatterns = [
    path("networks/<slug:slug>/meetings/new/", meetings.plan, name="meeting-plan"),
    path(MEETING, meetings.meeting, name="meeting"),
    path(MEETING + "edit/", meetings.edit, name="meeting-edit"),
    path(MEETING + "publish/", meetings.publish, name="meeting-publish"),
    path(MEETING + "step/<slug:move>/", meetings.step, name="meeting-step"),
    path(MEETING + "sheets/", meeting_sheets.sheets, name="meeting-sheets"),
    path(MEETING + "sheets/join.svg", meeting_sheets.join_square, name="meeting-join-square"),
    path(MEETING + "sheets/table-<int:number>.svg", meeting_sheets.table_square, name="meeting-table-square"),
    path(MEETING + "board/", board.board, name="board"),
    path(MEETING + "board/part/", board.board_part, name="board-part"),
    path(MEETING + "board/note/", board.note, name="board-note"),
    path(MEETING + "board/clusters/new/", board.cluster_new, name="cluster-new"),
    path(MEETING + "board/clusters/<uuid:cluster_uuid>/<slug:move>/", board.cluster, name="cluster"),
    path(MEETING + "board/notes/<uuid:note_uuid>/move/", board.note_move, name="note-move"),
    path(MEETING + "screen/", board.projector, name="projector"),
    path(MEETING + "screen/part/", board.projector_part, name="projector-part"),
    path(MEETING + "room/", arrivals.room, name="projector-room"),
    path(MEETING + "room/part/", arrivals.room_part, name="projector-room-part"),
    path(MEETING + "arrivals/", arrivals.listed, name="arrivals"),
    path(MEETING + "arrivals/<uuid:arrival_uuid>/take-in/", arrivals.take_in, name="arrival-take-in"),
    path(MEETING + "arrivals/<uuid:arrival_uuid>/remove/", arrivals.remove, name="arrival-remove"),
    path("hall/", tablet.code, name="hall-code"),
    path("hall/key/", tablet.key, name="hall-key"),
    path("hall/sw.js", tablet.worker, name="hall-worker"),
    path("hall/finished/", tablet.finished, name="hall-finished"),
    path("hall/<str:code>/", tablet.hall, name="hall"),
    path("hall/<str:code>/items/", tablet.items, name="hall-items"),
    path("hall/<str:code>/state/", tablet.state, name="hall-state"),
]
