"""Shape and cleaning of what people type about a group they bring or look after."""

from typing import Any
from uuid import uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator, validate_email
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from closeknit.algorithms.text import clean_line
from closeknit.directory.forms import LONGEST_NAME
from closeknit.directory.stewardship.whereabouts import Whereabouts
from closeknit.directory.vocabulary import Answer, GroupKind
from closeknit.places.models import Area
from closeknit.places.naming import AreaField

FEWEST_DIGITS = 7  # of a telephone number


class OneLine(forms.CharField):
    """One line, without signs that nobody sees."""

    def clean(self, value: Any) -> str:
        return clean_line(super().clean(value))[: self.max_length]


class GroupForm(forms.Form):
    """A group in five questions. The neighbourhood is asked for only if we do not know the place."""

    name = OneLine(
        label=_("What is the group called?"),
        max_length=200,
        error_messages={"required": _("Give the name of the group.")},
    )
    summary = OneLine(
        label=_("What does it do?"),
        help_text=_("One sentence, as you would tell a neighbour."),
        max_length=300,
        error_messages={"required": _("Say in one sentence what the group does.")},
    )
    kind = forms.ChoiceField(
        label=_("What kind of group is it?"), choices=GroupKind.choices, initial=GroupKind.COMMUNITY_GROUP
    )
    where = OneLine(
        label=_("Where is it?"),
        help_text=_("A postcode, a street or a neighbourhood. Never somebody’s home, unless they want it on the map."),
        max_length=200,
        error_messages={"required": _("Give a postcode, a street or a neighbourhood.")},
    )
    area = AreaField(
        label=_("Which neighbourhood is that in?"),
        queryset=Area.objects.none(),
        required=False,
        empty_label=_("Choose one"),
    )
    reach = OneLine(
        label=_("How can people reach it?"),
        help_text=_("An e-mail address, a telephone number or a website. An e-mail address is never shown."),
        max_length=254,
        error_messages={"required": _("Give an e-mail address, a telephone number or a website.")},
    )
    number = forms.UUIDField(widget=forms.HiddenInput, required=False, initial=uuid4)
    is_new = OneLine(widget=forms.HiddenInput, required=False)  # the name that is none of the others

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.place = Whereabouts()
        self.alike: list[Any] = []  # groups that may be the same
        self.waiting: list[Any] = []  # one of this name that nobody looks after yet
        self.fields["area"].queryset = Area.objects.current().for_lists()

    def clean(self) -> dict[str, Any]:
        """Looks the place up; a street that we do not know needs its neighbourhood beside it."""
        cleaned: dict[str, Any] = super().clean() or {}
        self.place = Whereabouts.of(cleaned.get("where", ""), cleaned.get("area"))
        areas = self.fields["area"].queryset
        if not self.place.is_known and areas.exists() and "area" not in self.errors:
            self.add_error("area", _("We do not know this place. Which neighbourhood is it in?"))
        return cleaned

    def clean_reach(self) -> dict[str, str]:
        """Which of the three it is: the fields of the group it fills."""
        text = self.cleaned_data["reach"]
        return way_to_reach(text) if text else {}

    @property
    def says_it_is_new(self) -> bool:
        """Whether they saw the groups like it, and said of this very name that it is none of them."""
        return bool(self.cleaned_data["is_new"]) and self.cleaned_data["is_new"] == self.cleaned_data["name"]

    @property
    def asks_for_area(self) -> bool:
        """Whether the neighbourhood must be asked for, or was."""
        return "area" in self.errors or bool(self.data.get("area"))

    @property
    def group_fields(self) -> dict[str, Any]:
        """The columns of the group that these answers fill."""
        answers = {name: self.cleaned_data[name] for name in ("name", "summary", "kind")}
        number = self.cleaned_data["number"] or uuid4()
        return answers | self.cleaned_data["reach"] | {"uuid": number}


def way_to_reach(text: str) -> dict[str, str]:
    """An e-mail address, a telephone number or a website, as the field of a group that holds it."""
    if "@" in text and " " not in text:
        validate_email(text)
        return {"contact_email": text}
    if sum(sign.isdigit() for sign in text) >= FEWEST_DIGITS and not any(sign.isalpha() for sign in text):
        return {"contact_phone": text[:40]}
    address = text if "://" in text else f"https://{text}"
    try:
        URLValidator(schemes=["http", "https"])(address)
    except ValidationError as unclear:
        words = _now("Write an e-mail address, a telephone number or a website, such as singers.example.org")
        raise ValidationError(words) from unclear
    return {"website": address}


