"""A promise's own page, making one, and taking one over."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from closeknit.accounts import with_help
from closeknit.commitments import actions, history, letters
from closeknit.commitments.forms import OF_THE_COUNCIL, PromiseForm
from closeknit.commitments.models import Ask, Step, Undertaking
from closeknit.commitments.sources import fetch, source_of, sources
from closeknit.conversation import sandbox
from closeknit.conversation.subjects import voices_of
from closeknit.core.http import done, find, person_of, show, signed_in
from closeknit.core.policy import may, require
from closeknit.core.rate_limit import limited
from closeknit.journal.things import found_by_form, key_of, kinds, label_of


@require_safe
def promise(request: HttpRequest, uuid: Any) -> HttpResponse:
    """What was promised, how it stands, and all that happened to it."""
    person = person_of(request)
    row = find(Undertaking.objects.visible_to(person).select_related("owner", "author", "offer"), uuid=uuid)
    context = {
        "page": history.whole(row, person),
        "row": row,
        "crumbs": [(reverse("commitments:promises"), _("Promises"))],
    }
    return show(request, "commitments/promise_page.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
@limited("promise", per_minute=10, per_hour=60)
def new(request: HttpRequest) -> HttpResponse:
    """Promise something: to an ask, or at a place such as a meeting."""
    person = person_of(request)
    ask, place = _wanted(request, person)
    require(person, "commitments.undertake", place)
    if ask is not None:
        require(person, "commitments.answer_ask", ask)
    form = _form(request, person, ask, place)
    if request.method == "POST" and form.is_valid() and (made := _made(form, person, place, ask)):
        return done(request, to=made, said=_("Your promise is written down"))
    context = {
        "form": form,
        "ask": ask,
        "about": label_of(place),
        "crumbs": _crumbs(ask, place),
        "here": _("Promise something"),
    }
    return show(request, "commitments/promise_new_page.html", context, 422 if request.method == "POST" else 200)


def _made(form: PromiseForm, person: Any, place: Any, ask: Ask | None) -> Undertaking | None:
    """The promise, or None if whoever is new has written enough for today."""
    hands = with_help.hands_of(person, form)
    try:
        return actions.undertake(by=hands.author, helper=hands.helper, from_=place, ask=ask, **form.promise)
    except sandbox.DayIsFull as full:
        form.add_error("text", full.message)
        return None


def _wanted(request: HttpRequest, person: Any) -> tuple[Ask | None, Any]:
    """The ask that is answered so, and where the promise is made; 404 without either."""
    if asked := request.GET.get("ask"):
        ask = find(Ask.objects.visible_to(person), uuid=asked)
        return ask, fetch(ask.about_kind, ask.about_id)
    return None, place_named(request.GET.get("from", ""), person)


def place_named(words: str, person: Any) -> Any:
    """A thing about which something may be asked or promised, and of which this person may read."""
    place = found_by_form(person, words)
    if key_of(place)[0] not in sources() or kinds()[key_of(place)[0]].is_discreet(place):
        raise Http404
    return find(source_of(place).shown_to(person), pk=place.pk)


def _form(request: HttpRequest, person: Any, ask: Ask | None, place: Any) -> PromiseForm:
    for_council = may(person, "commitments.undertake_for_council", place)
    voices = [*voices_of(person), *([OF_THE_COUNCIL] if for_council else [])]
    initial = {}
    if ask is not None and ask.is_to_council and for_council:
        initial["voice"] = "council:0"
    elif ask is not None and ask.asked_id:
        initial["voice"] = f"{ask.asked_kind}:{ask.asked_id}"
    form = PromiseForm(
        request.POST or None,
        voices=voices,
        initial=initial,
        may_enter=ask is None and may(person, "commitments.enter_for_others", place),
        is_answer=ask is not None,
    )
    with_help.ask(form, person)
    return form


def _crumbs(ask: Ask | None, place: Any) -> list[tuple[str, str]]:
    if ask is not None:
        return [(reverse("commitments:asks"), _("Asks")), (ask.get_absolute_url(), _("What was asked"))]
    return [(kinds()[key_of(place)[0]].address(place), label_of(place))]


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
@limited("take over", per_minute=10, per_hour=60)
def take_over(request: HttpRequest, token: str) -> HttpResponse:
    """Say yes to taking a promise over, by the link in a letter."""
    person = person_of(request)
    offers = Step.objects.filter(to=actions.Move.OFFERED, person=None).select_related("undertaking", "by")
    offer = find(offers, uuid=letters.uuid_in(token, letters.OFFER))
    row = find(Undertaking.objects.visible_to(person).select_related("owner", "author"), pk=offer.undertaking_id)
    if request.method == "POST":
        actions.take_over(offer, by=person)
        return done(request, to=row, said=_("It is yours now. Thank you."))
    stands = row.is_open and row.offer_id == offer.pk and row.owner_id != person.pk
    context = {"offer": offer, "row": row, "page": history.whole(row, person), "stands": stands}
    return show(request, "commitments/take_over_page.html", context)
