"""What pages of this room show: a talk, a case, the public counts."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count, Exists, OuterRef, Prefetch, Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from closeknit.accounts import with_help
from closeknit.accounts.models import HelpedAct
from closeknit.conversation.actions.moderating import is_hidden, last_hider, may_appeal
from closeknit.conversation.actions.talking import EDIT_WITHIN
from closeknit.conversation.contributions import contributions, fetch
from closeknit.conversation.models import Case, Comment, Decision, HouseRule, Report, Thread
from closeknit.conversation.policies import may_change_comment
from closeknit.conversation.querysets import moderates_something
from closeknit.conversation.things import named_cases
from closeknit.conversation.threads import Place
from closeknit.conversation.vocabulary import CaseState, CommentState, Mandate, Question, Step
from closeknit.core.prepared import Prepared, PreparedRows
from closeknit.journal.things import Shown, shown_to

A_PAGE = 20
NEWEST = 5  # on the page of the thing itself
OLDEST_FIRST, NEWEST_FIRST = ("created_at", "id"), ("-created_at", "-id")
FEW = 5  # a smaller count could point to somebody


@dataclass(frozen=True, slots=True)
class CommentView:
    """A comment as one person sees it. ``text`` is empty for who may not read it; then ``absence``
    says in words why, and ``absence_rule`` which rule."""

    uuid: Any
    author: str
    helped: str  # “with help”, if somebody wrote it for them
    is_mine: bool
    speaking_as: Shown | None
    mandate: str
    minute: str
    text: str
    state: str
    state_words: str
    absence_rule: str
    created_at: datetime
    edited_at: datetime | None
    may_change: bool
    may_edit: bool
    may_report: bool
    case_uuid: Any
    own_case_uuid: Any
    answers: Sequence["CommentView"]


@dataclass(frozen=True, slots=True)
class Talk:
    """One page of a talk."""

    comments: Sequence[CommentView]
    page: Page[Comment] | None
    count: int


def talk(place: Place, person: Any, *, number: Any = 1, newest_first: bool = False, size: int = A_PAGE) -> Talk:
    """A page of the talk as this person sees it. At most nine queries, however many comments."""
    thread = place.thread
    if thread is None:
        return Talk((), None, 0)
    seen = _seen_in(thread, person)
    order = NEWEST_FIRST if newest_first else OLDEST_FIRST
    tops = _to_show(seen.tops()).order_by(*order)
    answers = Prefetch("answers", _to_show(seen).order_by(*OLDEST_FIRST), to_attr="seen_answers")
    counted = seen.order_by().aggregate(
        tops=Count("pk", filter=Q(parent=None)), published=Count("pk", filter=Q(state=CommentState.SHOWN))
    )
    pages = Paginator(tops.prefetch_related(answers), size)
    pages.count = counted["tops"]  # known already, so it is not asked again
    page = pages.get_page(number)
    rows = list(page.object_list)
    return Talk(_views(rows, person), page, counted["published"])


def newest(place: Place, person: Any) -> Talk:
    """The last five things that were said, with what was answered, as a thing's own page shows them. One query
    where nothing was said, else three, and those that ``_about`` needs."""
    thread = place.thread
    if thread is None:
        return Talk((), None, 0)
    if moderates_something(person):
        return talk(place, person, newest_first=True, size=NEWEST)
    reader = person.pk if person is not None else 0
    tops = NEWEST_IN(thread.pk, reader)
    answers: dict[int, list[Comment]] = {top.pk: [] for top in tops}
    for row in ANSWERS_TO_NEWEST(thread.pk, reader) if tops else ():
        answers[row.parent_id].append(row)
    for top in tops:
        top.seen_answers = answers[top.pk]
    return Talk(_views(tops, person), None, len(PUBLISHED_IN(thread.pk)))


def _newest(thread: int, reader: int) -> Any:
    """``_seen_in`` for a reader who moderates nothing; number 0 is nobody."""
    seen = Comment.objects.filter(_told_to(reader), thread=thread)
    return seen.tops().order_by(*NEWEST_FIRST)[:NEWEST]


def _answers_to_newest(thread: int, reader: int) -> Any:
    seen = Comment.objects.filter(_told_to(reader), thread=thread)
    return _to_show(seen.filter(parent__in=_newest(thread, reader).values("pk"))).order_by(*OLDEST_FIRST)


def _to_show(comments: Any) -> Any:
    """With who wrote them, and whether somebody helped."""
    helped = HelpedAct.objects.filter(kind="conversation.comment", thing_id=OuterRef("pk")).order_by()
    return comments.select_related("author").annotate(is_helped=Exists(helped))


NEWEST_IN: PreparedRows[Any] = PreparedRows(lambda thread, reader: _to_show(_newest(thread, reader)))
ANSWERS_TO_NEWEST = PreparedRows(_answers_to_newest)
PUBLISHED_IN = Prepared(
    lambda thread: Comment.objects.published().filter(thread=thread).order_by().values_list("pk")[:1]
)


def one_comment(comment: Comment, person: Any) -> Sequence[CommentView]:
    """A comment by itself with its answers; at most eight queries."""
    seen = _to_show(_seen_in(comment.thread, person)).order_by(*OLDEST_FIRST)
    rows = list(seen.filter(Q(pk=comment.pk) | Q(parent=comment.pk)))
    about = _about(rows, person)
    answers = [_view(row, about, ()) for row in rows if row.pk != comment.pk]
    return [_view(row, about, answers) for row in rows if row.pk == comment.pk]


def _views(tops: Sequence[Any], person: Any) -> tuple[CommentView, ...]:
    """Comments with their ``seen_answers``, as this person sees them."""
    about = _about([row for top in tops for row in (top, *top.seen_answers)], person)
    return tuple(_view(top, about, [_view(answer, about, ()) for answer in top.seen_answers]) for top in tops)


def _seen_in(thread: Thread, person: Any) -> Any:
    """The comments of a thread that this person may know of. That they may know of the thing was asked
    already, so the question is not put to the database again."""
    told = _told_to(person.pk if person is not None else 0)
    if person is not None:
        told |= Q(pk__in=_cases_of_comments(person).values("thing_id"))
    return thread.comments.filter(told)


def _told_to(reader: int) -> Q:
    """What the person of this number may know of without moderating anything; 0 is nobody."""
    return ~Q(state=CommentState.WAITING) | Q(author=reader)


def _cases_of_comments(person: Any) -> Any:
    return Case.objects.moderated_by(person).filter(kind="conversation.comment")


@dataclass(frozen=True, slots=True)
class _About:
    person: Any
    now: datetime
    voices: dict[tuple[str, int], Shown]
    hidden_for: dict[int, str]
    cases: dict[int, Any]  # those that the person moderates
    own: dict[int, Any]
    helped: dict[int, str]


def _about(rows: Sequence[Any], person: Any) -> _About:
    """What more must be known of these comments: up to four queries, none without need."""
    keys = {(row.speaking_as_kind, row.speaking_as_id) for row in rows if row.speaking_as_id}
    out = [row.pk for row in rows if row.state in (CommentState.HIDDEN, CommentState.WAITING)]
    log = Decision.objects.filter(case__kind="conversation.comment", case__thing_id__in=out, step=Step.HIDDEN)
    reasons = log.order_by("at", "id").values_list("case__thing_id", "rule__title") if out else ()
    cases = Case.objects.filter(kind="conversation.comment", thing_id__in=out) if out and person is not None else None
    mine = [row.pk for row in rows if person is not None and row.author_id == person.pk]
    return _About(
        person,
        timezone.now(),
        shown_to(person, keys) if keys else {},
        {number: title or "" for number, title in reasons},
        dict((cases & Case.objects.moderated_by(person)).values_list("thing_id", "uuid")) if cases is not None else {},
        dict(cases.filter(thing_id__in=mine).values_list("thing_id", "uuid")) if cases is not None and mine else {},
        with_help.words_for("conversation.comment", [row.pk for row in rows if row.is_helped]),
    )


def _view(row: Comment, about: _About, answers: Sequence[CommentView]) -> CommentView:
    is_mine = about.person is not None and row.author_id == about.person.pk
    moderates = row.pk in about.cases
    may_read = row.state == CommentState.SHOWN or (row.state != CommentState.REMOVED and (is_mine or moderates))
    may_change = may_change_comment(about.person, row)
    return CommentView(
        uuid=row.uuid,
        author=row.author.name if row.author else "",
        helped=about.helped.get(row.pk, ""),
        is_mine=is_mine,
        speaking_as=about.voices.get((row.speaking_as_kind, row.speaking_as_id or 0)),
        mandate=mandate_words(row),
        minute=row.mandate_minute if may_read else "",
        text=row.text if may_read else "",
        state=row.state,
        state_words=str(row.get_state_display()),
        absence_rule=about.hidden_for.get(row.pk, ""),
        created_at=row.created_at,
        edited_at=row.edited_at,
        may_change=may_change,
        may_edit=may_change and about.now <= row.created_at + EDIT_WITHIN,
        may_report=row.state == CommentState.SHOWN and not is_mine,
        case_uuid=about.cases.get(row.pk) if not is_mine else None,
        own_case_uuid=about.own.get(row.pk),
        answers=answers,
    )


def mandate_words(row: Comment) -> str:
    """On whose authority, as a remark beside the name; nothing for one's own view without a group."""
    if row.mandate == Mandate.OWN:
        return _("my own view") if row.speaking_as_id else ""
    day = date_format(row.mandate_on, "j F Y") if row.mandate_on else ""
    if row.mandate == Mandate.COMMITTEE:
        return _("the committee agreed on %(day)s") % {"day": day}
    return _("%(some)d of %(all)d members agreed on %(day)s") % {
        "some": row.mandate_agreed or 0,
        "all": row.mandate_of or 0,
        "day": day,
    }


