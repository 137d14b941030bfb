import pytest

from tests.directory.search.worlds import hand_world

pytestmark = pytest.mark.django_db


def test_other_sites_may_frame_the_list(client):
    hand_world()
    response = client.get("/embed/find/?q=choir")
    assert response.status_code == 200
    assert "frame-ancestors *" in response["Content-Security-Policy"]
    assert "X-Frame-Options" not in response
    assert "Fullers Choir" in response.content.decode()


def test_nothing_else_may_be_framed(client):
    hand_world()
    for address in ("/", "/find/", "/about/", "/map/areas.geojson"):
        response = client.get(address)
        assert "frame-ancestors 'none'" in response["Content-Security-Policy"], address
        assert response["X-Frame-Options"] == "DENY", address


def test_it_has_no_cookie_and_no_form(client):
    hand_world()
    response = client.get("/embed/find/")
    assert not response.cookies
    assert "<form" not in response.content.decode()


def test_its_links_open_the_hub_in_a_page_of_their_own(client):
    hand_world()
    assert '<base target="_blank">' in client.get("/embed/find/").content.decode()


def test_the_lines_to_put_into_a_page_are_offered(client):
    hand_world()
    html = client.get("/find/?q=choir").content.decode()
    assert "&lt;iframe src=&quot;http://127.0.0.1:8000/embed/find/?q=choir" in html
