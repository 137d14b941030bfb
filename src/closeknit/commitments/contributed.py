"""Asks, promises and the words of a step as contributions: how they are reported, hidden and shown again."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import Q

from closeknit.commitments import reminders
from closeknit.commitments.actions import asking, undertaking
from closeknit.commitments.models import Ask, Step, Undertaking
from closeknit.commitments.vocabulary import Move, Sight
from closeknit.conversation.contributions import contribution
from closeknit.journal.things import key_of, kinds, label_of
from closeknit.places import versions

ANNOUNCED = {Ask: asking.announce, Undertaking: undertaking.announce}


def register() -> None:
    for kind, model in (("commitments.ask", Ask), ("commitments.undertaking", Undertaking)):
        contribution(
            kind,
            model,
            visible_to=model.objects.visible_to,
            authors=lambda row: [row.author] if row.author else [],
            text=lambda row: row.text,
            areas=_areas,
            label=label_of,
            is_discreet=_is_discreet,
            hide=_hide,
            restore=_restore,
            mend=_mend,
            written_by=lambda number: Q(author=number),
        )
    contribution(
        "commitments.step",
        Step,
        visible_to=Step.objects.visible_to,
        authors=_authors_of_step,
        text=lambda step: "\n\n".join(filter(None, [step.words, step.text_before, step.text_after])),
        areas=lambda step: _areas(step.of),
        label=label_of,
        related=("ask", "undertaking", "by"),
        is_discreet=lambda step: _is_discreet(step.of),
        hide=_hide,
        restore=_restore,
        mend=_mend_step,
        written_by=lambda number: Q(by=number),
    )


def _is_discreet(row: Ask | Undertaking) -> bool:
    return kinds()[key_of(row)[0]].is_discreet(row)


def _authors_of_step(step: Step) -> Sequence[Any]:
    return [step.by] if step.by else []


def _areas(row: Ask | Undertaking) -> Iterable[int]:
    return row.areas.order_by().values_list("pk", flat=True)


def _hide(row: Ask | Undertaking | Step) -> str:
    was = row.sight
    _put(row, Sight.HIDDEN)
    return str(was)


def _restore(row: Ask | Undertaking | Step, kept: str) -> None:
    """What nobody has seen yet is announced now."""
    was_unseen = Sight.WAITING in (kept, row.sight)
    _put(row, Sight.REMOVED if kept == Sight.REMOVED else Sight.SHOWN)
    if was_unseen and type(row) in ANNOUNCED:
        ANNOUNCED[type(row)](row)


def _mend(row: Ask | Undertaking, text: str, _by: Any) -> None:
    """The words that broke a rule are not kept in the history; moderators have them."""
    row.text = text
    row.save(update_fields=["text"])
    row.steps.filter(to__in=(Move.ASKED, Move.PROMISED)).exclude(text_after="").update(text_after=text)


def _mend_step(step: Step, text: str, _by: Any) -> None:
    """The one change that a step knows: what moderators hid is said otherwise."""
    step.words = text
    step.save(update_fields=["words"])


def _put(row: Ask | Undertaking | Step, sight: str) -> None:
    versions.bump_pages()  # before the row, as the actions do, so that no two wait for each other
    row.sight = sight
    row.save(update_fields=["sight"])
    if not isinstance(row, Step):
        reminders.plan(row)
