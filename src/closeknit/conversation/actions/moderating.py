"""Reporting, deciding, mending and appealing."""

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from closeknit.accounts import with_help
from closeknit.accounts.models import Person
from closeknit.accounts.with_help import Hands
from closeknit.conversation import letters, verbs
from closeknit.conversation.actions import cases
from closeknit.conversation.contributions import Contribution, contributions, fetch
from closeknit.conversation.models import Case, Decision, HouseRule, Report
from closeknit.conversation.vocabulary import HIDDEN_NOW, CaseState, Question, Step
from closeknit.core.errors import Refused
from closeknit.journal.helping import note_help
from closeknit.journal.recording import record
from closeknit.places import versions

KIND = "conversation.report"


class Overtaken(Refused):
    """Somebody else has decided meanwhile."""

    def __init__(self) -> None:
        super().__init__(_("Somebody else was quicker. Look at what they did before you decide."))


@transaction.atomic
def report(
    *,
    kind: str,
    thing: Any,
    rule: HouseRule,
    words: str,
    reporter: Person | None,
    guest_email: str,
    sender: str,
    hands: Hands | None = None,
) -> Report:
    """Say that a contribution breaks a rule. The same sender twice is one report; a contribution that
    was looked at and left is looked at again. ``hands``: who says so with whose help, be it without a name."""
    about = contributions()[kind]
    known = Case.objects.filter(kind=kind, thing_id=thing.pk).first()
    if known is not None and is_hidden(known):
        raise Refused(_("The moderators have hidden this already."))
    if known is not None:
        sent = Report.objects.standing().filter(case=known, round=known.round, sender=sender).first()
        if sent is not None and known.is_pending:
            return sent
    case, _now = cases.opened(kind, thing, Question.REPORT)
    made, is_new = Report.objects.get_or_create(
        case=case,
        round=case.round,
        sender=sender,
        defaults={"rule": rule, "words": words, "reporter": reporter, "guest_email": guest_email},
    )
    if is_new and hands is not None:
        note_help(KIND, made.pk, hands=hands, name=about.label(thing))
    if made.withdrawn_at:
        Report.objects.filter(pk=made.pk).update(withdrawn_at=None, rule=rule, words=words)
    if is_new or made.withdrawn_at:
        cases.log(case, Step.REPORTED, rule=rule, evidence=about.text(thing))
    return made


@transaction.atomic
def take_report_back(made: Report) -> None:
    """Withdraw a report; when none is left the case needs no decision. Safe to repeat."""
    if not Report.objects.standing().filter(pk=made.pk).update(withdrawn_at=timezone.now()):
        return
    with_help.taken_back(KIND, made.pk)
    case = Case.objects.select_for_update().get(pk=made.case_id)
    if not case.is_pending or case.question != Question.REPORT or made.round != case.round:
        return
    if not case.reports.standing().filter(round=case.round).exists():
        cases.settle(case, CaseState.WITHDRAWN)
    cases.log(case, Step.TAKEN_BACK, rule=made.rule)


@transaction.atomic
def claim(case: Case, *, by: Person) -> None:
    """Say that one looks after this case, so that nobody else begins. Safe to repeat."""
    if Case.objects.pending().filter(pk=case.pk).exclude(claimed_by=by).update(claimed_by=by):
        cases.log(case, Step.CLAIMED, by=by)


@transaction.atomic
def hide(case: Case, *, by: Person, version: int, rule: HouseRule, words: str) -> Decision:
    """Take the contribution out of sight, or leave it hidden. The author is told why, and what next."""
    about, thing = _before(case, by)
    was = case.question
    _take(case, version, CaseState.UPHELD)
    if was not in HIDDEN_NOW and thing is not None:
        case.kept = about.hide(thing)
        case.save(update_fields=["kept"])
    decision = cases.log(
        case, Step.HIDDEN, by=by, rule=rule, words=words, evidence=about.text(thing) if thing is not None else ""
    )
    _tell(case, decision, about, thing)
    return decision


