from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from closeknit.accounts.models import Person, as_stored
from closeknit.accounts.vocabulary import Role, Way
from closeknit.accounts.wordings import WORDINGS, Purpose
from closeknit.places.models import Area
from closeknit.places.naming import AreaField

ADDRESS = _("E-mail address")
BESIDE_THE_WEB = [choice for choice in Way.choices if choice[0] != Way.WEB]


def _email(label: Any = ADDRESS, *, hint: Any = "", fills: str = "email") -> forms.EmailField:
    widget = forms.EmailInput(attrs={"autocomplete": fills, "spellcheck": "false"})
    return forms.EmailField(label=label, max_length=254, widget=widget, help_text=hint)


def _password(label: Any, *, fills: str, hint: Any = "") -> forms.CharField:
    widget = forms.PasswordInput(attrs={"autocomplete": fills})
    return forms.CharField(label=label, max_length=128, strip=False, widget=widget, help_text=hint)


def _number(label: Any, *, hint: Any = "") -> forms.CharField:
    widget = forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric", "spellcheck": "false"})
    return forms.CharField(label=label, max_length=40, widget=widget, help_text=hint)


def _reason() -> forms.CharField:
    return forms.CharField(label=_("Why?"), max_length=300, help_text=_("The person will read this."))


class OnceForm(forms.Form):
    """Names what it asks for, so that the same form sent twice has one effect."""

    client_id = forms.UUIDField(widget=forms.HiddenInput, required=False, initial=uuid4)

    def clean_client_id(self) -> UUID:
        return self.cleaned_data["client_id"] or uuid4()


class AddressForm(OnceForm):
    """Where to send the code."""

    email = _email(fills="username")


class PasswordSignInForm(forms.Form):
    """An address and a password. What is wrong with them is never said in detail."""

    email = _email(fills="username")
    password = _password(_("Password"), fills="current-password")


class CodeForm(forms.Form):
    """The code of the letter."""

    code = _number(_("The code from the e-mail"), hint=_("8 digits, with or without the gap."))


class SecondStepForm(forms.Form):
    """A number from the app, or a code from paper."""

    code = forms.CharField(
        label=_("The number in your app"),
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "spellcheck": "false"}),
        help_text=_("6 digits. If your phone is lost: one of the codes you keep on paper."),
    )


class PrintedCodeForm(forms.Form):
    """The code from a sheet of paper, often on somebody else's device."""

    code = forms.CharField(
        label=_("The code from your sheet"),
        max_length=40,
        help_text=_("12 letters and numbers. Capitals and dashes do not matter."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}),
    )
    agrees = forms.BooleanField(
        label=_("I agree to the house rules"),
        help_text=WORDINGS[Purpose.HOUSE_RULES].text,
        error_messages={"required": _("To join, say yes to the house rules.")},
    )
    is_shared = forms.BooleanField(
        label=_("Other people use this device too"),
        required=False,
        initial=True,
        help_text=_("Then you are signed out half an hour after your last click."),
    )


