"""Which dye and which weave a neighbourhood's selvedge has, from its number.

The first four have one of each. Four dyes and six weaves make 24 selvedges before one comes again;
the name always stands beside it.
"""

from typing import NamedTuple

DYES = 4
WEAVES = 6


class Weave(NamedTuple):
    """Numbers of the classes ``dye-N`` and ``weave-N`` of ``core/css/components/selvedge.css``."""

    dye: int
    weave: int

    @property
    def classes(self) -> str:
        return f"dye-{self.dye} weave-{self.weave}"


def weave_of(number: int) -> Weave:
    """The selvedge of the area with this number, counted from 1."""
    turn, place = divmod(number - 1, DYES)
    return Weave(dye=place + 1, weave=((DYES + 1) * turn + place) % WEAVES + 1)
