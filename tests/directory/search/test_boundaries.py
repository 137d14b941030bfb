"""When wards are redrawn, groups are found in the new ones; nothing is typed again."""

import json

import pytest

from closeknit.directory.indexing import reindex
from closeknit.directory.models import Coverage
from closeknit.directory.search import GroupQuery, search
from closeknit.places.actions import import_areas
from closeknit.places.models import Area
from tests.directory.search.worlds import NOW, square
from tests.support.factories import make_group, make_hub, make_point

pytestmark = pytest.mark.django_db


def wards(*named):
    features = [
        {"type": "Feature", "properties": {"code": code, "name": name}, "geometry": square(*box)}
        for code, name, *box in named
    ]
    return json.dumps({"type": "FeatureCollection", "features": features}).encode()


def names_in(area):
    return sorted(card.name for card in search(GroupQuery(area=(area.slug,)), now=NOW).cards)


def test_groups_move_into_the_redrawn_wards():
    make_hub()
    import_areas(file=wards(("X1", "Dyehouse", 1.4, 51.5, 0.2)), kind="ward")
    dyehouse = Area.objects.get(code="X1")
    west = make_group("West", point=make_point(51.55, 1.45, dyehouse))
    east = make_group("East", point=make_point(51.55, 1.55, dyehouse))
    everywhere = make_group("Everywhere")
    Coverage.objects.create(group=everywhere, area=dyehouse)
    reindex([west.pk, east.pk, everywhere.pk])
    assert names_in(dyehouse) == ["East", "Everywhere", "West"]

    redrawn = wards(("X2", "Dyehouse West", 1.4, 51.5, 0.1), ("X3", "Dyehouse East", 1.5, 51.5, 0.1))
    import_areas(file=redrawn, kind="ward")
    assert names_in(Area.objects.get(code="X2")) == ["Everywhere", "West"]
    assert names_in(Area.objects.get(code="X3")) == ["East", "Everywhere"]
