"""The filters of the two lists. Each count is the number of rows that its link leads to."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

from django.utils import timezone
from django.utils.translation import gettext as _

from closeknit.commitments.models import Ask, Undertaking
from closeknit.commitments.reads import touching
from closeknit.commitments.vocabulary import AskState, State
from closeknit.journal.things import Shown, found_by_form, key_of, label_of, shown_to
from closeknit.places.models import Area

MOST_SIDES = 60
SOON = timedelta(days=30)
COUNCIL = "council"


@dataclass(frozen=True, slots=True)
class Choice:
    """One link of a filter."""

    words: str
    count: int
    address: str
    is_on: bool


@dataclass
class Wanted:
    """What an address asks for. What it says wrongly is left out; a thing that is not there is 404."""

    person: Any
    state: str = ""
    area: Area | None = None
    side: str = ""
    due: str = ""
    of: Any = None
    said: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def read(cls, asked: Mapping[str, str], person: Any) -> "Wanted":
        slug, of = asked.get("area", ""), asked.get("of", "")
        area = Area.objects.for_lists().filter(slug=slug).first() if slug and "\x00" not in slug else None
        wanted = cls(person, asked.get("state", ""), area, asked.get("who", ""), asked.get("due", ""))
        wanted.of = found_by_form(person, of) if of else None
        kept = {"state": wanted.state, "area": area.slug if area else "", "who": wanted.side, "due": wanted.due}
        wanted.said = {name: value for name, value in {**kept, "of": of}.items() if value}
        return wanted

    def address(self, **other: str) -> str:
        """The same list, asked otherwise."""
        told = {name: value for name, value in {**self.said, **other}.items() if value}
        return f"?{urlencode(told)}" if told else "?"

    @property
    def of_name(self) -> str:
        return label_of(self.of) if self.of is not None else ""

    @property
    def is_narrow(self) -> bool:
        return bool(self.said)


def promises(wanted: Wanted) -> tuple[Any, list[Choice]]:
    """The rows, and the states with how many each has."""
    today = timezone.localdate()
    rows = _narrowed(Undertaking.objects.listed_for(wanted.person), wanted, today)
    counted = rows.counted(today)
    names = {
        "": (_("All"), "all"),
        "to-come": (_("Still to come"), "to_come"),
        "past": (_("Past its day"), "late"),
        "kept": (_("Kept"), "kept"),
        "changed": (_("Changed on the way"), "changed"),
        "withdrawn": (_("Taken back"), "withdrawn"),
    }
    choices = [
        Choice(
            words,
            counted[column],
            wanted.address(state=state),
            state == (wanted.state if wanted.state in names else ""),
        )
        for state, (words, column) in names.items()
    ]
    return _in_state(rows, wanted.state, today), choices


def _in_state(rows: Any, state: str, today: date) -> Any:
    narrowed = {
        "to-come": rows.to_come,
        "past": rows.late,
        "changed": lambda *_today: rows.changed(),
        "kept": lambda *_today: rows.filter(state=State.KEPT),
        "withdrawn": lambda *_today: rows.filter(state=State.WITHDRAWN),
    }
    return narrowed[state](today) if state in narrowed else rows


def asks(wanted: Wanted) -> tuple[Any, list[Choice]]:
    """The same for asks."""
    today = timezone.localdate()
    rows = _narrowed(Ask.objects.listed_for(wanted.person), wanted, today)
    sorts = {
        "": (_("All"), rows),
        "open": (_("Waiting for an answer"), rows.open()),
        "past": (_("Answer past its day"), rows.late(today)),
        "answered": (_("Answered"), rows.filter(state=AskState.ANSWERED)),
        "withdrawn": (_("Taken back"), rows.filter(state=AskState.WITHDRAWN)),
    }
    chosen = wanted.state if wanted.state in sorts else ""
    choices = [
        Choice(words, found.count(), wanted.address(state=state), state == chosen)
        for state, (words, found) in sorts.items()
    ]
    return sorts[chosen][1], choices


def _narrowed(rows: Any, wanted: Wanted, today: date) -> Any:
    """By everything but the state."""
    if wanted.area is not None:
        rows = rows.in_area(wanted.area.pk)
    if wanted.of is not None:
        rows = touching(rows, key_of(wanted.of))
    if wanted.side:
        rows = _of_side(rows, wanted)
    if wanted.due == "soon":
        rows = rows.filter(due_on__gte=today, due_on__lte=today + SOON)
    elif wanted.due == "gone":
        rows = rows.filter(due_on__lt=today)
    return rows


def _of_side(rows: Any, wanted: Wanted) -> Any:
    to_council, column = ("is_to_council", "asked") if rows.model is Ask else ("is_for_council", "speaking_as")
    if wanted.side == COUNCIL:
        return rows.filter(**{to_council: True})
    kind, number = key_of(found_by_form(wanted.person, wanted.side))
    return rows.filter(**{f"{column}_kind": kind, f"{column}_id": number})


def sides(model: Any, wanted: Wanted) -> list[tuple[str, str]]:
    """Who has promised, or was asked: the council, and groups by name. Two queries, or three."""
    to_council, column = ("is_to_council", "asked") if model is Ask else ("is_for_council", "speaking_as")
    rows = model.objects.listed_for(wanted.person).order_by()
    keys = set(
        rows.exclude(**{f"{column}_id": None}).values_list(f"{column}_kind", f"{column}_id").distinct()[:MOST_SIDES]
    )
    named: list[Shown] = sorted(shown_to(wanted.person, keys).values(), key=lambda one: one.name.casefold())
    kinds = {shown.uuid: kind for (kind, _number), shown in shown_to(wanted.person, keys).items()}
    council = [(COUNCIL, _("The council"))] if rows.filter(**{to_council: True}).exists() else []
    return [("", _("Everybody")), *council, *((f"{kinds[one.uuid]}:{one.uuid}", one.name) for one in named)]


def areas(model: Any, wanted: Wanted) -> list[tuple[str, str]]:
    """The areas that have any, the widest first. One query."""
    through = model.areas.through.objects
    rows = model.objects.listed_for(wanted.person).order_by().values("pk")
    name = f"{model._meta.model_name}__in"
    found = Area.objects.current().filter(pk__in=through.filter(**{name: rows}).values("area_id"))
    return [("", _("Everywhere")), *found.order_by("path").values_list("slug", "name")]
