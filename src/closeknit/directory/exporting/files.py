"""Any export by the name of its format, as a stream of bytes."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from closeknit.core.progress import Progress, silent
from closeknit.directory.dialect.audience import Audience
from closeknit.directory.dialect.fields import columns
from closeknit.directory.exporting.geojson import as_geojson
from closeknit.directory.exporting.open_referral import as_open_referral
from closeknit.directory.exporting.reading import groups_for, most_services, records
from closeknit.directory.exporting.tables import as_csv, as_xlsx


@dataclass(frozen=True, slots=True)
class Format:
    ending: str
    content_type: str


FORMATS = {
    "csv": Format("csv", "text/csv; charset=utf-8"),
    "xlsx": Format("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "geojson": Format("geojson", "application/geo+json"),
    "oruk": Format("json", "application/json"),
}


def export(
    file_format: str, audience: Audience, *, ids: Collection[int] | None = None, progress: Progress = silent
) -> Iterator[bytes]:
    """All groups that the audience may have, or those of them with these ids."""
    groups = groups_for(audience, ids)
    found = records(groups, audience, progress)
    if file_format == "geojson":
        return as_geojson(found)
    if file_format == "oruk":
        return as_open_referral(found, groups, audience)
    named = columns(services=most_services(groups), is_public=audience is Audience.PUBLIC)
    return as_csv(found, named) if file_format == "csv" else as_xlsx(found, named)
