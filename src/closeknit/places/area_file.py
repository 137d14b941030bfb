"""A boundary file, read within limits: its features, its columns, and a guess which of those
hold the official code and the name."""

import json
import re
import unicodedata
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from closeknit.core.errors import Refused
from closeknit.places.vocabulary import AreaKind

MEGABYTE = 1024 * 1024
LONGEST_NAME = 160
LONGEST_CODE = 40
FEATURE_ID = "id"  # the feature's own id, beside its properties


@dataclass(frozen=True, slots=True)
class Limits:
    """How large a boundary file may be."""

    megabytes: int
    corners: int


FROM_THE_WEB = Limits(megabytes=25, corners=500_000)
FROM_A_COMMAND = Limits(megabytes=200, corners=3_000_000)

# The letters before the year in the columns of official files (WD25CD, LAD24NM), by kind of area.
OFFICIAL_STEMS = {
    AreaKind.COUNTRY: ("CTRY",),
    AreaKind.REGION: ("RGN",),
    AreaKind.COUNTY: ("CTYUA", "CTY", "CAUTH"),
    AreaKind.BOROUGH: ("LAD", "LTLA", "UTLA", "CTYUA"),
    AreaKind.NEIGHBOURHOOD: ("MSOA", "PAR", "BUA"),
    AreaKind.WARD: ("WD", "CED", "PAR"),
    AreaKind.OTHER: ("LSOA", "MSOA", "OA", "PCON", "PAR"),
}
PLAIN_CODES = ("code", "gss_code", "gss", "geo_code", "ons_code", "reference", "ref", "id")
PLAIN_NAMES = ("name", "label", "title", "nm")


@dataclass(frozen=True, slots=True)
class Feature:
    """One row of the file, counted from 1."""

    number: int
    properties: dict[str, Any]
    geometry: Any


@dataclass(frozen=True, slots=True)
class AreaFile:
    """The features of a boundary file and the names of their properties, as first met."""

    features: tuple[Feature, ...]
    columns: tuple[str, ...]
    is_metric: bool


def read_area_file(raw: bytes, limits: Limits = FROM_A_COMMAND) -> AreaFile:
    """Read a GeoJSON FeatureCollection, or refuse it with a sentence."""
    _check_size(raw, limits)
    document = _parsed(raw)
    if not isinstance(document, dict) or document.get("type") != "FeatureCollection":
        raise Refused(_("This file is not a list of areas. Save it as GeoJSON, as a “FeatureCollection”."))
    listed = document.get("features")
    if not isinstance(listed, list) or not listed:
        raise Refused(_("There are no areas in this file."))
    features = tuple(_feature(number, row) for number, row in enumerate(listed, start=1))
    columns = dict.fromkeys(column for feature in features for column in feature.properties)
    return AreaFile(features, tuple(columns), _is_metric(document, features))


def guess_columns(file: AreaFile, kind: str) -> tuple[str, str]:
    """The columns that hold the code and the name; empty where none looks like it."""
    wanted = OFFICIAL_STEMS.get(AreaKind(kind), ())
    return (
        _official(file, wanted, "CD") or _plain(file, PLAIN_CODES, is_code=True),
        _official(file, wanted, "NM") or _plain(file, PLAIN_NAMES, is_code=False),
    )


def shared_code(file: AreaFile, kind: str) -> str:
    """The official code of the wider area that all features say they lie in; empty if not one."""
    column = _official(file, OFFICIAL_STEMS.get(AreaKind(kind), ()), "CD")
    codes = {cell_text(feature, column, LONGEST_CODE) for feature in file.features} if column else set()
    return codes.pop() if len(codes) == 1 else ""


def cell_text(feature: Feature, column: str, limit: int) -> str:
    """What stands in a column, on one line, without signs that cannot be seen."""
    value = feature.properties.get(column)
    if value is None or isinstance(value, bool | dict | list):
        return ""
    seen = (c if unicodedata.category(c)[0] != "C" else " " for c in str(value)[: 4 * limit])
    return " ".join(unicodedata.normalize("NFC", "".join(seen)).split())[:limit]


def _check_size(raw: bytes, limits: Limits) -> None:
    """Weigh the file before it is taken apart: each corner costs a hundred bytes of memory."""
    if len(raw) > limits.megabytes * MEGABYTE:
        raise Refused(
            _("This file is larger than %(size)d MB. Use more generalised boundaries.") % {"size": limits.megabytes}
        )
    if raw.count(b"[") + raw.count(b"{") > limits.corners or raw.count(b",") > 5 * limits.corners:
        raise Refused(
            _("These outlines have more than %(corners)s corners. Use more generalised boundaries.")
            % {"corners": f"{limits.corners:,}"}
        )


def _parsed(raw: bytes) -> Any:
    try:
        return json.loads(raw)
    except RecursionError as error:
        raise Refused(_("This file is nested too deeply to be a list of areas.")) from error
    except json.JSONDecodeError as error:
        raise Refused(_("This file is not GeoJSON: line %(line)d cannot be read.") % {"line": error.lineno}) from error
    except ValueError as error:  # no Unicode, or a number of thousands of digits
        raise Refused(_("This file is not GeoJSON: it cannot be read as text.")) from error


def _feature(number: int, row: Any) -> Feature:
    """The row as a feature; what is no feature stays as one without an outline, to be refused."""
    if not isinstance(row, dict) or row.get("type") != "Feature":
        return Feature(number, {}, None)
    properties = row.get("properties")
    cells = dict(properties) if isinstance(properties, dict) else {}
    if FEATURE_ID in row:
        cells.setdefault(FEATURE_ID, row[FEATURE_ID])
    return Feature(number, {str(key): value for key, value in cells.items()}, row.get("geometry"))


def _is_metric(document: dict[str, Any], features: tuple[Feature, ...]) -> bool:
    """Whether the numbers are metres of the British National Grid, as the file or they say."""
    if "27700" in json.dumps(document.get("crs")):
        return True
    first = next((feature.geometry for feature in features if feature.geometry), None)
    place: Any = first.get("coordinates") if isinstance(first, dict) else None
    while isinstance(place, list) and place and isinstance(place[0], list):
        place = place[0]
    numbers = place[:2] if isinstance(place, list) else []
    return len(numbers) == 2 and all(  # noqa: PLR2004 - easting, northing
        isinstance(number, int | float) and 1000 < number < 1_300_000  # noqa: PLR2004 - metres
        for number in numbers
    )


def _official(file: AreaFile, stems: tuple[str, ...], ending: str) -> str:
    for stem in stems:
        for column in file.columns:
            if re.fullmatch(rf"{stem}\d\d{ending}", column, re.IGNORECASE) and _is_filled(file, column):
                return column
    return ""


def _plain(file: AreaFile, names: tuple[str, ...], *, is_code: bool) -> str:
    for name in names:
        for column in file.columns:
            fits = column.lower() == name and _is_filled(file, column)
            if fits and (not is_code or _is_unique(file, column)):
                return column
    return ""


def _is_filled(file: AreaFile, column: str) -> bool:
    """Whether at least half of the features have something there."""
    return 2 * len(_cells(file, column)) >= len(file.features)


def _is_unique(file: AreaFile, column: str) -> bool:
    cells = _cells(file, column)
    return len(set(cells)) == len(cells)


def _cells(file: AreaFile, column: str) -> list[str]:
    return [text for feature in file.features if (text := cell_text(feature, column, LONGEST_NAME))]
