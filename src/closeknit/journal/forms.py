"""How much somebody wants to hear."""

from django import forms
from django.utils.translation import gettext_lazy as _

from closeknit.journal.vocabulary import Level, levels


class LevelForm(forms.Form):
    """For one thing, or for each of a list of them; empty is not to follow at all."""

    level = forms.ChoiceField(
        label=_("How much do you want to hear?"),
        choices=lambda: [*levels(), ("", _("I do not follow this any more"))],
        widget=forms.RadioSelect,
        initial=Level.DIGEST,
        required=False,
    )
