"""Where something is: a place that we know or a new one, or in words, or online."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from closeknit.calendar.models import Change, Series
from closeknit.directory.editing.forms.fields import AddressField, LineField, PostcodeField
from closeknit.directory.editing.venues import known_venue, make_venue, venue_names, venue_words
from closeknit.directory.models import Venue


class PlaceFields(forms.Form):
    """``venue()`` gives the place, and makes it if it is new."""

    venue_name = LineField(
        label=_("Where is it?"),
        max_length=200,
        required=False,
        help_text=_("Choose a place that we know, such as your library, or give the name of a new one."),
        widget=forms.TextInput({"list": "venues", "autocomplete": "off"}),
    )
    venue_postcode = PostcodeField(label=_("Postcode of that place"), required=False)
    is_confidential = forms.BooleanField(
        label=_("Do not show where it is"),
        help_text=_("Only those who have said that they come are told, from a day before."),
        required=False,
    )
    place_words = LineField(
        label=_("Where is it, in words?"),
        help_text=_("Such as: by the bandstand. Everyone can read it."),
        max_length=300,
        required=False,
    )
    online_link = AddressField(label=_("Link to join online"), required=False)

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.kept_venue: Venue | None = None

    @property
    def venue_list(self) -> list[str]:
        """The names to choose from. One query."""
        return venue_names()

    def venue(self, *, is_kept_safe: bool = False) -> Venue | None:
        """The place as it was, if nothing of it was changed; one that we know, or a new one. Of a group that
        must be kept safe a new place is confidential."""
        told = {name: self.cleaned_data[name] for name in ("venue_name", "venue_postcode", "is_confidential")}
        if all(self.initial.get(name, type(value)()) == value for name, value in told.items()):
            return self.kept_venue
        told["is_confidential"] = told["is_confidential"] or is_kept_safe
        number = known_venue(**told) or make_venue(**told)
        return Venue.objects.select_related("point").get(uuid=number) if number else None


def place_of(row: Series | Change) -> dict[str, Any]:
    """The fields as they say where it is now."""
    return {**venue_words(str(row.venue.uuid) if row.venue else None), "place_words": row.place_words}
