"""What of a group's whereabouts anyone may see: the one home of the rule.

The map, the lists, the pages and the exports all ask here.
"""

from closeknit.places.vocabulary import PINNED


def may_pin(*, visibility: str, is_sensitive: bool, precision: str | None) -> bool:
    """Whether a public map may show a pin: a public, not sensitive group, placed closely enough."""
    return visibility == "public" and not is_sensitive and precision in PINNED


def may_show_address(*, is_sensitive: bool, is_confidential: bool = False) -> bool:
    """Whether an address may be shown: never a sensitive group's, never a confidential venue's."""
    return not (is_sensitive or is_confidential)
