"""What the person who imports chose, beside the columns. Kept with the run, so that it can go on."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from typing import Any, Literal, Self

from django.utils.translation import gettext as _

from closeknit.core.errors import Refused
from closeknit.directory.dialect.fields import field_named


@dataclass(frozen=True, slots=True)
class Options:
    """``covers`` names the area of groups whose place is not known; else it is the whole hub's.

    ``constants`` are values for all rows that say nothing in those fields themselves.
    """

    covers: str = ""
    outside: Literal["hold", "keep"] = "hold"
    duplicates: Literal["hold", "create"] = "hold"
    makes_themes: bool = False
    sheet: str = ""
    constants: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for name in self.constants:
            if field_named(name) is None:
                raise Refused(
                    _("There is no field “%(field)s”. See docs/imports.md for their names.") % {"field": name}
                )

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> Self:
        """What was stored, by this version or an older one."""
        known = {one.name for one in fields(cls)}
        return cls(**{name: value for name, value in stored.items() if name in known})

    def as_json(self) -> dict[str, Any]:
        return asdict(self)
