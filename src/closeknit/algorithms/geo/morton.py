"""Morton codes (Z-order): the bits of x and y interleaved, x on the even places, y on the odd.

Source: G. M. Morton, *A computer oriented geodetic data base*, IBM 1966; the spreading by masks is
the usual one of bit tricks. O(1) a pair.
"""

from typing import TypeVar

import numpy as np
from numpy.typing import ArrayLike, NDArray

BITS = 24  # of x and of y: a code has 48, and fits any database's bigint
LIMIT = 1 << BITS

_MASKS = (
    (16, 0x0000_FFFF_0000_FFFF),
    (8, 0x00FF_00FF_00FF_00FF),
    (4, 0x0F0F_0F0F_0F0F_0F0F),
    (2, 0x3333_3333_3333_3333),
    (1, 0x5555_5555_5555_5555),
)
_BACK = (
    (1, 0x3333_3333_3333_3333),
    (2, 0x0F0F_0F0F_0F0F_0F0F),
    (4, 0x00FF_00FF_00FF_00FF),
    (8, 0x0000_FFFF_0000_FFFF),
    (16, 0x0000_0000_FFFF_FFFF),
)

_Bits = TypeVar("_Bits", int, NDArray[np.int64])


def morton(x: int, y: int) -> int:
    """The code of a pair of numbers of up to 24 bits. ValueError outside that."""
    if not (0 <= x < LIMIT and 0 <= y < LIMIT):
        raise ValueError(f"x and y must lie from 0 to {LIMIT - 1}, not ({x}, {y})")
    return _spread(x) | _spread(y) << 1


def unmorton(code: int) -> tuple[int, int]:
    """The pair (x, y) of a code of up to 48 bits. ValueError outside that."""
    if not 0 <= code < LIMIT * LIMIT:
        raise ValueError(f"a code must lie from 0 to {LIMIT * LIMIT - 1}, not {code}")
    return _gather(code), _gather(code >> 1)


def mortons(xs: ArrayLike, ys: ArrayLike) -> NDArray[np.int64]:
    """The codes of two arrays of whole numbers from 0 to 2^24 - 1, which is not checked."""
    return _spread(np.asarray(xs, np.int64)) | _spread(np.asarray(ys, np.int64)) << 1


def unmortons(codes: ArrayLike) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The arrays (xs, ys) of an array of codes."""
    array = np.asarray(codes, np.int64)
    return _gather(array), _gather(array >> 1)


def _spread(number: _Bits) -> _Bits:
    """Moves bit i to place 2i."""
    for shift, mask in _MASKS:
        number = (number | (number << shift)) & mask
    return number


def _gather(number: _Bits) -> _Bits:
    """Moves bit 2i back to place i and drops the odd bits."""
    number = number & _MASKS[-1][1]
    for shift, mask in _BACK:
        number = (number | (number >> shift)) & mask
    return number
