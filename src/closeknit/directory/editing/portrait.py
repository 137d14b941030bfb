"""What a group's page holds, as plain values by key: what revisions keep and forms change.

Plain keys are columns of the group. ``service:UUID``, ``photo:UUID`` and ``tie:UUID`` (a link to
another group) stand for one of each; None is one that is not there. Areas and themes go by slug,
venues by uuid, all values as JSON keeps them.
"""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.utils import timezone

from closeknit.conversation.models import Case
from closeknit.directory import drawn_areas
from closeknit.directory.models import (
    Coverage,
    Group,
    GroupTheme,
    Photo,
    Relation,
    Rest,
    Schedule,
    Service,
    Theme,
    Venue,
)
from closeknit.directory.points import drop_points
from closeknit.directory.rests import write_rest
from closeknit.places.actions import place_point
from closeknit.places.models import Area

Portrait = dict[str, Any]

COLUMNS = (
    "name", "kind", "summary", "aims", "who_for", "languages", "since", "speak_to", "contact_email",
    "contact_phone", "website", "covers_text", "drawn_area", "state", "is_sensitive",
)  # fmt: skip
OF_A_SERVICE = (
    "name", "summary", "schedule_text", "cost_kind", "cost_text", "audience", "minimum_age", "maximum_age",
    "access", "access_text", "online_link", "is_running",
)  # fmt: skip
OF_A_PHOTO = ("alt", "credit", "position")
PLACE = ("lat", "lng", "precision", "address", "postcode")


def portrait(group: Group) -> Portrait:
    """All keys of the group as it is stored. Costs ten queries at most."""
    return {
        **{name: getattr(group, name) for name in COLUMNS},
        "themes": sorted(group.themes.values_list("slug", flat=True)),
        "covers": sorted(Area.objects.filter(_ticked(group)).values_list("slug", flat=True)),
        "place": {name: getattr(group.point, name) for name in PLACE} if group.point else None,
        "rest": _rest(group),
        **_services(group),
        **{f"photo:{photo.uuid}": {name: getattr(photo, name) for name in OF_A_PHOTO} for photo in _photos(group)},
        **{f"tie:{tie.uuid}": tie_value(tie) for tie in _ties(group)},
    }


def write(group: Group, values: Mapping[str, Any]) -> None:
    """Make the group so, in the caller's transaction. What a value points to and is gone is left out."""
    for key, value in values.items():
        kind, _, number = key.partition(":")
        if number:
            {"service": _write_service, "photo": _write_photo, "tie": _write_tie}[kind](group, UUID(number), value)
        elif key in COLUMNS:
            setattr(group, key, value)
        else:
            {"themes": _write_themes, "covers": _write_covers, "place": _write_place, "rest": _write_rest}[key](
                group, value
            )
    group.changed_at = timezone.now()
    group.save()
    if "drawn_area" in values:
        drawn_areas.spread([group.pk])


def _rest(group: Group) -> dict[str, Any] | None:
    rest = Rest.objects.filter(group=group).first()
    if rest is None:
        return None
    topics = sorted(rest.topics.values_list("slug", flat=True))
    return {"since": rest.since and rest.since.isoformat(), "streets": rest.streets, "topics": topics}


def _services(group: Group) -> Portrait:
    timetable = defaultdict(list)
    for line in Schedule.objects.filter(service__group=group).order_by("id"):
        timetable[line.service_id].append(_line(line))
    services = Service.objects.filter(group=group).select_related("venue").order_by("id")
    return {
        f"service:{service.uuid}": {
            **{name: getattr(service, name) for name in OF_A_SERVICE},
            "venue": str(service.venue.uuid) if service.venue else None,
            "schedules": timetable[service.pk],
        }
        for service in services
    }


def _line(line: Schedule) -> dict[str, Any]:
    return {
        "freq": line.freq,
        "interval": line.interval,
        "byday": line.byday,
        "opens_at": line.opens_at and line.opens_at.strftime("%H:%M"),
        "closes_at": line.closes_at and line.closes_at.strftime("%H:%M"),
        "valid_from": line.valid_from and line.valid_from.isoformat(),
        "valid_to": line.valid_to and line.valid_to.isoformat(),
        "description": line.description,
    }


def line_fields(line: Mapping[str, Any]) -> dict[str, Any]:
    """A line of a timetable with real dates and hours."""
    dates = {name: line[name] and date.fromisoformat(line[name]) for name in ("valid_from", "valid_to")}
    hours = {name: line[name] and time.fromisoformat(line[name]) for name in ("opens_at", "closes_at")}
    return {**line, **dates, **hours}


def _photos(group: Group) -> Any:
    return Photo.objects.filter(group=group).shown()


