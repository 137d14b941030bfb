"""A group's own page, and what hangs on it: a note to the group, a poster, a QR code, a card."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from closeknit.core.http import done, find, person_of, show
from closeknit.core.prepared import PreparedRows
from closeknit.core.rate_limit import limited
from closeknit.directory import actions, reads, sharing
from closeknit.directory.forms import ContactForm
from closeknit.directory.models import Group, Venue
from closeknit.directory.structured_data import group_as_schema_org

PUBLIC = PreparedRows(lambda slug: Group.objects.public().for_page().filter(slug=slug))


@require_safe
def group(request: HttpRequest, slug: str) -> HttpResponse:
    """The page that one is glad to send to a neighbour."""
    page = reads.group_page(_visible_group(request, slug), now=timezone.localtime())
    address = request.build_absolute_uri(page.group.get_absolute_url())
    context = {
        "page": page,
        "group": page.group,
        "structured_data": group_as_schema_org(page, address),
        "page_address": address,
    }
    return show(request, "directory/group_page.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@limited("contact", per_minute=5, per_hour=20)
def write(request: HttpRequest, slug: str) -> HttpResponse:
    """A form to write to the group; the hub sends it on, so that no address is shown."""
    addressee = find(Group.objects.visible_to(person_of(request)).reachable(), slug=slug)
    form = ContactForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if not form.looks_like_a_robot:
            actions.write_to_group(group=addressee, **form.message)
        return done(request, to=reverse("directory:written", args=[slug]))
    status = 422 if request.method == "POST" else 200
    context = {
        "group": addressee,
        "form": form,
        "here": _("Write to them"),
        "crumbs": [(addressee.get_absolute_url(), addressee.name)],
    }
    return show(request, "directory/contact_page.html", context, status)


@require_safe
def written(request: HttpRequest, slug: str) -> HttpResponse:
    """What happens now with a note that was sent."""
    addressee = _visible_group(request, slug)
    return show(request, "directory/contact_done_page.html", {"group": addressee})


@require_safe
def poster(request: HttpRequest, slug: str) -> HttpResponse:
    """A sheet of A4 to print and pin up, with a QR code that leads to the page."""
    page = reads.group_page(_visible_group(request, slug), now=timezone.localtime())
    address = request.build_absolute_uri(page.group.get_absolute_url())
    context = {"page": page, "group": page.group, "page_address": address}
    return show(request, "directory/poster_page.html", context)


@require_safe
def qr_code(request: HttpRequest, slug: str) -> HttpResponse:
    """The QR code of the group's page, as SVG."""
    shown = _visible_group(request, slug)
    svg = sharing.qr_svg(request.build_absolute_uri(shown.get_absolute_url()))
    return HttpResponse(svg, content_type="image/svg+xml")


@require_safe
def card(request: HttpRequest, slug: str) -> HttpResponse:
    """The picture that goes with the link on social media: PNG, 1200 × 630."""
    shown = _visible_group(request, slug)
    title = _("Asleep for now") if shown.state == "dormant" else shown.get_kind_display()
    png = sharing.card_png(name=shown.name, summary=shown.summary, above=str(title))
    return HttpResponse(png, content_type="image/png")


@require_safe
def venue(request: HttpRequest, slug: str) -> HttpResponse:
    """A place and what happens in it. One that must not be told is not to be found."""
    place = find(Venue.objects.public().select_related("point"), slug=slug)
    context = {
        "venue": place,
        "place": reads.venue_place(place),
        "access": reads.access_labels(place.access),
        "happening": reads.services_at(place),
        "crumbs": [(reverse("places:areas"), _("Places"))],
    }
    return show(request, "directory/venue_page.html", context)


def _visible_group(request: HttpRequest, slug: str) -> Group:
    """What is public is everybody's, whoever asks; only for the rest is asked who they are."""
    for group in PUBLIC(slug):
        return group
    return find(Group.objects.visible_to(person_of(request)).for_page(), slug=slug)
