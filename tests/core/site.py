"""A few pages of no room, in front of the real site, to try what the core does to every page."""

from django.http import HttpResponse, StreamingHttpResponse
from django.middleware.csrf import get_token
from django.urls import include, path
from django.views.decorators.cache import cache_control, never_cache
from django.views.decorators.http import require_safe

from closeknit.core.errors import Refused, TooMany, Unavailable
from closeknit.core.http import done, person_of, show, signed_in
from closeknit.core.middleware import embeddable
from closeknit.core.rate_limit import limited

TEXT = "<p>Singers sing.</p>" * 100
made = []  # one entry for each time a view was asked


@require_safe
def page(request):
    made.append(request.get_full_path())
    return HttpResponse(TEXT)


def greeting(request):
    made.append("greeting")
    person = person_of(request)
    return HttpResponse(f"<p>Hello {person.name if person else 'visitor'}</p>")


def form(request):
    made.append("form")
    return HttpResponse(f"<form>{get_token(request)}</form>")


@never_cache
def fresh(request):
    made.append("fresh")
    return HttpResponse("now")


@cache_control(max_age=60, public=True)
def tile(request):
    made.append("tile")
    return HttpResponse(b"\x1a" * 600, content_type="application/vnd.mapbox-vector-tile")


def stream(request):
    return StreamingHttpResponse(["a", "b"])


def by_language(request):
    return HttpResponse("hi", headers={"Vary": "X-Mood"})


def refused(request):
    raise Refused("The round has closed.")


def unavailable(request):
    raise Unavailable("The calendar does not answer.")


def too_many(request):
    raise TooMany("Slowly, please.", retry_after=7)


def crash(request):
    raise RuntimeError("a bug with CANARY-secret inside")


@embeddable
def embed(request):
    return HttpResponse(TEXT)


@limited("knocking", per_minute=2)
def knock(request):
    return HttpResponse("come in")


@signed_in
def mine(request):
    return HttpResponse(f"<p>{person_of(request).name}</p>")


def change(request):
    return done(request, to="/t/page/", part="core/_notice.html", context={"heading": "Kept"}, said="Kept it.")


def change_without_part(request):
    return done(request, to="/t/page/")


def shown(request):
    return show(request, "core/_notice.html", {"heading": "Shown"})


urlpatterns = [
    path("t/page/", page),
    path("t/greeting/", greeting),
    path("t/form/", form),
    path("t/fresh/", fresh),
    path("t/tile/", tile),
    path("t/stream/", stream),
    path("t/by-language/", by_language),
    path("t/refused/", refused),
    path("t/unavailable/", unavailable),
    path("t/too-many/", too_many),
    path("t/crash/", crash),
    path("t/embed/", embed),
    path("t/knock/", knock),
    path("t/mine/", mine),
    path("t/change/", change),
    path("t/change-without-part/", change_without_part),
    path("t/shown/", shown),
    path("", include("closeknit.config.urls")),
]
handler400 = "closeknit.core.views.bad_request"
handler403 = "closeknit.core.views.forbidden"
handler404 = "closeknit.core.views.not_found"
handler500 = "closeknit.core.views.server_error"
