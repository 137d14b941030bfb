"""The letters of this room. Each is handed to the outbox in the transaction that decides on it."""

from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from closeknit.conversation.models import Case, Complaint, ComplaintEntry, Decision, Report
from closeknit.conversation.vocabulary import Step
from closeknit.core.mail import Letter, post
from closeknit.journal.contributions import absolute_link_to
from closeknit.places.models import Hub


def tell_author(author: Any, case: Case, decision: Decision, label: str) -> None:
    """What was decided about their words, why, and what they can do. Without an address nothing is sent:
    it stands on their page."""
    if not author.email:
        return
    hidden = decision.step == Step.HIDDEN
    post(
        Letter(
            to=author.email,
            subject=_("We have hidden what you wrote") if hidden else _("What you wrote can be seen"),
            template=f"conversation/mail/{'hidden' if hidden else 'shown'}.txt",
            context=_plain(
                name=author.name,
                label=label,
                rule=decision.rule.title if decision.rule else "",
                rule_words=decision.rule.words if decision.rule else "",
                words=decision.words,
                link=_absolute("conversation:own-case", case.uuid),
            ),
            once=f"decision-{decision.uuid}-{author.uuid}",
        )
    )


def tell_reporter(made: Report, case: Case) -> None:
    """A visitor who left an address hears once that their report was looked at."""
    post(
        Letter(
            to=made.guest_email,
            subject=_("We have looked at your report"),
            template="conversation/mail/report_decided.txt",
            context=_plain(link=_absolute("conversation:report-status", made.uuid)),
            once=f"report-{made.uuid}-{case.version}",
        )
    )


def acknowledge(complaint: Complaint) -> None:
    if not complaint.guest_email:
        return
    hub = Hub.current()
    post(
        Letter(
            to=complaint.guest_email,
            answer_to=hub.contact_email,
            subject=_("We have your complaint %(reference)s") % {"reference": complaint.reference},
            template="conversation/mail/complaint_received.txt",
            context=_plain(
                name=complaint.guest_name,
                reference=complaint.reference,
                due=date_format(timezone.localtime(complaint.due_at), "j F Y"),
                may_answer="yes" if hub.contact_email else "",
                phone=hub.contact_phone,
                link=absolute_link_to("conversation.complaint", complaint.pk),
            ),
            once=f"complaint-{complaint.uuid}",
        )
    )


def answer(complaint: Complaint, entry: ComplaintEntry) -> None:
    if not complaint.guest_email:
        return
    post(
        Letter(
            to=complaint.guest_email,
            answer_to=Hub.current().contact_email,
            subject=_("Our answer to your complaint %(reference)s") % {"reference": complaint.reference},
            template="conversation/mail/complaint_answered.txt",
            context=_plain(name=complaint.guest_name, reference=complaint.reference, words=entry.words),
            once=f"complaint-answer-{complaint.uuid}",
        )
    )


def _absolute(name: str, uuid: Any) -> str:
    return settings.PUBLIC_URL + reverse(name, args=[uuid])


def _plain(**words: Any) -> dict[str, str]:
    """Only text, for a letter may wait in the outbox as it is."""
    return {key: str(value) for key, value in words.items()}
