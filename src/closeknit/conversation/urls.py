"""The addresses of the conversation room."""

from django.urls import include, path

from closeknit.conversation.views import complaints, queue, reporting, rules, talking, writing

app_name = "conversation"

comment_urls = [
    path("", talking.comment, name="comment"),
    path("edit/", writing.edit, name="comment-edit"),
    path("removal/", writing.removal, name="comment-removal"),
    path("history/", talking.history, name="comment-history"),
]
queue_urls = [
    path("", queue.cases, name="cases"),
    path("log.csv", queue.log, name="case-log"),
    path("<uuid:uuid>/", queue.case, name="case"),
    path("<uuid:uuid>/claim/", queue.claim, name="case-claim"),
    path("<uuid:uuid>/decision/", queue.decision, name="case-decision"),
]
rule_urls = [
    path("", rules.manage, name="manage-rules"),
    path("new/", rules.new, name="rule-new"),
    path("<uuid:uuid>/", rules.edit, name="rule-edit"),
    path("<uuid:uuid>/retirement/", rules.retirement, name="rule-retirement"),
    path("reading/<str:kind>/", rules.reading, name="thread-reading"),
]
complaint_urls = [
    path("", complaints.manage, name="manage-complaints"),
    path("new/", complaints.enter, name="complaint-enter"),
    path("<uuid:uuid>/", complaints.complaint, name="complaint"),
    path("<uuid:uuid>/note/", complaints.note, name="complaint-note"),
]
urlpatterns = [
    path("talk/<str:kind>/<uuid:uuid>/", talking.talk, name="talk"),
    path("talk/<str:kind>/<uuid:uuid>/state/", writing.thread_state, name="thread-state"),
    path("comments/<uuid:uuid>/", include(comment_urls)),
    path("report/<str:kind>/<uuid:uuid>/", reporting.report, name="report"),
    path("reports/<uuid:uuid>/", reporting.status, name="report-status"),
    path("reports/<uuid:uuid>/withdrawal/", reporting.withdrawal, name="report-withdrawal"),
    path("contributions/<uuid:uuid>/", reporting.own_case, name="own-case"),
    path("contributions/<uuid:uuid>/mending/", reporting.mending, name="own-case-mending"),
    path("contributions/<uuid:uuid>/appeal/", reporting.appeal, name="own-case-appeal"),
    path("rules/", rules.rules, name="rules"),
    path("complaints/", complaints.complain, name="complain"),
    path("complaints/sent/", complaints.sent, name="complaint-sent"),
    path("manage/reports/", include(queue_urls)),
    path("manage/rules/", include(rule_urls)),
    path("manage/complaints/", include(complaint_urls)),
]
