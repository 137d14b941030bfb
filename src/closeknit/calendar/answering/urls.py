"""The addresses of answers, part of the calendar's."""

from django.urls import path

from closeknit.calendar.views import answers, answers_managing

DATE = "events/<slug:slug>/<str:original>"

urlpatterns = [
    path("answers/sent/", answers.sent, name="answer-sent"),
    path("answers/gone/", answers.gone, name="answer-gone"),
    path("answers/<str:token>/", answers.own, name="own-answer"),
    path("my/dates/", answers.my_dates, name="my-dates"),
    path(f"{DATE}/answer/", answers.answer, name="answer"),
    path(f"{DATE}/answer/back/", answers.take_back, name="answer-back"),
    path(f"{DATE}/answers/", answers_managing.answers, name="answers"),
    path(f"{DATE}/answers/new/", answers_managing.entry, name="answers-entry"),
    path(f"{DATE}/answers/print/", answers_managing.sheet, name="answers-sheet"),
    path(f"{DATE}/answers/needs/", answers_managing.needs, name="answers-needs"),
    path(f"{DATE}/answers/<uuid:uuid>/", answers_managing.one, name="answers-one"),
    path(f"{DATE}/attendance/", answers_managing.attendance, name="attendance"),
    path(f"{DATE}/attendance/<uuid:uuid>/", answers_managing.was_not_there, name="was-not-there"),
]
