"""Where a new group is, from one line of text: a postcode, part of one, an area; else a street in an area."""

from dataclasses import dataclass

from closeknit.algorithms import postcodes
from closeknit.directory.models import Coverage, Group
from closeknit.places.actions import place_point
from closeknit.places.models import Area
from closeknit.places.reads import FoundPlace, find_place


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """What somebody typed, the place it is if we know it, and the area they chose if we do not."""

    text: str = ""
    found: FoundPlace | None = None
    area: Area | None = None

    @classmethod
    def of(cls, text: str, area: Area | None = None) -> "Whereabouts":
        """Costs at most two queries."""
        return cls(text, find_place(text), area)

    @property
    def is_known(self) -> bool:
        return bool(not self.text or self.found or self.area)

    def settle(self, group: Group) -> None:
        """Store where the group is: a point for a postcode, an area that it works in for the rest."""
        if self.found is None or self.found.area:
            area = self.area if self.found is None else Area.objects.filter(slug=self.found.area).first()
            group.covers_text = "" if self.found else self.text
            group.save(update_fields=["covers_text"])
            if area:
                Coverage.objects.get_or_create(group=group, area=area)
            return
        code = postcodes.normalise(self.found.label) or ""
        group.point = place_point(lat=self.found.lat, lng=self.found.lng, precision=self.found.precision, postcode=code)
        group.save(update_fields=["point"])
