"""Shape and cleaning of what people type. Knows no person, writes nothing."""

import uuid
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from closeknit.algorithms.text import clean_line, clean_text
from closeknit.conversation.models import HouseRule
from closeknit.conversation.vocabulary import CameHow, Mandate

LONGEST = 5000


class Text(forms.CharField):
    """Several lines, as they are stored."""

    def __init__(self, *, rows: int = 5, **more: Any) -> None:
        super().__init__(widget=forms.Textarea({"rows": rows}), max_length=LONGEST, **more)

    def to_python(self, value: Any) -> str:
        return clean_text(super().to_python(value))


class OnceForm(forms.Form):
    """A form with a number of its own: sent twice it has one effect."""

    client_id = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["client_id"].initial = uuid.uuid4

    def clean_client_id(self) -> uuid.UUID:
        return self.cleaned_data["client_id"] or uuid.uuid4()


class CommentForm(OnceForm):
    """What somebody says, for whom, and on whose authority. ``voices`` are those they may speak for."""

    text = Text(
        label=_("What do you want to say?"),
        help_text=_("A line that begins with > is a quote."),
        error_messages={"required": _("Write a few words first.")},
    )
    voice = forms.ChoiceField(label=_("Who is speaking?"), required=False)
    mandate = forms.ChoiceField(label=_("Whose view is it?"), choices=Mandate.choices, required=False)
    mandate_on = forms.DateField(
        label=_("When did they agree?"), required=False, widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d")
    )
    mandate_agreed = forms.IntegerField(label=_("How many agreed?"), required=False, min_value=1, max_value=100_000)
    mandate_of = forms.IntegerField(label=_("Of how many members?"), required=False, min_value=1, max_value=100_000)
    mandate_minute = forms.URLField(
        label=_("Link to the minute"), required=False, max_length=500, assume_scheme="https"
    )
    parent = forms.UUIDField(widget=forms.HiddenInput, required=False)

    OF_A_GROUP = ("voice", "mandate", "mandate_on", "mandate_agreed", "mandate_of", "mandate_minute")

    def __init__(self, *args: Any, voices: Any = (), **more: Any) -> None:
        super().__init__(*args, **more)
        if not voices:
            for name in self.OF_A_GROUP:
                del self.fields[name]
            return
        named = [(f"{voice.kind}:{voice.number}", _("For %(group)s") % {"group": voice.name}) for voice in voices]
        self.fields["voice"].choices = [("", _("I speak for myself")), *named]

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if said.get("from_whom") and said.get("voice"):
            self.add_error("voice", _("With your help somebody speaks for themselves, not for a group."))
        mandate = said.get("mandate") or Mandate.OWN
        if mandate != Mandate.OWN:
            if not said.get("voice"):
                self.add_error("voice", _("Choose the group that agreed on it."))
            self._must_be_past(said)
        if mandate == Mandate.MEMBERS:
            self._must_be_a_share(said)
        return said

    def _must_be_past(self, said: dict[str, Any]) -> None:
        if "mandate_on" in said and said["mandate_on"] is None:
            self.add_error("mandate_on", _("Say on which day they agreed."))
        elif said.get("mandate_on") and said["mandate_on"] > timezone.localdate():
            self.add_error("mandate_on", _("This day is still to come."))

    def _must_be_a_share(self, said: dict[str, Any]) -> None:
        some, all_ = said.get("mandate_agreed"), said.get("mandate_of")
        if some is None or all_ is None:
            self.add_error("mandate_agreed", _("Say how many agreed, and how many members there are."))
        elif some > all_:
            self.add_error("mandate_agreed", _("More agreed than there are members."))

    @property
    def written(self) -> dict[str, Any]:
        """What ``actions.say`` takes, without the parent. Details of a mandate that was not chosen go."""
        said = self.cleaned_data
        kind, _colon, number = said.get("voice", "").rpartition(":")
        mandate = (said.get("mandate") or Mandate.OWN) if kind else Mandate.OWN
        agreed = mandate != Mandate.OWN
        counted = mandate == Mandate.MEMBERS
        return {
            "text": said["text"],
            "client_id": said["client_id"],
            "speaking_as_kind": kind,
            "speaking_as_id": int(number) if kind else None,
            "mandate": mandate,
            "mandate_on": said.get("mandate_on") if agreed else None,
            "mandate_minute": said.get("mandate_minute", "") if agreed else "",
            "mandate_agreed": said.get("mandate_agreed") if counted else None,
            "mandate_of": said.get("mandate_of") if counted else None,
        }


class EditForm(forms.Form):
    text = Text(label=_("Your words"), error_messages={"required": _("Write a few words first.")})


class RuleField(forms.ModelChoiceField):
    def __init__(self, **more: Any) -> None:
        super().__init__(
            queryset=HouseRule.objects.in_force(),
            to_field_name="code",
            empty_label=None,
            widget=forms.RadioSelect,
            error_messages={"required": _("Choose the rule."), "invalid_choice": _("Choose one of these rules.")},
            **more,
        )

    def label_from_instance(self, obj: HouseRule) -> str:
        return f"{obj.title}: {obj.words}"


