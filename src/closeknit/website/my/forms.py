"""Which of one's own contributions to look at."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from closeknit.journal.contributions import sorts


class ContributionsForm(forms.Form):
    """An address that asks for something else shows all."""

    sort = forms.ChoiceField(
        label=_("What"),
        choices=lambda: [("", _("Everything")), *((sort.name, sort.title) for sort in sorts().values())],
        required=False,
    )
    waits = forms.ChoiceField(
        label=_("How far"), choices=[("", _("All")), ("yes", _("More is to come"))], required=False
    )

    @property
    def wanted(self) -> dict[str, Any]:
        said = self.cleaned_data if self.is_valid() else {}
        return {"sort": said.get("sort", ""), "waits": said.get("waits") == "yes"}

    @property
    def is_narrow(self) -> bool:
        return any(self.wanted.values())
