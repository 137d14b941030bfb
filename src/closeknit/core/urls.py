"""Addresses that every hub has: for machines, for browsers, and for those who build it."""

from django.urls import path

from closeknit.core import outdoors, styleguide, views

app_name = "core"

urlpatterns = [
    path("healthz", views.healthz, name="healthz"),
    path(".well-known/security.txt", views.security_txt, name="security-txt"),
    path("offline/", views.offline, name="offline"),
    path("sw.js", outdoors.service_worker, name="service-worker"),
    path("manifest.webmanifest", outdoors.manifest, name="manifest"),
    path("styleguide/", styleguide.styleguide, name="styleguide"),
]
