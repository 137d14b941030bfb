"""One thing that a group runs: what, when as a week grid, where, what it costs, getting in."""

from collections.abc import Mapping
from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from closeknit.algorithms import postcodes
from closeknit.directory.editing import timetable
from closeknit.directory.editing.forms.fields import AddressField, LineField, PartForm
from closeknit.directory.editing.venues import known_venue, venue_words
from closeknit.directory.vocabulary import Access, cost_kinds

MOST_LINES = 14
SPARE_LINES = 2
OLDEST = 120
COPIED = (
    "name", "summary", "audience", "minimum_age", "maximum_age", "cost_kind", "cost_text", "access", "access_text",
    "online_link", "schedule_text",
)  # fmt: skip


class ServiceForm(PartForm):
    """``lines`` are the rows of its week grid, each a group of fields named ``line0_days`` and so on."""

    name = LineField(label=_("What is it called?"), max_length=200, error_messages={"required": _("Give it a name.")})
    summary = LineField(label=_("What happens there?"), max_length=500, required=False)
    schedule_text = LineField(
        label=_("What else is there to say about when?"),
        max_length=300,
        required=False,
        help_text=_("Such as: not in August."),
    )
    venue_name = LineField(
        label=_("Where does it happen?"),
        max_length=200,
        required=False,
        help_text=_("Choose a place that we know, or give the name of a new one."),
        widget=forms.TextInput({"list": "venues", "autocomplete": "off"}),
    )
    venue_postcode = LineField(label=_("Postcode of that place"), max_length=12, required=False)
    is_confidential = forms.BooleanField(
        label=_("Do not show where it is. People are told when they write to you."), required=False
    )
    audience = LineField(label=_("Who is it for?"), max_length=300, required=False)
    minimum_age = forms.IntegerField(label=_("From the age of"), min_value=0, max_value=OLDEST, required=False)
    maximum_age = forms.IntegerField(label=_("Up to the age of"), min_value=0, max_value=OLDEST, required=False)
    cost_kind = forms.ChoiceField(label=_("What does it cost?"), required=False)
    cost_text = LineField(label=_("What it costs, in words"), max_length=200, required=False)
    access = forms.MultipleChoiceField(
        label=_("Getting in"), choices=Access.choices, widget=forms.CheckboxSelectMultiple, required=False
    )
    access_text = LineField(label=_("Getting in, in words"), max_length=500, required=False)
    online_link = AddressField(label=_("Link to join online"), required=False)

    def __init__(self, *args: Any, now: Mapping[str, Any], key: str = "", **kwargs: Any) -> None:
        self.key = key or f"service:{uuid4()}"
        self.is_new = key not in now
        super().__init__(*args, now=now.get(key) or {}, **kwargs)
        self.fields["cost_kind"].choices = [("", _("Not said")), *cost_kinds()]
        self.numbers = range(self._how_many())
        for number in self.numbers:
            self.fields.update(_line_fields(number))

    @classmethod
    def initial_of(cls, now: Mapping[str, Any]) -> dict[str, Any]:
        lines, _odd = timetable.lines_of(now.get("schedules", ()))
        rows = [*lines, *({**timetable.EMPTY, "days": []} for _spare in range(SPARE_LINES))]
        grid = {f"line{number}_{name}": row[name] for number, row in enumerate(rows) for name in timetable.FIELDS}
        empty: dict[str, Any] = dict.fromkeys(COPIED, "") | {"access": []}
        return empty | {name: now[name] for name in COPIED if name in now} | grid | venue_words(now.get("venue"))

    def _how_many(self) -> int:
        """Those of the page and two to spare, or as many as were sent."""
        own = sum(name.endswith("_often") for name in self.initial)
        sent = sum(f"line{number}_often" in self.data for number in range(MOST_LINES))
        return min(max(own, sent), MOST_LINES)

    @property
    def lines(self) -> list[list[forms.BoundField]]:
        return [[self[f"line{number}_{name}"] for name in timetable.FIELDS] for number in self.numbers]

    @property
    def words_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in ("name", "summary")]

    @property
    def where_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in ("venue_name", "venue_postcode", "is_confidential", "online_link")]

    @property
    def other_fields(self) -> list[forms.BoundField]:
        names = (
            "audience", "minimum_age", "maximum_age", "cost_kind", "cost_text", "access", "access_text",
        )  # fmt: skip
        return [self[name] for name in names]

    def clean_venue_postcode(self) -> str:
        text = self.cleaned_data["venue_postcode"]
        code = postcodes.normalise(text) if text else ""
        if code is None:
            raise forms.ValidationError(_("This is not a whole postcode. It should look like LW1 4TT."))
        return code

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        for number in self.numbers:
            self._check_line(number, told)
        youngest, oldest = told.get("minimum_age"), told.get("maximum_age")
        if youngest is not None and oldest is not None and oldest < youngest:
            self.add_error("maximum_age", _("This is younger than the age it begins at."))
        return told

    def _check_line(self, number: int, told: dict[str, Any]) -> None:
        line = self._line(number, told)
        if not any(line.values()):
            return
        if not line["often"]:
            self.add_error(f"line{number}_often", _("Say how often it happens."))
        if not line["days"]:
            self.add_error(f"line{number}_days", _("Tick the days on which it happens."))
        if line["often"] == timetable.FORTNIGHTLY and not line["first"]:
            self.add_error(f"line{number}_first", _("Give the first day, so that we know which weeks are meant."))
        if line["first"] and line["last"] and line["last"] < line["first"]:
            self.add_error(f"line{number}_last", _("The last day is before the first."))

    @staticmethod
    def _line(number: int, told: Mapping[str, Any]) -> dict[str, Any]:
        return {name: told.get(f"line{number}_{name}") for name in timetable.FIELDS}

    @property
    def schedules(self) -> list[dict[str, Any]]:
        """What the grid says, and what stood there that no grid can say."""
        _lines, odd = timetable.lines_of(self.now.get("schedules", ()))
        filled = [self._line(number, self.cleaned_data) for number in self.numbers]
        return [*(timetable.schedule_of(_as_text(line)) for line in filled if line["often"] and line["days"]), *odd]

    def changes(self, *, venue: str | None) -> dict[str, Any]:  # type: ignore[override]
        """``venue`` is the uuid of the place, found or made by the caller."""
        told = {name: self.cleaned_data[name] for name in COPIED}
        is_running = self.now.get("is_running", True)
        return {self.key: {**told, "is_running": is_running, "venue": venue, "schedules": self.schedules}}

    @property
    def place(self) -> dict[str, Any]:
        """What is told of the place."""
        return {name: self.cleaned_data[name] for name in ("venue_name", "venue_postcode", "is_confidential")}

    @property
    def same_venue(self) -> str | None:
        """The venue as it was, if nothing of it was changed."""
        was = {name: self.initial[name] for name in self.place}
        return self.now.get("venue") if was == self.place else known_venue(**self.place)


