"""Groups as records, a chunk at a time and in a stable order, so that an export of any size streams."""

from collections.abc import Collection, Iterator

from django.db.models import Count, Max

from closeknit.core.progress import Progress, silent
from closeknit.directory.dialect import images
from closeknit.directory.dialect.audience import Audience, public_views
from closeknit.directory.dialect.records import Record, record_of
from closeknit.directory.models import Group
from closeknit.directory.querysets import GroupQuerySet

CHUNK = 1_000


def groups_for(audience: Audience, ids: Collection[int] | None = None) -> GroupQuerySet:
    """The groups that this audience may have, or those of them with these ids."""
    groups = Group.objects.kept() if audience is Audience.ADMIN else Group.objects.public()
    return groups if ids is None else groups.filter(pk__in=ids)


def most_services(groups: GroupQuerySet) -> int:
    """How many services the busiest of the groups runs; at least one, so that files speak of services."""
    busiest = groups.annotate(services_run=Count("services")).aggregate(most=Max("services_run"))
    return max(1, busiest["most"] or 0)


def records(groups: GroupQuerySet, audience: Audience, progress: Progress = silent) -> Iterator[Record]:
    """The records by primary key. Costs twelve queries for each thousand."""
    last, done = 0, 0
    while ids := list(groups.filter(pk__gt=last).order_by("pk").values_list("pk", flat=True)[:CHUNK]):
        last = ids[-1]
        yield from _records(ids, audience)
        done += len(ids)
        progress(done, None)


def _records(ids: list[int], audience: Audience) -> Iterator[Record]:
    pictures = images.load(ids)
    named = images.names(list(pictures.values()))
    told = {pk: record_of(image, named) for pk, image in pictures.items()}
    yield from (public_views(pictures.values(), told) if audience is Audience.PUBLIC else told).values()
