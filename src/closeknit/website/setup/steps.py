"""The steps of setting a hub up, and how far one has come. Each is done when its trace is there."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from closeknit.directory.models import Group, Theme
from closeknit.places.models import Hub

LATER = "later"
PROVED = "proved"


class State(StrEnum):
    DONE = "done"
    LATER = "later"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class Step:
    """One step. A hub cannot be opened while one that is needed is missing."""

    name: str
    title: str | Promise
    words: str | Promise
    is_done: Callable[[Hub, Any], bool]
    is_needed: bool = False

    @property
    def address(self) -> str:
        return reverse(f"website:set-up-{self.name}")


@dataclass(frozen=True, slots=True)
class Reached:
    """How far one step has come; ``number`` counts from 1."""

    step: Step
    number: int
    state: State


def _is_told(hub: Hub, _person: Any) -> bool:
    return all((hub.run_by, hub.contact_email or hub.contact_phone, hub.data_controller, hub.safeguarding))


STEPS = (
    Step(
        "administrator",
        _("The first administrator"),
        _("Who looks after the hub, and how they sign in."),
        lambda _hub, person: not person.lacks_second_factor,
        is_needed=True,
    ),
    Step(
        "place",
        _("The place"),
        _("Its name and its boundary."),
        lambda hub, _person: hub.root_area_id is not None,
        is_needed=True,
    ),
    Step(
        "themes",
        _("What people do"),
        _("The words by which groups are found: singing, gardens, food."),
        lambda _hub, _person: Theme.objects.exists(),
    ),
    Step("people", _("Who is responsible"), _("Who runs it, whom to ring, who keeps people safe."), _is_told, True),
    Step(
        "mail",
        _("Mail"),
        _("A real letter, sent and read, shows that it works."),
        lambda hub, _person: hub.set_up.get("mail") == PROVED,
    ),
    Step(
        "list",
        _("A first list of groups"),
        _("A spreadsheet that somebody has already."),
        lambda _hub, _person: Group.objects.exists(),
    ),
    Step(
        "opening",
        _("Open it"),
        _("Look at it, then let everybody in."),
        lambda hub, _person: not hub.is_being_set_up,
    ),
)
BY_NAME = {step.name: step for step in STEPS}
MAY_WAIT = ("themes", "mail", "list")


def reached(hub: Hub, person: Any) -> list[Reached]:
    """All steps and how far each has come. Costs two queries."""
    return [Reached(step, number, _state(step, hub, person)) for number, step in enumerate(STEPS, start=1)]


def missing(hub: Hub, person: Any) -> list[Step]:
    """The steps without which the hub cannot be opened."""
    return [step for step in STEPS if step.is_needed and not step.is_done(hub, person)]


def after(name: str) -> Step:
    """The step that comes next; the last one is followed by itself."""
    place = STEPS.index(BY_NAME[name])
    return STEPS[min(place + 1, len(STEPS) - 1)]


def _state(step: Step, hub: Hub, person: Any) -> State:
    if step.is_done(hub, person):
        return State.DONE
    return State.LATER if hub.set_up.get(step.name) == LATER else State.MISSING
