"""What stands in the database already and the stories point to: areas, themes and venues by name."""

import uuid
from dataclasses import dataclass, field
from typing import Self

from closeknit.demo.loomwick import areas
from closeknit.directory.models import Theme, Venue
from closeknit.places.models import Area

SOURCE = "loomwick"  # marks every row that the demo made; it touches no other
_NAMESPACE = uuid.UUID("6c6f6f6d-7769-5b6b-8f00-636c6f73656b")


def named_uuid(*parts: object) -> uuid.UUID:
    """The same thing of the demo has the same uuid in every hub."""
    return uuid.uuid5(_NAMESPACE, "/".join(str(part) for part in parts))


@dataclass(slots=True)
class Known:
    """Ids by name. ``ward_lines`` gives for a ward the areas that hold it, widest first."""

    area_ids: dict[tuple[str, str], int] = field(default_factory=dict)  # by kind and name
    ward_lines: dict[str, tuple[int, ...]] = field(default_factory=dict)
    ward_spots: dict[str, tuple[float, float]] = field(default_factory=dict)
    theme_ids: dict[str, int] = field(default_factory=dict)
    venue_ids: dict[str, int] = field(default_factory=dict)
    venue_points: dict[str, int] = field(default_factory=dict)

    @classmethod
    def read(cls) -> Self:
        """Costs three queries."""
        known = cls()
        codes = [area.code for area in areas.areas()]
        for area in Area.objects.current().filter(code__in=codes).order_by("path"):
            known.area_ids[area.kind, area.name] = area.pk
            if area.kind == "ward":
                known.ward_lines[area.name] = (*area.ancestor_ids, area.pk)
                known.ward_spots[area.name] = (area.lat or 0.0, area.lng or 0.0)
        known.theme_ids = dict(Theme.objects.values_list("slug", "pk"))
        for key, pk, point in Venue.objects.filter(source=SOURCE).values_list("external_id", "pk", "point_id"):
            known.venue_ids[key], known.venue_points[key] = pk, point
        return known

    def covered(self, name: str) -> int:
        """The area that a story means: the neighbourhood before the ward of the same name."""
        kinds = ("borough", "neighbourhood", "ward")
        return next(self.area_ids[kind, name] for kind in kinds if (kind, name) in self.area_ids)
