"""Where a group works: areas that are ticked, streets in words, a shape drawn on the map."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from closeknit.directory import drawn_areas
from closeknit.directory.editing.forms.fields import LineField, PartForm
from closeknit.places.models import Area
from closeknit.places.naming import names_in_a_list
from closeknit.places.outlines import Unsound


class DrawingField(forms.CharField):
    """A shape as GeoJSON; what cannot be kept stays in the field, with what to do about it."""

    widget = forms.Textarea({"rows": 4, "spellcheck": "false", "autocapitalize": "off"})

    def __init__(self, **told: Any) -> None:
        super().__init__(template_name="directory/editing/_drawn_field.html", **told)

    def prepare_value(self, value: Any) -> str:
        return drawn_areas.written(value) if isinstance(value, dict) else value

    def clean(self, value: Any) -> drawn_areas.GeoJson | None:
        text = super().clean(value)
        try:
            return drawn_areas.read_drawing(text) if text else None
        except Unsound as reason:
            raise forms.ValidationError(str(reason)) from reason


class CoverageForm(PartForm):
    """The three ways to say it; each may be left out."""

    title = _("Where you work")
    words = _("The areas and streets that you are there for. People who ask who covers their street find you by it.")

    covers = forms.MultipleChoiceField(
        label=_("Which areas do you work in?"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        template_name="directory/editing/_pick_list.html",
    )
    covers_text = LineField(
        label=_("Where do you work, in words"),
        max_length=300,
        required=False,
        help_text=_("Streets or estates: Skein Street, and Bobbin Road up to the bridge."),
    )
    drawn_area = DrawingField(
        label=_("Draw where you work"),
        required=False,
        help_text=_("Everyone can see the shape on your page."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["covers"].choices = _area_choices(self.initial["covers"])
        if self.now["is_sensitive"]:
            self.fields["drawn_area"].help_text = _("Your page names only the wards that it touches, never the shape.")

    @classmethod
    def initial_of(cls, now: Mapping[str, Any]) -> dict[str, Any]:
        drawing = drawn_areas.written(now["drawn_area"])
        return {"covers": now["covers"], "covers_text": now["covers_text"], "drawn_area": drawing}

    def changes(self) -> dict[str, Any]:
        told = self.cleaned_data
        return {**told, "covers": sorted(told["covers"])}


def _area_choices(kept: list[str]) -> list[tuple[str, str]]:
    """The areas in force from the widest to the narrowest, and those that the group names anyway."""
    in_force = list(Area.objects.current().for_lists().order_by("path"))
    ended = Area.objects.for_lists().filter(slug__in=set(kept) - {area.slug for area in in_force})
    return list(names_in_a_list([*in_force, *ended]).items())
