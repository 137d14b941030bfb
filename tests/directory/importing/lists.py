"""Lists as they come, brought in with few words. All of Loomwick, which lies out at sea."""

import csv
import io
import json
from typing import Any

import shapely

from closeknit.directory.importing.options import Options
from closeknit.directory.importing.readers import open_table
from closeknit.directory.importing.report import report
from closeknit.directory.importing.runs import import_file
from closeknit.directory.models import ImportRun
from closeknit.places.models import Postcode
from tests.support.factories import make_area, make_hub, make_theme

COUNTS = ("rows", "created", "updated", "unchanged", "held")


def make_loomwick() -> None:
    """A borough of two wards side by side, a few postcodes, and themes."""
    root = make_area("Loomwick", kind="borough", slug="loomwick", boundary=box(1.4, 51.5, 1.6, 51.6))
    make_area("Warpfield", parent=root, code="LW01", slug="warpfield", boundary=box(1.4, 51.5, 1.5, 51.6))
    make_area("Bobbin Green", parent=root, code="LW02", slug="bobbin-green", boundary=box(1.5, 51.5, 1.6, 51.6))
    make_hub(root_area=root)
    singing = make_theme("Singing", synonyms=["choir", "choirs"])
    make_theme("Choral works", parent=singing)
    make_theme("Gardens", crosswalk={"ukcat": "AR101"})
    Postcode.objects.bulk_create(
        Postcode(code=code, lat=lat, lng=lng)
        for code, lat, lng in (
            ("LW1 4TT", 51.55, 1.45),
            ("LW2 1AA", 51.56, 1.55),
            ("LW2", 51.56, 1.56),
            ("LW9 9ZZ", 52.5, 1.5),
        )
    )


def box(west: float, south: float, east: float, north: float) -> dict[str, Any]:
    return json.loads(shapely.to_geojson(shapely.box(west, south, east, north)))


def as_csv(*rows: dict[str, Any]) -> str:
    """A CSV of these rows; the columns are those of the first."""
    text = io.StringIO()
    writer = csv.DictWriter(text, fieldnames=list(rows[0]))
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


def as_geojson(*features: tuple[dict[str, Any] | None, dict[str, Any]]) -> str:
    """A FeatureCollection of (geometry, properties)."""
    told = [{"type": "Feature", "geometry": shape, "properties": said} for shape, said in features]
    return json.dumps({"type": "FeatureCollection", "features": told})


def bring_in(
    content: str | bytes, name: str = "list.csv", *, wishes: dict[str, str] | None = None, **more: Any
) -> ImportRun:
    """The run of this content; what is not an argument of ``import_file`` is one of its options."""
    direct = {key: more.pop(key) for key in ("source", "dry_run", "file_format") if key in more}
    raw = content.encode() if isinstance(content, str) else content
    return import_file(io.BytesIO(raw), name=name, wishes=wishes, options=Options(**more), **direct)


def counts(run: ImportRun) -> tuple[int, ...]:
    """rows, created, updated, unchanged, held; which always add up."""
    told = tuple(getattr(run, name) for name in COUNTS)
    assert told[0] == sum(told[1:])
    return told


def held(run: ImportRun) -> dict[int, str]:
    """The reasons by row."""
    return {row["row"]: row["reason"] for row in report(run)["held_rows"]}


def rows_of(content: str | bytes, **more: Any) -> list[tuple[int, list[str], str]]:
    """What a reader makes of it: number, cells, problem."""
    raw = content.encode() if isinstance(content, str) else content
    return [(row.number, row.cells, row.problem) for row in open_table(io.BytesIO(raw), **more).rows]
