"""The addresses of the place."""

from django.urls import path

from closeknit.places import views

app_name = "places"

urlpatterns = [
    path("areas/", views.areas, name="areas"),
    path("areas/<slug:slug>/", views.area, name="area"),
    path("manage/areas/import/", views.area_imports, name="area-imports"),
    path("manage/areas/import/<uuid:uuid>/", views.area_import, name="area-import"),
    path("manage/areas/import/<uuid:uuid>/apply/", views.apply_area_import, name="area-import-apply"),
]
