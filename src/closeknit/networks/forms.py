"""Shape and cleaning of what people type. Knows no person, writes nothing."""

from collections.abc import Iterator
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from closeknit.commitments.forms import Day
from closeknit.conversation.forms import OnceForm, Text
from closeknit.directory.models import Theme
from closeknit.directory.stewardship.forms import OneLine, TellForm
from closeknit.networks.actions.interests import OnPaper
from closeknit.networks.querysets import A_YEAR
from closeknit.networks.vocabulary import How, NetworkKind, PriorityState

ROWS = 12
LONGEST_LETTER = 8000


class PageForm(OnceForm):
    """What the page of a network says."""

    name = OneLine(
        label=_("What is the network called?"),
        help_text=_("Such as “Weftbridge local area network”."),
        max_length=200,
        error_messages={"required": _("Give the name of the network.")},
    )
    summary = OneLine(
        label=_("What is it, in one line?"),
        help_text=_("It stands below the name, and in lists."),
        max_length=300,
        error_messages={"required": _("Say in one sentence what the network is.")},
    )
    purpose = Text(label=_("What is it for?"), required=False, rows=6)
    contact_words = OneLine(
        label=_("How can people reach the organisers?"),
        help_text=_("A telephone number, an address, or when you are where. Everybody can see it."),
        max_length=300,
        required=False,
    )

    @property
    def page(self) -> dict[str, str]:
        return {name: self.cleaned_data[name] for name in ("name", "summary", "purpose", "contact_words")}


