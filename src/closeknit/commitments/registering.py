"""What this room tells those below: what waits for whom, what officers look after, what help can write."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from closeknit.accounts import with_help
from closeknit.commitments import sections, wording
from closeknit.commitments.actions import asking, stepping, undertaking
from closeknit.commitments.models import Ask, Undertaking
from closeknit.commitments.sources import GROUP
from closeknit.commitments.vocabulary import AskState, Sight
from closeknit.core import manage_menu, thing_sections
from closeknit.core.prepared import PreparedRows
from closeknit.journal import waiting
from closeknit.journal.waiting import Waiting


def register() -> None:
    """Called once, in ``AppConfig.ready()``."""
    manage_menu.entry(
        gettext_lazy("Asked of the council, and promised"),
        "commitments:council",
        "commitments.see_council_work",
        words=gettext_lazy("What residents wait for, the nearest day first."),
        count=lambda person: (
            Ask.objects.answered_by(person).listed_for(person).open().filter(is_to_council=True).count()
        ),
    )
    with_help.act_kind(
        asking.KIND,
        words=gettext_lazy("Something asked about %(name)s"),
        things=Ask.objects.all(),
        undo=lambda number: stepping.take_back_helped(Ask.objects.filter(pk=number).first()),
    )
    with_help.act_kind(
        undertaking.KIND,
        words=gettext_lazy("A promise about %(name)s"),
        things=Undertaking.objects.all(),
        undo=lambda number: stepping.take_back_helped(Undertaking.objects.filter(pk=number).first()),
    )
    waiting.register("commitments.answers", _answers)
    waiting.register("commitments.offers", _offers)
    waiting.register("commitments.verdicts", _verdicts)
    thing_sections.register_thing_section("commitments", sections.draw)


def _answers(person: Any) -> Iterable[Waiting]:
    """What is asked of the person, and of the groups they look after. What the council is asked has a list."""
    asks = Ask.objects.answered_by(person).open().filter(sight=Sight.SHOWN, is_to_council=False)
    for ask in asks.order_by("created_at", "id"):
        words = _("Somebody waits for an answer: %(words)s") % {"words": wording.title_of(ask)}
        group = ask.asked_id if ask.asked_kind == GROUP else None
        yield Waiting(words, ask.get_absolute_url(), ask.created_at, group)


def _offers(person: Any) -> Iterable[Waiting]:
    for row in OFFERED_TO(person.pk):
        words = _("Can you take this over? %(words)s") % {"words": wording.title_of(row)}
        yield Waiting(words, row.get_absolute_url(), row.offer.at if row.offer else row.created_at)


def _verdicts(person: Any) -> Iterable[Waiting]:
    for ask in WITHOUT_VERDICT_OF(person.pk):
        words = _("Did it answer you? %(words)s") % {"words": wording.title_of(ask)}
        yield Waiting(words, ask.get_absolute_url(), ask.created_at)


OFFERED_TO = PreparedRows(lambda pk: Undertaking.objects.open().filter(offer__person=pk).select_related("offer"))
WITHOUT_VERDICT_OF = PreparedRows(
    lambda pk: Ask.objects.filter(author=pk, state=AskState.ANSWERED, verdict="", sight=Sight.SHOWN)
)
