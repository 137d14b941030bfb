"""The addresses of the set-up, part of the website's."""

from django.urls import path

from closeknit.website.setup import views

urlpatterns = [
    path("", views.overview, name="set-up"),
    path("administrator/", views.administrator, name="set-up-administrator"),
    path("place/", views.place, name="set-up-place"),
    path("themes/", views.themes, name="set-up-themes"),
    path("people/", views.people, name="set-up-people"),
    path("mail/", views.mail, name="set-up-mail"),
    path("mail/letter/", views.mail_letter, name="set-up-mail-letter"),
    path("list/", views.first_list, name="set-up-list"),
    path("opening/", views.opening, name="set-up-opening"),
    path("later/<slug:name>/", views.later, name="set-up-later"),
]
