"""One date as a form: at another time, at another place, cancelled."""

from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from closeknit.algorithms.schedule.clock_changes import span
from closeknit.calendar.dates import Happening
from closeknit.calendar.forms.place import PlaceFields, place_of
from closeknit.calendar.forms.when import DayField, HourField
from closeknit.directory.editing.forms.fields import LineField

NOTE = LineField(
    label=_("Why?"),
    help_text=_("Everyone can read it. Whoever said that they come gets it in a letter."),
    max_length=300,
    required=False,
)


class MoveForm(PlaceFields):
    """Another time or place for one date; what is left as it was stays as in the series."""

    on = DayField(label=_("Which day?"), error_messages={"required": _("Say on which day.")})
    opens = HourField(label=_("From what time?"), error_messages={"required": _("Say when it begins.")})
    closes = HourField(label=_("Until what time?"), required=False)
    title = LineField(
        label=_("Is it called something else this time?"), max_length=200, required=False,
        help_text=_("Such as: Yearly meeting."),
    )  # fmt: skip
    note = NOTE
    field_order = ("on", "opens", "closes", "venue_name", "venue_postcode", "is_confidential", "place_words")

    def __init__(self, *args: Any, date: Happening, **more: Any) -> None:
        self.date = date
        self.zone = date.series.recurrence().zone
        super().__init__(*args, initial=self._initial(), **more)
        self.kept_venue = date.venue
        del self.fields["online_link"]

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        if told.get("on") and told.get("opens"):
            wall = datetime.combine(told["on"], told["opens"])
            self.starts, ends, is_left_out = span(wall, self._lasting(told), self.zone)
            self.minutes = int((ends.replace(tzinfo=None) - self.starts.replace(tzinfo=None)) / timedelta(minutes=1))
            if is_left_out:
                self.add_error("opens", _("The clocks go forward that night: this hour does not exist."))
        return told

    def changes(self, *, is_kept_safe: bool) -> dict[str, Any]:
        """What ``actions.change_date`` takes: only what is otherwise than in the series."""
        told = self.cleaned_data
        series, rule = self.date.series, self.date.series.recurrence()
        place = {"venue": self.venue(is_kept_safe=is_kept_safe), "place_words": told["place_words"]}
        usual = {"venue": series.venue, "place_words": series.place_words}
        return {
            "starts": self.starts,
            "minutes": None if self.minutes == rule.minutes else self.minutes,
            "title": "" if told["title"] == series.title else told["title"],
            "note": told["note"],
            **(place if place != usual else {}),
        }

    @property
    def when_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in ("on", "opens", "closes")]

    @property
    def other_fields(self) -> list[forms.BoundField]:
        return [
            self[name] for name in ("venue_name", "venue_postcode", "is_confidential", "place_words", "title", "note")
        ]

    def _lasting(self, told: dict[str, Any]) -> timedelta:
        if told.get("closes") is None:
            return timedelta()
        day = told["on"]
        lasting = datetime.combine(day, told["closes"]) - datetime.combine(day, told["opens"])
        return lasting % timedelta(days=1)

    def _initial(self) -> dict[str, Any]:
        begins, ends = (timezone.localtime(moment, self.zone) for moment in (self.date.starts, self.date.ends))
        change = self.date.change
        place = place_of(change) if change is not None and self.date.is_elsewhere else place_of(self.date.series)
        return {
            "on": begins.date(),
            "opens": begins.time(),
            "closes": ends.time() if ends > begins else None,
            "title": change.title if change else "",
            "note": change.note if change else "",
            **place,
        }


class CancelForm(forms.Form):
    note = NOTE