def page_of(comment: Comment) -> int:
    """The page of the talk, oldest first, on which the comment stands for anyone."""
    top = comment.parent or comment
    told = top.thread.comments.tops().exclude(state=CommentState.WAITING)
    before = Q(created_at__lt=top.created_at) | Q(created_at=top.created_at, pk__lt=top.pk)
    return told.filter(before).count() // A_PAGE + 1


# ── Moderation ───────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class CaseLine:
    """One case in the queue. Its name and address are empty for who may not read it."""

    case: Case
    name: str
    what: str
    age: timedelta
    reports: int
    is_late: bool


def queue(person: Any, *, state: str) -> list[CaseLine]:
    """The cases in this state that the person may know of, the oldest first; at most two hundred.
    Costs a fixed number of queries for each kind of contribution."""
    now = timezone.now()
    rows = Case.objects.seen_by(person).filter(state=state).select_related("claimed_by")
    rows = rows.annotate(standing=Count("reports", filter=Q(reports__withdrawn_at=None), distinct=True))
    order = ("pending_since", "id") if state == CaseState.PENDING else ("-pending_since", "-id")
    found = list(rows.order_by(*order)[:200])
    readable = set(
        Case.objects.moderated_by(person).filter(pk__in=[case.pk for case in found]).values_list("pk", flat=True)
    )
    named = named_cases([case for case in found if case.pk in readable])
    return [
        CaseLine(
            case=case,
            name=named.get((case.kind, case.thing_id), ("", False))[0],
            what=kind_words(case.kind),
            age=now - case.pending_since,
            reports=case.standing,
            is_late=case.is_pending and now - case.pending_since > timedelta(hours=48),
        )
        for case in found
    ]