class ReportForm(OnceForm):
    """Which rule a contribution breaks. Who is signed in may keep their name to themselves."""

    rule = RuleField(label=_("What is wrong with it?"))
    words = Text(label=_("Do you want to say more?"), rows=3, required=False)
    guest_email = forms.EmailField(
        label=_("Your e-mail address"),
        required=False,
        max_length=254,
        help_text=_("Only if you want to hear how it ends. The author never sees it."),
        widget=forms.EmailInput({"autocomplete": "email"}),
        error_messages={"invalid": _("This is not an e-mail address. It should look like name@example.org")},
    )
    is_anonymous = forms.BooleanField(
        label=_("Do not show my name to the moderators"),
        required=False,
        help_text=_("The author never sees who reported it, whether you tick this or not."),
    )

    def __init__(self, *args: Any, is_signed_in: bool, **more: Any) -> None:
        super().__init__(*args, **more)
        del self.fields["guest_email" if is_signed_in else "is_anonymous"]


class DecisionForm(forms.Form):
    """A moderator's decision. ``version`` is how the case stood when the form was made."""

    HIDE, STAND = "hide", "stand"

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    verdict = forms.ChoiceField(
        label=_("Your decision"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one of the two.")},
    )
    rule = RuleField(label=_("Which rule does it break?"), required=False)
    words = Text(
        label=_("Your words to the author"),
        rows=4,
        required=False,
        help_text=_("Say what hurts and how it could be mended. The author gets them by e-mail."),
    )

    def __init__(self, *args: Any, is_out_of_sight: bool, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["verdict"].choices = (
            [(self.STAND, _("Show it")), (self.HIDE, _("Leave it hidden"))]
            if is_out_of_sight
            else [(self.STAND, _("Leave it as it is")), (self.HIDE, _("Hide it"))]
        )

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if said.get("verdict") == self.HIDE:
            if "rule" in said and not said["rule"]:
                self.add_error("rule", _("Choose the rule that it breaks. The author will read it."))
            if "words" in said and not said["words"]:
                self.add_error("words", _("Write a few words of your own. A rule alone explains little."))
        return said


class MendForm(forms.Form):
    text = Text(label=_("Your words, mended"), error_messages={"required": _("Write a few words first.")})
    words = Text(label=_("A word to the moderators"), rows=2, required=False)


class MendedElsewhereForm(forms.Form):
    words = Text(
        label=_("What did you change?"), rows=3, error_messages={"required": _("Say in a few words what you changed.")}
    )


class AppealForm(forms.Form):
    words = Text(
        label=_("Why was the decision wrong?"),
        rows=4,
        error_messages={"required": _("Write a few words, so that the next moderator understands you.")},
    )


class HouseRuleForm(forms.Form):
    title = forms.CharField(label=_("The rule, in a few words"), max_length=80)
    words = forms.CharField(label=_("What it means"), max_length=400, widget=forms.Textarea({"rows": 3}))
    position = forms.IntegerField(label=_("Place in the list"), min_value=1, max_value=1000, initial=100)

    def clean_title(self) -> str:
        return clean_line(self.cleaned_data["title"])

    def clean_words(self) -> str:
        return clean_line(self.cleaned_data["words"])


class NewHouseRuleForm(HouseRuleForm, OnceForm):
    """A rule more."""


class ComplaintForm(OnceForm):
    guest_name = forms.CharField(label=_("Your name"), max_length=120, widget=forms.TextInput({"autocomplete": "name"}))
    guest_email = forms.EmailField(
        label=_("Your e-mail address"),
        required=False,
        max_length=254,
        widget=forms.EmailInput({"autocomplete": "email"}),
    )
    contact = forms.CharField(
        label=_("Your telephone number or postal address"),
        required=False,
        max_length=300,
        help_text=_("If you have no e-mail address. We need one way to answer you."),
    )
    words = Text(label=_("What went wrong?"), rows=8, error_messages={"required": _("Tell us what went wrong.")})

    def clean_guest_name(self) -> str:
        return clean_line(self.cleaned_data["guest_name"])[:120]

    def clean_contact(self) -> str:
        return clean_line(self.cleaned_data["contact"])[:300]

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if "guest_email" in said and not said["guest_email"] and not said.get("contact"):
            self.add_error("guest_email", _("Give an e-mail address, a telephone number or a postal address."))
        return said


class EnteredComplaintForm(ComplaintForm):
    """A complaint that came by another way, entered by somebody who runs the hub."""

    came_how = forms.ChoiceField(
        label=_("How did it come?"), choices=[choice for choice in CameHow.choices if choice[0] != CameHow.FORM]
    )
    received_on = forms.DateField(
        label=_("On which day?"),
        widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
        initial=timezone.localdate,
    )

    def clean_received_on(self) -> Any:
        day = self.cleaned_data["received_on"]
        if day > timezone.localdate():
            raise forms.ValidationError(_("This day is still to come."))
        return day


class AnswerForm(forms.Form):
    words = Text(
        label=_("Our answer"),
        rows=8,
        help_text=_("It is sent by e-mail, with a line about the Information Commissioner’s Office under it."),
        error_messages={"required": _("Write the answer first.")},
    )


class NoteForm(forms.Form):
    words = Text(label=_("What was done"), rows=3, error_messages={"required": _("Write a few words first.")})
