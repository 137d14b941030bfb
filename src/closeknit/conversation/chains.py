"""What became of what somebody wrote, reported, appealed against or complained of: told from the logs.

A moderator is never named here, a reporter never shows at all: of a report that led to nothing the
author of the words reads nothing.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from closeknit.algorithms.text import excerpt
from closeknit.conversation import routing, verbs
from closeknit.conversation.models import Case, Comment, Complaint, ComplaintEntry, Decision, Report, ThreadChange
from closeknit.conversation.reads import kind_words
from closeknit.conversation.vocabulary import HIDDEN_NOW, CaseState, CommentState, ComplaintStep, Desk, Talking
from closeknit.conversation.vocabulary import Step as Line
from closeknit.journal import contributions
from closeknit.journal.contributions import Contribution, Next, Stage, Step
from closeknit.journal.models import Entry
from closeknit.journal.things import Shown, shown_to

COMMENT = "conversation.comment"
OPENING = (Line.ARRIVED, Line.REPORTED, Line.MENDED, Line.APPEALED)  # asks the moderators something
SENT_AGAIN = (Line.MENDED, Line.APPEALED)
SETTLING = (Line.HIDDEN, Line.LEFT, Line.SHOWN)
HELD_BACK = (CommentState.WAITING, CommentState.HIDDEN)  # of no other comment may its author know that there is a case
PATIENCE = {Desk.AREA.value: routing.UP_TO_HUB, Desk.HUB.value: routing.UP_TO_ADMINS}


def register() -> None:
    """Called once, in ``AppConfig.ready()``."""
    tell = contributions.register
    decided = Decision.objects.filter(case=OuterRef("case"), at__gt=OuterRef("at"), step__in=SETTLING)
    undecided = ~Q(Exists(decided))
    tell(
        COMMENT,
        Comment,
        title=gettext_lazy("What I wrote"),
        mine=lambda person: Q(author=person),
        began="created_at",
        waits=Q(state=CommentState.WAITING),
        tell=_comments,
        related=("thread", "author"),
    )
    tell(
        "conversation.thread",
        ThreadChange,
        title=gettext_lazy("Talks I opened or closed"),
        mine=lambda person: Q(by=person),
        began="at",
        waits=Q(pk__in=()),
        tell=_thread_changes,
        related=("thread", "by"),
    )
    tell(
        "conversation.report",
        Report,
        title=gettext_lazy("What I reported"),
        mine=lambda person: Q(reporter=person),
        began="at",
        waits=Q(withdrawn_at=None) & undecided,
        tell=_reports,
        related=("case", "rule"),
    )
    tell(
        "conversation.appeal",
        Decision,
        title=gettext_lazy("What I mended or appealed against"),
        mine=lambda person: Q(by=person, step__in=SENT_AGAIN),
        began="at",
        waits=undecided,
        tell=_appeals,
        related=("case",),
    )
    tell(
        "conversation.complaint",
        Complaint,
        title=gettext_lazy("Complaints about data"),
        mine=lambda person: Q(guest_email__iexact=person.email) if person.email else Q(pk__in=()),
        began="received_at",
        waits=Q(answered_at=None),
        tell=_complaints,
    )


def _lines_of(cases: Iterable[Case]) -> dict[int, list[Decision]]:
    """The log of each case, oldest first. One query."""
    lines: dict[int, list[Decision]] = defaultdict(list)
    for line in Decision.objects.filter(case__in=list(cases)).select_related("rule").order_by("at", "id"):
        lines[line.case_id].append(line)
    return lines


def _moderator() -> str:
    return _("a moderator")


def _reason(line: Decision) -> str:
    return ": ".join(filter(None, [line.rule.title if line.rule else "", line.words]))


def _until_settled(lines: Iterable[Decision]) -> Iterator[Decision]:
    """Those up to the next decision, it among them."""
    for line in lines:
        yield line
        if line.step in SETTLING:
            return


def _on_the_way(line: Decision) -> Step | None:
    """What happens between a question to the moderators and their answer."""
    if line.step == Line.MOVED_UP:
        return Step(Stage.HANDED_ON, line.at, "", _("It had waited, so more people are asked."))
    if line.step in (Line.READ, Line.CLAIMED):
        return Step(Stage.READ, line.at, _moderator())
    return None


def _settled(line: Decision) -> Step | None:
    if line.step == Line.HIDDEN:
        return Step(Stage.NOT_PUBLISHED, line.at, _moderator(), _reason(line))
    if line.step in (Line.SHOWN, Line.LEFT):
        return Step(Stage.PUBLISHED, line.at, _moderator(), line.words)
    return None


def _without_repeats(steps: Iterable[Step]) -> list[Step]:
    """Read once is enough: who takes a case on has opened it first."""
    kept: list[Step] = []
    for step in sorted(steps, key=lambda step: step.at):
        if not (kept and step.stage == Stage.READ == kept[-1].stage):
            kept.append(step)
    return kept


def _due(case: Case, words: str) -> Next:
    """By when somebody decides, or more people are asked."""
    wait = PATIENCE.get(case.desk)
    return Next(words, case.pending_since + wait if wait else None)


# ── Comments ─────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class _AroundComments:
    """What must be known of some comments: five queries at most, and one for each kind of thing."""

    cases: Mapping[int, Case]
    lines: Mapping[int, Sequence[Decision]]
    answers: Mapping[int, Comment]
    removed: Mapping[int, datetime]
    things: Mapping[tuple[str, int], Shown]


def _around(rows: Sequence[Comment]) -> _AroundComments:
    numbers = [row.pk for row in rows]
    cases = {case.thing_id: case for case in Case.objects.filter(kind=COMMENT, thing_id__in=numbers)}
    answers = Comment.objects.published().filter(parent__in=numbers).select_related("author").order_by("-id")
    by_author = {row.pk: row.author_id for row in rows}
    gone = Entry.objects.filter(about_kind=COMMENT, about_id__in=numbers, verb=verbs.TAKEN_AWAY)
    return _AroundComments(
        cases,
        _lines_of(cases.values()),
        {one.parent_id: one for one in answers if one.parent_id and one.author_id != by_author[one.parent_id]},
        dict(gone.values_list("about_id", "at")),
        shown_to(rows[0].author, {(row.thread.about_kind, row.thread.about_id) for row in rows}),
    )


def _comments(rows: Sequence[Comment]) -> Iterator[Contribution]:
    around = _around(rows) if rows else None
    for row in rows if around else ():
        case = around.cases.get(row.pk)
        about = around.things.get((row.thread.about_kind, row.thread.about_id))
        said = excerpt(row.text, 60)
        yield Contribution(
            _("“%(words)s” about %(what)s") % {"words": said, "what": about.name} if about else f"“{said}”",
            _own_address(case) if case and row.state in HELD_BACK else row.get_absolute_url(),
            _without_repeats(_steps_of_comment(row, case, around)),
            _next_of_comment(row, case),
        )


def _steps_of_comment(row: Comment, case: Case | None, around: _AroundComments) -> Iterator[Step]:
    lines = around.lines.get(case.pk, ()) if case else ()
    yield Step(Stage.RECEIVED, row.created_at)
    if not lines or lines[0].step != Line.ARRIVED:
        yield Step(Stage.PUBLISHED, row.created_at, "", _("at once"))
    yield from _told_to_author(lines)
    if answer := around.answers.get(row.pk):
        yield Step(Stage.ANSWERED, answer.created_at, answer.author.name if answer.author else "")
    if row.state == CommentState.REMOVED and row.pk in around.removed:
        yield Step(Stage.TAKEN_BACK, around.removed[row.pk])


def _told_to_author(lines: Sequence[Decision]) -> Iterator[Step]:
    """What moderators did with somebody's words. That a report came is not told, unless they were hidden."""
    question = ""
    for line in lines:
        question = line.step if line.step in OPENING else question
        step = _settled(line) or _on_the_way(line)
        if step and (question != Line.REPORTED or line.step == Line.HIDDEN):
            yield step