def _write_themes(group: Group, slugs: list[str]) -> None:
    GroupTheme.objects.filter(group=group).delete()
    themes = Theme.objects.filter(slug__in=slugs)
    GroupTheme.objects.bulk_create(GroupTheme(group=group, theme=theme) for theme in themes)


def _ticked(group: Group) -> Q:
    return Q(coverage__group=group, coverage__is_drawn=False)


def _write_covers(group: Group, slugs: list[str]) -> None:
    Coverage.objects.filter(group=group, is_drawn=False).delete()
    areas = Area.objects.filter(slug__in=slugs)
    Coverage.objects.bulk_create(Coverage(group=group, area=area) for area in areas)


def _write_place(group: Group, place: dict[str, Any] | None) -> None:
    """A new point: the old one may be a venue's as well."""
    old = group.point_id
    group.point = place_point(**place) if place else None
    group.save(update_fields=["point"])
    drop_points([old])


def _write_rest(group: Group, rest: dict[str, Any] | None) -> None:
    told = rest or {"since": None, "streets": "", "topics": ()}
    since = told["since"] and date.fromisoformat(told["since"])
    write_rest(group.pk, since=since, streets=told["streets"], topics=told["topics"])


def _write_service(group: Group, number: UUID, value: dict[str, Any] | None) -> None:
    if value is None:
        Service.objects.filter(group=group, uuid=number).delete()
        return
    fields = {name: value[name] for name in OF_A_SERVICE}
    fields["venue"] = Venue.objects.filter(uuid=value["venue"]).first() if value["venue"] else None
    service, _made = Service.objects.update_or_create(group=group, uuid=number, defaults=fields)
    Schedule.objects.filter(service=service).delete()
    Schedule.objects.bulk_create(Schedule(service=service, **line_fields(line)) for line in value["schedules"])


def _write_photo(group: Group, number: UUID, value: dict[str, Any] | None) -> None:
    photos = Photo.objects.filter(group=group, uuid=number)
    if value is None:
        photos.update(removed_at=timezone.now())
    else:
        photos.update(**{name: value[name] for name in OF_A_PHOTO})
        hidden = Case.objects.hiding("directory.photo").values("thing_id")
        photos.exclude(pk__in=hidden).update(removed_at=None)


def _ties(group: Group) -> Any:
    both = Relation.objects.filter(Q(offered_by=group) | Q(offered_to=group))
    return both.select_related("offered_by", "offered_to").order_by("id")


def tie_value(tie: Relation) -> dict[str, Any]:
    """The link as both groups' histories keep it; the two groups by their numbers."""
    return {
        "from": str(tie.offered_by.uuid),
        "to": str(tie.offered_to.uuid),
        "kind": tie.kind,
        "note": tie.note,
        "since": tie.since and tie.since.isoformat(),
        "until": tie.until and tie.until.isoformat(),
        "confirmed_at": tie.confirmed_at and tie.confirmed_at.isoformat(),
    }


def others_tied(group: Group, values: Mapping[str, Any]) -> list[Group]:
    """The groups at the other ends of these links. No query where there are none."""
    ties = [value for key, value in values.items() if key.startswith("tie:") and value]
    numbers = {tie[end] for tie in ties for end in ("from", "to")} - {str(group.uuid)}
    return list(Group.objects.filter(uuid__in=numbers)) if numbers else []


def tie_keys_of(group: Group, *told: Mapping[str, Any]) -> set[str]:
    """The keys of the links with this group."""
    ties = [(key, value) for values in told for key, value in values.items() if key.startswith("tie:") and value]
    return {key for key, tie in ties if str(group.uuid) in (tie["from"], tie["to"])}


def _write_tie(group: Group, number: UUID, value: dict[str, Any] | None) -> None:
    """Left out if one of the two groups is gone, or if they say the same of each other by now."""
    if value is None:
        Relation.objects.filter(Q(offered_by=group) | Q(offered_to=group), uuid=number).delete()
        return
    rows = Group.objects.filter(uuid__in=(value["from"], value["to"]))
    ends = {str(key): pk for key, pk in rows.values_list("uuid", "pk")}
    same = {"offered_by_id": ends.get(value["from"]), "offered_to_id": ends.get(value["to"]), "kind": value["kind"]}
    if len(ends) < 2 or Relation.objects.filter(**same).exclude(uuid=number).exists():  # noqa: PLR2004 - two groups
        return
    days = {name: value[name] and date.fromisoformat(value[name]) for name in ("since", "until")}
    confirmed_at = value["confirmed_at"] and datetime.fromisoformat(value["confirmed_at"])
    told = {**same, **days, "note": value["note"], "confirmed_at": confirmed_at}
    Relation.objects.update_or_create(uuid=number, defaults=told)
