"""Files of postcodes read as a stream: the ONS Postcode Directory, Code-Point Open, or a plain
``postcode,latitude,longitude``; one file, several, a folder, or the zip as it was downloaded."""

import csv
import io
import zipfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import IO, NamedTuple

import numpy as np
from django.utils.translation import gettext as _

from closeknit.algorithms import osgrid
from closeknit.algorithms.postcodes import normalise, normalise_outcode
from closeknit.core.errors import Refused

CHUNK = 50_000  # rows at a time: about 15 MB
LONGEST_LINE = 65_536
MOST_MEMBERS = 2_000
DECIMALS = 6

CODE_NAMES = ("pcds", "pcd", "pcd2", "pcd8", "pcd7", "postcode", "post_code")
LAT_NAMES = ("lat", "latitude")
LNG_NAMES = ("long", "longitude", "lng", "lon")
EAST_NAMES = ("east1m", "oseast1m", "eastings", "easting")
NORTH_NAMES = ("north1m", "osnrth1m", "northings", "northing")
END_NAMES = ("doterm", "terminated")

Row = tuple[str, float, float]  # postcode, lat, lng


class Layout(NamedTuple):
    """In which columns of a file what stands; ``ended`` is -1 where no date of ending is given."""

    code: int
    y: int  # latitude or northing
    x: int  # longitude or easting
    ended: int
    is_grid: bool
    has_header: bool


class Source(NamedTuple):
    """One CSV file, perhaps inside a zip."""

    name: str
    size: int
    open: Callable[[], IO[bytes]]


@dataclass
class Tally:
    """What was read, and what was left out and why."""

    lines: int = 0  # of the files, empty ones too
    rows: int = 0
    ended: int = 0
    without_place: int = 0
    unreadable: int = 0
    skipped_files: list[str] = field(default_factory=list)


class Chunk(NamedTuple):
    """Some rows, and how much of its source has been read by now."""

    rows: list[Row]
    read: int


def sources_in(paths: Sequence[Path], stack: ExitStack) -> list[Source]:
    """The CSV files that these files, folders and zips hold; zips stay open as long as ``stack``."""
    found: list[Source] = []
    for path in paths:
        if path.is_dir():
            found += [_plain(file) for file in sorted(path.rglob("*.csv"))]
        elif zipfile.is_zipfile(path):
            found += _members(stack.enter_context(zipfile.ZipFile(path)), path)
        elif path.is_file():
            found.append(_plain(path))
        else:
            raise Refused(_("There is no file %(path)s.") % {"path": path})
    whole = [source for source in found if "multi_csv" not in source.name]  # parts of the same file
    return whole or found


def read_chunks(source: Source, tally: Tally, *, with_ended: bool) -> Iterator[Chunk]:
    """The usable rows of one source, chunk by chunk. Nothing if it is no file of postcodes."""
    with source.open() as stream:
        text = io.TextIOWrapper(stream, encoding="utf-8-sig", errors="replace", newline="")
        reader = csv.reader(_short_lines(text))
        first = next(reader, [])
        layout = _layout(first)
        if layout is None:
            tally.skipped_files.append(source.name)
            return
        if not layout.has_header:
            yield Chunk(_rows([first], layout, tally, with_ended), 0)
        before = -1
        while tally.lines > before:
            before = tally.lines
            yield Chunk(_rows(islice(reader, CHUNK), layout, tally, with_ended), stream.tell())


def _plain(path: Path) -> Source:
    return Source(str(path), path.stat().st_size, lambda: path.open("rb"))


def _members(archive: zipfile.ZipFile, path: Path) -> list[Source]:
    members = archive.infolist()
    if len(members) > MOST_MEMBERS:
        raise Refused(_("%(path)s holds too many files to be one of postcodes.") % {"path": path.name})
    return [
        Source(member.filename, member.file_size, lambda member=member: archive.open(member))  # type: ignore[misc]
        for member in members
        if member.filename.lower().endswith(".csv")
    ]


def _short_lines(stream: IO[str]) -> Iterator[str]:
    """Lines of bounded length, so that a file without line ends cannot fill the memory."""
    while line := stream.readline(LONGEST_LINE):
        if len(line) == LONGEST_LINE:
            raise Refused(_("This is no file of postcodes: one of its lines never ends."))
        yield line.replace("\0", "")


def _layout(first: list[str]) -> Layout | None:
    """What the first line says of the columns, or None if they hold no postcodes."""
    names = [cell.strip().lower() for cell in first]
    code, ended = _column(names, CODE_NAMES), _column(names, END_NAMES)
    lat, lng = _column(names, LAT_NAMES), _column(names, LNG_NAMES)
    north, east = _column(names, NORTH_NAMES), _column(names, EAST_NAMES)
    if code >= 0 and lat >= 0 and lng >= 0:
        return Layout(code, lat, lng, ended, is_grid=False, has_header=True)
    if code >= 0 and north >= 0 and east >= 0:
        return Layout(code, north, east, ended, is_grid=True, has_header=True)
    if len(first) >= 4 and normalise(first[0]) and first[2].isdigit() and first[3].isdigit():  # noqa: PLR2004 - Code-Point Open
        return Layout(0, 3, 2, -1, is_grid=True, has_header=False)
    if len(first) == 3 and normalise(first[0]) and _is_number(first[1]):  # noqa: PLR2004 - the plain form
        return Layout(0, 1, 2, -1, is_grid=False, has_header=False)
    return None


def _column(names: list[str], wanted: Sequence[str]) -> int:
    return next((names.index(name) for name in wanted if name in names), -1)


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True


def _rows(lines: Iterable[list[str]], layout: Layout, tally: Tally, with_ended: bool) -> list[Row]:
    """The rows with a postcode that is in use and has a place; the others are counted."""
    code_at, y_at, x_at, ended_at, *_rest = layout
    codes: list[str] = []
    ys: list[float] = []
    xs: list[float] = []
    for row in lines:
        tally.lines += 1
        tally.rows += bool(row)
        try:
            if ended_at >= 0 and not with_ended and row[ended_at].strip():
                tally.ended += 1
                continue
            y, x = float(row[y_at] or 0), float(row[x_at] or 0)
            code = normalise(row[code_at]) or normalise_outcode(row[code_at])
        except (IndexError, ValueError):
            code = None
        if code is None:
            tally.unreadable += bool(row)
            continue
        codes.append(code)
        ys.append(y)
        xs.append(x)
    lats, lngs, known = _degrees(np.array(ys), np.array(xs), is_grid=layout.is_grid)
    tally.without_place += int(len(codes) - known.sum())
    kept = (code for code, is_known in zip(codes, known.tolist(), strict=True) if is_known)
    return list(zip(kept, np.round(lats, DECIMALS).tolist(), np.round(lngs, DECIMALS).tolist(), strict=True))


def _degrees(ys: np.ndarray, xs: np.ndarray, *, is_grid: bool) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Latitudes and longitudes of the known places, and which are known. For an unknown one the
    ONS writes latitude 99.999999, the Ordnance Survey easting and northing 0."""
    if is_grid:
        known = (ys > 0) & (xs > 0) & (ys < 1_300_000) & (xs < 700_000)  # noqa: PLR2004 - metres
        return *osgrid.to_wgs84(xs[known], ys[known]), known
    known = (np.abs(ys) <= 90) & (np.abs(xs) <= 180) & (ys != 0)  # noqa: PLR2004 - degrees
    return ys[known], xs[known], known
