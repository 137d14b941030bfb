"""Points that groups and venues stand on."""

from collections.abc import Iterable

from closeknit.places.models import Point


def drop_points(ids: Iterable[int | None]) -> None:
    """Delete points that no group and no venue stands on any more."""
    wanted = {pk for pk in ids if pk}
    if wanted:
        free = Point.objects.filter(pk__in=wanted, groups=None, venues=None)
        free.delete()
