"""Which selvedge a new area gets: that of the area it takes over from, else the next one free."""

from closeknit.places.area_plan import AreaPlan
from closeknit.places.vocabulary import Outcome

SELVEDGES = 24  # that core can tell apart


def patterns_for(plan: AreaPlan) -> dict[int, int]:
    """The pattern of each new area by its number in the file; 0 where the area above has one.

    Below an area with a pattern of its own all share it: only the tree's first level of
    neighbours is told apart.
    """
    new = plan.steps_of(Outcome.NEW)
    new = [step for step in new if step is not plan.outline and not (step.parent and step.parent.pattern)]
    kept = {step.area.pattern for step in plan.steps if step.area and step.outcome != Outcome.ENDED}
    chosen: dict[int, int] = {}
    taken = set(kept)
    for heir in sorted(plan.heirs, key=lambda heir: (-round(heir.share_of_new, 2), heir.new.number)):
        pattern = heir.old.area.pattern if heir.old.area else 0
        if pattern and pattern not in taken and heir.new in new and heir.new.number not in chosen:
            chosen[heir.new.number] = pattern
            taken.add(pattern)
    free = (pattern for pattern in range(1, SELVEDGES + 1) if pattern not in taken)
    for step in new:
        if step.number not in chosen:
            chosen[step.number] = next(free, step.number % SELVEDGES + 1)
    return chosen
