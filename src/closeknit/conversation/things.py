"""What the journal can say of this room's things."""

from collections.abc import Iterator, Sequence

from django.db.models import Model
from django.urls import reverse
from django.utils.translation import gettext as _

from closeknit.conversation.comments import label_of, named
from closeknit.conversation.contributions import contributions, fetch
from closeknit.conversation.models import Case, Comment, Complaint, Report, Thread
from closeknit.conversation.threads import Place, place_of, places_of
from closeknit.core.policy import may
from closeknit.journal.things import Shown, thing_kind


def register() -> None:
    thing_kind(
        "conversation.comment",
        Comment,
        visible_to=Comment.objects.visible_to,
        label=label_of,
        show=_show_comments,
        part_of=_talked_about,
    )
    thing_kind(
        "conversation.thread",
        Thread,
        visible_to=Thread.objects.visible_to,
        label=_thread_name,
        address=_thread_address,
        show=_show_threads,
    )
    thing_kind("conversation.case", Case, visible_to=Case.objects.seen_by, label=case_name, show=_show_cases)
    thing_kind("conversation.report", Report, visible_to=_own_reports, label=_report_name, show=_show_reports)
    thing_kind("conversation.complaint", Complaint, visible_to=_complaints)


def case_name(case: Case) -> str:
    """What the case is about, by name."""
    thing = fetch(case.kind, case.thing_id)
    return contributions()[case.kind].label(thing) if thing is not None else _("something that is no more")


def _report_name(report: Report) -> str:
    return _("your report about %(name)s") % {"name": case_name(report.case)}


def _talked_about(comment: Comment) -> Model | None:
    place = place_of(comment.thread)
    return place and place.thing


def _thread_name(thread: Thread) -> str:
    place = place_of(thread)
    return _in_words(place) if place else ""


def _in_words(place: Place) -> str:
    return _("the talk about %(name)s") % {"name": place.name}


def _thread_address(thread: Thread) -> str:
    place = place_of(thread)
    return reverse("conversation:talk", args=place.key) if place else ""


def _show_comments(comments: Sequence[Comment]) -> Iterator[Shown]:
    for comment, (name, is_discreet) in zip(comments, named(comments), strict=True):
        yield Shown(name, comment.get_absolute_url(), str(comment.uuid), is_discreet)


def _show_threads(threads: Sequence[Thread]) -> Iterator[Shown]:
    places = places_of(threads)
    for thread in threads:
        place = places.get(thread.pk)
        address = reverse("conversation:talk", args=place.key) if place else ""
        name = _in_words(place) if place else ""
        yield Shown(name, address, str(thread.uuid), place is not None and place.is_discreet)


def _show_cases(cases: Sequence[Case]) -> Iterator[Shown]:
    named = named_cases(cases)
    for case in cases:
        name, is_discreet = named.get((case.kind, case.thing_id), (_("something that is no more"), False))
        yield Shown(name, case.get_absolute_url(), str(case.uuid), is_discreet)


def _show_reports(reports: Sequence[Report]) -> Iterator[Shown]:
    cases = Case.objects.in_bulk({report.case_id for report in reports})
    about = dict(zip(cases, _show_cases(list(cases.values())), strict=True))
    for report in reports:
        one = about[report.case_id]
        words = _("your report about %(name)s") % {"name": one.name}
        yield Shown(words, report.get_absolute_url(), str(report.uuid), one.is_discreet)


def named_cases(cases: Sequence[Case]) -> dict[tuple[str, int], tuple[str, bool]]:
    """What each case is about, by name, and whether that must be kept quiet. One query for each kind."""
    wanted: dict[str, list[int]] = {}
    for case in cases:
        wanted.setdefault(case.kind, []).append(case.thing_id)
    named: dict[tuple[str, int], tuple[str, bool]] = {}
    for kind in wanted.keys() & contributions().keys():
        about = contributions()[kind]
        things = list(about.all().filter(pk__in=wanted[kind]))
        named.update(zip([(kind, thing.pk) for thing in things], about.named(things), strict=True))
    return named


def _own_reports(person):
    return Report.objects.filter(reporter=person) if person is not None else Report.objects.none()


def _complaints(person):
    return Complaint.objects.all() if may(person, "accounts.manage_hub") else Complaint.objects.none()