class NetworkForm(PageForm):
    """A new network: of which area, or of which theme. ``areas`` are those that the person may choose."""

    kind = forms.ChoiceField(
        label=_("What brings people together?"),
        choices=[(NetworkKind.AREA, _("Where they live")), (NetworkKind.THEME, _("What they care about"))],
        initial=NetworkKind.AREA,
        widget=forms.RadioSelect,
    )
    area = forms.ModelChoiceField(
        label=_("Which area?"), queryset=None, required=False, to_field_name="slug", empty_label=_("Choose")
    )
    theme = forms.ModelChoiceField(
        label=_("Which theme?"),
        queryset=Theme.objects.order_by("name"),
        required=False,
        to_field_name="slug",
        empty_label=_("Choose"),
    )
    field_order = ("name", "kind", "area", "theme", "summary", "purpose", "contact_words")

    def __init__(self, *args: Any, areas: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["area"].queryset = areas

    def clean(self) -> dict[str, Any]:
        told: dict[str, Any] = super().clean() or self.cleaned_data
        kind = told.get("kind")
        if kind and not told.get(kind) and kind not in self.errors:
            words = _now("Choose the area.") if kind == NetworkKind.AREA else _now("Choose the theme.")
            self.add_error(kind, words)
        if kind == NetworkKind.AREA:
            told["theme"] = None
        return told


class PriorityForm(OnceForm):
    """Something that the network agreed matters."""

    title = OneLine(
        label=_("What matters, in a few words?"),
        max_length=160,
        error_messages={"required": _("Say in a few words what matters.")},
    )
    text = Text(label=_("Why does it matter?"), required=False)
    raised_on = Day(label=_("When did you agree on it?"), may_be_past=True)
    position = forms.IntegerField(
        label=_("Its place in the list"), help_text=_("1 stands on top."), min_value=1, max_value=999, required=False
    )

    def __init__(self, *args: Any, has_place: bool = False, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["raised_on"].initial = timezone.localdate
        if not has_place:
            del self.fields["position"]

    def clean_raised_on(self) -> date:
        on: date = self.cleaned_data["raised_on"]
        if on > timezone.localdate():
            raise forms.ValidationError(_now("This day is still to come."))
        return on


class SettleForm(forms.Form):
    """What became of a priority."""

    state = forms.ChoiceField(label=_("How does it stand?"), choices=PriorityState.choices, widget=forms.RadioSelect)
    became = Text(
        label=_("What became of it?"),
        help_text=_("Say it to those who were not there. Everyone can read it."),
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        told: dict[str, Any] = super().clean() or self.cleaned_data
        if (
            told.get("state") not in (None, PriorityState.OPEN)
            and not told.get("became")
            and "became" not in self.errors
        ):
            self.add_error("became", _now("Say in a sentence what became of it, or why you let it go."))
        return told


class InterestForm(OnceForm):
    """Somebody without an account wants to hear. ``nickname`` is a trap for robots."""

    guest_name = OneLine(
        label=_("Your name"),
        help_text=_("Only the organisers see it."),
        max_length=120,
        widget=forms.TextInput({"autocomplete": "name"}),
        error_messages={"required": _("Say who you are.")},
    )
    guest_email = forms.EmailField(
        label=_("Your e-mail address"),
        help_text=_("We send you a letter with a button. Press it, and you hear of the next meeting."),
        max_length=254,
        widget=forms.EmailInput({"autocomplete": "email"}),
        error_messages={"required": _("We need it to write to you.")},
    )
    nickname = TellForm.base_fields["nickname"]
    way = forms.CharField(widget=forms.HiddenInput, required=False)

    @property
    def told(self) -> dict[str, Any]:
        how = How.QR if self.cleaned_data["way"] == How.QR else How.WEB
        return {name: self.cleaned_data[name] for name in ("guest_name", "guest_email", "client_id")} | {"how": how}


class SheetForm(forms.Form):
    """When and how the people on a sheet agreed: said once for all its lines."""

    how = forms.ChoiceField(
        label=_("How did it reach us?"),
        choices=[(How.PAPER, _("On paper")), (How.PHONE, _("By telephone"))],
        initial=How.PAPER,
        widget=forms.RadioSelect,
    )
    agreed_on = Day(label=_("On which day did they agree?"), may_be_past=True)
    agreed_words = OneLine(
        label=_("How did they agree?"),
        help_text=_("Such as “ticked the box on the sheet at the library, 4 May”."),
        max_length=200,
        error_messages={"required": _("Say how they agreed, so that we can show it later.")},
    )

    def clean_agreed_on(self) -> date:
        on: date = self.cleaned_data["agreed_on"]
        if on > timezone.localdate():
            raise forms.ValidationError(_now("This day is still to come."))
        if on <= timezone.localdate() - A_YEAR:
            raise forms.ValidationError(_now("They agreed more than a year ago. Ask them again first."))
        return on


class LineForm(forms.Form):
    """One line of a sheet. An empty one is left out."""

    name = OneLine(label=_("Name"), max_length=120, required=False)
    email = forms.EmailField(label=_("E-mail"), max_length=254, required=False)
    phone = OneLine(label=_("Telephone"), max_length=40, required=False)
    post_note = OneLine(label=_("Where a letter reaches them"), max_length=300, required=False)
    client_id = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["client_id"].initial = uuid4

    def clean(self) -> dict[str, Any]:
        told: dict[str, Any] = super().clean() or self.cleaned_data
        reached = any(told.get(name) for name in ("email", "phone", "post_note"))
        if told.get("name") and not reached and not self.errors:
            raise forms.ValidationError(_now("Say how they are reached: an e-mail, a number or a place."))
        if reached and not told.get("name"):
            raise forms.ValidationError(_now("Write down the name."))
        return told

    @property
    def line(self) -> OnPaper | None:
        told = self.cleaned_data
        if not told.get("name"):
            return None
        number: UUID = told.get("client_id") or uuid4()
        return OnPaper(number, **{name: told[name] for name in ("name", "email", "phone", "post_note")})


class PaperForms:
    """A sheet: what all lines share, and the lines."""

    def __init__(self, told: Any = None) -> None:
        self.sheet = SheetForm(told)
        self.lines = [LineForm(told, prefix=f"line-{number}") for number in range(ROWS)]

    def is_valid(self) -> bool:
        valid = [self.sheet.is_valid(), *[form.is_valid() for form in self.lines]]
        if all(valid) and not any(self.entered()):
            self.sheet.add_error(None, _now("Write down at least one name."))
            return False
        return all(valid)

    def entered(self) -> Iterator[OnPaper]:
        return (form.line for form in self.lines if form.line is not None)


class InviteForm(forms.Form):
    """Which groups are asked, and why. ``groups`` are those that can be."""

    words = Text(
        label=_("Why should they come?"),
        help_text=_("It stands in each letter, above your name."),
        rows=8,
        error_messages={"required": _("Say in a few sentences why you ask them.")},
    )
    groups = forms.ModelMultipleChoiceField(
        label=_("Which groups?"),
        queryset=None,
        to_field_name="slug",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one group.")},
    )

    def __init__(self, *args: Any, groups: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["groups"].queryset = groups


class MailingForm(OnceForm):
    """A letter to the network."""

    subject = OneLine(
        label=_("What is it about?"),
        help_text=_("It is the subject of the letter."),
        max_length=150,
        error_messages={"required": _("A letter needs a subject.")},
    )
    text = forms.CharField(
        label=_("Your letter"),
        help_text=_("Begin without “Dear …”: each letter begins with the name of its reader."),
        widget=forms.Textarea({"rows": 12}),
        max_length=LONGEST_LETTER,
        error_messages={"required": _("Write the letter first.")},
    )


class OrganiserForm(forms.Form):
    """Who shall organise it: somebody who belongs."""

    person = forms.ModelChoiceField(
        label=_("Who?"),
        queryset=None,
        to_field_name="uuid",
        empty_label=_("Choose"),
        error_messages={"required": _("Say who.")},
    )

    def __init__(self, *args: Any, people: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["person"].queryset = people
