"""Suggesting a change, and answering one, field by field."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any
from uuid import uuid4

from django import forms
from django.forms.utils import ErrorDict
from django.utils.translation import gettext_lazy as _

from closeknit.directory.editing.forms.coverage import DrawingField
from closeknit.directory.editing.forms.fields import LONGEST_TEXT, AddressField, LineField, ProseField
from closeknit.directory.editing.forms.parts import split_languages
from closeknit.directory.editing.forms.themes import ThemesField, theme_choices
from closeknit.directory.editing.forms.week_grid import TimesForm
from closeknit.directory.editing.merging import as_read, parsed
from closeknit.directory.editing.naming import SERVICE_LABELS, Namer
from closeknit.directory.editing.wishes import wishable
from closeknit.directory.forms import LONGEST_NAME
from closeknit.directory.models import Suggestion
from closeknit.directory.vocabulary import group_states

LENGTHS = {
    "name": 200, "summary": 300, "who_for": 300, "speak_to": 200, "contact_phone": 40, "covers_text": 300,
    "schedule_text": 300, "cost_text": 200,
}  # fmt: skip
LONGEST_SUMMARY_OF_A_SERVICE = 500
TIMES = "/schedules"
MOST_GRIDS = 8


class LanguagesField(LineField):
    """Languages with commas between them, as a list."""

    def clean(self, value: Any) -> list[str]:
        return split_languages(super().clean(value))

    def prepare_value(self, value: Any) -> Any:
        return ", ".join(value) if isinstance(value, list) else value


def field_for(key: str, label: Any) -> forms.Field:
    """The field in which this part of the portrait is typed."""
    thing, _slash, of_service = key.partition("/")
    name = of_service or thing
    if name in MADE_BY:
        return MADE_BY[name](label=label, required=False)
    longest = LONGEST_SUMMARY_OF_A_SERVICE if of_service == "summary" else LENGTHS[name]
    return LineField(label=label, max_length=longest, required=name == "name")


def _themes_field(**told: Any) -> forms.Field:
    field = ThemesField(most=12, **told)
    field.choices = theme_choices()
    return field


MADE_BY: dict[str, Callable[..., forms.Field]] = {
    "drawn_area": DrawingField,
    "aims": partial(ProseField, max_length=LONGEST_TEXT),
    "is_running": lambda **told: forms.BooleanField(**{**told, "label": _("This still happens")}),
    "languages": partial(LanguagesField, max_length=300),
    "state": partial(forms.ChoiceField, choices=group_states),
    "themes": _themes_field,
    "website": AddressField,
}


class SuggestionForm(forms.Form):
    """What the page says, to be changed where it is wrong. ``nickname`` is a trap for robots. A week grid
    is large, so each opens when it is asked for: ``opened`` names the times whose grid is shown now, with all
    that was typed so far and no word about mistakes."""

    def __init__(self, *args: Any, now: Mapping[str, Any], is_guest: bool, opened: str = "", **kwargs: Any) -> None:
        self.present, self.opened = wishable(now), opened
        super().__init__(*args, initial={**self.present, "number": str(uuid4())}, **kwargs)
        sent = {key for key in self.present if f"{key}-line0_often" in self.data}
        self.times = {
            key: TimesForm(*(args[:1] if key in sent else ()), prefix=key, stored=stored)
            for key, stored in self.present.items()
            if key.endswith(TIMES) and (key in sent or key == opened)
        }
        for key in self.present:
            if key.endswith(TIMES):
                continue
            of_service = key.partition("/")[2]
            label = SERVICE_LABELS.get(of_service, "") if of_service else Namer().label(key)
            self.fields[key] = field_for(key, label)
        self.fields.update(_about_it(is_guest=is_guest))

    def full_clean(self) -> None:
        if not self.opened:
            return super().full_clean()
        self._errors, self.cleaned_data = ErrorDict(), {}
        return None

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        _check_times(self, self.times)
        if not self.errors and not self.wanted and not told["reason"]:
            raise forms.ValidationError(_("You have changed nothing yet. Change what is wrong, or say it in words."))
        return told

    @property
    def wanted(self) -> dict[str, Any]:
        """What differs from the page."""
        typed = {key: self.cleaned_data[key] for key in self.present if key in self.cleaned_data}
        times = {key: times.schedules for key, times in self.times.items() if times.says_something_else}
        return {key: value for key, value in typed.items() if value != self.present[key]} | times

    @property
    def guest(self) -> dict[str, Any]:
        told = self.cleaned_data
        return {
            "name": told.get("guest_name", ""),
            "email": told.get("guest_email", ""),
            "wants_to_be_named": told["wants_to_be_named"],
        }

    @property
    def looks_like_a_robot(self) -> bool:
        return bool(self.cleaned_data["nickname"])

    @property
    def group_fields(self) -> list[forms.BoundField]:
        return [self[key] for key in self.present if ":" not in key]

    @property
    def can_open(self) -> bool:
        """Whether one more week grid finds room: a browser may send a thousand fields."""
        return len(self.times) < MOST_GRIDS

    @property
    def services(self) -> list[tuple[str, str, list[forms.BoundField], TimesForm | None]]:
        """Each service: the key of its times, its name, its fields, and its times if they are open."""
        by_service: dict[str, list[str]] = {}
        for key in self.present:
            if ":" in key and not key.endswith(TIMES):
                by_service.setdefault(key.partition("/")[0], []).append(key)
        return [
            (
                f"{thing}{TIMES}",
                self.present[f"{thing}/name"],
                [self[key] for key in keys],
                self.times.get(f"{thing}{TIMES}"),
            )
            for thing, keys in by_service.items()
        ]

    @property
    def last_fields(self) -> list[forms.BoundField]:
        own = ("from_whom", "reason", "guest_name", "guest_email", "wants_to_be_named", "nickname", "number")
        return [self[name] for name in own if name in self.fields]


def _about_it(*, is_guest: bool) -> dict[str, forms.Field]:
    """Why, and who says so."""
    fields: dict[str, forms.Field] = {
        "reason": ProseField(
            label=_("How do you know? And is anything else wrong?"),
            max_length=2000,
            required=False,
            widget=forms.Textarea({"rows": 4}),
        )
    }
    if is_guest:
        fields["guest_name"] = LineField(
            label=_("Your name"),
            max_length=LONGEST_NAME,
            required=False,
            help_text=_("You can leave it out."),
            widget=forms.TextInput({"autocomplete": "name"}),
        )
        fields["guest_email"] = forms.EmailField(
            label=_("Your e-mail address"),
            max_length=254,
            required=False,
            help_text=_("Only if you want an answer. It is used for nothing else."),
            widget=forms.EmailInput({"autocomplete": "email"}),
            error_messages={"invalid": _("This is not an e-mail address. It should look like name@example.org")},
        )
    fields["wants_to_be_named"] = forms.BooleanField(
        label=_("If it is taken up, put my name beside it in the page’s history"), required=False
    )
    fields["nickname"] = forms.CharField(
        label=_("Leave this empty"),
        required=False,
        widget=forms.TextInput({"autocomplete": "off", "tabindex": "-1"}),
        template_name="directory/_trap.html",
    )
    fields["number"] = forms.UUIDField(widget=forms.HiddenInput, required=False)
    return fields


class AnswerForm(forms.Form):
    """What of a suggestion is taken up, each field perhaps in other words, and what is said about it."""

    answer = ProseField(
        label=_("Your answer"),
        max_length=2000,
        required=False,
        widget=forms.Textarea({"rows": 4}),
        help_text=_("A thank-you, or why not. Whoever suggested it gets it by e-mail, if they left an address."),
    )
    read = forms.CharField(widget=forms.HiddenInput, required=False, strip=False)

    def __init__(self, *args: Any, suggestion: Suggestion, present: Mapping[str, Any], **kwargs: Any) -> None:
        self.keys = [key for key in suggestion.wanted if present.get(key) is not None or ":" not in key]
        self.present = {key: present.get(key) for key in self.keys}
        super().__init__(*args, initial={"read": as_read(self.present)}, **kwargs)
        own: dict[str, forms.Field] = {}
        self.times = {
            key: TimesForm(*args[:1], prefix=f"value {key}", stored=suggestion.wanted[key])
            for key in self.keys
            if key.endswith(TIMES)
        }
        for key in self.keys:
            own[f"take {key}"] = forms.BooleanField(label=_("Take this up"), required=False)
            if key in self.times:
                continue
            own[f"value {key}"] = field_for(key, _("In these words"))
            own[f"value {key}"].initial = suggestion.wanted[key]
            own[f"value {key}"].required = False
        self.fields = {**own, **self.fields}

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        _check_times(self, {key: times for key, times in self.times.items() if told.get(f"take {key}")})
        for key in self.keys:
            is_empty = key.rpartition("/")[2] == "name" or key == "state"
            if told.get(f"take {key}") and is_empty and not told.get(f"value {key}"):
                self.add_error(f"value {key}", _("This cannot be empty."))
        self._look_again(told)
        if not self.errors and not self.taken and not told["answer"]:
            raise forms.ValidationError(_("Tick what you take up. If you take up nothing, say why."))
        return told

    @property
    def taken(self) -> dict[str, Any]:
        told = self.cleaned_data
        return {key: self._value(key) for key in self.keys if told.get(f"take {key}")}

    def _look_again(self, told: Mapping[str, Any]) -> None:
        """Nothing is written over what another editor has changed while this one looked at it."""
        was = parsed(told.get("read", ""))
        for key in self.keys:
            if told.get(f"take {key}") and was is not None and was.get(key) != self.present[key]:
                self.add_error(f"take {key}", _("Somebody changed this on the page meanwhile. Compare it again."))
        if "read" in self.data:
            self.data = self.data.copy()
            self.data["read"] = as_read(self.present)

    def _value(self, key: str) -> Any:
        """As suggested, where nothing was said of the times."""
        if key not in self.times:
            return self.cleaned_data[f"value {key}"]
        times = self.times[key]
        return times.schedules if times.is_sent else list(times.stored)

    def fields_of(self, key: str) -> tuple[Any, Any]:
        """The box and the words of one field; nothing for what cannot be taken up any more."""
        if key not in self.keys:
            return None, None
        return self[f"take {key}"], self.times[key] if key in self.times else self[f"value {key}"]


def _check_times(form: forms.Form, times: Mapping[str, TimesForm]) -> None:
    if any(one.is_sent and not one.is_valid() for one in times.values()):
        form.add_error(None, _("Something about the times is not right yet. Look at the red words in their lines."))
