"""What came of a meeting: for everybody, on a page and on paper; and publishing it."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from closeknit.core.http import done, find, person_of, show, signed_in
from closeknit.core.policy import may
from closeknit.core.rate_limit import limited
from closeknit.networks import output_document, output_reads
from closeknit.networks.actions import output as act
from closeknit.networks.models import Minutes
from closeknit.networks.views.after import trail
from closeknit.networks.views.meetings import meeting_run
from closeknit.networks.views.minutes import minutes_of, number_in


@require_safe
def output(request: HttpRequest, uuid: Any) -> HttpResponse:
    """Who was there, what comes first, what was said, who does what by when, what happens next."""
    person, row = person_of(request), _published(request, uuid)
    context = {
        "page": output_reads.output_page(row, person),
        "minutes": row,
        "meeting": row.meeting,
        "network": row.meeting.network,
        "may_run": may(person, "networks.run", row.meeting.network),
        "crumbs": trail(row.meeting),
    }
    return show(request, "networks/output_page.html", context)


@require_safe
@limited("output on paper", per_minute=30, methods=("GET",))
def paper(request: HttpRequest, uuid: Any) -> HttpResponse:
    """The same as a PDF, as everybody may read it."""
    row = _published(request, uuid)
    made = output_document.output_pdf(row)
    name = f"{row.meeting.series.slug}.pdf"
    return HttpResponse(
        made, content_type="application/pdf", headers={"Content-Disposition": f'inline; filename="{name}"'}
    )


@require_POST
@signed_in
def publish(request: HttpRequest, uuid: Any) -> HttpResponse:
    """For everybody from now on; the letters leave in five minutes."""
    meeting = meeting_run(request, uuid)
    made = act.publish_output(minutes_of(meeting), by=person_of(request), number=number_in(request, "number"))
    return done(request, to=made, said=_("It is published. The letters leave in five minutes."))


def _published(request: HttpRequest, uuid: Any) -> Minutes:
    """404 for what is not published, also for those who run it: they have their own page."""
    rows = Minutes.objects.visible_to(person_of(request)).filter(state="published").for_pages()
    return find(rows, meeting__uuid=uuid)
