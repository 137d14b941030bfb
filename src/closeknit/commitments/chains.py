"""What became of what somebody asked or promised, told from the steps."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import datetime, time
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from closeknit.algorithms.text import excerpt
from closeknit.commitments import letters, wording
from closeknit.commitments import models as kept
from closeknit.commitments.vocabulary import AskState, Move, Sight, State
from closeknit.conversation.models import Case, Decision
from closeknit.conversation.vocabulary import Step as CaseStep
from closeknit.journal import contributions
from closeknit.journal.contributions import Contribution, Next, Stage, Step

STAGES = {  # of an ask; what is not here makes no stage
    Move.ASKED: Stage.RECEIVED,
    Move.ACKNOWLEDGED: Stage.READ,
    Move.ANSWERED: Stage.ANSWERED,
    Move.PROMISED: Stage.ANSWERED,
    Move.WITHDRAWN: Stage.TAKEN_BACK,
    Move.REOPENED: Stage.HANDED_ON,
}
OF_A_PROMISE = {
    Move.PROMISED: Stage.RECEIVED,
    Move.TAKEN_OVER: Stage.HANDED_ON,
    Move.KEPT: Stage.DONE,
    Move.WITHDRAWN: Stage.TAKEN_BACK,
    Move.REOPENED: Stage.RECEIVED,
}


def register() -> None:
    """Called once, in ``AppConfig.ready()``."""
    contributions.register(
        "commitments.ask",
        kept.Ask,
        title=gettext_lazy("What I asked for"),
        mine=_asked_by,
        began="created_at",
        waits=Q(state__in=(AskState.UNCONFIRMED, AskState.ASKED, AskState.ACKNOWLEDGED)) & ~Q(sight=Sight.REMOVED),
        tell=_asks,
    )
    contributions.register(
        "commitments.step",
        kept.Step,
        title=gettext_lazy("What I said about an ask or a promise"),
        mine=lambda person: Q(by=person) & ~Q(words=""),
        began="at",
        waits=Q(pk__in=()),
        tell=_words,
        related=("ask", "undertaking"),
    )
    contributions.register(
        "commitments.undertaking",
        kept.Undertaking,
        title=gettext_lazy("What I promised"),
        mine=lambda person: Q(author=person) | Q(owner=person),
        began="created_at",
        waits=Q(state=State.OPEN) & ~Q(sight=Sight.REMOVED),
        tell=_promises,
    )


def _asked_by(person: Any) -> Q:
    own = Q(author=person)
    return own | Q(guest_email__iexact=person.email, author=None) if person.email else own


def _steps_of(rows: Sequence[Any], column: str) -> dict[int, list[kept.Step]]:
    """The steps of each, oldest first. One query."""
    found: dict[int, list[kept.Step]] = defaultdict(list)
    for step in kept.Step.objects.filter(**{f"{column}__in": rows}).select_related("by"):
        found[getattr(step, f"{column}_id")].append(step)
    return found


def _asks(rows: Sequence[kept.Ask]) -> Iterator[Contribution]:
    steps, hidings = _steps_of(rows, "ask"), _hidings("commitments.ask", rows)
    for row in rows:
        told = [_told(step, STAGES) for step in steps[row.pk] if step.to in STAGES]
        address = row.get_absolute_url() if row.author_id else letters.guest_address(row)
        line = hidings.get(row.pk)
        yield Contribution(
            _("Asked: %(words)s") % {"words": wording.title_of(row)},
            _own_case(line) if line and row.author_id else address,
            _with_hiding(told or [Step(Stage.RECEIVED, row.created_at)], line),
            _mending() if line else _next_of_ask(row),
        )


def _hidings(kind: str, rows: Sequence[Any]) -> dict[int, Decision]:
    """The decision that keeps each of these out of sight. One query."""
    standing = Case.objects.hiding(kind).filter(thing_id__in=[row.pk for row in rows])
    found = Decision.objects.filter(case__in=standing, step=CaseStep.HIDDEN).select_related("case", "rule")
    return {line.case.thing_id: line for line in found.order_by("at", "id")}


def _with_hiding(steps: list[Step], line: Decision | None) -> list[Step]:
    if line is None:
        return steps
    words = ": ".join(filter(None, [line.rule.title if line.rule else "", line.words]))
    hidden = Step(Stage.NOT_PUBLISHED, line.at, _("a moderator"), words)
    return sorted([*steps, hidden], key=lambda step: step.at)


def _own_case(line: Decision) -> str:
    return reverse("conversation:own-case", args=[line.case.uuid])


def _mending() -> Next:
    return Next(_("You can mend it, or say that the decision was wrong"))


def _next_of_ask(row: kept.Ask) -> Next | None:
    if row.state == AskState.UNCONFIRMED:
        return Next(_("Press the button in the letter that we sent"))
    if row.sight == Sight.WAITING:
        return Next(_("A moderator reads it, then it is shown"))
    if row.is_open:
        return Next(_("An answer"), _end_of(row.due_on))
    return (
        Next(_("You can say whether it answered you")) if row.state == AskState.ANSWERED and not row.verdict else None
    )


def _promises(rows: Sequence[kept.Undertaking]) -> Iterator[Contribution]:
    steps, hidings = _steps_of(rows, "undertaking"), _hidings("commitments.undertaking", rows)
    for row in rows:
        told = [_told(step, OF_A_PROMISE) for step in steps[row.pk] if step.to in OF_A_PROMISE]
        line = hidings.get(row.pk)
        yield Contribution(
            _("Promised: %(words)s") % {"words": wording.title_of(row)},
            _own_case(line) if line else row.get_absolute_url(),
            _with_hiding(told or [Step(Stage.RECEIVED, row.created_at)], line),
            _mending() if line else Next(_("It is done"), _end_of(row.due_on)) if row.is_open else None,
        )


def _words(rows: Sequence[kept.Step]) -> Iterator[Contribution]:
    hidings = _hidings("commitments.step", rows)
    for row in rows:
        line = hidings.get(row.pk)
        yield Contribution(
            _("“%(words)s” about %(what)s") % {"words": excerpt(row.words, 60), "what": wording.title_of(row.of)},
            _own_case(line) if line else row.get_absolute_url(),
            _with_hiding([Step(Stage.RECEIVED, row.at), Step(Stage.PUBLISHED, row.at, "", _("at once"))], line),
            _mending() if line else None,
        )


def _told(step: kept.Step, stages: dict[Move, Stage]) -> Step:
    if step.to == Move.ASKED:
        return Step(stages[Move.ASKED], step.at)
    words = _("Something was promised.") if step.promise_id else step.words if step.is_shown else ""
    return Step(stages[Move(step.to)], step.at, step.by.name if step.by else "", words)


def _end_of(on: Any) -> datetime | None:
    return timezone.make_aware(datetime.combine(on, time(23, 59))) if on else None
