"""One thing that a group runs: what, when as a week grid, where, what it costs, getting in."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from closeknit.directory.editing.forms.fields import AddressField, LineField, PartForm, PostcodeField
from closeknit.directory.editing.forms.week_grid import WeekGrid, grid_of
from closeknit.directory.editing.venues import known_venue, venue_words
from closeknit.directory.vocabulary import Access, cost_kinds

OLDEST = 120
COPIED = (
    "name", "summary", "audience", "minimum_age", "maximum_age", "cost_kind", "cost_text", "access", "access_text",
    "online_link", "schedule_text",
)  # fmt: skip


class ServiceForm(WeekGrid, PartForm):
    """What it is, when as a week grid, where, what it costs, getting in."""

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
    venue_postcode = PostcodeField(label=_("Postcode of that place"), required=False)
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
        self.add_lines()

    @classmethod
    def initial_of(cls, now: Mapping[str, Any]) -> dict[str, Any]:
        grid = grid_of(now.get("schedules", ()))
        empty: dict[str, Any] = dict.fromkeys(COPIED, "") | {"access": []}
        return empty | {name: now[name] for name in COPIED if name in now} | grid | venue_words(now.get("venue"))

    @property
    def stored(self) -> Sequence[Mapping[str, Any]]:
        return self.now.get("schedules", ())

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

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        self.check_lines(told)
        youngest, oldest = told.get("minimum_age"), told.get("maximum_age")
        if youngest is not None and oldest is not None and oldest < youngest:
            self.add_error("maximum_age", _("This is younger than the age it begins at."))
        return told

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
