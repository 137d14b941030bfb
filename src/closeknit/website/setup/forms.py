"""What the steps of the set-up ask. Shape and cleaning only."""

from typing import Any

from django import forms
from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from closeknit.accounts.models import Person
from closeknit.algorithms.text import clean_line
from closeknit.directory.ready_themes import TOP, family
from closeknit.places.actions import Circle
from closeknit.places.area_file import FROM_THE_WEB, MEGABYTE
from closeknit.places.finding import find_place
from closeknit.places.models import Hub
from closeknit.places.vocabulary import AreaKind
from closeknit.places.zone import zone_called, zone_names
from closeknit.website.setup import key

CIRCLE, FILE, KEEP = "circle", "file", "keep"
LONGEST_NAME = 120


class AdministratorForm(forms.Form):
    """The key, and who begins."""

    key = forms.CharField(
        label=_("The key"),
        help_text=_("It is printed where the hub was started, and stands in the file keys/setup_key of its folder."),
        max_length=60,
        widget=forms.TextInput({"autocomplete": "off", "spellcheck": "false", "autocapitalize": "characters"}),
        error_messages={"required": _("Type the key. Only the person who started the hub has it.")},
    )
    name = forms.CharField(
        label=_("Your name"),
        max_length=LONGEST_NAME,
        widget=forms.TextInput({"autocomplete": "name"}),
        error_messages={"required": _("Give your name.")},
    )
    email = forms.EmailField(
        label=_("Your e-mail address"),
        help_text=_("You sign in with it."),
        max_length=254,
        widget=forms.EmailInput({"autocomplete": "username", "spellcheck": "false"}),
        error_messages={"required": _("Give your e-mail address.")},
    )
    password = forms.CharField(
        label=_("A password"),
        help_text=_("At least 12 characters. Three or four odd words are easy to keep in mind."),
        max_length=128,
        strip=False,
        widget=forms.PasswordInput({"autocomplete": "new-password"}),
        error_messages={"required": _("Choose a password.")},
    )

    def clean_key(self) -> str:
        typed: str = self.cleaned_data["key"]
        if not key.is_right(typed):
            raise ValidationError(_("This is not the key. Look at the file keys/setup_key once more."))
        return typed

    def clean_name(self) -> str:
        return clean_line(self.cleaned_data["name"])[:LONGEST_NAME]

    def clean(self) -> dict[str, Any]:
        data = self.cleaned_data
        if "password" in data:
            try:
                validate_password(data["password"], Person(name=data.get("name", ""), email=data.get("email", "")))
            except ValidationError as weak:
                self.add_error("password", weak)
        return data

    @property
    def person(self) -> dict[str, str]:
        return {name: self.cleaned_data[name] for name in ("name", "email", "password")}


class ZoneField(forms.CharField):
    """A time zone, by its full name or that of its city. ``known`` are all there are."""

    def __init__(self, **kwargs: Any) -> None:
        told = {
            "label": _("Time zone"),
            "help_text": _("Type a large city nearby, such as London or Lisbon, and choose."),
            "max_length": 60,
            "required": True,
            "widget": forms.TextInput({"list": "zones", "autocomplete": "off", "spellcheck": "false"}),
            "template_name": "website/setup/_zone_field.html",
            "error_messages": {"required": _("Choose a time zone, such as Europe/London.")},
        }
        super().__init__(**{**kwargs, **told})
        self.known = zone_names()

    def clean(self, value: Any) -> str:
        name = zone_called(super().clean(value))
        if not name:
            raise ValidationError(_("We know no such time zone. It should look like Europe/London."))
        return name


