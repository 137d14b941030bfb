"""The addresses of my page, part of the website's."""

from django.urls import path

from closeknit.website.my import views

urlpatterns = [
    path("", views.my_page, name="my"),
    path("contributions/", views.my_contributions, name="my-contributions"),
]
