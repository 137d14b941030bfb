"""A refused page says so in its title, and its list of problems has the focus and names each field."""

import pytest
from bs4 import BeautifulSoup

from tests.support.factories import make_hub

pytestmark = pytest.mark.django_db


@pytest.fixture
def refused(client):
    make_hub()
    return BeautifulSoup(client.post("/join/group/", {"name": ""}).content, "html.parser")


def test_the_title_says_that_something_went_wrong(client, refused):
    assert refused.title.text.startswith("Error: ")
    assert not BeautifulSoup(client.get("/join/group/").content, "html.parser").title.text.startswith("Error")


def test_the_list_of_problems_has_the_focus(refused):
    focused = refused.select("[autofocus]")
    assert [one["id"] for one in focused] == ["summary"]


def test_each_problem_names_its_field_and_leads_to_it(refused):
    problems = refused.select("#summary a")
    assert len(problems) > 1
    assert len({problem.text for problem in problems}) == len(problems)
    for problem in problems:
        assert refused.select(problem["href"]), problem
