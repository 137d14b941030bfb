"""From every page of things to look after there is a way back to their menu."""

import pytest
from bs4 import BeautifulSoup

from tests.support.factories import give_role, make_hub, make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def kit(client):
    make_hub()
    person = make_person("Kit")
    give_role(person, "hub_admin")
    client.force_login(person)
    return person


def crumbs(client, address):
    found = BeautifulSoup(client.get(address).content, "html.parser").select(".crumbs li")
    return [step.get_text(strip=True) for step in found]


@pytest.mark.usefixtures("kit")
def test_a_page_of_the_menu_says_where_it_is(client):
    assert crumbs(client, "/manage/people/") == ["To look after", "People"]
    assert crumbs(client, "/manage/") == []


@pytest.mark.usefixtures("kit")
def test_a_deeper_page_leads_back_by_the_page_above_it(client):
    assert crumbs(client, "/manage/people/add/") == ["To look after", "People"]
    steps = BeautifulSoup(client.get("/manage/people/add/").content, "html.parser").select(".crumbs a")
    assert [step["href"] for step in steps] == ["/manage/", "/manage/people/"]


@pytest.mark.usefixtures("kit")
def test_every_page_of_the_menu_leads_back_once(client):
    menu = BeautifulSoup(client.get("/manage/").content, "html.parser").select("main ul.rows a")
    inside = [link["href"] for link in menu if link["href"].startswith("/manage/")]
    assert len(inside) > 9
    for address in inside:
        assert crumbs(client, address)[0] == "To look after", address
        assert len(BeautifulSoup(client.get(address).content, "html.parser").select(".crumbs")) == 1, address


def test_a_visitor_sees_no_way_to_what_is_not_theirs(client):
    make_hub()
    assert "To look after" not in client.get("/manage/people/").content.decode()
