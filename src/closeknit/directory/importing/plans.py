"""What is to become of one row: filled in by judging, carried out by storing."""

from dataclasses import dataclass, field
from typing import Any

from closeknit.directory.dialect.images import Image
from closeknit.directory.dialect.records import Record
from closeknit.directory.importing.merging import Way
from closeknit.directory.importing.parsing import Reading
from closeknit.directory.importing.placing import Place
from closeknit.directory.importing.readers import RawRow
from closeknit.directory.models import ImportRow

Outcome = ImportRow.Outcome


@dataclass(slots=True)
class Plan:
    """``way`` and ``image`` are set for a group that is there already, ``record`` is what it will be."""

    row: RawRow
    key: str = ""
    fingerprint: str = ""
    outcome: str = ""
    reason: str = ""
    name: str = ""
    group_id: int | None = None
    like_id: int | None = None
    decision: str = ""
    way: Way | None = None
    reading: Reading = field(default_factory=Reading)
    place: Place | None = None
    image: Image | None = None
    current: Record | None = None
    record: Record | None = None
    before: dict[str, Any] | None = None

    def hold(self, reason: str, like_id: int | None = None) -> None:
        self.outcome, self.reason, self.like_id = Outcome.HELD, reason, like_id

    def refuse(self, reason: str) -> None:
        """Hold it after all: what was to be written was not."""
        if self.outcome == Outcome.CREATED:
            self.group_id = None
        self.before = None
        self.hold(reason)

    @property
    def is_open(self) -> bool:
        """Nothing has been decided yet."""
        return not self.outcome