@transaction.atomic
def let_stand(case: Case, *, by: Person, version: int, words: str = "") -> Decision:
    """Leave the contribution in sight, or put it back: as it was, or as its author has mended it."""
    about, thing = _before(case, by)
    was = case.question
    _take(case, version, CaseState.MENDED if was == Question.MENDED else CaseState.NOT_UPHELD)
    if thing is not None and was != Question.REPORT:
        if was == Question.MENDED and about.mend:
            sent = case.log.filter(step=Step.MENDED).latest("at", "id")
            about.mend(thing, sent.evidence, sent.by)
        about.restore(thing, case.kept)
    step = Step.LEFT if was == Question.REPORT else Step.SHOWN
    decision = cases.log(case, step, by=by, words=words)
    _tell(case, decision, about, thing if was != Question.REPORT else None)
    return decision


@transaction.atomic
def send_again(case: Case, *, by: Person, text: str, words: str = "") -> None:
    """The author has mended what was hidden; a moderator looks at it before it is seen again."""
    about, thing = _of_author(case, by)
    if not about.mend:
        text = about.text(thing)
    cases.opened(case.kind, thing, Question.MENDED)
    case.refresh_from_db()
    cases.log(case, Step.MENDED, by=by, words=words, evidence=text)


@transaction.atomic
def appeal(case: Case, *, by: Person, words: str) -> None:
    """The author thinks that the decision was wrong; another moderator looks at it."""
    _about, thing = _of_author(case, by)
    if not may_appeal(case):
        raise Refused(_("Another moderator has looked at your appeal already. You can mend it and send it again."))
    decided_by = last_hider(case)
    cases.opened(case.kind, thing, Question.APPEAL, without=(decided_by,) if decided_by else ())
    case.refresh_from_db()
    cases.log(case, Step.APPEALED, by=by, words=words)


def is_hidden(case: Case) -> bool:
    """Whether the moderators have it out of sight now."""
    return case.state == CaseState.UPHELD or (case.is_pending and case.question in HIDDEN_NOW)


def may_appeal(case: Case) -> bool:
    """Once after each time it was reported or sent in."""
    steps = case.log.filter(step__in=(Step.REPORTED, Step.ARRIVED, Step.APPEALED)).order_by("at", "id")
    return case.state == CaseState.UPHELD and list(steps.values_list("step", flat=True))[-1:] != [Step.APPEALED]


def last_hider(case: Case) -> int | None:
    """Who hid it last: somebody else decides on the appeal."""
    hidden = case.log.filter(step=Step.HIDDEN).order_by("-at", "-id")
    return hidden.values_list("by_id", flat=True).first()


def _before(case: Case, by: Person) -> tuple[Contribution, Any]:
    """What the decision is about, once it is clear that this person may take it."""
    about = contributions()[case.kind]
    thing = fetch(case.kind, case.thing_id)
    if thing is not None and any(author.pk == by.pk for author in about.authors(thing)):
        raise Refused(_("This is your own, or your group’s. Somebody else must decide on it."))
    if case.question == Question.APPEAL and last_hider(case) == by.pk:
        raise Refused(_("You hid this. Somebody else must decide on the appeal."))
    return about, thing


def _of_author(case: Case, by: Person) -> tuple[Contribution, Any]:
    case = Case.objects.select_for_update().get(pk=case.pk)
    about = contributions()[case.kind]
    thing = fetch(case.kind, case.thing_id)
    if thing is None or all(author.pk != by.pk for author in about.authors(thing)):
        raise Refused(_("Only the author can do this."))
    if case.state != CaseState.UPHELD:
        raise Refused(_("The moderators have not decided yet. You will hear from us."))
    return about, thing


def _take(case: Case, version: int, state: str) -> None:
    """Decide, unless somebody else has done so since this person looked."""
    taken = Case.objects.pending().filter(pk=case.pk, version=version)
    if not taken.update(state=state, version=version + 1, claimed_by=None):
        raise Overtaken
    case.refresh_from_db()


def _tell(case: Case, decision: Decision, about: Contribution, thing: Any) -> None:
    """Tell the author by letter, and those who reported how it ended; raise the public counts."""
    for author in about.authors(thing) if thing is not None else ():
        letters.tell_author(author, case, decision, about.label(thing))
    for made in case.reports.standing().filter(round=case.round).select_related("reporter"):
        if made.reporter is not None:
            record(verbs.REPORT_DECIDED, about=made, to=[made.reporter])
        elif made.guest_email:
            letters.tell_reporter(made, case)
    record(verbs.CASE_DECIDED, by=decision.by, about=case)
    versions.bump_pages()
