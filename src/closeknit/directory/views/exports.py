"""Taking groups out: what anyone may see for everyone, everything for the hub's administrator."""

from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import condition, require_safe

from closeknit.accounts.reading import count_records
from closeknit.core.http import only_who_may, person_of, show
from closeknit.core.rate_limit import limited
from closeknit.directory.dialect.audience import Audience
from closeknit.directory.exporting.files import FORMATS, export
from closeknit.directory.exporting.reading import groups_for
from closeknit.directory.models import Group
from closeknit.places import versions

ENDINGS = {known.ending: name for name, known in FORMATS.items()}


def _edition(_request: HttpRequest, ending: str) -> str:
    return f'"groups-{versions.current()}-{ending}"'


@require_safe
@condition(etag_func=_edition)
@limited("export", per_minute=10, per_hour=60, methods=("GET", "HEAD"))
def groups_file(request: HttpRequest, ending: str) -> HttpResponseBase:
    """All public groups, as open data: any site may read it."""
    response = _file(ending, Audience.PUBLIC)
    response["Access-Control-Allow-Origin"] = "*"
    return response


@require_safe
@only_who_may("directory.export_everything")
def everything(request: HttpRequest, ending: str) -> HttpResponseBase:
    """All groups with all fields, which come in again to the same state."""
    with_address = groups_for(Audience.ADMIN).exclude(contact_email="").count()
    count_records(person_of(request), "directory.everything", with_address)
    response = _file(ending, Audience.ADMIN)
    response["Cache-Control"] = "private, no-store"
    return response


@require_safe
@only_who_may("directory.export_everything")
def exports(request: HttpRequest) -> HttpResponse:
    """The files that can be had."""
    context = {
        "for_everyone": [(reverse(f"directory:export-{ending}"), ending.upper()) for ending in ENDINGS],
        "with_everything": [(reverse(f"directory:everything-{ending}"), ending.upper()) for ending in ENDINGS],
        "all": Group.objects.count(),
        "public": Group.objects.public().count(),
    }
    return show(request, "directory/exports/exports_page.html", context)


def _file(ending: str, audience: Audience) -> HttpResponseBase:
    name = ENDINGS[ending]
    response = StreamingHttpResponse(export(name, audience), content_type=FORMATS[name].content_type)
    whole = "everything" if audience is Audience.ADMIN else "groups"
    file_name = f"{whole}-{timezone.localdate().isoformat()}.{ending}"
    response["Content-Disposition"] = content_disposition_header(True, file_name)
    return response
