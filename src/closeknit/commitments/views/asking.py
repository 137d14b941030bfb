"""An ask's own page, and asking."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from closeknit.accounts import with_help
from closeknit.accounts.with_help import Hands
from closeknit.commitments import actions, history
from closeknit.commitments.forms import AskForm
from closeknit.commitments.models import Ask
from closeknit.commitments.sides import officers_of, stewards_of
from closeknit.commitments.sources import GROUP, source_of
from closeknit.commitments.views.promising import place_named
from closeknit.commitments.vocabulary import Sight
from closeknit.conversation import sandbox
from closeknit.conversation.subjects import voices_of
from closeknit.core.errors import Refused
from closeknit.core.http import done, find, go, person_of, show, signed_in
from closeknit.core.policy import may
from closeknit.core.rate_limit import limited
from closeknit.journal.things import key_of, kinds, label_of


@require_safe
def ask(request: HttpRequest, uuid: Any) -> HttpResponse:
    """What was asked, what came of it, and what whoever asked says of it."""
    person = person_of(request)
    row = find(Ask.objects.visible_to(person).select_related("author", "asked_person"), uuid=uuid)
    context = {
        "page": history.whole(row, person),
        "row": row,
        "may_answer": row.state != "withdrawn" and may(person, "commitments.answer_ask", row),
        "crumbs": [(reverse("commitments:asks"), _("Asks"))],
    }
    return show(request, "commitments/ask_page.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@limited("ask", per_minute=5, per_hour=30)
def new(request: HttpRequest) -> HttpResponse:
    """Ask the council or a group for something, about a thing."""
    person = person_of(request)
    place = place_named(request.GET.get("about", ""), person)
    if not may(person, "commitments.ask", place):
        return _sign_in_first(request)
    form = AskForm(
        request.POST or None,
        voices=voices_of(person),
        recipients=_recipients(place),
        is_known=person is not None,
    )
    with_help.ask(form, person)
    if request.method == "POST" and form.is_valid() and (made := _made(form, person, place)):
        if person is None:
            return done(request, to="commitments:ask-sent")
        waits = made.sight == Sight.WAITING
        said = _("A moderator reads it first. You will hear from us.") if waits else _("It is asked")
        return done(request, to=made, said=said)
    return _ask_page(request, form, place)


def _ask_page(request: HttpRequest, form: AskForm, place: Any) -> HttpResponse:
    context = {
        "form": form,
        "about": label_of(place),
        "is_guest": person_of(request) is None,
        "crumbs": [(kinds()[key_of(place)[0]].address(place), label_of(place))],
        "here": _("Ask for something"),
    }
    return show(request, "commitments/ask_new_page.html", context, 422 if request.method == "POST" else 200)


@signed_in
def _sign_in_first(request: HttpRequest) -> HttpResponse:
    return go(request, request.get_full_path())


def _recipients(place: Any) -> list[tuple[str, str]]:
    """Those who have somebody to answer."""
    kind, number = key_of(place)
    found = [("group", label_of(place))] if kind == GROUP and stewards_of(number) else []
    if officers_of(source_of(place).areas(place)):
        found.append((actions.COUNCIL, _("The council")))
    if not found:
        raise Refused(_("Nobody answers here yet, for this group or for the council. Ask the people who run the hub."))
    return found


def _made(form: AskForm, person: Any, place: Any) -> Ask | None:
    """The ask, or None if whoever is new has written enough for today."""
    hands = with_help.hands_of(person, form) if person else Hands(None)
    to = place if form.cleaned_data["to"] == "group" else actions.COUNCIL
    told = {**form.said, **form.guest, "about": place, "to": to, "speaking_as": form.group}
    try:
        return actions.ask(by=hands.author, helper=hands.helper, **told)
    except sandbox.DayIsFull as full:
        form.add_error("text", full.message)
        return None


@require_safe
def sent(request: HttpRequest) -> HttpResponse:
    """What a guest does now: look into their letters."""
    return show(request, "commitments/ask_sent_page.html")