def _next_of_comment(row: Comment, case: Case | None) -> Next | None:
    if row.state == CommentState.WAITING and case:
        return _due(case, _("A moderator reads it, then it is shown"))
    if row.state != CommentState.HIDDEN or case is None:
        return None
    if case.is_pending and case.question in HIDDEN_NOW:
        return _due(case, _("A moderator looks at it again"))
    return Next(_("You can mend it, or say that the decision was wrong")) if case.state == CaseState.UPHELD else None


# ── Talks, reports, appeals, complaints ──────────────────────────────────────────────────────────


def _thread_changes(rows: Sequence[ThreadChange]) -> Iterator[Contribution]:
    things = shown_to(rows[0].by, {(row.thread.about_kind, row.thread.about_id) for row in rows}) if rows else {}
    for row in rows:
        kind = row.thread.about_kind
        about = things.get((kind, row.thread.about_id))
        what = {"what": about.name if about else _("something you can no longer see")}
        is_open = row.to == Talking.OPEN
        yield Contribution(
            _("Opened the talk about %(what)s") % what if is_open else _("Closed the talk about %(what)s") % what,
            reverse("conversation:talk", args=[kind, about.uuid]) if about else "",
            [Step(Stage.DONE, row.at)],
        )


def _reports(rows: Sequence[Report]) -> Iterator[Contribution]:
    lines = _lines_of({row.case for row in rows})
    for row in rows:
        steps = [Step(Stage.RECEIVED, row.at), *_answers_to_report(row, lines[row.case_id])]
        waits = row.case.is_pending and row.case.round == row.round and not row.withdrawn_at
        what = {"what": kind_words(row.case.kind), "rule": row.rule.title}
        yield Contribution(
            _("Report: %(what)s, %(rule)s") % what,
            row.get_absolute_url(),
            _without_repeats(steps),
            _due(row.case, _("A moderator decides")) if waits else None,
        )


