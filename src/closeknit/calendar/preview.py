"""What a form says so far, in plain words, with the next dates: before anything is saved."""

from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from closeknit.algorithms.schedule.recurrence import Happening, coming
from closeknit.algorithms.schedule.recurrence_words import moved_in_words
from closeknit.calendar import wording

SHOWN = 6
WARNED_OF = 100  # dates that are looked through for hours which the clocks leave out
_OF_WHEN = (
    "how", "every", "weekdays", "nth", "weekday", "dates", "on", "typed", "begins", "until", "opens", "closes",
    "without", "skips_school_holidays",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Preview:
    """``dates`` are pairs of words and what is odd about the date; ``errors`` why there are none yet."""

    words: str = ""
    dates: tuple[tuple[str, str], ...] = ()
    warnings: tuple[str, ...] = ()
    errors: tuple[str, ...] = ()


def preview_of(form: Any) -> Preview:
    """Of a form about when something is on. Of an empty one nothing."""
    if not form.is_bound:
        return Preview()
    errors = [str(problem) for name in _OF_WHEN for problem in form.errors.get(name, ())]
    rule = form.shown_rule
    if errors or rule is None:
        return Preview(errors=tuple(errors))
    found = coming(rule, timezone.now(), WARNED_OF)
    told = tuple((_told(one), moved_in_words(one, _)) for one in found[:SHOWN])
    warnings = [f"{_told(one)}: {moved_in_words(one, _)}" for one in found[SHOWN:] if one.moved_by_clock]
    if not found:
        warnings.append(_("None of these dates is still to come."))
    return Preview(wording.rule_in_words(rule), told, tuple(warnings[:SHOWN]))


def _told(one: Happening) -> str:
    return wording.span(one.starts, one.ends)