def kind_words(kind: str) -> str:
    """What a contribution is, in a word."""
    return {
        "commitments.ask": _("Something asked"),
        "commitments.step": _("Words about an ask or a promise"),
        "commitments.undertaking": _("Promise"),
        "conversation.comment": _("Comment"),
        "directory.group": _("Page of a group"),
        "directory.photo": _("Picture"),
        "directory.venue": _("Place"),
        "directory.suggestion": _("Suggested change"),
    }.get(kind, kind)


@dataclass(frozen=True, slots=True)
class CasePage:
    """All that a moderator sees of a case. ``text`` is the contribution as it stands, ``sent`` what the
    author would put in its place."""

    case: Case
    what: str
    name: str
    address: str
    text: str
    sent: str
    authors: Sequence[str]
    reports: Sequence[tuple[Report, str]]  # with a mark for those made with help
    log: Sequence[Decision]
    is_own: bool
    needs_another: bool


def case_page(case: Case, person: Any) -> CasePage:
    about = contributions()[case.kind]
    thing = fetch(case.kind, case.thing_id)
    log = list(case.log.select_related("by", "rule").order_by("at", "id"))
    authors = list(about.authors(thing)) if thing is not None else []
    reports = list(case.reports.select_related("reporter", "rule").order_by("at", "id"))
    helped = with_help.words_for("conversation.report", [made.pk for made in reports])
    sent = next((line.evidence for line in reversed(log) if line.step == Step.MENDED), "")
    return CasePage(
        case=case,
        what=kind_words(case.kind),
        name=about.label(thing) if thing is not None else _("something that is no more"),
        address=about.address(thing) if thing is not None else "",
        text=about.text(thing) if thing is not None else "",
        sent=sent if case.is_pending and case.question == Question.MENDED and about.mend else "",
        authors=[author.name for author in authors],
        reports=[(made, helped.get(made.pk, "")) for made in reports],
        log=log,
        is_own=any(author.pk == person.pk for author in authors),
        needs_another=case.question == Question.APPEAL and last_hider(case) == person.pk,
    )


