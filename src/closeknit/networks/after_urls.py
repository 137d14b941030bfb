"""The addresses of what follows a meeting: minutes, what came of it, what people say of the evening."""

from django.urls import path

from closeknit.networks.views import after, feedback, minutes, output

MEETING = "meetings/<uuid:uuid>/"

urlpatterns = [
    path(MEETING + "after/", after.after, name="after"),
    path(MEETING + "after/priorities/", after.priorities, name="after-priorities"),
    path(MEETING + "after/notes/<uuid:note_uuid>/", after.note, name="after-note"),
    path(MEETING + "after/late/<uuid:note_uuid>/", after.late, name="after-late"),
    path(MEETING + "after/agree/", after.agree, name="after-agree"),
    path(MEETING + "minutes/", minutes.minutes, name="minutes"),
    path(MEETING + "minutes/draft/", minutes.draft, name="minutes-draft"),
    path(MEETING + "minutes/edit/", minutes.edit, name="minutes-edit"),
    path(MEETING + "minutes/approve/", minutes.approve, name="minutes-approve"),
    path(MEETING + "minutes/history/", minutes.history, name="minutes-history"),
    path(MEETING + "output/", output.output, name="output"),
    path(MEETING + "output/publish/", output.publish, name="output-publish"),
    path(MEETING + "output.pdf", output.paper, name="output-pdf"),
    path(MEETING + "feedback/", feedback.summary, name="feedback-summary"),
    path(MEETING + "feedback/code.svg", feedback.square, name="feedback-square"),
    path("evening/thanks/", feedback.thanks, name="feedback-thanks"),
    path("evening/letter/<str:token>/", feedback.by_letter, name="feedback-letter"),
    path("evening/<str:code>/", feedback.by_code, name="feedback"),
]