def of_report(row: Report) -> Contribution:
    """The same for the page of one report, which needs no account."""
    return next(_reports([row]))


def _answers_to_report(row: Report, lines: Sequence[Decision]) -> Iterator[Step]:
    """Up to the first decision, or until it was taken back; and whether it was shown again. What the author
    is told is not for the reporter."""
    since = [line for line in lines if line.at > row.at]
    if row.withdrawn_at:
        yield from (step for line in since if line.at < row.withdrawn_at and (step := _on_the_way(line)))
        yield Step(Stage.TAKEN_BACK, row.withdrawn_at)
        return
    for line in _until_settled(since):
        if line.step == Line.HIDDEN:
            yield Step(Stage.DONE, line.at, _moderator(), _("It broke a rule, so it was hidden."))
            yield from _shown_again(since)
        elif line.step in SETTLING:
            yield Step(Stage.ANSWERED, line.at, _moderator(), _("It broke no rule, so it stays."))
        elif step := _on_the_way(line):
            yield step


def _shown_again(lines: Iterable[Decision]) -> Iterator[Step]:
    """What was hidden can be seen again: mended, or after an appeal. Not what became of it after that."""
    asked = ""
    for line in lines:
        asked = line.step if line.step in SENT_AGAIN else asked
        if asked and line.step in (Line.SHOWN, Line.REPORTED):
            why = (
                _("Its author has mended it.")
                if asked == Line.MENDED
                else _("After an appeal it was found to be all right.")
            )
            if line.step == Line.SHOWN:
                yield Step(Stage.PUBLISHED, line.at, _moderator(), why)
            return


def _appeals(rows: Sequence[Decision]) -> Iterator[Contribution]:
    lines = _lines_of({row.case for row in rows})
    for row in rows:
        since = [line for line in lines[row.case_id] if (line.at, line.pk) > (row.at, row.pk)]
        steps = [step for line in _until_settled(since) if (step := _settled(line) or _on_the_way(line))]
        is_settled = any(line.step in SETTLING for line in since)
        words = _("Appeal: %(what)s") if row.step == Line.APPEALED else _("Mended and sent again: %(what)s")
        yield Contribution(
            words % {"what": kind_words(row.case.kind)},
            _own_address(row.case),
            _without_repeats([Step(Stage.RECEIVED, row.at), *steps]),
            None if is_settled else _due(row.case, _("A moderator looks at it again")),
        )


def _complaints(rows: Sequence[Complaint]) -> Iterator[Contribution]:
    lines = defaultdict(list)
    for line in ComplaintEntry.objects.filter(complaint__in=rows).order_by("at", "id"):
        lines[line.complaint_id].append(line)
    who = _("the people who run the hub")
    for row in rows:
        steps = [Step(Stage.RECEIVED, row.received_at)]
        for line in lines[row.pk]:
            if line.step == ComplaintStep.READ:
                steps.append(Step(Stage.READ, line.at, who))
            elif line.step == ComplaintStep.ANSWERED:
                steps.append(Step(Stage.ANSWERED, line.at, who, line.words))
        yield Contribution(
            _("Complaint %(reference)s") % {"reference": row.reference},
            contributions.link_to("conversation.complaint", row.pk),
            steps,
            None if row.answered_at else Next(_("You have our answer"), row.due_at),
        )


def _own_address(case: Case) -> str:
    return reverse("conversation:own-case", args=[case.uuid])
