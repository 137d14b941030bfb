"""A small world with something of everything: for all to see, hidden, and never there."""

import json
from types import SimpleNamespace
from uuid import uuid4

from closeknit.directory.importing import runs
from closeknit.directory.indexing import reindex
from closeknit.places.actions import keep_area_file
from tests.support import factories as make

ROLES = ("visitor", "member", "hub_admin")
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
        people={
            "visitor": None,
            "member": make.make_person("Ada"),
            "hub_admin": make.make_person("Kit", "hub_admin"),
        },
    )


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
