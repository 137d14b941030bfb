"""What of a group's whereabouts anyone may see: the one home of the rule.

The map, the lists, the pages and the exports all ask here.
"""

from closeknit.places.vocabulary import PINNED


def may_pin(*, visibility: str, is_sensitive: bool, precision: str | None) -> bool:
    """Whether a public map may show a pin: a public, not sensitive group, placed closely enough."""
    return visibility == "public" and not is_sensitive and precision in PINNED


def may_show_address(
    *, visibility: str, is_sensitive: bool, precision: str | None, is_confidential: bool = False
) -> bool:
    """Whether an address, a postcode and coordinates may be shown: of what may have a pin and lies in
    no confidential venue. Of a place that is known roughly they would tell more than we may."""
    return may_pin(visibility=visibility, is_sensitive=is_sensitive, precision=precision) and not is_confidential


def may_show_drawing(*, is_sensitive: bool) -> bool:
    """Whether the shape in which it works may be shown: of a sensitive group only the areas it touches."""
    return not is_sensitive


def may_name_place(*, is_sensitive: bool, is_confidential: bool = False) -> bool:
    """Whether the areas and the venue may be named: never a sensitive group's, never a confidential venue."""
    return not (is_sensitive or is_confidential)


def may_tell_tie(*, kind: str, is_sensitive: bool) -> bool:
    """Whether a link may be shown, ``is_sensitive`` if one of the two groups is: that they share a
    place tells where it is. What was said about the link in words is kept back too."""
    return not (is_sensitive and kind == "shares_place")
