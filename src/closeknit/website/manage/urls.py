"""The addresses of what is looked after here, part of the website's."""

from django.urls import path

from closeknit.website.manage import views

urlpatterns = [
    path("", views.menu, name="manage"),
    path("hub/", views.hub, name="manage-hub"),
    path("themes/", views.themes, name="manage-themes"),
    path("themes/<uuid:uuid>/", views.theme, name="manage-theme"),
    path("themes/<uuid:uuid>/removal/", views.theme_removal, name="manage-theme-removal"),
]
