"""A group as schema.org data, for search engines and anyone who reads linked data."""

from typing import Any

from closeknit.directory.reads import GroupPage, ServiceView

DAYS = {
    "MO": "Monday",
    "TU": "Tuesday",
    "WE": "Wednesday",
    "TH": "Thursday",
    "FR": "Friday",
    "SA": "Saturday",
    "SU": "Sunday",
}
TYPES = {"business": "LocalBusiness", "charity": "NGO", "public_body": "GovernmentOrganization"}


def group_as_schema_org(page: GroupPage, address: str) -> dict[str, Any]:
    """The group as a schema.org Organization (https://schema.org/Organization).

    Holds only what the page shows; what is not known is left out.
    """
    group = page.group
    data = {
        "@context": "https://schema.org",
        "@type": TYPES.get(group.kind, "Organization"),
        "@id": address,
        "name": group.name,
        "description": group.summary or group.aims,
        "url": group.website or address,
        "sameAs": address if group.website else None,
        "telephone": group.contact_phone,
        "foundingDate": str(group.since) if group.since else None,
        "keywords": [theme["name"] for theme in page.themes],
        "areaServed": [{"@type": "Place", "name": area.name} for area in page.covers],
        "location": _place(page),
        "makesOffer": [_offer(service) for service in page.services],
        "dateModified": group.changed_at.date().isoformat(),
    }
    return {key: value for key, value in data.items() if value}


def _place(page: GroupPage) -> dict[str, Any] | None:
    if not page.address or not page.pin:
        return None
    lat, lng, _precision = page.pin
    return {
        "@type": "Place",
        "address": page.address,
        "geo": {"@type": "GeoCoordinates", "latitude": lat, "longitude": lng},
    }


def _offer(service: ServiceView) -> dict[str, Any]:
    offered = {"@type": "Service", "name": service.name, "description": service.summary}
    weekly = [item for item in service.schedules if item.freq == "WEEKLY" and item.opens_at]
    offered["hoursAvailable"] = [
        {
            "@type": "OpeningHoursSpecification",
            "dayOfWeek": [DAYS[code] for code in item.byday.split(",") if code in DAYS],
            "opens": item.opens_at.isoformat("minutes"),
            "closes": item.closes_at.isoformat("minutes") if item.closes_at else None,
        }
        for item in weekly
    ]
    shown = {key: value for key, value in offered.items() if value}
    return {"@type": "Offer", "itemOffered": shown, "description": service.cost or None}
