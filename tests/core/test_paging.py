import pytest
from django.core.paginator import Paginator

from closeknit.core.paging import pages, pages_of


def numbers(number, count):
    return [one for one, _address in pages(number, count, str).links]


@pytest.mark.parametrize(
    ("number", "count", "named"),
    [
        (1, 1, [1]),
        (1, 5, [1, 2, 3, 4, 5]),
        (1, 9, [1, 2, 3, None, 9]),
        (5, 9, [1, 2, 3, 4, 5, 6, 7, 8, 9]),
        (6, 11, [1, None, 4, 5, 6, 7, 8, None, 11]),
        (11, 11, [1, None, 9, 10, 11]),
    ],
)
def test_the_ends_and_the_neighbours_are_named(number, count, named):
    assert numbers(number, count) == named


def test_back_and_on_end_where_the_list_ends():
    first, last = pages(1, 3, str), pages(3, 3, str)
    assert (first.previous_url, first.next_url) == ("", "2")
    assert (last.previous_url, last.next_url) == ("2", "")


def test_an_address_keeps_what_it_said_besides_and_nothing_empty():
    page = Paginator(range(30), 10).get_page(2)
    found = pages_of(page, area="warpfield", kind="")
    assert (found.number, found.count) == (2, 3)
    assert found.next_url == "?area=warpfield&page=3"
    assert found.links[0] == (1, "?area=warpfield&page=1")
