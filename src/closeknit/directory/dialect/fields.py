"""The columns of the dialect. Names never change: files that people keep hold them."""

import re
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

Label = Any  # a lazy translation


@dataclass(frozen=True, slots=True)
class Field:
    """A column of the dialect.

    ``holds`` names the rule that cleans a cell (see ``cleaning``); ``limit`` is its longest text;
    ``also`` are other headings for the same thing, folded. A private field is only in the hub
    administrator's own export. An input field is understood, but never written.
    """

    name: str
    label: Label
    holds: str = "line"
    limit: int = 200
    also: tuple[str, ...] = ()
    is_private: bool = False
    is_input: bool = False
    may_repeat: bool = False  # more than one column of a file may feed it


GROUP_FIELDS = (
    Field("uuid", _("the hub's own number for the group"), "uuid", 36),
    Field("source", _("the list it came from"), limit=100),
    Field(
        "external_id",
        _("its number in that list"),
        also=("id", "osm id", "uprn", "reference", "ref", "unique id", "record id", "group id", "identifier", "fid", "objectid"),
    ),
    Field("slug", _("the end of its page’s address"), "slug"),
    Field(
        "name",
        _("name"),
        also=(
            "name", "title", "group", "group name", "organisation", "organization", "organisation name",
            "organization name", "name of organisation", "name of group", "charity name", "club", "club name",
            "company name", "distname", "church name", "school name", "provider", "provider name", "site name",
            "service name", "project", "project name",
        ),
    ),
    Field("kind", _("kind"), "kind", also=("kind", "type", "group type", "organisation type", "charity type", "legal form")),
    Field("summary", _("what it does, in one line"), limit=300, also=("summary", "short description", "tagline", "strapline", "what we do")),
    Field(
        "aims",
        _("aims, in its own words"),
        "text",
        20_000,
        also=(
            "aims", "description", "activities", "charity activities", "about", "objects", "charitable objects",
            "purpose", "details", "information", "what they do", "long description", "mission",
        ),
    ),
    Field("who_for", _("who it is for"), limit=300, also=("who for", "who is it for", "audience", "beneficiaries", "target group", "eligibility")),
    Field("languages", _("languages spoken"), "words", 80, also=("languages", "language", "languages spoken")),
    Field("since", _("since the year"), "year", also=("since", "founded", "established", "date of registration", "registration date", "year founded", "start date")),
    Field("state", _("state"), "state", also=("state", "status")),
    Field("rest_since", _("asleep or closed since"), "date"),
    Field("rest_streets", _("streets that would wake it"), limit=500),
    Field("rest_topics", _("topics that would wake it"), "themes", 120),
    Field("visibility", _("who may see it"), "visibility", is_private=True),
    Field("is_sensitive", _("its place must not be told"), "flag", is_private=True, also=("sensitive",)),
    Field("themes", _("themes"), "themes", 120, also=("themes", "theme", "topics", "tags", "keywords", "interests")),
    Field("covers", _("areas it works in"), "areas", 180, also=("covers", "area covered", "areas covered", "coverage", "area of operation", "area of benefit")),
    Field("covers_text", _("where it works, in words"), limit=300),
    Field("drawn_area", _("where it works, drawn on the map (GeoJSON)"), "outline", 60_000),
    Field("lat", _("latitude"), "degrees", also=("lat", "latitude", "y", "gps lat")),
    Field("lng", _("longitude"), "degrees", also=("lng", "lon", "long", "longitude", "x", "gps lon", "gps long")),
    Field("precision", _("how exact the place is"), "precision"),
    Field(
        "address",
        _("address"),
        "line",
        300,
        also=("address", "full address", "street address", "address 1", "address line 1", "location", "where", "meeting place", "venue address"),
        may_repeat=True,
    ),
    Field("postcode", _("postcode"), "postcode", 12, also=("postcode", "post code", "postal code", "zip", "pcd", "pcds")),
    Field("speak_to", _("who to speak to"), also=("speak to", "contact", "contact name", "contact person")),
    Field("contact_email", _("e-mail address (never shown)"), "email", 254, is_private=True, also=("email", "e mail", "email address", "contact email")),
    Field("contact_phone", _("telephone"), limit=40, also=("phone", "telephone", "tel", "phone number", "contact phone", "contact telephone")),
    Field("website", _("website"), "address", 500, also=("website", "web", "url", "web address", "web site", "homepage", "charity contact web", "link")),
    Field("confirmed_on", _("last confirmed on"), "date", also=("confirmed on", "last confirmed", "last checked", "date checked", "last verified")),
    Field("confirmed_by", _("confirmed by"), limit=120),
    Field("confirmed_how", _("how it was confirmed"), "confirmed_how"),
    Field("created_at", _("listed since"), "moment"),
    Field("identifiers", _("numbers in public registers, such as GB-CHC-123456"), "identifiers", 120),
    Field("relations", _("who it works with"), "relations", 100_000),
)

OUTPUT_FIELDS = (  # told, and never brought in: a picture has its files
    Field("photos", _("pictures: where each is, what it shows, who took it"), "pictures", 100_000),
)

