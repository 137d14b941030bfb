"""What people choose and type about duplicates."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from closeknit.directory.duplicates.reads import Difference, differences
from closeknit.directory.models import Group

LONGEST = 500


class MergeForm(forms.Form):
    """Which of two values stays, for each field in which two entries differ. ``keep`` and ``seen`` say
    what the person was shown."""

    keep = forms.UUIDField(widget=forms.HiddenInput)
    seen = forms.CharField(max_length=100, widget=forms.HiddenInput)

    def __init__(self, kept: Group, gone: Group, data: Any = None) -> None:
        self._mark = f"{kept.changed_at.isoformat()} {gone.changed_at.isoformat()}"
        super().__init__(data, initial={"keep": kept.uuid, "seen": self._mark})
        self.differences = differences(kept, gone)
        for one in self.differences:
            self.fields[one.field.code] = forms.ChoiceField(
                label=one.field.label, choices=_choices(one), initial=one.better, widget=forms.RadioSelect
            )

    def clean_seen(self) -> str:
        if self.cleaned_data["seen"] != self._mark:
            raise forms.ValidationError(_("One of the two was changed meanwhile. Please look again."))
        return self._mark

    @property
    def is_out_of_date(self) -> bool:
        return "seen" in self.errors

    @property
    def taken(self) -> list[str]:
        """The fields for which the value of the entry that goes stays."""
        return [one.field.code for one in self.differences if self.cleaned_data[one.field.code] == "gone"]


def _choices(one: Difference) -> list[tuple[str, str]]:
    told = (("kept", one.kept, _("as the entry that stays has it")), ("gone", one.gone, _("as the other one has it")))
    return [
        (code, format_html('<bdi>{}</bdi><span class="choice-note">{}</span>', words or _("nothing"), note))
        for code, words, note in told
    ]


class SameForm(forms.Form):
    """Which other entry is the same group: one of those that look like it, or one that is named."""

    similar = forms.ChoiceField(label=gettext_lazy("Is it one of these?"), required=False, widget=forms.RadioSelect)
    other = forms.CharField(
        label=gettext_lazy("Or the name or the address of the other page"), max_length=LONGEST, required=False
    )

    def __init__(self, alike: Sequence[Any], data: Any = None) -> None:
        super().__init__(data)
        choices = [
            (
                str(one.group.uuid),
                format_html('<bdi>{}</bdi><span class="choice-note">{}</span>', one.group.name, one.why),
            )
            for one in alike
        ]
        self.fields["similar"].choices = [*choices, ("", _("Another one"))]
        if not choices:
            del self.fields["similar"]

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        if not self.errors and not told.get("similar") and not told.get("other", "").strip():
            self.add_error("other", _("Say which other page it is: choose one, or give its name or address."))
        return told
