import json

import mapbox_vector_tile
import pytest

from closeknit.algorithms.geo import tile_of
from closeknit.directory.indexing import reindex
from closeknit.directory.models import Coverage
from closeknit.places.models import BaseMap, Hub
from tests.directory.search.worlds import hand_world
from tests.support.factories import make_group, make_hub

pytestmark = pytest.mark.django_db


def test_tiles_come_as_vector_tiles_that_may_be_kept_a_minute(client):
    hand_world()
    x, y = tile_of(51.55, 1.45, 10)
    response = client.get(f"/tiles/10/{x}/{y}.mvt?q=choir")
    assert response["Content-Type"] == "application/vnd.mapbox-vector-tile"
    assert response["Cache-Control"] == "public, max-age=60, stale-while-revalidate=600"
    (feature,) = mapbox_vector_tile.decode(response.content)["groups"]["features"]
    assert feature["properties"]["n"] == 1
    assert client.get(f"/tiles/10/{x}/{y}.mvt?q=choir", HTTP_IF_NONE_MATCH=response["ETag"]).status_code == 304


def test_a_tile_where_nobody_is_is_empty(client):
    make_hub()
    response = client.get("/tiles/10/1/1.mvt")
    assert (response.status_code, response.content) == (200, b"")


@pytest.mark.parametrize(
    "address",
    ["/tiles/0/1/0.mvt", "/tiles/25/0/0.mvt", "/tiles/99999999999/1/1.mvt", "/tiles/a/1/1.mvt", "/tiles/1/-1/1.mvt"],
)
def test_there_are_no_other_tiles(client, address):
    assert client.get(address).status_code == 404


def features(client, address="/map/areas.geojson"):
    return {one["properties"]["name"]: one for one in client.get(address).json()["features"]}


def test_areas_tell_their_outline_and_who_is_there_without_a_pin(client):
    world = hand_world()
    forum = make_group("Dyers Forum", kind="charity")
    Coverage.objects.create(group=forum, area=world.areas["dyers"])
    everywhere = make_group("Loomwick Forum")
    Coverage.objects.create(group=everywhere, area=world.areas["loomwick"])
    reindex([forum.pk, everywhere.pk])
    known = features(client)
    assert {name: one["properties"]["area_only"] for name, one in known.items()} == {
        "Loomwick": 0, "Warpfield": 1, "Bobbin Green": 0, "Fullers": 1, "Dyers": 2, "Spindle": 0, "Carder": 0,
    }  # fmt: skip
    assert known["Dyers"]["geometry"]["type"] == "Polygon"
    assert known["Fullers"]["properties"]["pattern"] == 1
    assert features(client, "/map/areas.geojson?kind=charity")["Dyers"]["properties"]["area_only"] == 1


def test_the_ground_is_the_hubs_own(client):
    water = {
        "type": "FeatureCollection",
        "features": [{"type": "Feature", "properties": {"kind": "water"}, "geometry": None}],
    }
    BaseMap.objects.create(pk=Hub.SINGLE_ID, shapes=water)
    assert json.loads(client.get("/map/base.geojson").content) == water


def test_without_a_ground_the_map_is_empty(client):
    assert client.get("/map/base.geojson").json() == {"type": "FeatureCollection", "features": []}


def test_a_spot_names_its_groups(client):
    world = hand_world()
    ids = f"{world.bakers.pk},{world.choir.pk},999999,x,-1,"
    assert client.get(f"/map/spot.json?ids={ids}").json() == {
        "groups": [
            {"name": "Carder Bakers", "url": world.bakers.get_absolute_url()},
            {"name": "Fullers Choir", "url": world.choir.get_absolute_url()},
        ]
    }


@pytest.mark.parametrize(
    ("address", "box"),
    [
        ("/find/", "1.40000,51.50000,1.80000,51.90000"),
        ("/find/?area=fullers", "1.40000,51.50000,1.50000,51.60000"),
    ],
)
def test_the_map_opens_on_what_was_asked_for(client, address, box):
    hand_world()
    assert f'data-bounds="{box}"' in client.get(address).content.decode()


def test_the_map_asks_for_the_tiles_of_the_same_query(client):
    hand_world()
    assert (
        'data-tiles="/tiles/{z}/{x}/{y}.mvt?q=choir&amp;kind=charity"'
        in client.get("/find/?kind=charity&q=choir&page=1").content.decode()
    )
