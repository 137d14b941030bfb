"""Where a group or a venue is: what anyone may see of it, on the page, in the search and in the files."""

import json
from itertools import product

import pytest

from closeknit.directory import publishing
from closeknit.directory.dialect.audience import Audience
from closeknit.directory.exporting.files import export
from closeknit.directory.indexing.gather import Gatherer
from closeknit.places.vocabulary import PINNED, Precision
from tests.support.factories import make_group, make_hub, make_point, make_service, make_venue

VISIBILITIES = ("public", "stub", "hidden")


@pytest.mark.parametrize(
    ("precision", "visibility", "is_sensitive", "is_confidential"),
    list(product([None, "", *Precision], VISIBILITIES, [False, True], [False, True])),
)
def test_an_address_is_shown_only_of_what_is_open_and_placed_closely(
    precision, visibility, is_sensitive, is_confidential
):
    is_open = visibility == "public" and not is_sensitive and not is_confidential
    told = publishing.may_show_address(
        visibility=visibility, is_sensitive=is_sensitive, precision=precision, is_confidential=is_confidential
    )
    assert told is (is_open and precision in {"exact", "street", "postcode"})


def test_an_address_is_never_shown_where_there_is_no_pin():
    for precision, visibility, is_sensitive in product([None, *Precision], VISIBILITIES, [False, True]):
        told = {"precision": precision, "visibility": visibility, "is_sensitive": is_sensitive}
        assert publishing.may_pin(**told) or not publishing.may_show_address(**told)


@pytest.mark.django_db
@pytest.mark.parametrize("is_confidential", [False, True])
@pytest.mark.parametrize("precision", list(Precision))
def test_page_search_and_files_agree(client, precision, is_confidential):
    make_hub()
    group = make_group(point=make_point(precision=precision, address="1 Group Lane", postcode="LW1 1AA"))
    venue = make_venue(
        point=make_point(precision=precision, address="2 Venue Lane", postcode="LW2 2BB"),
        is_confidential=is_confidential,
    )
    make_service(group, venue=venue)
    page = client.get(group.get_absolute_url()).content.decode()
    (source,) = Gatherer("default").gather([group.pk])
    file = b"".join(export("geojson", Audience.PUBLIC)).decode()
    venue_page = client.get(f"/venues/{venue.slug}/").content.decode()
    is_close = precision in PINNED
    assert ["1 Group Lane" in text for text in (page, source.address, file)] == [is_close] * 3
    assert ["2 Venue Lane" in text for text in (file, venue_page)] == [is_close and not is_confidential] * 2
    service = json.loads(file)["features"][0]["properties"]
    assert service.get("service_1_venue_name", "") == ("" if is_confidential else venue.name)
    assert bool(service.get("service_1_venue_lat")) is (is_close and not is_confidential)


@pytest.mark.django_db
def test_a_venue_without_an_address_is_marked_on_the_map(client):
    make_hub()
    text = client.get(f"/venues/{make_venue(point=make_point(51.6, 1.5)).slug}/").content.decode()
    assert '<a href="/find/?near=51.60000,1.50000">Marked on the map</a>' in text
    assert "51.60000, 1.50000" not in text


@pytest.mark.django_db
def test_a_venue_that_is_known_roughly_is_not_marked(client):
    make_hub()
    venue = make_venue(point=make_point(51.6, 1.5, precision="ward"))
    text = client.get(f"/venues/{venue.slug}/").content.decode()
    assert "51.6" not in text
    assert "Marked on the map" not in text
