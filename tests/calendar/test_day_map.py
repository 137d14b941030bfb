"""What is on in a day on the map: places that anybody may know of, and no more than the page itself says."""

import pytest
from django.urls import reverse

from closeknit.calendar import actions
from closeknit.directory.models import Group
from tests.support import factories as make

DAY = "?from=2026-03-03"


def pins(client, more=""):
    answer = client.get(reverse("calendar:map-geojson") + DAY + more)
    assert answer["Content-Type"] == "application/geo+json"
    return answer.json()["features"]


def test_the_map_holds_the_places_of_the_day_with_what_is_on_there(scene, publish, client):
    series = publish()
    publish(title="Online singing", venue=None, online_link="https://sing.example/")
    publish(title="By the bandstand", venue=None, place_words="By the bandstand")
    date = reverse("calendar:happening", args=[series.slug, "20260303T1900"])
    links = [{"name": "19:00 to 21:00 Choir practice", "url": date}]
    assert [(one["id"], one["geometry"]["coordinates"], one["properties"]) for one in pins(client)] == [
        (1, [1.5, 51.6], {"number": 1, "sign": "exact", "name": "Dyehouse Library", "links": links})
    ]
    page = client.get(reverse("calendar:map") + DAY).text
    assert '<li class="stack stack-tight" data-group="1">' in page
    assert "By the bandstand" in page
    assert pins(client, "&theme=never") != []  # what is asked wrongly is left out
    assert pins(client, "&cost=free") == []


def test_no_map_tells_where_a_place_is_that_must_be_kept_safe(scene, publish, client):
    secret = make.make_venue("A quiet house", point=scene.point, is_confidential=True)
    rough = make.make_venue("Somewhere", point=make.make_point(51.61, 1.51, scene.area, precision="ward"))
    publish(title="Quiet evening", venue=secret)
    publish(title="Walk", venue=rough)
    safe = make.make_group("Sanctuary", is_sensitive=True, point=scene.point)
    publish(title="Safe evening", host=safe)
    cancelled = publish(title="Cancelled")
    actions.cancel_series(cancelled, by=scene.priya)
    for person in (None, scene.priya, scene.kit):
        if person:
            client.force_login(person)
        assert pins(client) == []


def test_an_event_of_a_hidden_group_is_on_the_map_of_those_alone_who_see_it(scene, publish, client):
    publish(host=make.make_group("Newcomers", visibility="hidden"))
    assert pins(client) == []
    client.force_login(scene.kit)
    assert len(pins(client)) == 1
    Group.objects.filter(name="Newcomers").update(visibility="merged")
    assert pins(client) == []


@pytest.mark.parametrize("many", [1, 3])
def test_it_costs_the_same_however_much_is_on(scene, publish, client, django_assert_num_queries, many):
    for number in range(many):
        point = make.make_point(51.6 + number / 100, 1.5, scene.area)
        publish(title=f"Choir {number}", venue=make.make_venue(f"Hall {number}", point=point))
    address = reverse("calendar:map-geojson") + DAY
    with django_assert_num_queries(
        5
    ):  # the version, the hub's clock, the dates, their series, what is otherwise about some
        assert len(client.get(address).json()["features"]) == many
