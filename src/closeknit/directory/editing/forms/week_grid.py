"""A timetable as lines to fill in: on which days, how often, from when to when."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from closeknit.directory.editing import timetable
from closeknit.directory.editing.forms.fields import LineField

MOST_LINES = 14
SPARE_LINES = 2
Schedules = Sequence[Mapping[str, Any]]


class WeekGrid:
    """What a form with a week grid has: ``lines`` are its rows, each a group of fields named ``line0_days``
    and so on. ``stored`` are the schedules that it was opened with."""

    stored: Schedules = ()

    def add_lines(self) -> None:
        """Those that are stored and two to spare, or as many as were sent."""
        own = sum(name.endswith("_often") for name in self.initial)
        sent = sum(self.add_prefix(f"line{number}_often") in self.data for number in range(MOST_LINES))
        self.numbers = range(min(max(own, sent), MOST_LINES))
        for number in self.numbers:
            self.fields.update(_line_fields(number))

    @property
    def lines(self) -> list[list[forms.BoundField]]:
        return [[self[f"line{number}_{name}"] for name in timetable.FIELDS] for number in self.numbers]

    def check_lines(self, told: dict[str, Any]) -> None:
        for number in self.numbers:
            self._check_line(number, told)

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
        if not timetable.ends_in_time(line["opens"], line["closes"]):
            self.add_error(f"line{number}_closes", _("It ends before it begins. Look at both times again."))

    @staticmethod
    def _line(number: int, told: Mapping[str, Any]) -> dict[str, Any]:
        return {name: told.get(f"line{number}_{name}") for name in timetable.FIELDS}

    @property
    def line_errors(self) -> list[str]:
        """What is wrong with the lines, each thing once."""
        wrong = [str(words) for name, said in self.errors.items() if name.startswith("line") for words in said]
        return list(dict.fromkeys(wrong))

    @property
    def told_when(self) -> Schedules:
        """What the grid says, whatever stands beside it; before it is sent what is stored."""
        return self.schedules if self.is_bound and not self.line_errors else self.stored

    @property
    def schedules(self) -> list[dict[str, Any]]:
        """What the grid says, and what stood there that no grid can say."""
        _lines, odd = timetable.lines_of(self.stored)
        filled = [self._line(number, self.cleaned_data) for number in self.numbers]
        return [*(timetable.schedule_of(_as_text(line)) for line in filled if line["often"] and line["days"]), *odd]


class TimesForm(WeekGrid, forms.Form):
    """A week grid by itself, as a part of a larger form."""

    def __init__(self, *args: Any, stored: Schedules, **kwargs: Any) -> None:
        self.stored = stored
        super().__init__(*args, initial=grid_of(stored), **kwargs)
        self.add_lines()

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        self.check_lines(told)
        return told

    @property
    def is_sent(self) -> bool:
        return self.add_prefix("line0_often") in self.data

    @property
    def says_something_else(self) -> bool:
        """Whether the times differ from those that it was opened with, not only in how they are stored."""
        lines, odd = timetable.lines_of(self.stored)
        return self.is_sent and self.schedules != [*map(timetable.schedule_of, lines), *odd]


def grid_of(stored: Schedules) -> dict[str, Any]:
    """What stands in the fields of a week grid for these schedules."""
    lines, _odd = timetable.lines_of(stored)
    rows = [*lines, *({**timetable.EMPTY, "days": []} for _spare in range(SPARE_LINES))]
    return {f"line{number}_{name}": row[name] for number, row in enumerate(rows) for name in timetable.FIELDS}


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
