"""The groups of a network on the map: what its page may show, to whoever may see that page, and no more."""

import pytest
from django.urls import reverse

from closeknit.directory.indexing import reindex
from closeknit.directory.models import Group
from closeknit.networks.actions import joining
from closeknit.networks.models import Membership, Network
from tests.directory.search.worlds import square
from tests.support import factories as make


def address(network):
    return reverse("networks:members-geojson", args=[network.slug])


@pytest.fixture
def member(scene):
    """A group that belongs, as it stands in the index."""

    def member(name, **more):
        group = make.make_group(name, **more)
        Membership.objects.create(network=scene.network, group=group)
        reindex([group.pk])
        return group

    return member


def test_the_map_holds_the_groups_that_belong_as_closely_as_they_say(scene, member, client):
    scene.area.boundary = square(1.4, 51.5, 0.2)
    scene.area.save()
    joining.join_group(scene.network, scene.singers, by=scene.priya)
    reindex([scene.singers.pk, scene.bakers.pk])  # the bakers belong to no network
    street = member("Alder Street Menders", point=make.make_point(51.62, 1.52, scene.area, precision="street"))
    member("Whole Place Forum")
    home = make.make_point(51.63, 1.53, scene.area, precision="ward")
    member("Kitchen Table Readers", point=home)  # nobody may know at whose table
    answer = client.get(address(scene.network))
    assert answer["Content-Type"] == "application/geo+json"
    told = [(one["id"], one["geometry"]["coordinates"], one["properties"]) for one in answer.json()["features"]]
    assert told == [
        (street.pk, [1.52, 51.62], pin(street, 1, "rough")),
        (scene.singers.pk, [1.5, 51.6], pin(scene.singers, 2, "exact")),
    ]
    page = client.get(scene.network.get_absolute_url()).text
    assert f'data-bounds="1.40000,51.50000,1.60000,51.70000" data-pins="{address(scene.network)}"' in page
    assert f'<li data-group="{street.pk}"><a href="{street.get_absolute_url()}">' in page


def pin(group, number, sign):
    links = [{"name": group.name, "url": group.get_absolute_url()}]
    return {"number": number, "sign": sign, "name": "", "links": links}


def test_a_group_to_be_kept_safe_is_on_no_map(scene, member, client):
    safe = member("Sanctuary", point=make.make_point(51.6, 1.5, scene.area))
    Group.objects.filter(pk=safe.pk).update(is_sensitive=True)
    for person in (None, scene.kit, scene.olive):
        if person:
            client.force_login(person)
        assert client.get(address(scene.network)).json()["features"] == []


def test_what_is_hidden_has_no_map(scene, client):
    Network.objects.filter(pk=scene.network.pk).update(sight="hidden")
    assert client.get(address(scene.network)).status_code == 404
    assert client.post(address(scene.network)).status_code == 405


@pytest.mark.parametrize("many", [1, 3])
def test_it_costs_the_same_however_many_belong(scene, member, client, django_assert_num_queries, many):
    for number in range(many):
        member(f"Group {number}", point=make.make_point(51.6 + number / 100, 1.5, scene.area))
    client.get(address(scene.network))
    make.make_hub(version=99)  # so that the page is made anew
    client.get(reverse("website:home"))
    with django_assert_num_queries(4):  # the version, the network, which belong, their cards
        assert len(client.get(address(scene.network)).json()["features"]) == many
