"""The areas of the place: all of them, one of them, and importing them from a file."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from closeknit.core.errors import Refused
from closeknit.core.http import done, find, only_who_may, show
from closeknit.places import actions, reads, registry
from closeknit.places.forms import AreaFileForm, ColumnsForm
from closeknit.places.models import Area, AreaImport


@require_safe
def areas(request: HttpRequest) -> HttpResponse:
    """All areas in force as a tree, each with its pattern and what is known of it."""
    context = {"tree": reads.area_tree(), "picture": reads.areas_picture()}
    return show(request, "places/areas_page.html", context)


@require_safe
def area(request: HttpRequest, slug: str) -> HttpResponse:
    """One area. One that has ended keeps its page, which leads on to those in its place."""
    shown = find(Area.objects.for_lists(), slug=slug)
    context = {"page": reads.area_page(shown), "area": shown, "sections": registry.sections_of(shown)}
    return show(request, "places/area_page.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@only_who_may("places.import_areas")
def area_imports(request: HttpRequest) -> HttpResponse:
    """A boundary file is sent here; below, what was imported before."""
    form = AreaFileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            kept = actions.keep_area_file(raw=file.read(), file_name=file.name, choices=form.choices)
        except Refused as no:
            form.add_error("file", no.message)
        else:
            return done(request, to=kept)
    past = reads.past_imports()
    status = 422 if request.method == "POST" else 200
    return show(request, "places/area_imports_page.html", {"form": form, "past": past}, status)


@require_http_methods(["GET", "HEAD", "POST"])
@only_who_may("places.import_areas")
def area_import(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """What applying the file would change, and which columns it is read by (POST changes those)."""
    kept = find(AreaImport.objects.filter(applied_at=None), uuid=uuid)
    seen = actions.preview(kept)
    asked = request.POST if request.method == "POST" else None
    form = ColumnsForm(asked, initial=kept.choices, columns=seen.file.columns)
    if form.is_valid():
        kept.choices |= form.cleaned_data
        kept.save(update_fields=["choices"])
        return done(request, to=kept)
    status = 422 if form.is_bound else 200
    return show(request, "places/area_import_page.html", {"kept": kept, "seen": seen, "form": form}, status)


@require_POST
@only_who_may("places.import_areas")
def apply_area_import(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Apply what was shown, and only that."""
    kept = find(AreaImport.objects.filter(applied_at=None), uuid=uuid)
    actions.apply_kept(kept, digest=request.POST.get("digest", ""))
    return done(request, to="places:areas", said=_("The areas are up to date now."))