def _as_text(line: Mapping[str, Any]) -> dict[str, Any]:
    hours = {name: line[name] and line[name].strftime("%H:%M") for name in ("opens", "closes")}
    days = {name: line[name] and line[name].isoformat() for name in ("first", "last")}
    return {**line, **hours, **days}


def _line_fields(number: int) -> dict[str, forms.Field]:
    hour = {"invalid": _("This is not a time. It should look like 19:30.")}
    day = {"invalid": _("This is not a day. It should look like 31/12/2026.")}
    fields: dict[str, forms.Field] = {
        "often": forms.ChoiceField(label=_("How often"), choices=timetable.OFTEN, required=False),
        "days": forms.MultipleChoiceField(
            label=_("Days"), choices=timetable.DAYS, widget=forms.CheckboxSelectMultiple, required=False
        ),
        "opens": forms.TimeField(
            label=_("From"), widget=forms.TimeInput({"type": "time"}), required=False, error_messages=hour
        ),
        "closes": forms.TimeField(
            label=_("To"), widget=forms.TimeInput({"type": "time"}), required=False, error_messages=hour
        ),
        "first": forms.DateField(
            label=_("First day"), widget=forms.DateInput({"type": "date"}), required=False, error_messages=day
        ),
        "last": forms.DateField(
            label=_("Last day"), widget=forms.DateInput({"type": "date"}), required=False, error_messages=day
        ),
        "remark": LineField(label=_("Remark"), max_length=200, required=False),
    }
    return {f"line{number}_{name}": field for name, field in fields.items()}
