"""Notices, what one follows, letters that did not get through."""

from django.urls import path

from closeknit.journal.views import brought, following, letters, notices

app_name = "journal"

urlpatterns = [
    path("notices/", notices.notices, name="notices"),
    path("notices/read/", notices.read_all, name="notices-read"),
    path("notices/<uuid:uuid>/", notices.follow_notice, name="notice"),
    path("notices/<uuid:uuid>/read/", notices.read_one, name="notice-read"),
    path("notices/choices/", following.choices, name="choices"),
    path("follow/", following.follow_thing, name="follow"),
    path("brought/<str:token>/", brought.brought, name="brought"),
    path("unsubscribe/<str:token>/", letters.unsubscribe, name="unsubscribe"),
    path("manage/mail/", letters.mail, name="mail"),
    path("manage/mail/<uuid:uuid>/retry/", letters.retry, name="mail-retry"),
]
