"""A small world with something of everything: for all to see, hidden, and never there."""

from types import SimpleNamespace
from uuid import uuid4

from closeknit.directory.models import Group
from tests.support.factories import (
    make_area,
    make_group,
    make_hub,
    make_person,
    make_point,
    make_service,
    make_theme,
    make_venue,
)

ROLES = ("visitor", "member", "hub_admin")
NOWHERE = "never-there"


def make_world() -> SimpleNamespace:
    """``things`` anyone may see, ``hidden`` ones, and names of ``nothing``; and the ``people``."""
    make_hub()
    area = make_area("Warpfield")
    theme = make_theme("Singing")
    group = make_group(
        themes=(theme,), point=make_point(51.6, 1.5, area), contact_email="singers@loomwick.example", state="active"
    )
    venue = make_venue()
    make_service(group, venue=venue)
    secret = make_group("Sanctuary", visibility=Group._meta.get_field("visibility").choices[-1][0])
    confidential = make_venue("The House", is_confidential=True)
    things = SimpleNamespace(area=area.slug, theme=theme.slug, group=group.slug, venue=venue.slug)
    hidden = SimpleNamespace(area=NOWHERE, theme=NOWHERE, group=secret.slug, venue=confidential.slug)
    nothing = SimpleNamespace(area=NOWHERE, theme=NOWHERE, group=NOWHERE, venue=NOWHERE)
    things.area_import = _an_area_import()
    hidden.area_import = nothing.area_import = str(uuid4())
    people = {"visitor": None, "member": make_person("Ada"), "hub_admin": make_person("Kit", "hub_admin")}
    return SimpleNamespace(things=things, hidden=hidden, nothing=nothing, people=people)


def _an_area_import() -> str:
    return str(uuid4())
