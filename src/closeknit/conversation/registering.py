"""What this room tells those below: where to look after things, what waits, what became of one's words."""

from collections.abc import Iterable
from typing import Any

from django.db.models import OuterRef, Subquery
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from closeknit.accounts import with_help
from closeknit.algorithms.text import excerpt
from closeknit.conversation.actions import moderating, talking
from closeknit.conversation.models import Case, Comment, Complaint, Report
from closeknit.conversation.vocabulary import CaseState, CommentState
from closeknit.core import manage_menu
from closeknit.journal import contributions, waiting
from closeknit.journal.contributions import Contribution, Stage
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
        address=lambda number: Comment.objects.get(pk=number).get_absolute_url(),
        undo=talking.take_back_helped,
    )
    with_help.act_kind(
        moderating.KIND,
        words=gettext_lazy("A report about %(name)s"),
        address=lambda number: Report.objects.get(pk=number).get_absolute_url(),
        undo=lambda number: moderating.take_report_back(Report.objects.get(pk=number)),
    )
    waiting.register("conversation.hidden", _hidden_words)
    contributions.register("conversation.comments", _own_comments)


def _hidden_words(person: Any) -> Iterable[Waiting]:
    """What moderators have hidden can be mended, or appealed against."""
    for case in _cases_of(person).filter(state=CaseState.UPHELD):
        yield Waiting(_("What you wrote is hidden. See what you can do"), _own(case.uuid), case.pending_since)


def _own_comments(person: Any) -> Iterable[Contribution]:
    case = Case.objects.filter(kind="conversation.comment", thing_id=OuterRef("pk"))
    rows = Comment.objects.filter(author=person).order_by("-created_at", "-id")
    for comment in rows.annotate(case=Subquery(case.values("uuid")[:1]))[: contributions.MOST]:
        stage, words = {
            CommentState.WAITING: (Stage.RECEIVED, _("A moderator reads it first")),
            CommentState.SHOWN: (Stage.PUBLISHED, ""),
            CommentState.HIDDEN: (Stage.NOT_PUBLISHED, _("Hidden by the moderators")),
            CommentState.REMOVED: (Stage.TAKEN_BACK, ""),
        }[CommentState(comment.state)]
        address = _own(comment.case) if comment.case else comment.get_absolute_url()
        yield Contribution(excerpt(comment.text, 60), address, stage, comment.edited_at or comment.created_at, words)


def _cases_of(person: Any):
    comments = Comment.objects.filter(author=person)
    return Case.objects.filter(kind="conversation.comment", thing_id__in=comments.values("pk"))


def _own(uuid: Any) -> str:
    return reverse("conversation:own-case", args=[uuid])
