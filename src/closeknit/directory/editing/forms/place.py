"""Where a group is found, and how closely that may be told."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from closeknit.algorithms.geo import parse_coordinates
from closeknit.directory.editing.forms.fields import LineField, PartForm, PostcodeField
from closeknit.directory.editing.venues import known_venue, venue_names
from closeknit.directory.models import Venue
from closeknit.places.reads import find_place
from closeknit.places.vocabulary import Precision

NOWHERE = "nowhere"
CLOSENESS = (
    (Precision.EXACT, _("The exact place: address and pin")),
    (Precision.STREET, _("The street only")),
    (Precision.POSTCODE, _("The postcode only")),
    (Precision.WARD, _("Only the ward or neighbourhood, no pin")),
    (Precision.BOROUGH, _("Only the borough, no pin")),
    (NOWHERE, _("No place at all")),
)


class PlaceForm(PartForm):
    """A postcode or a pin, and how closely it is told."""

    title = _("Where you are")
    words = _("Where people find you. You say how closely we may tell it.")

    closeness = forms.ChoiceField(
        label=_("How closely may we show where you are?"),
        choices=CLOSENESS,
        widget=forms.RadioSelect,
        help_text=_("What you do not let us show we do not keep. Never give somebody’s home as an exact place."),
    )
    venue = LineField(
        label=_("A place that we know"),
        max_length=200,
        required=False,
        help_text=_("Such as your library. Then you need no postcode and no pin."),
        widget=forms.TextInput({"list": "venues", "autocomplete": "off"}),
        template_name="directory/editing/_venue_field.html",
    )
    postcode = PostcodeField(label=_("Postcode"), required=False)
    address = LineField(
        label=_("Address"), max_length=300, required=False, help_text=_("Shown for an exact place or a street only.")
    )
    pin = LineField(
        label=_("Pin"),
        max_length=60,
        required=False,
        help_text=_("Two numbers, such as 51.6012, 1.5034. Without a pin we show the middle of the postcode."),
        template_name="directory/editing/_pin_field.html",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["venue"].known = venue_names()

    @classmethod
    def initial_of(cls, now: Mapping[str, Any]) -> dict[str, Any]:
        place = now["place"]
        if not place:
            return {"closeness": NOWHERE, "postcode": "", "address": "", "pin": "", "venue": ""}
        has_pin = place["precision"] in (Precision.EXACT, Precision.STREET)
        pin = f"{place['lat']:.5f}, {place['lng']:.5f}" if has_pin else ""
        told = {"closeness": place["precision"], "postcode": place["postcode"], "address": place["address"]}
        return {**told, "pin": pin, "venue": ""}

    def clean_venue(self) -> Venue | None:
        name = self.cleaned_data["venue"]
        number = known_venue(venue_name=name, venue_postcode="", is_confidential=False)
        venue = Venue.objects.select_related("point").filter(uuid=number).first() if number else None
        if name and (venue is None or venue.point is None):
            raise forms.ValidationError(_("We do not know where that is. Give a postcode or a pin instead."))
        return venue

    def clean_pin(self) -> tuple[float, float] | None:
        text = self.cleaned_data["pin"]
        found = parse_coordinates(text) if text else None
        if text and found is None:
            raise forms.ValidationError(_("Give the pin as two numbers, such as 51.6012, 1.5034."))
        return found

    def clean(self) -> dict[str, Any]:
        """Something must say where it is, unless no place is told or it stays where it was."""
        told = super().clean() or {}
        if self.errors or told["closeness"] == NOWHERE or self._is_unmoved(told):
            return told
        self.found = self._at_venue(told) or told["pin"] or _middle_of(told["postcode"])
        if self.found is None:
            self.add_error("postcode", self._why_not_found(told["postcode"]))
        return told

    def changes(self) -> dict[str, Any]:
        return {"place": self._place(self.cleaned_data)}

    def _place(self, told: dict[str, Any]) -> dict[str, Any] | None:
        if told["closeness"] == NOWHERE:
            return None
        if self._is_unmoved(told):
            return dict(self.now["place"])
        lat, lng = self.found
        is_guess = told["closeness"] == Precision.EXACT and not (told["pin"] or told["venue"])
        return {
            "lat": lat,
            "lng": lng,
            "precision": str(Precision.STREET) if is_guess else told["closeness"],
            "address": told["address"],
            "postcode": told["postcode"],
        }

    @staticmethod
    def _at_venue(told: dict[str, Any]) -> tuple[float, float] | None:
        """Where the chosen venue is; its address and postcode stand in for those that were typed."""
        venue = told["venue"]
        if venue is None:
            return None
        told["address"] = ", ".join(filter(None, (venue.name, venue.point.address)))[:300]
        told["postcode"] = venue.point.postcode
        return venue.point.lat, venue.point.lng

    def _is_unmoved(self, told: dict[str, Any]) -> bool:
        """Whether all that says where it is was left as it stood."""
        place, was = self.now["place"], self.initial_of(self.now)
        pin = f"{told['pin'][0]:.5f}, {told['pin'][1]:.5f}" if told["pin"] else ""
        typed = {"closeness": told["closeness"], "postcode": told["postcode"], "address": told["address"], "pin": pin}
        return bool(place) and not told["venue"] and all(was[name] == value for name, value in typed.items())

    @staticmethod
    def _why_not_found(postcode: str) -> Any:
        if postcode:
            return _("We do not know this postcode. Give a pin on the map instead.")
        return _("Give a postcode or a pin, or choose to show no place at all.")


def _middle_of(postcode: str) -> tuple[float, float] | None:
    found = find_place(postcode) if postcode else None
    return (found.lat, found.lng) if found and found.label == postcode else None
