"""What two entries for one group may say differently, and which of the two is the better guess."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from closeknit.directory.models import Group

NOTHING_SAID = (None, "", [])


def _plain(group: Group, name: str) -> str:
    return str(getattr(group, name) or "")


def _labelled(group: Group, name: str) -> str:
    return str(getattr(group, f"get_{name}_display")())


def _listed(group: Group, name: str) -> str:
    return ", ".join(getattr(group, name))


def _place(group: Group, name: str) -> str:
    point = group.point
    if point is None:
        return ""
    return ", ".join(part for part in (point.address, point.postcode) if part) or str(point.get_precision_display())


def _confirmed(group: Group, name: str) -> str:
    if not group.confirmed_on:
        return ""
    return ", ".join(part for part in (date_format(group.confirmed_on, "j F Y"), group.confirmed_by) if part)


@dataclass(frozen=True, slots=True)
class Field:
    """Something that one of two entries has to give. ``columns`` go together."""

    code: str
    label: Any
    columns: tuple[str, ...]
    shown: Callable[[Group, str], str] = _plain

    def words(self, group: Group) -> str:
        return self.shown(group, self.code)

    def differs(self, one: Group, other: Group) -> bool:
        return any(getattr(one, column) != getattr(other, column) for column in self.columns)

    def is_said(self, group: Group) -> bool:
        return getattr(group, self.columns[0]) not in NOTHING_SAID


FIELDS = (
    Field("name", _("Name"), ("name",)),
    Field("kind", _("Kind of group"), ("kind",), _labelled),
    Field("summary", _("What it does, in one line"), ("summary",)),
    Field("aims", _("Aims, in its own words"), ("aims",)),
    Field("who_for", _("Who it is for"), ("who_for",)),
    Field("languages", _("Languages spoken"), ("languages",), _listed),
    Field("since", _("Since the year"), ("since",)),
    Field("state", _("How it is doing"), ("state",), _labelled),
    Field("covers_text", _("Where it works, in words"), ("covers_text",)),
    Field("point", _("Where it is found"), ("point_id",), _place),
    Field("speak_to", _("Who to speak to"), ("speak_to",)),
    Field("contact_email", _("E-mail address"), ("contact_email",)),
    Field("contact_phone", _("Telephone"), ("contact_phone",)),
    Field("website", _("Website"), ("website",)),
    Field("confirmed", _("Last confirmed"), ("confirmed_on", "confirmed_by", "confirmed_how"), _confirmed),
)
BY_CODE: Mapping[str, Field] = {field.code: field for field in FIELDS}


def differing(one: Group, other: Group) -> list[Field]:
    """The fields in which a person has to choose, in the order of the page. No queries, if both have
    their points."""
    return [field for field in FIELDS if field.differs(one, other)]


def better(field: Field, kept: Group, gone: Group) -> str:
    """Whose value to propose: what is said before what is not, then the later confirmed, then ``kept``."""
    if not field.is_said(gone):
        return "kept"
    if not field.is_said(kept):
        return "gone"
    if gone.confirmed_on and (not kept.confirmed_on or gone.confirmed_on > kept.confirmed_on):
        return "gone" if field.code != "name" else "kept"
    return "kept"
