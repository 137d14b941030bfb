"""Shape and cleaning of what is asked when areas are imported. Knows no person, writes nothing."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from closeknit.places.area_file import FROM_THE_WEB, MEGABYTE
from closeknit.places.models import Area
from closeknit.places.naming import AreaField
from closeknit.places.vocabulary import AreaKind


class AreaFileForm(forms.Form):
    """The file, and what its areas are."""

    file = forms.FileField(
        label=_("The boundary file"),
        help_text=_("GeoJSON, for example from the Open Geography Portal. At most 25 MB."),
        allow_empty_file=False,
        widget=forms.ClearableFileInput({"accept": ".geojson,.json,application/geo+json"}),
    )
    kind = forms.ChoiceField(label=_("What the areas are"), choices=AreaKind.choices, initial=AreaKind.WARD)
    parent = AreaField(
        label=_("They lie in"),
        queryset=Area.objects.none(),
        to_field_name="uuid",
        required=False,
        empty_label=_("the hub’s own area"),
    )
    outline = forms.CharField(
        label=_("Draw an outline around them"),
        help_text=_("Name a borough that is not here yet, and it is drawn around all areas of the file."),
        max_length=160,
        required=False,
    )
    valid_from = forms.DateField(
        label=_("In force from"),
        help_text=_("The day on which these boundaries began. Left empty: today."),
        required=False,
        widget=forms.DateInput({"type": "date"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        wide = Area.objects.current().for_lists().exclude(kind__in=(AreaKind.WARD, AreaKind.OTHER))
        self.fields["parent"].queryset = wide.order_by("path")  # type: ignore[attr-defined]

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > FROM_THE_WEB.megabytes * MEGABYTE:
            raise forms.ValidationError(
                _("This file is larger than 25 MB. Use more generalised boundaries, or the command line.")
            )
        return file

    @property
    def choices(self) -> dict[str, Any]:
        """What was chosen, as an AreaImport keeps it."""
        data = self.cleaned_data
        return {
            "kind": data["kind"],
            "parent": str(data["parent"].uuid) if data["parent"] else "",
            "outline": data["outline"],
            "valid_from": data["valid_from"].isoformat() if data["valid_from"] else "",
        }


class ColumnsForm(forms.Form):
    """Which columns of the file hold what."""

    name_property = forms.ChoiceField(label=_("The name stands in"), required=False)
    code_property = forms.ChoiceField(label=_("The official code stands in"), required=False)
    parent_property = forms.ChoiceField(label=_("The area it lies in stands in"), required=False)

    def __init__(self, *args: Any, columns: Iterable[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        options = [(column, column) for column in columns]
        for name in ("name_property", "code_property"):
            self.fields[name].choices = [("", _("guessed")), *options]  # type: ignore[attr-defined]
        self.fields["parent_property"].choices = [("", _("no column")), *options]  # type: ignore[attr-defined]