class TellForm(GroupForm):
    """The same from somebody who only knows of the group. ``nickname`` is a trap for robots."""

    reach = OneLine(
        label=_("How can we reach them?"),
        help_text=_("An e-mail address, a telephone number or a website, if you know one. We ask them first."),
        max_length=254,
        required=False,
    )
    guest_name = OneLine(
        label=_("Your name, if you like"),
        max_length=LONGEST_NAME,
        required=False,
        widget=forms.TextInput({"autocomplete": "name"}),
    )
    guest_email = forms.EmailField(
        label=_("Your e-mail address, if you like"),
        help_text=_("Only to tell you what became of it. Then we delete it."),
        max_length=254,
        required=False,
        widget=forms.EmailInput({"autocomplete": "email"}),
    )
    nickname = forms.CharField(
        label=_("Leave this empty"),
        required=False,
        widget=forms.TextInput({"autocomplete": "off", "tabindex": "-1"}),
        template_name="directory/_trap.html",
    )

    field_order = ("name", "summary", "kind", "where", "area", "reach", "guest_name", "guest_email", "is_new")

    @property
    def guest(self) -> dict[str, str]:
        return {name: self.cleaned_data[name] for name in ("guest_name", "guest_email")}


class WakeForm(forms.Form):
    """Why a group should wake. Of those who are signed in we know who asks. ``nickname`` is a trap for robots."""

    words = forms.CharField(
        label=_("Why should they wake up?"),
        help_text=_("They read it in their letter. Nobody else sees it."),
        max_length=500,
        widget=forms.Textarea({"rows": 4}),
        error_messages={"required": _("Say in a sentence why they should wake up.")},
    )
    guest_name = TellForm.base_fields["guest_name"]
    guest_email = forms.EmailField(
        label=_("Your e-mail address, if you like"),
        help_text=_("Only to tell you what they said. Then we delete it."),
        max_length=254,
        required=False,
        widget=forms.EmailInput({"autocomplete": "email"}),
    )
    nickname = TellForm.base_fields["nickname"]

    def __init__(self, *args: Any, is_known: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if is_known:
            del self.fields["guest_name"], self.fields["guest_email"]

    @property
    def told(self) -> dict[str, str]:
        return {name: value for name, value in self.cleaned_data.items() if name != "nickname"}


class ClaimForm(forms.Form):
    words = OneLine(
        label=_("What do you do in the group?"),
        help_text=_("Whoever decides reads this: the group’s own people, or an organiser near you."),
        max_length=500,
        error_messages={"required": _("Say what you do in the group, such as: I am the secretary.")},
    )


class InviteForm(forms.Form):
    """Ask somebody to help, or to take over."""

    HELP, TAKE_OVER = "help", "take_over"

    email = forms.EmailField(
        label=_("Their e-mail address"),
        max_length=254,
        error_messages={
            "required": _("Give an e-mail address."),
            "invalid": _("This is not an e-mail address. It should look like name@example.org"),
        },
    )
    what = forms.ChoiceField(
        label=_("What do you ask of them?"),
        choices=[
            (HELP, _("Look after the page together with us")),
            (TAKE_OVER, _("Take over from me: when they say yes, I leave")),
        ],
        initial=HELP,
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, can_hand_over: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not can_hand_over:
            del self.fields["what"]

    @property
    def hands_over(self) -> bool:
        return self.cleaned_data.get("what") == self.TAKE_OVER


class ReasonForm(forms.Form):
    """Why somebody decides what they decide. Those it is about read it."""

    reason = OneLine(
        label=_("Why?"),
        help_text=_("Those it is about can read this."),
        max_length=300,
        error_messages={"required": _("Give a reason, in a few words.")},
    )


class DecisionForm(ReasonForm):
    """Yes or no, and why."""

    YES, NO = "yes", "no"

    decision = forms.ChoiceField(
        label=_("What do you decide?"),
        choices=[(YES, _("Yes")), (NO, _("No"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose yes or no.")},
    )

    field_order = ("decision", "reason")

    @property
    def is_yes(self) -> bool:
        return self.cleaned_data["decision"] == self.YES


class ReassignForm(ReasonForm):
    """Who shall look after the page from now on, and why."""

    email = forms.EmailField(label=_("E-mail address of the one who shall look after it"), max_length=254)

    field_order = ("email", "reason")


class RestForm(forms.Form):
    """Asleep, or closed for good."""

    answer = forms.ChoiceField(
        label=_("Which is it?"),
        choices=[
            (Answer.ASLEEP, _("We are asleep for now, and may wake up again")),
            (Answer.CLOSED, _("We have closed for good")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one of the two.")},
    )


class CallForm(forms.Form):
    """What a group said on the telephone."""

    answer = forms.ChoiceField(
        label=_("They said"),
        choices=[
            (Answer.RIGHT, _("All is still right")),
            (Answer.CHANGE, _("Something has changed: I put it right now")),
            (Answer.ASLEEP, _("We are asleep for now")),
            (Answer.CLOSED, _("We have closed")),
            (Answer.NO_ANSWER, _("Nobody answered")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what they said.")},
    )
    note = OneLine(label=_("A note for the other organisers"), max_length=300, required=False)
