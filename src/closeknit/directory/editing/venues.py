"""The place of a service: found among those we know, or made."""

from typing import Any

from closeknit.algorithms.text import fold, slugify_name
from closeknit.directory.models import Venue
from closeknit.places.actions import place_point
from closeknit.places.reads import find_place
from closeknit.places.vocabulary import Precision

OFFERED = 500  # names in the list to choose from


def venue_names() -> list[str]:
    """The places that may be named to anyone, to choose from. One query."""
    return sorted(set(Venue.objects.public().values_list("name", flat=True)[:OFFERED]))


def venue_words(number: str | None) -> dict[str, Any]:
    """A venue as the form of a service shows it."""
    venue = Venue.objects.filter(uuid=number).select_related("point").first() if number else None
    if venue is None:
        return {"venue_name": "", "venue_postcode": "", "is_confidential": False}
    postcode = venue.point.postcode if venue.point else ""
    return {"venue_name": venue.name, "venue_postcode": postcode, "is_confidential": venue.is_confidential}


def known_venue(*, venue_name: str, venue_postcode: str, is_confidential: bool) -> str | None:
    """The uuid of a public place of this name, and of this postcode if one is given.

    A confidential place is never found by its name: somebody could try out names.
    """
    if not venue_name or is_confidential:
        return None
    alike = Venue.objects.public().filter(name__iexact=venue_name).select_related("point").order_by("pk")
    for venue in alike:
        postcode = venue.point.postcode if venue.point else ""
        if fold(venue.name) == fold(venue_name) and venue_postcode in ("", postcode):
            return str(venue.uuid)
    return None


def make_venue(*, venue_name: str, venue_postcode: str, is_confidential: bool) -> str | None:
    """A new place, by its postcode on the map if we know that; the uuid, or None without a name."""
    if not venue_name:
        return None
    found = find_place(venue_postcode) if venue_postcode else None
    point = None
    if found and found.label == venue_postcode:
        point = place_point(lat=found.lat, lng=found.lng, precision=Precision.POSTCODE, postcode=venue_postcode)
    taken = set(Venue.objects.filter(slug__startswith=_slug(venue_name, ())).values_list("slug", flat=True))
    venue = Venue.objects.create(
        name=venue_name, slug=_slug(venue_name, taken), point=point, is_confidential=is_confidential
    )
    return str(venue.uuid)


def _slug(name: str, taken: Any) -> str:
    return slugify_name(name, taken, fallback="venue", limit=80)
