"""A small world with something of everything: for all to see, hidden, and never there."""

import json
from types import SimpleNamespace
from typing import Any
from uuid import uuid4

from closeknit.directory.importing import runs
from closeknit.directory.indexing import reindex
from closeknit.places.actions import keep_area_file
from tests.support import factories as make

NAMED = ("visitor", "member", "hub_admin")  # the three that each row of routes.toml speaks of
STAND_INS = {  # who gets what one of those gets, unless a row says otherwise
    "group_steward": "member",
    "other_steward": "member",  # of another group than the row's
    "network_organiser": "member",  # of an area that the row's group lies in
    "other_organiser": "member",  # of another area
    "pairing_facilitator": "member",
    "council_officer": "member",
    "councillor": "member",
    "moderator": "member",  # of the whole hub
    "safeguarding_lead": "member",
    "evaluator": "member",
    "sleeping_admin": "member",  # a hub administrator without a second step at sign-in
    "former_admin": "member",  # whose grant has ended
    "suspended": "visitor",
}
ROLES = (*NAMED, *STAND_INS)
NOWHERE = "never-there"
SQUARE = [[1.49, 51.59], [1.51, 51.59], [1.51, 51.61], [1.49, 51.61], [1.49, 51.59]]


def make_world() -> SimpleNamespace:
    """``things`` anyone may see, ``hidden`` ones, and names of ``nothing``; and the ``people``."""
    make.make_hub()
    area = make.make_area("Warpfield")
    theme = make.make_theme("Singing")
    point = make.make_point(51.6, 1.5, area)
    group = make.make_group(themes=(theme,), point=point, contact_email="singers@loomwick.example")
    venue = make.make_venue()
    make.make_service(group, venue=venue)
    secret = make.make_group("Sanctuary", visibility="hidden", contact_email="house@loomwick.example")
    confidential = make.make_venue("The House", is_confidential=True)
    reindex([group.pk, secret.pk])
    return SimpleNamespace(
        things=_names(
            area=area.slug,
            group=group.slug,
            venue=venue.slug,
            area_import=str(_a_boundary_file().uuid),
            import_run=str(_a_list().uuid),
        ),
        hidden=_names(group=secret.slug, venue=confidential.slug),
        nothing=_names(),
        people=_people(group.pk, area.pk),
    )


def _people(group_id: int, area_id: int) -> dict[str, Any]:
    other_area = make.make_area("Heddle Top")
    other_group = make.make_group("Weftbridge Bakers")
    over: dict[str, tuple[str, str, int]] = {
        "hub_admin": ("hub_admin", "hub", 0),
        "group_steward": ("group_steward", "group", group_id),
        "other_steward": ("group_steward", "group", other_group.pk),
        "network_organiser": ("network_organiser", "area", area_id),
        "other_organiser": ("network_organiser", "area", other_area.pk),
        "sleeping_admin": ("hub_admin", "hub", 0),
        "former_admin": ("hub_admin", "hub", 0),
        "suspended": ("hub_admin", "hub", 0),
    }
    people: dict[str, Any] = {"visitor": None}
    for role in ROLES[1:]:
        people[role] = make.make_person(role.replace("_", " ").title())
        name, scope, number = over.get(role, (role, "hub", 0))
        if role != "member":
            grant = make.give_role(people[role], name, scope, number)
            if role == "former_admin":
                grant.end()
    make.without_second_factor(people["sleeping_admin"])
    people["suspended"].is_active = False
    people["suspended"].save(update_fields=["is_active"])
    return people


def _names(**known: str) -> SimpleNamespace:
    unknown = {
        "area": NOWHERE,
        "group": NOWHERE,
        "venue": NOWHERE,
        "area_import": str(uuid4()),
        "import_run": str(uuid4()),
    }
    return SimpleNamespace(**unknown | known)


def _a_list():
    return runs.receive(b"name,postcode\nBobbin Bakers,LW1 4TT\n", name="bakers.csv")


def _a_boundary_file():
    ward = {
        "type": "Feature",
        "properties": {"code": "L1", "name": "Bobbin Green"},
        "geometry": {"type": "Polygon", "coordinates": [SQUARE]},
    }
    text = json.dumps({"type": "FeatureCollection", "features": [ward]}).encode()
    return keep_area_file(raw=text, file_name="wards.geojson", choices={"kind": "ward"})