def has_author(case: Case) -> bool:
    """Whether there is somebody left who wrote it."""
    thing = fetch(case.kind, case.thing_id)
    return thing is not None and bool(contributions()[case.kind].authors(thing))


@dataclass(frozen=True, slots=True)
class OwnCase:
    """What an author sees of the case of their own words. Nothing of who reported them."""

    case: Case
    name: str
    address: str
    text: str
    is_hidden: bool
    rule: HouseRule | None
    words: str
    log: Sequence[Decision]
    mends_here: bool
    mend_at: str
    may_appeal: bool


TOLD_TO_AUTHORS = (Step.HIDDEN, Step.LEFT, Step.SHOWN, Step.MENDED, Step.APPEALED)


def own_case(case: Case, person: Any) -> OwnCase | None:
    """None for somebody who did not write it."""
    about = contributions().get(case.kind)
    thing = fetch(case.kind, case.thing_id)
    if about is None or thing is None or all(author.pk != person.pk for author in about.authors(thing)):
        return None
    log = list(case.log.filter(step__in=TOLD_TO_AUTHORS).select_related("rule").order_by("at", "id"))
    last = next((line for line in reversed(log) if line.step == Step.HIDDEN), None)
    return OwnCase(
        case=case,
        name=about.label(thing),
        address=about.address(thing),
        text=about.text(thing),
        is_hidden=is_hidden(case),
        rule=last.rule if last else None,
        words=last.words if last else "",
        log=log,
        mends_here=about.mend is not None,
        mend_at=about.mend_at(thing) if about.mend_at else "",
        may_appeal=may_appeal(case),
    )


@dataclass(frozen=True, slots=True)
class RuleCount:
    """A rule and how often something was hidden for it, in words."""

    rule: HouseRule
    hidden: str


def rule_counts() -> list[RuleCount]:
    """The rules in force, each with what was hidden for it under any of its wordings."""
    hidden = Decision.objects.filter(step=Step.HIDDEN).values_list("rule__code").annotate(Count("case", distinct=True))
    counts = dict(hidden)
    return [RuleCount(rule, told_count(counts.get(rule.code, 0))) for rule in HouseRule.objects.in_force()]


def told_count(number: int) -> str:
    """A count that points to nobody."""
    return str(number) if number >= FEW else _("fewer than 5")


def case_counts() -> list[tuple[str, str]]:
    """How reports ended, in words: pairs of what and how many."""
    ended = dict(Case.objects.filter(reports__isnull=False).values_list("state").annotate(Count("pk", distinct=True)))
    return [(str(label), told_count(ended.get(state, 0))) for state, label in CaseState.choices]


def log_rows(person: Any) -> Any:
    """The decisions of the cases that this person may know of, the newest first, without reporters. What
    was written in them ``is_readable`` only for who moderates the case."""
    cases = Case.objects.seen_by(person).values("pk")
    mine = Case.objects.moderated_by(person).filter(pk=OuterRef("case"))
    rows = Decision.objects.filter(case__in=cases).annotate(is_readable=Exists(mine))
    return rows.select_related("case", "by", "rule").order_by("-at", "-id")
