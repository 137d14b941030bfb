"""Bringing groups in from a list, for the hub's administrator."""

from pathlib import PurePosixPath
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from closeknit.core.errors import Spoken
from closeknit.core.fetch import fetch
from closeknit.core.http import done, find, only_who_may, person_of, show, wants_part
from closeknit.directory.importing import jobs, reads, runs, undoing
from closeknit.directory.importing.forms import ColumnsForm, FileForm, initial_of, samples
from closeknit.directory.importing.options import Options
from closeknit.directory.models import ImportFile, ImportRow, ImportRun

who_imports = only_who_may("directory.import_groups")


@require_safe
@who_imports
def imports(request: HttpRequest) -> HttpResponse:
    """All imports, and what became of them."""
    return show(request, "directory/imports/imports_page.html", {"past": reads.past_runs()})


@require_http_methods(["GET", "HEAD", "POST"])
@who_imports
def new_import(request: HttpRequest) -> HttpResponse:
    """A list is sent here, or fetched."""
    form = FileForm(*((request.POST, request.FILES) if request.method == "POST" else ()))
    if form.is_valid():
        try:
            content, name = _content(form.cleaned_data)
            run = runs.receive(content, name=name, source=form.cleaned_data["source"], by=person_of(request))
        except Spoken as no:
            form.add_error("address" if form.cleaned_data["address"] else "file", no.message)
        else:
            return done(request, to=reverse("directory:import-columns", args=[run.uuid]))
    return show(request, "directory/imports/new_page.html", {"form": form}, 422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@who_imports
def columns(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """What each column holds: our guess, for correction. Then the file is read."""
    run = _run(uuid)
    form = ColumnsForm(run, request.POST if request.method == "POST" else None, initial=initial_of(run))
    if form.is_valid():
        runs.choose(run, mapping=form.mapping, options=form.options, source=form.cleaned_data["source"])
        runs.start_staging(run)
        content = ImportFile.objects.filter(run=run).values_list("content", flat=True).first() or b""
        jobs.begin(jobs.stage_import, run, at_once=len(content) <= jobs.SMALL_FILE)
        return done(request, to=_page_of(run))
    opened = runs.look_into(runs.uploaded(run), file_format=run.file_format, options=Options.from_json(run.options))
    shown = zip(form.column_fields, samples(run, opened.sample), strict=True)
    context = {"run": run, "form": form, "columns": list(shown)}
    return show(request, "directory/imports/columns_page.html", context, 422 if form.errors else 200)


@require_safe
@who_imports
def import_run(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """One import: what it would do, is doing, or did, row by row. htmx asks for its progress alone."""
    run = _run(uuid)
    page = reads.run_page(
        run, outcome=request.GET.get("outcome", ""), page=request.GET.get("page", ""), now=timezone.now()
    )
    context = {"page": page, "run": run}
    if not wants_part(request):
        return show(request, "directory/imports/import_page.html", context)
    if page.is_busy and not page.is_silent:
        return show(request, "directory/imports/_progress.html", context)
    return HttpResponse(headers={"HX-Refresh": "true"})


@require_POST
@who_imports
def application(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Bring the staged rows in, or go on where it was stopped."""
    run = _run(uuid)
    if run.state == ImportRun.State.STAGING:  # its worker died while it read
        jobs.begin(jobs.stage_import, run, at_once=False)
    elif run.state == ImportRun.State.UNDOING:
        undoing.begin(run)
        jobs.begin(jobs.undo_import, run, at_once=False)
    else:
        rows = run.rows
        runs.start_applying(run)
        jobs.begin(jobs.apply_import, run, at_once=rows <= jobs.FEW_ROWS)
    return done(request, to=_page_of(run))


@require_POST
@who_imports
def stop(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Stop after the rows that are being written just now."""
    run = _run(uuid)
    runs.stop(run)
    return done(request, to=_page_of(run), said=_("Stopped. What is in stays until you undo it."))


@require_POST
@who_imports
def undoing_of(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Take the import back."""
    run = _run(uuid)
    undoing.begin(run, by=person_of(request))
    jobs.begin(jobs.undo_import, run, at_once=run.created + run.updated <= jobs.FEW_ROWS)
    return done(request, to=_page_of(run))


@require_POST
@who_imports
def removal(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Throw away an import that has changed nothing."""
    runs.throw_away(_run(uuid))
    return done(request, to="directory:imports", said=_("Thrown away. Nothing was changed."))


@require_POST
@who_imports
def decision(request: HttpRequest, uuid: UUID, number: int) -> HttpResponse:
    """The same group as one we have, or another."""
    run = _run(uuid)
    row = find(ImportRow.objects.filter(run=run), number=number)
    said = request.POST.get("decision", "")
    if said not in ImportRow.Decision.values:
        raise Http404
    runs.decide(run, row, said)
    return done(request, to=f"{_page_of(run)}?outcome=held")


@require_safe
@who_imports
def held_rows(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The held rows, to mend in a spreadsheet and send again."""
    run = _run(uuid)
    response = StreamingHttpResponse(reads.held_rows_file(run), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = content_disposition_header(True, f"{run.source}-held.csv")
    response["Cache-Control"] = "private, no-store"
    return response


def _run(uuid: UUID) -> ImportRun:
    return find(ImportRun.objects.all(), uuid=uuid)


def _page_of(run: ImportRun) -> str:
    return reverse("directory:import", args=[run.uuid])


def _content(told: dict[str, Any]) -> tuple[bytes, str]:
    """The bytes of the list and its name, from the form or from the web."""
    if told["file"]:
        return told["file"].read(), told["file"].name
    fetched = fetch(told["address"])
    return fetched.body, PurePosixPath(urlsplit(fetched.address).path).name or "list"
