"""What the journal can say of this room's things."""

from django.urls import reverse
from django.utils.translation import gettext as _

from closeknit.conversation.comments import label_of
from closeknit.conversation.contributions import contributions, fetch
from closeknit.conversation.models import Case, Comment, Complaint, Report, Thread
from closeknit.conversation.threads import place_of
from closeknit.core.policy import may
from closeknit.journal.things import thing_kind


def register() -> None:
    thing_kind("conversation.comment", Comment, visible_to=Comment.objects.visible_to, label=label_of)
    thing_kind(
        "conversation.thread", Thread, visible_to=Thread.objects.visible_to, label=_thread_name, address=_thread_address
    )
    thing_kind("conversation.case", Case, visible_to=Case.objects.seen_by, label=case_name)
    thing_kind("conversation.report", Report, visible_to=_own_reports, label=_report_name)
    thing_kind("conversation.complaint", Complaint, visible_to=_complaints)


def case_name(case: Case) -> str:
    """What the case is about, by name."""
    thing = fetch(case.kind, case.thing_id)
    return contributions()[case.kind].label(thing) if thing is not None else _("something that is no more")


def _report_name(report: Report) -> str:
    return _("your report about %(name)s") % {"name": case_name(report.case)}


def _thread_name(thread: Thread) -> str:
    place = place_of(thread)
    return place.name if place else ""


def _thread_address(thread: Thread) -> str:
    place = place_of(thread)
    return reverse("conversation:talk", args=place.key) if place else ""


def _own_reports(person):
    return Report.objects.filter(reporter=person) if person is not None else Report.objects.none()


def _complaints(person):
    return Complaint.objects.all() if may(person, "accounts.manage_hub") else Complaint.objects.none()
