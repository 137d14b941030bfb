"""An event as a form: what it is, when, where, what it costs, who comes."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from closeknit.accounts.with_help import FIELD
from closeknit.algorithms.schedule.recurrence import Recurrence
from closeknit.calendar.dates import Happening
from closeknit.calendar.forms.place import PlaceFields, place_of
from closeknit.calendar.forms.when import KEPT, WhenForm
from closeknit.calendar.models import Series
from closeknit.conversation.forms import OnceForm
from closeknit.directory.editing.forms.fields import LineField, ProseField
from closeknit.directory.editing.forms.themes import ThemesField, theme_choices
from closeknit.directory.models import Theme
from closeknit.directory.vocabulary import Access, cost_kinds

ALL = "all"
MOST_PLACES, MOST_GUESTS = 100_000, 20
MOST_THEMES = 12  # as many as a group may have
CLOSES = (
    ("", _("When it begins")), ("60", _("An hour before")), ("180", _("Three hours before")),
    ("1440", _("A day before")), ("2880", _("Two days before")), ("10080", _("A week before")),
)  # fmt: skip
_WORDS = ("title", "summary", "text", "audience", "cost_kind", "cost_text", "access", "access_text")
_ANSWERS = ("takes_answers", "capacity", "most_guests")


class EventForm(OnceForm, PlaceFields, WhenForm):
    """``details`` and ``rule`` are what the actions take, the venue apart: it may be a new one."""

    title = LineField(label=_("What is it called?"), max_length=200, error_messages={"required": _("Give it a name.")})
    summary = LineField(label=_("What happens there, in one line?"), max_length=300, required=False)
    text = ProseField(label=_("What else should people know?"), required=False, max_length=10_000)
    audience = LineField(label=_("Who is it for?"), max_length=300, required=False)
    cost_kind = forms.ChoiceField(label=_("What does it cost?"), required=False)
    cost_text = LineField(label=_("What it costs, in words"), max_length=200, required=False)
    access = forms.MultipleChoiceField(
        label=_("Getting in"),
        help_text=_("What we know of the place is shown anyway."),
        choices=Access.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    access_text = LineField(label=_("Getting in, in words"), max_length=500, required=False)
    takes_answers = forms.BooleanField(
        label=_("People can say here that they come"),
        help_text=_("They need no account. You see who comes and what they need."),
        required=False,
        initial=True,
    )
    capacity = forms.IntegerField(
        label=_("How many places are there?"),
        help_text=_("Leave it empty if there is room for all. When all places are taken, people wait in line."),
        min_value=1,
        max_value=MOST_PLACES,
        required=False,
    )
    most_guests = forms.IntegerField(
        label=_("How many more people may one person bring?"),
        min_value=0,
        max_value=MOST_GUESTS,
        required=False,
        initial=0,
    )
    closes_minutes_before = forms.ChoiceField(label=_("Until when can people ask for a place?"), required=False)
    themes = ThemesField(
        label=_("What is it about?"),
        help_text=_("People find it by this. Tick nothing, and it is found by what its group or network is about."),
        most=MOST_THEMES,
        required=False,
    )

    def __init__(self, *args: Any, series: Series | None = None, **more: Any) -> None:
        if series is not None:
            more["initial"] = {**_initial_of(series), **more.get("initial", {})}
        super().__init__(*args, **more)
        self.fields["cost_kind"].choices = [("", _("Not said")), *cost_kinds()]
        kept = series.closes_minutes_before if series else None
        other = [] if kept is None or str(kept) in dict(CLOSES) else [(str(kept), _("As it is now"))]
        self.fields["closes_minutes_before"].choices = [*CLOSES, *other]
        self.fields["themes"].choices = theme_choices()

    def clean_most_guests(self) -> int:
        return self.cleaned_data["most_guests"] or 0

    def clean_closes_minutes_before(self) -> int | None:
        chosen = self.cleaned_data["closes_minutes_before"]
        return int(chosen) if chosen else None

    @property
    def details(self) -> dict[str, Any]:
        names = (
            *_WORDS, *_ANSWERS, "closes_minutes_before", "place_words", "online_link", "skips_school_holidays",
        )  # fmt: skip
        themes = Theme.objects.filter(slug__in=self.cleaned_data["themes"]).values_list("pk", flat=True)
        return {"themes": list(themes), **{name: self.cleaned_data[name] for name in names}}

    def part(self, *names: str) -> Sequence[forms.BoundField]:
        return [self[name] for name in names]

    @property
    def from_fields(self) -> Sequence[forms.BoundField]:
        """From whom it is, where somebody may write it for a person whom they help."""
        return self.part(FIELD) if FIELD in self.fields else ()

    @property
    def what_fields(self) -> Sequence[forms.BoundField]:
        return self.part("title", "summary")

    @property
    def where_fields(self) -> Sequence[forms.BoundField]:
        return self.part("venue_name", "venue_postcode", "is_confidential", "place_words", "online_link")

    @property
    def answer_fields(self) -> Sequence[forms.BoundField]:
        return self.part("takes_answers", "capacity", "most_guests", "closes_minutes_before")

    @property
    def more_fields(self) -> Sequence[forms.BoundField]:
        return self.part("text", "audience", "cost_kind", "cost_text", "access", "access_text", "themes")


class EditEventForm(EventForm):
    """The same for one that is there: for all dates to come, or from one on. ``coming`` are those to choose from."""

    from_date = forms.ChoiceField(label=_("Which dates do you change?"), required=False)
    note = LineField(
        label=_("What should people know of the change?"),
        help_text=_("Whoever comes is told when the time or the place changes."),
        max_length=300,
        required=False,
    )
    read_at = forms.CharField(widget=forms.HiddenInput, required=False)  # the state that the editor has seen

    def __init__(self, *args: Any, series: Series, coming: Sequence[tuple[Happening, str]], **more: Any) -> None:
        super().__init__(*args, series=series, **more)
        self.series, self.kept_venue = series, series.venue
        self.fields["read_at"].initial = series.changed_at.isoformat()
        later = [(one.original, _("%(day)s and all that follow") % {"day": words}) for one, words in coming]
        self.fields["from_date"].choices = [(ALL, _("All that are to come")), *later]

    def clean(self) -> dict[str, Any]:
        """What somebody else has changed meanwhile is not written over unseen."""
        told, now = super().clean(), self.series.changed_at.isoformat()
        if told.get("read_at") and told["read_at"] != now:
            self.data = self.data.copy()
            self.data[self.add_prefix("read_at")] = now
            words = _("Somebody else has changed this event meanwhile. Look at its page, then save again to replace it")
            self.add_error(None, words)
        return told

    @property
    def following_rule(self) -> Recurrence | None:
        """None leaves the rule as it is, from that date on."""
        return None if self.cleaned_data["how"] == KEPT else self.rule

    @property
    def original(self) -> str:
        """From which date on; empty for all."""
        chosen = self.cleaned_data.get("from_date") or ALL
        return "" if chosen == ALL else str(chosen)


def _initial_of(series: Series) -> dict[str, Any]:
    names = (*_WORDS, *_ANSWERS, "online_link", "skips_school_holidays")
    told = {name: getattr(series, name) for name in names}
    minutes = series.closes_minutes_before
    themes = series.themes.values_list("slug", flat=True) if series.has_own_themes else ()
    told |= {"closes_minutes_before": "" if minutes is None else str(minutes), "themes": list(themes)}
    return {**told, **place_of(series)}
