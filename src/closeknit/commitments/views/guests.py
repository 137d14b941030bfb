"""What a guest asked, by the link in their letter: confirm it, see what came of it, say what they think of it."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from closeknit.commitments import actions, history, letters
from closeknit.commitments.forms import StepForm
from closeknit.commitments.models import Ask
from closeknit.commitments.vocabulary import AskState, Move, Sight
from closeknit.core.http import done, find, person_of, show
from closeknit.core.rate_limit import limited
from closeknit.journal import contributions


@require_http_methods(["GET", "HEAD", "POST"])
@limited("guest ask", per_minute=10, per_hour=60)
def guest_ask(request: HttpRequest, token: str) -> HttpResponse:
    """Whoever has the letter is who asked."""
    row = find(Ask.objects.filter(author=None).exclude(guest_email=""), uuid=letters.uuid_in(token, letters.GUEST))
    move = Move.WITHDRAWN if request.POST.get("do") == "withdraw" else Move.VERDICT
    form = StepForm(request.POST or None, move=move, row=row)
    if request.method == "POST" and row.state == AskState.UNCONFIRMED:
        actions.confirm_ask(row)
        return done(request, to=letters.guest_address(row), said=_confirmed(row))
    if request.method == "POST" and form.is_valid():
        actions.step(row, move, by=None, **form.told)
        return done(request, to=letters.guest_address(row), said=_("It is written down"))
    context = {
        "row": row,
        "form": form,
        "one": contributions.by_link(contributions.link_to("commitments.ask", row.pk).split("/")[-2]),
        "page": history.whole(row, person_of(request)) if row.state != AskState.UNCONFIRMED else None,
        "can_judge": row.state == AskState.ANSWERED,
        "is_public": Ask.objects.visible_to(None).filter(pk=row.pk).exists(),
    }
    return show(request, "commitments/guest_ask_page.html", context, 422 if request.method == "POST" else 200)


def _confirmed(row: Ask) -> str:
    if row.sight == Sight.WAITING:
        return _("Thank you. A moderator reads it first, then it is shown.")
    return _("Thank you. It is asked now.")
