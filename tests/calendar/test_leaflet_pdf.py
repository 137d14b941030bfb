"""The leaflet of a month as a PDF: what is on, as everybody may read it, tagged for screen readers."""

from io import BytesIO

import pytest
from django.urls import reverse
from pypdf import PdfReader

from closeknit.calendar import actions
from tests.support import factories as make


def printed(client, **asked):
    response = client.get(reverse("calendar:leaflet-pdf"), {"from": "2026-03-02", **asked})
    assert (response.status_code, response["Content-Type"]) == (200, "application/pdf")
    return PdfReader(BytesIO(response.content))


def words(reader):
    return " ".join(" ".join(page.extract_text() for page in reader.pages).split())


def test_it_holds_the_month(client, publish):
    publish(cost_kind="free", title="*Choir* #emph[x]")
    reader = printed(client)
    told = words(reader)
    assert reader.metadata.title == "What’s on in Loomwick, March 2026"
    assert told.count("*Choir* #emph[x]") == 5
    for one in ("Tuesday 3 March", "Tuesday 31 March", "19:00 to 21:00", "Dyehouse Library", "Please check before"):
        assert one in told
    assert b"pdfuaid" in reader.trailer["/Root"]["/Metadata"].get_object().get_data()


def test_of_one_area_or_theme(client, publish, scene):
    publish()
    bread = make.make_theme("Bread")
    assert "Choir practice" in words(printed(client, area=scene.area.slug))
    told = words(printed(client, theme=bread.slug))
    assert "Choir practice" not in told
    assert "Nothing is in the calendar for this month yet." in told


def test_what_is_cancelled_or_hidden_is_not_on_it(client, publish, scene):
    series = publish()
    actions.cancel_date(series, "20260310T1900", by=scene.priya)
    assert words(printed(client)).count("Choir practice") == 4
    scene.group.visibility = "hidden"
    scene.group.save()
    client.force_login(scene.priya)
    assert "Choir practice" not in words(printed(client))


def test_where_a_confidential_place_is_stands_not_on_it(client, publish, scene):
    scene.venue.is_confidential = True
    scene.venue.save()
    publish()
    told = words(printed(client))
    assert "Choir practice" in told
    assert "Dyehouse" not in told


@pytest.mark.parametrize("asked", [{"from": "nonsense"}, {"area": "nowhere"}, {"from": "9999-12-31"}])
def test_an_odd_address_gives_a_leaflet_all_the_same(client, scene, asked):
    assert client.get(reverse("calendar:leaflet-pdf"), asked).status_code in {200, 302}
