"""Shape and cleaning of what people type. Knows no person, writes nothing."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from closeknit.algorithms.text import clean_line

LONGEST_NAME = 120


class ContactForm(forms.Form):
    """A note to a group. ``nickname`` is a trap: people do not see it, robots fill it in."""

    name = forms.CharField(
        label=_("Your name"),
        max_length=LONGEST_NAME,
        widget=forms.TextInput({"autocomplete": "name"}),
        error_messages={"required": _("Give a name, so that they know whom to answer.")},
    )
    email = forms.EmailField(
        label=_("Your e-mail address"),
        max_length=254,
        help_text=_("The group sees it, so that they can answer you."),
        widget=forms.EmailInput({"autocomplete": "email"}),
        error_messages={
            "required": _("Give an e-mail address, so that they can answer."),
            "invalid": _("This is not an e-mail address. It should look like name@example.org"),
        },
    )
    text = forms.CharField(
        label=_("What would you like to say?"),
        max_length=4000,
        widget=forms.Textarea({"rows": 8}),
        error_messages={"required": _("Write a few words to the group.")},
    )
    nickname = forms.CharField(
        label=_("Leave this empty"),
        required=False,
        widget=forms.TextInput({"autocomplete": "off", "tabindex": "-1"}),
        template_name="directory/_trap.html",
    )

    def clean_name(self) -> str:
        """On one line, without signs that nobody sees; form C of some letters is longer than they were."""
        return clean_line(self.cleaned_data["name"])[:LONGEST_NAME]

    @property
    def looks_like_a_robot(self) -> bool:
        return bool(self.cleaned_data["nickname"])

    @property
    def message(self) -> dict[str, Any]:
        return {field: self.cleaned_data[field] for field in ("name", "email", "text")}
