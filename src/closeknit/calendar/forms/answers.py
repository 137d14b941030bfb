"""Shape and cleaning of answers. Knows no person, writes nothing."""

from typing import Any

from django import forms
from django.core.validators import MaxLengthValidator
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from closeknit.algorithms.text import clean_line
from closeknit.calendar.answering.sealing import unsealed
from closeknit.calendar.answering.vocabulary import How, Says
from closeknit.calendar.models import Answer
from closeknit.conversation.forms import OnceForm, Text

MOST_WORDS = 500
MOST_AT_THE_DOOR = 200


class Name(forms.CharField):
    """One line, as it is stored."""

    def __init__(self, **more: Any) -> None:
        super().__init__(max_length=120, **more)

    def to_python(self, value: Any) -> str:
        return clean_line(super().to_python(value))


def _needs() -> Text:
    field = Text(
        label=_("Is there something you need, so that you can come?"),
        help_text=_(
            "A step-free way in, a seat at the front, large print, somebody who signs. Only the organisers read"
            " this. You need not say why."
        ),
        rows=2,
        required=False,
    )
    field.validators.append(MaxLengthValidator(MOST_WORDS))
    field.widget.attrs["maxlength"] = MOST_WORDS
    return field


class AnswerForm(OnceForm):
    """Yes, perhaps or no; whom one brings; what one needs."""

    says = forms.ChoiceField(
        label=_("Are you coming?"),
        choices=Says.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one.")},
    )
    guests = forms.IntegerField(label=_("How many people do you bring?"), required=False, min_value=0)
    needs = _needs()

    def __init__(self, *args: Any, most_guests: int, **more: Any) -> None:
        super().__init__(*args, **more)
        if not most_guests:
            del self.fields["guests"]
            return
        self.fields["guests"] = forms.IntegerField(
            label=_("How many people do you bring?"),
            help_text=ngettext(
                "Not counting yourself. You can bring one.",
                "Not counting yourself. You can bring up to %(most)s.",
                most_guests,
            )
            % {"most": most_guests},
            required=False,
            min_value=0,
            max_value=most_guests,
            initial=0,
            widget=forms.NumberInput({"inputmode": "numeric", "size": 4}),
        )

    @property
    def heads(self) -> int:
        return 1 + (self.cleaned_data.get("guests") or 0)

    @property
    def told(self) -> dict[str, Any]:
        """As ``actions.answer`` takes it."""
        return {"says": self.cleaned_data["says"], "heads": self.heads, "needs": self.cleaned_data.get("needs")}


def own_form(told: Any, row: Answer | None, *, most_guests: int) -> AnswerForm:
    """The form as it begins: with what they said before."""
    initial: dict[str, Any] = {"says": Says.YES}
    if row is not None:
        words = unsealed(row.needs.sealed) if hasattr(row, "needs") else ""
        initial = {"says": row.says, "guests": row.brings, "needs": words}
    return AnswerForm(told, most_guests=most_guests, initial=initial)


class GuestAnswerForm(AnswerForm):
    """The same without an account. What somebody needs is asked once we know that it is them."""

    name = Name(
        label=_("Your name"),
        help_text=_("Only the organisers see it."),
        widget=forms.TextInput({"autocomplete": "name"}),
        error_messages={"required": _("Say who is coming.")},
    )
    email = forms.EmailField(
        label=_("Your e-mail address"),
        help_text=_("We send you a link, and word if something changes. Nobody else sees it."),
        max_length=254,
        widget=forms.EmailInput({"autocomplete": "email"}),
        error_messages={"required": _("We need it to send you the link.")},
    )
    field_order = ("says", "guests", "name", "email")

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        del self.fields["needs"]

    @property
    def guest(self) -> dict[str, Any]:
        """As ``actions.answer_as_guest`` takes it."""
        said = self.cleaned_data
        return {
            "name": said["name"],
            "email": said["email"],
            "says": said["says"],
            "heads": self.heads,
            "client_id": said["client_id"],
        }


class EntryForm(AnswerForm):
    """What somebody said by phone or on paper, written down by an organiser."""

    name = Name(label=_("Who is it?"), error_messages={"required": _("Write a name.")})
    how = forms.ChoiceField(
        label=_("How did they tell you?"),
        choices=[(How.PHONE, How.PHONE.label), (How.PAPER, How.PAPER.label)],
        initial=How.PHONE,
        widget=forms.RadioSelect,
    )
    field_order = ("name", "how", "says", "guests", "needs")

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["says"].label = _("Are they coming?")
        self.fields["says"].choices = [
            (Says.YES, _("Yes, they are coming")),
            (Says.MAYBE, _("Perhaps")),
            (Says.NO, _("No, they cannot come")),
        ]
        self.fields["says"].initial = Says.YES
        self.fields["needs"].label = _("Is there something they need, so that they can come?")
        if "guests" in self.fields:
            self.fields["guests"].label = _("How many people do they bring?")

    @property
    def entry(self) -> dict[str, Any]:
        """As ``actions.answer_for`` takes it."""
        said = self.cleaned_data
        return {**self.told, "name": said["name"], "how": said["how"], "client_id": said["client_id"]}


class CameForm(OnceForm):
    """Somebody who is there and has not said so before."""

    name = Name(label=_("Name"), error_messages={"required": _("Write a name.")})
    heads = forms.IntegerField(
        label=_("How many people?"),
        min_value=1,
        max_value=MOST_AT_THE_DOOR,
        initial=1,
        widget=forms.NumberInput({"inputmode": "numeric", "size": 4}),
    )
