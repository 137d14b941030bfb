"""What this room tells those below: where to look after things, what waits for whom."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from closeknit.accounts import with_help
from closeknit.conversation.actions import moderating, talking
from closeknit.conversation.contributions import contributions
from closeknit.conversation.models import Case, Comment, Complaint, Report
from closeknit.conversation.vocabulary import CaseState
from closeknit.core import manage_menu
from closeknit.core.prepared import PreparedRows
from closeknit.journal import waiting
from closeknit.journal.waiting import Waiting


def register() -> None:
    """Called once, in ``AppConfig.ready()``."""
    manage_menu.entry(
        gettext_lazy("Reports"),
        "conversation:cases",
        "conversation.see_reports",
        words=gettext_lazy("What residents reported, and what is read before it appears."),
        count=lambda person: Case.objects.pending().moderated_by(person).count(),
    )
    manage_menu.entry(
        gettext_lazy("Complaints about data"),
        "conversation:manage-complaints",
        "conversation.answer_complaints",
        words=gettext_lazy("Each must be answered within 30 days."),
        count=lambda _person: Complaint.objects.open().count(),
    )
    manage_menu.entry(
        gettext_lazy("House rules"),
        "conversation:manage-rules",
        "conversation.change_house_rules",
        words=gettext_lazy("What holds for everyone who writes here."),
    )
    with_help.act_kind(
        talking.KIND,
        words=gettext_lazy("Words about %(name)s"),
        things=Comment.objects.all(),
        undo=talking.take_back_helped,
    )
    with_help.act_kind(
        moderating.KIND,
        words=gettext_lazy("A report about %(name)s"),
        things=Report.objects.all(),
        undo=lambda number: moderating.take_report_back(Report.objects.get(pk=number)),
    )
    waiting.register("conversation.hidden", _hidden_words)


def _hidden_words(person: Any) -> Iterable[Waiting]:
    """What moderators have hidden can be mended, or appealed against."""
    for case in HIDDEN_OF(person.pk):
        yield Waiting(_("What you wrote is hidden. See what you can do"), _own(case.uuid), case.pending_since)


def _hidden_of(number: int) -> QuerySet[Case, Case]:
    """Of all that the person of this number has written, in whatever room."""
    mine = Q(pk__in=())
    for known in contributions().values():
        if known.written_by:
            rows = known.model._base_manager.order_by().filter(known.written_by(number))
            mine |= Q(kind=known.kind, thing_id__in=rows.values("pk"))
    return Case.objects.filter(mine, state=CaseState.UPHELD)


HIDDEN_OF = PreparedRows(_hidden_of)


def _own(uuid: Any) -> str:
    return reverse("conversation:own-case", args=[uuid])
