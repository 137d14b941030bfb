"""What is asked of a theme. Shape and cleaning only."""

from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from closeknit.algorithms.text import clean_line
from closeknit.directory.models import Theme

MOST_SYNONYMS, LONGEST_SYNONYM = 40, 60


class ThemeForm(forms.Form):
    """The words of a theme that is there."""

    name = forms.CharField(
        label=_("What it is called"), max_length=120, error_messages={"required": _("Give the theme a name.")}
    )
    description = forms.CharField(
        label=_("What it is about"), help_text=_("One short line."), max_length=300, required=False
    )
    synonyms = forms.CharField(
        label=_("Other words for it"),
        help_text=_("Parted by commas. Whoever types one of them finds these groups too."),
        max_length=1000,
        required=False,
    )

    def clean_name(self) -> str:
        return clean_line(self.cleaned_data["name"])[:120]

    def clean_description(self) -> str:
        return clean_line(self.cleaned_data["description"])[:300]

    def clean_synonyms(self) -> list[str]:
        """Each word once, in the order in which they were typed."""
        words = list(dict.fromkeys(filter(None, map(clean_line, self.cleaned_data["synonyms"].split(",")))))
        if long := next((word for word in words if len(word) > LONGEST_SYNONYM), ""):
            raise forms.ValidationError(
                _("“%(word)s …” has more than %(most)s letters. Put commas between the words, or shorten it."),
                params={"word": long[:20], "most": LONGEST_SYNONYM},
            )
        if len(words) > MOST_SYNONYMS:
            raise forms.ValidationError(
                _("These are %(number)s words. Keep the %(most)s that people are likeliest to type."),
                params={"number": len(words), "most": MOST_SYNONYMS},
            )
        return words

    @staticmethod
    def initial_of(theme: Theme) -> dict[str, Any]:
        return {"name": theme.name, "description": theme.description, "synonyms": ", ".join(theme.synonyms)}


class NewThemeForm(ThemeForm):
    """A theme more, and where it stands."""

    parent = forms.ModelChoiceField(
        label=_("It belongs to"),
        queryset=Theme.objects.none(),
        to_field_name="slug",
        required=False,
        empty_label=_("nothing wider"),
    )
    number = forms.UUIDField(widget=forms.HiddenInput, required=False, initial=uuid4)  # sent twice it is one theme

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["parent"].queryset = Theme.objects.filter(parent=None)  # type: ignore[attr-defined]

    def clean_number(self) -> UUID:
        return self.cleaned_data["number"] or uuid4()