INPUT_FIELDS = (
    Field(
        "charity_number",
        _("charity number (England and Wales)"),
        "charity_number",
        is_input=True,
        also=("charity number", "registered charity number", "charity no", "charity registration number", "regno", "reg charity number", "charitynumber"),
    ),
    Field(
        "company_number",
        _("company number"),
        "company_number",
        is_input=True,
        also=("company number", "company registration number", "charity company registration number", "companies house number", "company no", "crn"),
    ),
    Field(
        "category",
        _("words for its kind or its themes"),
        "words",
        120,
        is_input=True,
        may_repeat=True,
        also=("category", "categories", "sport", "activity", "sector", "buildgthem", "classifica", "classification", "subcategory", "primary category", "service type"),
    ),
    Field(
        "area",
        _("the area it is in, by name or code"),
        "areas",
        180,
        is_input=True,
        may_repeat=True,
        also=("area", "area name", "area code", "ward", "ward name", "ward code", "neighbourhood", "borough", "district", "local authority", "la code"),
    ),
    Field(
        "correspondence_postcode",
        _("postcode for letters (never put on the map)"),
        "line",
        20,
        is_input=True,
    ),
    Field("coordinates", _("latitude and longitude in one cell"), "coordinates", 80, is_input=True, also=("coordinates", "lat lng", "lat long", "latlng", "geolocation", "geo")),
    Field("easting", _("easting (British grid)"), "metres", is_input=True, also=("easting", "eastings", "x coordinate")),
    Field("northing", _("northing (British grid)"), "metres", is_input=True, also=("northing", "northings", "y coordinate")),
    Field(
        "opening_times",
        _("when it is open or meets"),
        limit=300,
        is_input=True,
        also=("opening times", "opening hours", "open", "hours", "times", "when", "meeting times", "meets", "day and time", "schedule", "session times"),
    ),
    Field("cost", _("what it costs"), limit=200, is_input=True, also=("cost", "costs", "price", "fee", "fees", "charge")),
    Field("note", _("more words, put under its aims"), "text", 2_000, is_input=True, may_repeat=True, also=("referral method", "notes", "note", "comments", "remarks", "other information")),
)

SERVICE_FIELDS = (
    Field("uuid", _("the hub's own number for the activity"), "uuid", 36),
    Field("name", _("name of the activity")),
    Field("summary", _("what happens"), limit=500),
    Field("schedule", _("when, exactly"), "timetable", 2_000),
    Field("schedule_text", _("when, in words"), limit=300),
    Field("cost_kind", _("what it costs, as a kind"), "cost_kind"),
    Field("cost_text", _("what it costs")),
    Field("audience", _("who it is for"), limit=300),
    Field("minimum_age", _("youngest age"), "age"),
    Field("maximum_age", _("oldest age"), "age"),
    Field("access", _("access"), "access", 40),
    Field("access_text", _("access, in words"), limit=500),
    Field("online_link", _("link to join online"), "address", 500),
    Field("is_running", _("it is running"), "flag"),
    Field("external_id", _("its number in that list")),
    Field("venue_uuid", _("the hub's own number for the venue"), "uuid", 36),
    Field("venue_name", _("venue")),
    Field("venue_slug", _("the end of the venue’s address"), "slug"),
    Field("venue_lat", _("latitude of the venue"), "degrees"),
    Field("venue_lng", _("longitude of the venue"), "degrees"),
    Field("venue_precision", _("how exact the venue’s place is"), "precision"),
    Field("venue_address", _("address of the venue"), limit=300),
    Field("venue_postcode", _("postcode of the venue"), "postcode", 12),
    Field("venue_access", _("access at the venue"), "access", 40),
    Field("venue_access_text", _("access at the venue, in words"), limit=500),
    Field("venue_is_confidential", _("the venue must not be told"), "flag", is_private=True),
    Field("venue_source", _("the list the venue came from"), limit=100),
    Field("venue_external_id", _("the venue’s number in that list")),
)

BY_NAME = {field.name: field for field in (*GROUP_FIELDS, *INPUT_FIELDS)}
SERVICE_BY_NAME = {field.name: field for field in SERVICE_FIELDS}
MOST_SERVICES = 200  # that one row may bring; more than any group runs
_SERVICE_COLUMN = re.compile(r"service_([1-9]\d{0,2})_([a-z_]+)")


def service_column(number: int, part: str) -> str:
    """``service_2_name``"""
    return f"service_{number}_{part}"


def service_part(name: str) -> tuple[int, Field] | None:
    """The service's number and the field, for a name like ``service_2_name``."""
    found = _SERVICE_COLUMN.fullmatch(name)
    if not found or found[2] not in SERVICE_BY_NAME or int(found[1]) > MOST_SERVICES:
        return None
    return int(found[1]), SERVICE_BY_NAME[found[2]]


def field_named(name: str) -> Field | None:
    """The field of a dialect name, a service's too; None when there is none of that name."""
    if name in BY_NAME:
        return BY_NAME[name]
    part = service_part(name)
    return part[1] if part else None


def columns(*, services: int, is_public: bool) -> list[str]:
    """The headings of an export whose busiest group runs so many services."""
    group = [field.name for field in (*GROUP_FIELDS, *OUTPUT_FIELDS) if not (is_public and field.is_private)]
    service = [field.name for field in SERVICE_FIELDS if not (is_public and field.is_private)]
    return group + [service_column(n, part) for n in range(1, services + 1) for part in service]
