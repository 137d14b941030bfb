"""The next step of an ask or a promise: one small form each."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from closeknit.commitments import actions, taking, wording
from closeknit.commitments.forms import StepForm
from closeknit.commitments.models import Ask, Undertaking
from closeknit.commitments.vocabulary import Move
from closeknit.core.errors import NotForYou, Refused
from closeknit.core.http import done, find, person_of, show, signed_in
from closeknit.core.rate_limit import limited


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
@limited("step", per_minute=20, per_hour=200)
def of_promise(request: HttpRequest, uuid: Any, move: str) -> HttpResponse:
    """Say what became of a promise."""
    rows = Undertaking.objects.visible_to(person_of(request)).select_related("owner", "author", "offer")
    return _step(request, find(rows, uuid=uuid), move)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
@limited("step", per_minute=20, per_hour=200)
def of_ask(request: HttpRequest, uuid: Any, move: str) -> HttpResponse:
    """Answer an ask, or say what one thinks of the answer."""
    rows = Ask.objects.visible_to(person_of(request)).select_related("author", "asked_person")
    return _step(request, find(rows, uuid=uuid), move)


def _step(request: HttpRequest, row: Any, named: str) -> HttpResponse:
    person, move = person_of(request), _move(named)
    _require(person, row, move)
    form = StepForm(request.POST or None, move=move, row=row)
    if request.method == "POST" and form.is_valid():
        _take(row, move, form, person)
        return done(request, to=row, said=_("It is written down"))
    is_ask = isinstance(row, Ask)
    above = (reverse("commitments:asks"), _("Asks")) if is_ask else (reverse("commitments:promises"), _("Promises"))
    here = dict(taking.all_moves(row))[move]
    context = {
        "form": form,
        "row": row,
        "title": wording.title_of(row),
        "here": here,
        "crumbs": [above, (row.get_absolute_url(), _("What was asked") if is_ask else _("What was promised"))],
    }
    return show(request, "commitments/step_page.html", context, 422 if request.method == "POST" else 200)


def _move(named: str) -> Move:
    if named not in Move.values:
        raise Http404
    return Move(named)


def _require(person: Any, row: Any, move: Move) -> None:
    """404 for no step of such a thing, 403 for somebody else's, 409 for one that the state does not allow."""
    if move not in dict(taking.all_moves(row)):
        raise Http404
    if not taking.may_ever_take(person, row, move):
        raise NotForYou(_("This step is somebody else’s to take."))
    if not taking.may_take(person, row, move):
        raise Refused(_("This has changed meanwhile. Look at it again."))


def _take(row: Any, move: Move, form: StepForm, person: Any) -> None:
    told = form.told
    if move == Move.OFFERED:
        email = form.cleaned_data["email"]
        actions.offer_to(row, email=email, by=person, why=told["why"], client_id=told["client_id"])
    else:
        actions.step(row, move, by=person, **told)
