"""Being sure before everything goes."""

from django import forms
from django.utils.translation import gettext_lazy as _


class EraseForm(forms.Form):
    is_sure = forms.BooleanField(
        label=_("Yes, wipe out my account. I know that nobody can bring it back."),
        error_messages={"required": _("Please tick this if you are sure. If not, just leave this page.")},
    )
