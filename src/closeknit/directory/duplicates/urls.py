from django.urls import path

from closeknit.directory.duplicates import views

group_urls = [
    path("same/", views.same, name="same"),
    path("same/thanks/", views.same_said, name="same-said"),
]

manage_urls = [
    path("", views.duplicates, name="duplicates"),
    path("<uuid:uuid>/", views.duplicate, name="duplicate"),
    path("<uuid:uuid>/dismissal/", views.dismissal, name="duplicate-dismissal"),
    path("merges/<uuid:uuid>/parting/", views.parting, name="merge-parting"),
]
