"""What an import of areas would change: the shapes in which it is told, previewed and applied."""

import hashlib
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from closeknit.places.models import Area
from closeknit.places.outlines import Outline
from closeknit.places.vocabulary import AreaKind, Change, Outcome


def in_words(summary: dict[str, int]) -> str:
    """How many areas what happens to, as half a sentence: "3 new, 2 ended"."""
    told = {
        "new": _("%(n)s new"),
        "boundary": _("%(n)s with a new boundary"),
        "name": _("%(n)s renamed"),
        "parent": _("%(n)s moved"),
        "back": _("%(n)s in force again"),
        "ended": _("%(n)s ended"),
        "unchanged": _("%(n)s the same as before"),
        "refused": _("%(n)s left out"),
    }
    return ", ".join(words % {"n": summary[what]} for what, words in told.items() if summary.get(what))


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the person who imports has chosen. An empty column is guessed."""

    kind: AreaKind
    code_column: str = ""
    name_column: str = ""
    parent: Area | None = None
    parent_column: str = ""
    outline_name: str = ""
    outline_code: str = ""
    valid_from: date | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """What happens to one area, and why."""

    outcome: Outcome
    name: str
    code: str = ""
    number: int = 0  # its place in the file
    changes: tuple[Change, ...] = ()
    was_name: str = ""
    reason: str = ""
    area: Area | None = None
    parent: Area | None = None
    outline: Outline | None = None

    @property
    def is_in_force(self) -> bool:
        return self.outcome in (Outcome.NEW, Outcome.CHANGED, Outcome.UNCHANGED)


@dataclass(frozen=True, slots=True)
class Heir:
    """An ended area and one that takes over some of its land."""

    old: Step
    new: Step
    share_of_old: float
    share_of_new: float


@dataclass(frozen=True, slots=True)
class AreaPlan:
    """All steps of an import: the file's areas in its order, then those that end."""

    wishes: Wishes
    steps: tuple[Step, ...]
    heirs: tuple[Heir, ...] = ()
    outline: Step | None = None  # the area drawn around all of them, if one was asked for

    @property
    def all_steps(self) -> tuple[Step, ...]:
        return (self.outline, *self.steps) if self.outline else self.steps

    @property
    def summary(self) -> dict[str, int]:
        """How many areas are new, redrawn, renamed … An area can be both redrawn and renamed."""
        counts = {outcome.value: self._count(outcome) for outcome in Outcome}
        return counts | {change.value: sum(change in step.changes for step in self.all_steps) for change in Change}

    @property
    def words(self) -> str:
        return in_words(self.summary)

    @property
    def changes_nothing(self) -> bool:
        return all(s.outcome in (Outcome.UNCHANGED, Outcome.REFUSED) for s in self.all_steps)

    @property
    def digest(self) -> str:
        """Equal for two plans that would do the same."""
        told = [
            (s.outcome.value, s.code, s.name, s.changes, s.area.pk if s.area else 0, s.reason) for s in self.all_steps
        ]
        return hashlib.sha256(repr(told).encode()).hexdigest()

    def steps_of(self, outcome: str) -> list[Step]:
        return [step for step in self.all_steps if step.outcome == outcome]

    def heirs_of(self, step: Step) -> list[Heir]:
        return [heir for heir in self.heirs if heir.old is step]

    def _count(self, outcome: Outcome) -> int:
        return sum(step.outcome == outcome for step in self.all_steps)
