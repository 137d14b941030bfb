"""One ask or one promise with all that happened to it, as its page shows it."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from closeknit.accounts import with_help
from closeknit.commitments import wording
from closeknit.commitments.models import Ask, Step, Undertaking
from closeknit.commitments.reads import Line, Names, keys_of, line_of, named
from closeknit.commitments.taking import moves_of
from closeknit.commitments.vocabulary import Move, Sight, Verdict
from closeknit.conversation.models import Case
from closeknit.conversation.vocabulary import Mandate
from closeknit.journal.things import Shown, shown_to


@dataclass(frozen=True, slots=True)
class Told:
    """One step of a history. ``words`` is empty where they were hidden or are gone."""

    uuid: Any
    what: str
    who: str
    side: Shown | None
    is_for_council: bool
    at: datetime
    words: str
    is_hidden: bool
    changes: Sequence[tuple[str, str, str]]
    promise: Line | None
    may_report: bool


@dataclass(frozen=True, slots=True)
class Whole:
    """A promise or an ask with all that happened to it."""

    row: Any
    line: Line
    author: str
    side: Shown | None
    mandate: str
    helped: str
    steps: Sequence[Told]
    moves: Sequence[tuple[str, str]]
    promises: Sequence[Line] = ()
    ask: Line | None = None
    own_case: str = ""


def whole(row: Ask | Undertaking, person: Any) -> Whole:
    """Costs the same however long the history: at most ten queries, and one for each kind of thing named."""
    steps = list(row.steps.select_related("by", "promise", "promise__owner"))
    others = _others(row, person)
    every = [row, *others, *steps, *(step.promise for step in steps if step.promise)]
    names = shown_to(person, {key for one in every for key in keys_of(one)})
    seen = {one.pk for one in others if isinstance(one, Undertaking)}
    news = {step.undertaking_id: step.at for step in steps if step.to in (Move.NEWS, Move.CHANGED)}
    kind = "commitments.ask" if isinstance(row, Ask) else "commitments.undertaking"
    is_readable = row.sight != Sight.REMOVED
    return Whole(
        row=row,
        line=line_of(row, names, news),  # type: ignore[arg-type]
        author=row.author.name if row.author else getattr(row, "guest_name", "") or _("someone who left"),
        side=named(names, row.speaking_as_kind, row.speaking_as_id),
        mandate=_mandate_words(row),
        helped=with_help.words_for(kind, [row.pk]).get(row.pk, ""),
        steps=[_told(step, names, seen, is_readable=is_readable) for step in steps],
        moves=moves_of(row, person),
        promises=[line_of(one, names, {}) for one in others if isinstance(one, Undertaking)],
        ask=next((line_of(one, names, {}) for one in others if isinstance(one, Ask)), None),
        own_case=_own_case(kind, row, person),
    )


def _own_case(kind: str, row: Ask | Undertaking, person: Any) -> str:
    """Where its author sees why it is hidden, and what they can do. No query for what is shown."""
    if row.sight != Sight.HIDDEN or person is None or row.author_id != person.pk:
        return ""
    case = Case.objects.hiding(kind).filter(thing_id=row.pk).first()
    return reverse("conversation:own-case", args=[case.uuid]) if case else ""


def _others(row: Ask | Undertaking, person: Any) -> list[Any]:
    """The promises made to an ask, or the ask of a promise, that the person may read."""
    if isinstance(row, Ask):
        return list(Undertaking.objects.listed_for(person).filter(ask=row).select_related("owner", "author"))
    if row.ask_id is None:
        return []
    return list(Ask.objects.listed_for(person).filter(pk=row.ask_id).select_related("author", "asked_person"))


def _told(step: Step, names: Names, seen: Collection[int], *, is_readable: bool) -> Told:
    is_shown = step.is_shown and is_readable
    promise = step.promise if step.promise_id in seen else None
    return Told(
        uuid=step.uuid,
        what=_what(step),
        who=step.by.name if step.by else "",
        side=named(names, step.speaking_as_kind, step.speaking_as_id),
        is_for_council=step.is_for_council,
        at=step.at,
        words=step.words if is_shown else "",
        is_hidden=not step.is_shown,
        changes=list(_changes(step)) if is_shown else (),
        promise=line_of(promise, names, {}) if promise else None,
        may_report=bool(step.words) and is_shown,
    )


def _what(step: Step) -> str:
    if step.to == Move.VERDICT:
        return str(Verdict(step.verdict).label)
    return str(Move(step.to).label)


def _changes(step: Step) -> Iterator[tuple[str, str, str]]:
    """What, before, after: for what was said and then changed."""
    if step.to in (Move.CHANGED, Move.ACKNOWLEDGED):
        if step.due_before or step.due_after:
            yield _("Day"), _day(step.due_before), _day(step.due_after)
        if step.text_before:
            yield _("Words"), step.text_before, step.text_after


def _day(on: date | None) -> str:
    return wording.day(on) if on else _("none")


def _mandate_words(row: Ask | Undertaking) -> str:
    if row.mandate == Mandate.COMMITTEE and row.mandate_on:
        return _("the committee agreed on %(day)s") % {"day": wording.day(row.mandate_on)}
    if row.mandate == Mandate.MEMBERS and row.mandate_on:
        told = {"some": row.mandate_agreed, "all": row.mandate_of, "day": wording.day(row.mandate_on)}
        return _("%(some)s of %(all)s members agreed on %(day)s") % told
    return ""
