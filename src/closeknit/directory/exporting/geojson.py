"""Records as GeoJSON: a group is a feature, its cells are properties, its place is the geometry."""

import json
from collections.abc import Iterable, Iterator

from closeknit.directory.dialect.flat import flat
from closeknit.directory.dialect.records import Record

BEGIN = b'{"type": "FeatureCollection", "features": ['


def as_geojson(records: Iterable[Record]) -> Iterator[bytes]:
    """One feature on a line."""
    yield BEGIN
    for number, record in enumerate(records):
        text = json.dumps(feature(record), ensure_ascii=False)
        yield (b",\n" if number else b"\n") + text.encode("utf-8", "replace")
    yield b"\n]}\n"


def feature(record: Record) -> dict[str, object]:
    """The feature of one record; without a place its geometry is null, as RFC 7946 has it."""
    properties = {name: text for name, text in flat(record).items() if name not in ("lat", "lng")}
    placed = record["lat"] is not None
    geometry = {"type": "Point", "coordinates": [record["lng"], record["lat"]]} if placed else None
    return {"type": "Feature", "geometry": geometry, "properties": properties}