class JoinForm(OnceForm):
    """As little as can be: a name, an address, and yes to the rules."""

    name = forms.CharField(
        label=_("Your name"),
        max_length=120,
        help_text=_("As others should see it. It need not be your full name."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    email = _email(hint=_("We send you a code. Nobody else sees your address."))
    agrees = forms.BooleanField(
        label=_("I agree to the house rules"),
        help_text=WORDINGS[Purpose.HOUSE_RULES].text,
        error_messages={"required": _("To join, say yes to the house rules.")},
    )


class NameForm(forms.Form):
    name = forms.CharField(label=_("Your name"), max_length=120, widget=forms.TextInput(attrs={"autocomplete": "name"}))


class LanguageForm(forms.Form):
    language = forms.ChoiceField(label=_("Language of our e-mails"), choices=settings.LANGUAGES)


class PasswordForm(forms.Form):
    """A new password, long rather than odd."""

    password = _password(
        _("New password"), fills="new-password", hint=_("At least 12 letters. Three or four words are good.")
    )

    def __init__(self, *args: Any, person: Person, **more: Any) -> None:
        super().__init__(*args, **more)
        self.person = person

    def clean_password(self) -> str:
        password: str = self.cleaned_data["password"]
        validate_password(password, self.person)
        return password


class PasskeyForm(forms.Form):
    name = forms.CharField(
        label=_("A name for this device"), max_length=80, help_text=_("Such as: my phone, or library computer.")
    )
    answer = forms.CharField(widget=forms.HiddenInput, max_length=20_000)


class AuthenticatorForm(forms.Form):
    number = _number(_("The number your app shows now"), hint=_("6 digits."))


class SupporterForm(forms.Form):
    email = _email(_("The e-mail address of the person who helps you"))
    names_helper = forms.BooleanField(
        label=_("Others may read who helps me"),
        required=False,
        help_text=_("If you leave it empty, they only read “with help”."),
    )


class CorrectPersonForm(forms.Form):
    """What is kept of somebody without e-mail, put right."""

    name = forms.CharField(label=_("Their name"), max_length=120)
    phone = forms.CharField(
        label=_("Their telephone number"), max_length=40, required=False, widget=forms.TextInput(attrs={"type": "tel"})
    )


class PersonForm(CorrectPersonForm, OnceForm):
    """Somebody without e-mail, and how they said yes."""

    agreed_how = forms.ChoiceField(
        label=_("How did they say yes?"),
        choices=BESIDE_THE_WEB,
        widget=forms.RadioSelect,
        help_text=WORDINGS[Purpose.KEPT_FOR_ME].text,
    )
    agreed_on = forms.DateField(label=_("On which day?"), widget=forms.DateInput(attrs={"type": "date"}))
    in_presence_of = forms.CharField(
        label=_("Who was there?"), max_length=120, help_text=_("You, or whoever heard them say yes.")
    )

    def clean_agreed_on(self) -> Any:
        return not_to_come(self.cleaned_data["agreed_on"])


class FindPersonForm(forms.Form):
    email = _email(_("Their whole e-mail address"))


class AskedForm(forms.Form):
    """How and when somebody asked to have taken away what is kept of them."""

    asked_how = forms.ChoiceField(label=_("How did they ask?"), choices=BESIDE_THE_WEB, widget=forms.RadioSelect)
    asked_on = forms.DateField(label=_("On which day?"), widget=forms.DateInput(attrs={"type": "date"}))
    is_sure = forms.BooleanField(
        label=_("Yes, they want this. Nobody can bring it back."),
        error_messages={"required": _("Please tick this if they are sure. If not, just leave this page.")},
    )

    def clean_asked_on(self) -> Any:
        return not_to_come(self.cleaned_data["asked_on"])


class ReasonForm(forms.Form):
    reason = _reason()


class EndRoleForm(ReasonForm):
    """``left_alone`` is what nobody would look after then; whoever ends the role all the same says so."""

    leaves_alone = forms.BooleanField(
        label=_("End it all the same. I look for somebody new."),
        error_messages={"required": _("Say that you end it all the same, or leave it.")},
    )

    def __init__(self, *args: Any, left_alone: str, **more: Any) -> None:
        super().__init__(*args, **more)
        if not left_alone:
            del self.fields["leaves_alone"]


class GrantForm(forms.Form):
    """A role over the hub or an area, for a year unless said otherwise."""

    email = _email(_("E-mail address of the person"), hint=_("They need an account."))
    role = forms.ChoiceField(
        label=_("Role"), choices=[choice for choice in Role.choices if choice[0] != Role.GROUP_STEWARD]
    )
    area = AreaField(Area.objects.none(), label=_("Where"), required=False, empty_label=_("The whole hub"))
    until = forms.DateField(label=_("Until"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    reason = _reason()

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["area"].queryset = Area.objects.current().for_lists().order_by("name", "pk")  # type: ignore[attr-defined]
        self.fields["until"].initial = a_year_on()

    def clean_email(self) -> Person:
        person = Person.objects.filter(email=as_stored(self.cleaned_data["email"]), is_active=True).first()
        if person is None:
            raise ValidationError(_("Nobody here has this address. Ask them to join first."))
        return person

    def clean_until(self) -> Any:
        day = self.cleaned_data["until"]
        if not timezone.localdate() < day <= a_year_on():
            raise ValidationError(_("A role ends after a year at most. It can be given again."))
        return day


def a_year_on() -> Any:
    return timezone.localdate() + timedelta(days=365)


def not_to_come(day: Any) -> Any:
    """A day on which something was said."""
    if day > timezone.localdate():
        raise ValidationError(_("This day is still to come."))
    return day
