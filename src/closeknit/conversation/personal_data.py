"""What this room holds about a person, and what stays when they go."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from closeknit.conversation.actions import cases
from closeknit.conversation.models import (
    Case,
    Comment,
    CommentVersion,
    Complaint,
    ComplaintEntry,
    Decision,
    HouseRule,
    Report,
    ThreadChange,
)
from closeknit.conversation.vocabulary import HIDDEN_NOW, CommentState
from closeknit.core import personal_data
from closeknit.core.personal_data import Section
from closeknit.places import versions


def register() -> None:
    personal_data.register(
        "conversation",
        models=(
            Case, Comment, CommentVersion, Complaint, ComplaintEntry, Decision, HouseRule, Report, ThreadChange,
        ),
        export=export,
        erase=erase,
        goes=[gettext_lazy("What you wrote in talks, and what you reported.")],
        stays=[
            gettext_lazy("Where others answered you: a note that something was said, without the words."),
            gettext_lazy("A complaint that is still open, until it is answered."),
        ],
    )  # fmt: skip


def export(person: Any) -> Sequence[Section]:
    """What they wrote and its earlier wordings, what was decided on it, what they reported, decided
    and complained about. Nothing of who reported them."""
    comments = Comment.objects.filter(author=person).order_by("created_at", "id")
    about = Decision.objects.filter(case__in=_cases_about(person)).exclude(step="reported").select_related("rule")
    decided = Decision.objects.filter(by=person).order_by("at", "id").select_related("rule")
    return [
        Section(_("What you wrote"), list(map(_comment, comments))),
        Section(
            _("How you worded it before"),
            [
                {_("Until"): version.until, _("Words"): version.text}
                for version in CommentVersion.objects.filter(comment__author=person).order_by("until", "id")
            ],
        ),
        Section(_("What moderators decided on it"), list(map(_decision, about.order_by("at", "id")))),
        Section(
            _("What you reported"),
            [
                {
                    _("When"): made.at,
                    _("Rule"): made.rule.title,
                    _("Words"): made.words,
                    _("State"): made.case.get_state_display(),
                }
                for made in Report.objects.filter(_from(person, "reporter")).select_related("rule", "case")
            ],
        ),
        Section(_("What you did as a moderator or an administrator"), list(map(_decision, decided))),
        Section(_("Complaints about your data"), list(map(_complaint, _complaints_of(person)))),
        Section(
            _("Complaints that you entered or worked on"),
            [
                {_("Number"): entry.complaint.reference, _("When"): entry.at, _("Step"): entry.get_step_display()}
                for entry in ComplaintEntry.objects.filter(by=person).select_related("complaint")
            ],
        ),
        Section(
            _("House rules and threads that you changed"),
            [
                *({_("When"): rule.since, _("Rule"): rule.title} for rule in HouseRule.objects.filter(by=person)),
                *(
                    {_("When"): row.at, _("Thread"): row.get_to_display()}
                    for row in ThreadChange.objects.filter(by=person)
                ),
            ],
        ),
    ]


@transaction.atomic
def erase(person: Any, _now: datetime) -> Sequence[str]:
    """Their words go. Where others answered, a note stays that something was said; a case that is
    being decided keeps its evidence until then, without a name."""
    for case in _cases_about(person).pending().filter(question__in=HIDDEN_NOW):
        cases.give_up(case)
    about = list(_cases_about(person).values_list("pk", flat=True))
    Decision.objects.filter(case__in=about).exclude(case__state="pending").update(evidence="", words="")
    mine = Comment.objects.filter(author=person)
    for comment in mine.filter(state=CommentState.WAITING):
        cases.close_what_waits("conversation.comment", comment)
    CommentVersion.objects.filter(comment__author=person).delete()
    gone, _each = mine.exclude(answers__isnull=False).delete()
    kept = mine.update(
        author=None, text="", state=CommentState.REMOVED, speaking_as_kind="", speaking_as_id=None,
        mandate="own", mandate_on=None, mandate_minute="", mandate_agreed=None, mandate_of=None,
    )  # fmt: skip
    Report.objects.filter(_from(person, "reporter")).update(reporter=None, guest_email="", words="")
    closed = _complaints_of(person).exclude(answered_at=None)
    ComplaintEntry.objects.filter(complaint__in=closed).update(words="")
    closed.update(guest_name="–", guest_email="", contact="", words="")
    Case.objects.filter(claimed_by=person).update(claimed_by=None)
    for model in (Decision, ComplaintEntry, HouseRule, ThreadChange):
        model.objects.filter(by=person).update(by=None)
    Complaint.objects.filter(entered_by=person).update(entered_by=None)
    versions.bump_pages()
    return _said(gone=gone, kept=kept, open_complaints=_complaints_of(person).count())


def _said(*, gone: int, kept: int, open_complaints: int) -> list[str]:
    said = []
    if gone or kept:
        said.append(_("Your comments are wiped out. Where others have answered, a note stays that there was one."))
    if open_complaints:
        said.append(_("A complaint of yours is still open. We keep it until it is answered."))
    return said


def _comment(comment: Comment) -> dict[str, Any]:
    return {
        _("When"): comment.created_at,
        _("Words"): comment.text,
        _("State"): comment.get_state_display(),
        _("On whose authority"): comment.get_mandate_display(),
        _("Agreed on"): comment.mandate_on,
        _("Minute"): comment.mandate_minute,
    }


def _decision(decision: Decision) -> dict[str, Any]:
    return {
        _("When"): decision.at,
        _("Step"): decision.get_step_display(),
        _("Rule"): decision.rule.title if decision.rule else "",
        _("Words"): decision.words,
    }


def _complaint(complaint: Complaint) -> dict[str, Any]:
    return {
        _("Number"): complaint.reference,
        _("Received"): complaint.received_at,
        _("Name"): complaint.guest_name,
        _("Contact"): ", ".join(filter(None, [complaint.guest_email, complaint.contact])),
        _("Words"): complaint.words,
        _("Answered"): complaint.answered_at,
    }


def _cases_about(person: Any):
    comments = Comment.objects.filter(author=person)
    return Case.objects.filter(kind="conversation.comment", thing_id__in=comments.values("pk"))


def _from(person: Any, column: str) -> Q:
    """Theirs, or sent as a guest from their address."""
    own = Q(**{column: person})
    return own | Q(guest_email__iexact=person.email) if person.email else own


def _complaints_of(person: Any):
    return Complaint.objects.filter(guest_email__iexact=person.email) if person.email else Complaint.objects.none()
