"""What the journal can say of events."""

from closeknit.calendar import hosts
from closeknit.calendar.models import Series
from closeknit.directory.models import Group
from closeknit.journal.things import kinds, thing_kind

KIND = "calendar.series"


def register() -> None:
    """Called once, in ``AppConfig.ready()``."""
    thing_kind(
        KIND,
        Series,
        visible_to=lambda person: Series.objects.visible_to(person).select_related("group"),
        label=lambda series: series.title,
        is_discreet=is_discreet,
    )


def is_discreet(series: Series) -> bool:
    """An event of a group that must be kept safe is as discreet as the group."""
    thing = hosts.host_of(series)
    if isinstance(thing, Group):
        return thing.is_sensitive
    known = kinds().get(series.host_kind)
    return bool(known and thing is not None and known.is_discreet(thing))
