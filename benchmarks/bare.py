"""The ceiling for pages: a bare Django, no middleware, one view that returns a constant."""

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.http import HttpRequest, HttpResponse
from django.urls import path

settings.configure(
    SECRET_KEY="a bare view signs nothing",
    ALLOWED_HOSTS=["*"],
    ROOT_URLCONF=__name__,
    MIDDLEWARE=[],
    LOGGING_CONFIG=None,
)
BODY = b"<!doctype html><title>A constant</title>" + b"<p>Nothing else is on this page." * 300


def constant(_request: HttpRequest) -> HttpResponse:
    return HttpResponse(BODY)


urlpatterns = [path("", constant)]
application = get_wsgi_application()
