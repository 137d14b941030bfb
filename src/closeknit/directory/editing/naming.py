"""The keys and values of a portrait in words: “Themes: Singing, Gardening”."""

from collections.abc import Iterable, Mapping
from datetime import date
from functools import cached_property
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from closeknit.algorithms import schedule as schedules
from closeknit.directory import drawn_areas
from closeknit.directory.editing.portrait import line_fields
from closeknit.directory.models import Group, Theme, Venue
from closeknit.directory.reads import access_labels
from closeknit.directory.vocabulary import CostKind, GroupKind, GroupState, RelationKind
from closeknit.places.models import Area
from closeknit.places.vocabulary import Precision

LABELS = {
    "name": _("Name"),
    "kind": _("Kind of group"),
    "summary": _("In one line"),
    "aims": _("What we are for"),
    "who_for": _("Who for"),
    "languages": _("Languages spoken"),
    "since": _("Since the year"),
    "themes": _("Themes"),
    "speak_to": _("Who to speak to"),
    "contact_email": _("E-mail address (never shown)"),
    "contact_phone": _("Telephone"),
    "website": _("Website"),
    "place": _("Place"),
    "covers": _("Areas it works in"),
    "covers_text": _("Where it works, in words"),
    "drawn_area": _("Where it works, drawn on the map"),
    "state": _("How things are"),
    "rest": _("Asleep or closed"),
    "is_sensitive": _("Must be kept safe"),
    "tie": _("Link to another group"),
}
SERVICE_LABELS = {
    "name": _("Name"),
    "summary": _("What happens"),
    "schedules": _("When"),
    "schedule_text": _("When, in words"),
    "cost_kind": _("Cost"),
    "cost_text": _("Cost, in words"),
    "audience": _("Who for"),
    "minimum_age": _("From the age of"),
    "maximum_age": _("Up to the age of"),
    "access_text": _("Getting in, in words"),
    "online_link": _("Join online"),
}
CODES = {"kind": GroupKind, "state": GroupState}


class Namer:
    """Puts values into words. Names of themes, areas and venues are read once, when first asked for."""

    def label(self, key: str, *values: Any) -> str:
        """What a key is called; that of a service or a picture tells which, by one of its ``values``."""
        kind, _colon, number = key.partition(":")
        value = next((value for value in values if value), {})
        if kind == "service":
            field = number.partition("/")[2]
            name = gettext("What we run")
            return str(SERVICE_LABELS.get(field, name)) if field else _joined(name, value.get("name", ""))
        if kind == "photo":
            return _joined(gettext("Picture"), value.get("alt", ""))
        return str(LABELS["tie" if kind == "tie" else key])

    def words(self, key: str, value: Any) -> str:
        """The value as text, of several lines for what has several parts; empty for nothing."""
        if number := key.partition(":")[2]:
            return self._of_a_thing(key.partition(":")[0], number, value)
        if key in ("themes", "covers"):
            names = self._themes if key == "themes" else self._areas
            return ", ".join(sorted(names.get(slug, slug) for slug in value or ()))
        if key in ("place", "rest", "drawn_area"):
            said_by = {"place": self._place, "rest": self._rest, "drawn_area": drawn_areas.in_words}
            return said_by[key](value) if value else ""
        return _plain(key, value)

    def _of_a_thing(self, kind: str, number: str, value: Any) -> str:
        """One of several things that a group has, or one field of a service."""
        name = number.partition("/")[2]
        if name:
            return "\n".join(self._times(value or ())) if name == "schedules" else _plain(name, value)
        return {"service": self._service, "photo": self._photo, "tie": self._tie}[kind](value) if value else ""

    def learn(self, *told: Mapping[str, Any]) -> None:
        """Read the names of the groups that links in these parts of portraits name. One query at most."""
        ties = [value for values in told for key, value in values.items() if key.startswith("tie:") and value]
        numbers = {tie[end] for tie in ties for end in ("from", "to")} - set(self._groups)
        if numbers:
            self._groups |= {
                str(key): name for key, name in Group.objects.filter(uuid__in=numbers).values_list("uuid", "name")
            }

    @cached_property
    def _groups(self) -> dict[str, str]:
        return {}

    @cached_property
    def _themes(self) -> dict[str, str]:
        return dict(Theme.objects.values_list("slug", "name"))

    @cached_property
    def _areas(self) -> dict[str, str]:
        return dict(Area.objects.values_list("slug", "name"))

    @cached_property
    def _venues(self) -> dict[str, str]:
        return {str(number): name for number, name in Venue.objects.values_list("uuid", "name")}

    @staticmethod
    def _photo(photo: Mapping[str, Any]) -> str:
        return _joined(photo["alt"], photo["credit"])

    def _tie(self, tie: Mapping[str, Any]) -> str:
        """“Singers works with Bakers”, its note, and how it stands."""
        self.learn({"tie:": tie})
        ends = [self._groups.get(tie[end], gettext("a group that is gone")) for end in ("from", "to")]
        says = f"{ends[0]} {RelationKind(tie['kind']).label} {ends[1]}"
        if tie["confirmed_at"]:
            stands = gettext("Both say so since %(day)s") % {"day": _day(tie["since"] or tie["confirmed_at"])}
        else:
            stands = gettext("Offered, waits for an answer")
        return _lines((("", says), ("", tie["note"]), ("", stands), (gettext("Ended on"), _day(tie["until"]))))

    @staticmethod
    def _place(place: Mapping[str, Any]) -> str:
        told = ", ".join(filter(None, (place["address"], place["postcode"])))
        shown = told or f"{place['lat']:.4f}, {place['lng']:.4f}"
        return f"{shown} ({Precision(place['precision']).label})"

    def _rest(self, rest: Mapping[str, Any]) -> str:
        topics = ", ".join(self._themes.get(slug, slug) for slug in rest["topics"])
        lines = (
            (gettext("Since"), _day(rest["since"])),
            (gettext("Wake it for these streets"), rest["streets"]),
            (gettext("Wake it for these topics"), topics),
        )
        return _lines(lines)

    @staticmethod
    def _times(lines: Iterable[Mapping[str, Any]]) -> list[str]:
        return [schedules.in_words(schedules.Schedule(**line_fields(line)), gettext) for line in lines]

    def _service(self, service: Mapping[str, Any]) -> str:
        when = self._times(service["schedules"])
        where = self._venues.get(service["venue"] or "", "")
        told = (
            (str(label), _plain(name, service[name])) for name, label in SERVICE_LABELS.items() if name != "schedules"
        )
        running = "" if service["is_running"] else gettext("It has stopped.")
        getting_in = ", ".join(access_labels(service["access"]))
        more = (
            (gettext("When"), ", ".join(when)),
            (gettext("Where"), where),
            (gettext("Getting in"), getting_in),
            ("", running),
        )
        return _lines((*told, *more))


def _day(text: str | None) -> str:
    """A stored day, or the day of a stored moment, as people write it."""
    return date_format(date.fromisoformat(text[:10]), "j F Y") if text else ""


def _plain(key: str, value: Any) -> str:
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return gettext("Yes") if value else gettext("No")
    if isinstance(value, list):
        return ", ".join(map(str, value))
    if key in CODES:
        return str(CODES[key](value).label)
    return str(CostKind(value).label) if key == "cost_kind" else str(value)


def _joined(*texts: str) -> str:
    return ": ".join(filter(None, texts))


def _lines(pairs: Iterable[tuple[str, str]]) -> str:
    return "\n".join(_joined(label, words) for label, words in pairs if words)
