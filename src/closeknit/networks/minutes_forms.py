"""The forms of what follows a meeting. They know no person and write nothing."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from closeknit.algorithms.text import clean_text
from closeknit.commitments.forms import Day
from closeknit.conversation.forms import Text
from closeknit.directory.stewardship.forms import OneLine
from closeknit.networks.minutes_vocabulary import Heard, HowWas
from closeknit.networks.models.minutes import TEXTS

LONGEST = 40_000
OTHER = "other"


class LongText(forms.CharField):
    """As long as an evening needs."""

    def __init__(self, *, rows: int, **more: Any) -> None:
        super().__init__(widget=forms.Textarea({"rows": rows}), max_length=LONGEST, required=False, **more)

    def to_python(self, value: Any) -> str:
        return clean_text(super().to_python(value))


class MinutesForm(forms.Form):
    """The three texts, over the version that was opened."""

    about = LongText(label=_("What the evening was about"), rows=6)
    said = LongText(
        label=_("What was said"),
        help_text=_("A line that begins with ### is a heading, one that begins with - stands in a list."),
        rows=18,
    )
    coming = LongText(label=_("What happens next"), rows=5)
    why = OneLine(
        label=_("What do you put right?"),
        help_text=_("Everyone can read it, with the day."),
        max_length=300,
        error_messages={"required": _("Say in a few words what you put right.")},
    )
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)

    def __init__(self, *args: Any, is_published: bool, **more: Any) -> None:
        super().__init__(*args, **more)
        if not is_published:
            del self.fields["why"]

    @property
    def texts(self) -> dict[str, str]:
        return {name: self.cleaned_data[name] for name in TEXTS}


class TakeUpForm(forms.Form):
    """Who does what was noted, and by when. ``owners`` are pairs of value and words."""

    text = OneLine(
        label=_("What will be done?"), max_length=500, error_messages={"required": _("Say what will be done.")}
    )
    owner = forms.ChoiceField(label=_("Who does it?"))
    owner_name = OneLine(
        label=_("Their name, if they are not in the list"),
        help_text=_("Ask them first: everyone can see it."),
        max_length=120,
        required=False,
    )
    due_on = Day(label=_("By which day?"))

    def __init__(self, *args: Any, owners: Sequence[tuple[str, Any]], **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["due_on"].error_messages["required"] = _now("Name a day. It can be changed later.")
        self.fields["owner"].choices = [*owners, (OTHER, _("Somebody else"))]

    def clean(self) -> dict[str, Any]:
        told: dict[str, Any] = super().clean() or self.cleaned_data
        if told.get("owner") == OTHER and not told.get("owner_name") and "owner_name" not in self.errors:
            self.add_error("owner_name", _now("Write who does it."))
        if told.get("owner") != OTHER:
            told["owner_name"] = ""
        return told


class FeedbackForm(forms.Form):
    """Three questions. Each may be left out, but not all of them. ``device`` tells one telephone from the next,
    and is made anew for each page."""

    how_was_it = forms.ChoiceField(
        label=_("How was the evening?"), choices=HowWas.choices, widget=forms.RadioSelect, required=False
    )
    was_heard = forms.ChoiceField(
        label=_("Could you say what you wanted to say?"),
        choices=Heard.choices,
        widget=forms.RadioSelect,
        required=False,
    )
    words = Text(label=_("What should we do otherwise next time?"), rows=4, required=False)
    device = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def clean(self) -> dict[str, Any]:
        told: dict[str, Any] = super().clean() or self.cleaned_data
        if not self.errors and not any(told.get(name) for name in ("how_was_it", "was_heard", "words")):
            raise forms.ValidationError(_now("Answer one of the questions at least."))
        return told

    @property
    def answers(self) -> dict[str, str]:
        return {name: self.cleaned_data[name] for name in ("how_was_it", "was_heard", "words")}
