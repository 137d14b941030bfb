"""A box on the globe, in degrees of WGS 84."""

from typing import NamedTuple


class Bounds(NamedTuple):
    """A box with its edges: ``west <= east`` and ``south <= north``, in degrees."""

    west: float
    south: float
    east: float
    north: float

    def holds(self, lat: float, lng: float) -> bool:
        """Whether the point lies in the box or on its edge."""
        return self.south <= lat <= self.north and self.west <= lng <= self.east
