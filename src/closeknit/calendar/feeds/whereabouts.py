"""Which places of a feed may be told."""

from closeknit.calendar.feeds.planning import Where
from closeknit.directory.models import Group, Venue

LEAST = 4  # letters: a shorter name is in many words


def where_of(group: Group) -> Where:
    """Nothing of a group that must be kept safe, and no confidential place of anybody. One query."""
    names = Venue.objects.filter(is_confidential=True).order_by().values_list("name", "point__postcode")
    told = {text.casefold() for row in names for text in row if text and len(text) >= LEAST}
    return Where(is_kept_quiet=group.is_sensitive, confidential=tuple(sorted(told)))
