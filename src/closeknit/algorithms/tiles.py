"""Points as a Mapbox Vector Tile (specification 2.1), one layer a tile, written byte by byte.

Protocol buffers: Tile.layers = 3; Layer: version = 15, name = 1, features = 2, keys = 3,
values = 4, extent = 5; Feature: id = 1, tags = 2 (packed), type = 3, geometry = 4 (packed).
O(features + properties).
"""

import struct
from collections.abc import Iterable, Mapping
from typing import NamedTuple

EXTENT = 4096  # units along the side of a tile

Value = str | bool | int | float


class Feature(NamedTuple):
    """A point of a tile: a whole number as its id, its place in tile units, and what it tells."""

    id: int
    x: int
    y: int
    properties: Mapping[str, Value]


def encode_points(layer: str, features: Iterable[Feature], extent: int = EXTENT) -> bytes:
    """The tile with these points in one layer; no bytes at all if there are none.

    ValueError if an id is negative or a whole number is beyond 64 bits.
    """
    keys: dict[str, int] = {}
    values: dict[tuple[type, Value], int] = {}
    points = bytearray()
    for feature in features:
        points += _bytes(2, _point(feature, keys, values))
    if not points:
        return b""
    names = b"".join(_text(3, key) for key in keys)
    contents = b"".join(_bytes(4, _value(value)) for _, value in values)
    tail = b"\x28" + _varint(extent) + b"\x78\x02"
    return _bytes(3, _text(1, layer) + points + names + contents + tail)


def _point(feature: Feature, keys: dict[str, int], values: dict[tuple[type, Value], int]) -> bytes:
    """One feature; keys and values that were not met before are added to theirs."""
    tags = bytearray()
    for key, value in feature.properties.items():
        tags += _varint(keys.setdefault(key, len(keys)))
        tags += _varint(values.setdefault((type(value), value), len(values)))
    place = b"\x09" + _varint(_zigzag(feature.x)) + _varint(_zigzag(feature.y))  # MoveTo, once
    return b"\x08" + _varint(feature.id) + (_bytes(2, tags) if tags else b"") + b"\x18\x01" + _bytes(4, place)


def _value(value: Value) -> bytes:
    """A Tile.Value: string = 1, double = 3, uint = 5, sint = 6, bool = 7."""
    if isinstance(value, str):
        return _text(1, value)
    if isinstance(value, bool):
        return b"\x38\x01" if value else b"\x38\x00"
    if isinstance(value, float):
        return b"\x19" + struct.pack("<d", value)
    return b"\x28" + _varint(value) if value >= 0 else b"\x30" + _varint(_zigzag(value))


def _text(field: int, text: str) -> bytes:
    return _bytes(field, text.encode())


def _bytes(field: int, content: bytes | bytearray) -> bytes:
    return bytes((field << 3 | 2,)) + _varint(len(content)) + content


def _zigzag(number: int) -> int:
    return number << 1 if number >= 0 else -number * 2 - 1


def _varint(number: int) -> bytes:
    if 0 <= number < 0x80:  # noqa: PLR2004 - seven bits fit one byte, and most numbers do
        return bytes((number,))
    if not 0 <= number < 1 << 64:
        raise ValueError(f"{number} does not fit 64 bits")
    parts = bytearray()
    while number > 0x7F:  # noqa: PLR2004 - seven bits a byte
        parts.append(number & 0x7F | 0x80)
        number >>= 7
    parts.append(number)
    return bytes(parts)
