"""The parts of a page that are one form each: words, themes, contact, state, safety."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from closeknit.directory.editing.forms.coverage import CoverageForm
from closeknit.directory.editing.forms.fields import LONGEST_TEXT, AddressField, LineField, PartForm, ProseField
from closeknit.directory.editing.forms.place import PlaceForm
from closeknit.directory.editing.forms.themes import ThemesField, theme_choices
from closeknit.directory.vocabulary import GroupState, group_kinds, group_states

OLDEST = 1100
MOST_LANGUAGES = 12


class WordsForm(PartForm):
    """What the group is, in its own words."""

    title = _("Words")
    words = _("What you are called, what you do, and who you do it for.")
    copied = ("name", "kind", "summary", "aims", "who_for")

    name = LineField(label=_("Name"), max_length=200, error_messages={"required": _("A group needs a name.")})
    kind = forms.ChoiceField(label=_("What kind of group is it?"), choices=group_kinds)
    summary = LineField(
        label=_("What do you do? In one line"), max_length=300, required=False, help_text=_("Shown in every list.")
    )
    aims = ProseField(
        label=_("What are you for?"),
        max_length=LONGEST_TEXT,
        required=False,
        help_text=_("Leave an empty line between paragraphs. **Two stars** make bold, a dash begins a list."),
    )
    who_for = LineField(label=_("Who is it for?"), max_length=300, required=False)
    languages = LineField(
        label=_("Which languages do you speak?"),
        max_length=300,
        required=False,
        help_text=_("With commas between them: English, Polish, Urdu."),
    )
    since = forms.IntegerField(
        label=_("Since which year?"),
        required=False,
        min_value=OLDEST,
        widget=forms.NumberInput({"inputmode": "numeric"}),
        error_messages={"invalid": _("Give the year as four digits, such as 1987.")},
    )

    @classmethod
    def initial_of(cls, now: Mapping[str, Any]) -> dict[str, Any]:
        copied = {name: now[name] for name in cls.copied}
        return {**copied, "languages": ", ".join(now["languages"]), "since": now["since"]}

    def clean_since(self) -> int | None:
        year: int | None = self.cleaned_data["since"]
        if year and year > timezone.localdate().year:
            raise forms.ValidationError(_("That year has not come yet."))
        return year

    def clean_languages(self) -> list[str]:
        return split_languages(self.cleaned_data["languages"])

    def changes(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in (*self.copied, "languages", "since")}


def split_languages(text: str) -> list[str]:
    """Each once, in their order."""
    return list(dict.fromkeys(word.strip() for word in text.split(",") if word.strip()))[:MOST_LANGUAGES]


class ThemesForm(PartForm):
    """What the group loves doing."""

    title = _("Themes")
    words = _("Tick what you love doing. People find you by it.")

    themes = ThemesField(label=_("Themes"), required=False, most=12)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["themes"].choices = theme_choices()

    @classmethod
    def initial_of(cls, now: Mapping[str, Any]) -> dict[str, Any]:
        return {"themes": now["themes"]}

    def changes(self) -> dict[str, Any]:
        return {"themes": sorted(self.cleaned_data["themes"])}


class ContactForm(PartForm):
    """How the group can be reached."""

    title = _("How to reach you")
    words = _("Anyone can write to you through the hub. Nobody sees your e-mail address.")
    copied = ("speak_to", "contact_phone", "website", "contact_email")

    speak_to = LineField(
        label=_("Who should people ask for?"),
        max_length=200,
        required=False,
        help_text=_("Shown on the page. A first name is enough."),
    )
    contact_phone = LineField(
        label=_("Telephone"),
        max_length=40,
        required=False,
        help_text=_("Shown on the page. Leave it empty if it is somebody’s own number."),
        widget=forms.TextInput({"type": "tel", "autocomplete": "tel"}),
    )
    website = AddressField(label=_("Website"), required=False, help_text=_("Shown on the page."))
    contact_email = forms.EmailField(
        label=_("E-mail address"),
        max_length=254,
        required=False,
        help_text=_("Never shown. Notes to you, and the yearly question whether all is right, go there."),
        error_messages={"invalid": _("This is not an e-mail address. It should look like name@example.org")},
    )

    @classmethod
    def initial_of(cls, now: Mapping[str, Any]) -> dict[str, Any]:
        return {name: now[name] for name in cls.copied}

    def clean_contact_phone(self) -> str:
        number: str = self.cleaned_data["contact_phone"]
        if number and not any(sign.isdigit() for sign in number):
            raise forms.ValidationError(_("A telephone number has digits."))
        return number

    def changes(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self.copied}


class StateForm(PartForm):
    """Whether the group is awake, and what may wake it."""

    title = _("How things are")
    words = _(
        "A group that sleeps keeps its page, and neighbours can ask it to wake. Say what would wake you too: we write"
        " when a new group or a talk names one of your streets, or is about one of your topics."
    )

    state = forms.ChoiceField(label=_("How are you?"), choices=group_states, widget=forms.RadioSelect)
    since = forms.DateField(
        label=_("Since when are you asleep or closed?"),
        required=False,
        widget=forms.DateInput({"type": "date"}),
        error_messages={"invalid": _("This is not a day. It should look like 31/12/2026.")},
    )
    streets = LineField(
        label=_("Wake us for these streets"),
        max_length=500,
        required=False,
        help_text=_("With commas between them. Only if you are asleep."),
    )
    topics = ThemesField(label=_("Wake us for these topics"), required=False, most=12)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["topics"].choices = theme_choices()

    @classmethod
    def initial_of(cls, now: Mapping[str, Any]) -> dict[str, Any]:
        rest = now["rest"] or {"since": None, "streets": "", "topics": []}
        return {"state": now["state"], **rest}

    def clean_since(self) -> Any:
        day = self.cleaned_data["since"]
        if day and day > timezone.localdate():
            raise forms.ValidationError(_("That day has not come yet."))
        return day

    def changes(self) -> dict[str, Any]:
        """Awake, nothing is kept of the sleep; the day is today if none is told."""
        told = self.cleaned_data
        if told["state"] not in (GroupState.DORMANT, GroupState.CLOSED):
            return {"state": told["state"], "rest": None}
        is_asleep = told["state"] == GroupState.DORMANT
        rest = {
            "since": (told["since"] or timezone.localdate()).isoformat(),
            "streets": told["streets"] if is_asleep else "",
            "topics": sorted(told["topics"]) if is_asleep else [],
        }
        return {"state": told["state"], "rest": rest}


class SafetyForm(PartForm):
    """For groups whose people must not be found."""

    title = _("Keep us safe")
    words = _("For a refuge, a recovery group, or any group whose people must not be found.")
    points = (
        _("We show no place, no venue and no map pin."),
        _("Nobody sees, counts or matches the people of the group."),
        _("The page can still be found by its name and by what it does."),
        _("Links to other groups stay, without words. Those that say you share a place do not show."),
        _("End the links that give you away."),
        _("Your pages get a button to leave them at once."),
        _("The history of the page forgets where you were. So do the words about where you work: write them anew."),
        _("Read your own words and pictures again. We cannot tell whether they name the place."),
    )

    is_sensitive = forms.BooleanField(label=_("Yes, our place must not be known"), required=False)

    @classmethod
    def initial_of(cls, now: Mapping[str, Any]) -> dict[str, Any]:
        return {"is_sensitive": now["is_sensitive"]}

    def changes(self) -> dict[str, Any]:
        return {"is_sensitive": self.cleaned_data["is_sensitive"]}


PARTS: dict[str, type[PartForm]] = {
    "words": WordsForm,
    "themes": ThemesForm,
    "contact": ContactForm,
    "place": PlaceForm,
    "coverage": CoverageForm,
    "state": StateForm,
    "safety": SafetyForm,
}
