"""Connecting a group's own calendar."""

from django import forms
from django.utils.translation import gettext_lazy as _

from closeknit.calendar.feeds.fetching import web_address
from closeknit.calendar.models.feeds import LONGEST_ADDRESS
from closeknit.core.errors import Refused
from closeknit.core.fetch import judged


class AddressForm(forms.Form):
    """Where the calendar is. What stands there is for the action to say."""

    address = forms.CharField(
        label=_("Address of the calendar"),
        help_text=_("It begins with https:// or webcal:// and often ends in .ics"),
        max_length=LONGEST_ADDRESS,
        widget=forms.TextInput(attrs={"inputmode": "url", "autocomplete": "off", "spellcheck": "false"}),
    )

    def clean_address(self) -> str:
        address = web_address(self.cleaned_data["address"])
        try:
            judged(address)
        except Refused as no:
            raise forms.ValidationError(
                _("That is not the address of a calendar. It begins with https:// or webcal:// and a site’s name.")
            ) from no
        return address


class LeavingForm(forms.Form):
    """What becomes of the events."""

    events = forms.ChoiceField(
        label=_("What becomes of its events?"),
        choices=[
            ("keep", _("They stay. From now on we change them here.")),
            ("remove", _("They leave the calendar.")),
        ],
        widget=forms.RadioSelect,
        initial="keep",
    )

    @property
    def keeps(self) -> bool:
        return bool(self.cleaned_data["events"] == "keep")