class PlaceForm(forms.Form):
    """The name, the clock, and one of three ways to a boundary."""

    name = forms.CharField(
        label=_("The name of the place"),
        help_text=_("As people say it: Loomwick, not The London Borough of Loomwick."),
        max_length=LONGEST_NAME,
        error_messages={"required": _("Give the name of the place.")},
    )
    time_zone = ZoneField()
    way = forms.ChoiceField(label=_("Where its boundary comes from"), widget=forms.RadioSelect, initial=CIRCLE)
    middle = forms.CharField(
        label=_("The middle of the circle"),
        help_text=_("Two numbers as a map shows them, such as 51.6, 1.5. A postcode, once postcodes are brought in."),
        max_length=100,
        required=False,
    )
    radius_km = forms.FloatField(
        label=_("How far it reaches, in kilometres"),
        min_value=0.3,
        max_value=100,
        initial=4,
        required=False,
        error_messages={
            "min_value": _("A place reaches at least 0.3 kilometres."),
            "max_value": _("A place reaches at most 100 kilometres."),
            "invalid": _("Give a number, such as 4."),
        },
    )
    file = forms.FileField(
        label=_("The boundary file"),
        help_text=_("GeoJSON, for example from the Open Geography Portal: one outline, or all its wards."),
        required=False,
        widget=forms.FileInput({"accept": ".geojson,.json,application/geo+json"}),
    )
    kind = forms.ChoiceField(
        label=_("What the areas of the file are"), choices=AreaKind.choices, initial=AreaKind.WARD, required=False
    )

    def __init__(self, *args: Any, hub: Hub, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        has_place = hub.root_area_id is not None
        circle = hub.set_up.get("circle")
        self.initial["time_zone"] = hub.time_zone or settings.TIME_ZONE
        ways = [(CIRCLE, _("A circle for now")), (FILE, _("A boundary file"))]
        self.fields["way"].choices = [*([(KEEP, _("Keep what is there"))] if has_place else []), *ways]  # type: ignore[attr-defined]
        if has_place:
            self.initial |= {"way": KEEP, "name": hub.name}
        if circle:
            self.initial |= {"middle": f"{circle['lat']}, {circle['lng']}", "radius_km": circle["radius_km"]}

    def clean_name(self) -> str:
        return clean_line(self.cleaned_data["name"])[:LONGEST_NAME]

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file and file.size > FROM_THE_WEB.megabytes * MEGABYTE:
            raise ValidationError(_("This file is larger than 25 MB. Use more generalised boundaries."))
        return file

    def clean(self) -> dict[str, Any]:
        data = self.cleaned_data
        if data.get("way") == FILE and not data.get("file") and "file" not in self.errors:
            self.add_error("file", _("Choose the file, or begin with a circle."))
        if data.get("way") == CIRCLE:
            self._clean_circle(data)
        return data

    def _clean_circle(self, data: dict[str, Any]) -> None:
        found = find_place(data.get("middle", ""))
        if found is None:
            self.add_error("middle", _("We cannot find this. Give two numbers as a map shows them, such as 51.6, 1.5"))
        if data.get("radius_km") is None and "radius_km" not in self.errors:
            self.add_error("radius_km", _("Say how far the place reaches, such as 4."))
        if found and not self.errors:
            data["circle"] = Circle(found.lat, found.lng, data["radius_km"])


class ThemesForm(forms.Form):
    """Which families of the ready vocabulary to take."""

    tops = forms.MultipleChoiceField(
        label=_("Take these"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Tick at least one, or go on without.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["tops"].choices = [(top.slug, self._words(top)) for top in TOP]  # type: ignore[attr-defined]
        self.fields["tops"].initial = [top.slug for top in TOP]

    @staticmethod
    def _words(top: Any) -> str:
        return f"{top.name}: {', '.join(theme.name for theme in family(top.slug)[1:])}"


class PeopleForm(forms.ModelForm):
    """Who is responsible. All of it is shown to everyone."""

    class Meta:
        model = Hub
        fields = (
            *("run_by", "contact_email", "contact_phone", "postal_address"),
            *("data_controller", "safeguarding", "new_groups"),
        )
        widgets = {
            "run_by": forms.Textarea({"rows": 3}),
            "postal_address": forms.Textarea({"rows": 3}),
            "data_controller": forms.Textarea({"rows": 3}),
            "safeguarding": forms.Textarea({"rows": 3}),
            "new_groups": forms.RadioSelect,
        }
        help_texts = {
            "run_by": _("One or two sentences: which body, with whom."),
            "contact_email": _("An address that more than one person reads."),
            "postal_address": _(
                "Who sends our letters, and where from. Every letter says so. You can fill it in later."
            ),
            "data_controller": _("The body that answers for people’s data by law, and how to reach it."),
            "safeguarding": _("A name or a post, and a telephone number, for when somebody may come to harm."),
            "new_groups": _("Somebody tells the hub of a group that is not on it yet."),
        }
        error_messages = {"contact_email": {"invalid": _("This is not an e-mail address.")}}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, sentence in self._needed().items():
            self.fields[name].required = True
            self.fields[name].error_messages["required"] = sentence
        self.fields["new_groups"].choices = [  # type: ignore[attr-defined]
            choice
            for choice in self.fields["new_groups"].choices
            if choice[0]  # type: ignore[attr-defined]
        ]

    @staticmethod
    def _needed() -> dict[str, Any]:
        return {
            "run_by": _("Say who runs the hub."),
            "data_controller": _("Say who answers for people’s data."),
            "safeguarding": _("Say whom to tell when somebody may come to harm."),
        }

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if not data.get("contact_email") and not data.get("contact_phone") and "contact_email" not in self.errors:
            self.add_error("contact_email", _("Give an e-mail address or a telephone number."))
        return data


class HubForm(PeopleForm):
    """All that the hub says of itself."""

    class Meta(PeopleForm.Meta):
        fields = ("name", "tagline", *PeopleForm.Meta.fields, "time_zone", "letter_day", "letter_hour")
        field_classes = {"time_zone": ZoneField}
        labels = {"name": _("The name of the place")}
        help_texts = PeopleForm.Meta.help_texts | {
            "tagline": _("One line, for search engines and the tab."),
            "letter_day": _("News of the week, to those who chose that."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["time_zone"] = self.initial.get("time_zone") or settings.TIME_ZONE


class NumberForm(forms.Form):
    """The number from the letter."""

    number = forms.CharField(
        label=_("The number in the letter"),
        max_length=20,
        widget=forms.TextInput({"inputmode": "numeric", "autocomplete": "one-time-code"}),
        error_messages={"required": _("Type the number that stands in the letter.")},
    )

    def clean_number(self) -> str:
        return "".join(sign for sign in self.cleaned_data["number"] if sign.isdecimal())
