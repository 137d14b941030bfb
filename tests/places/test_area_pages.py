from datetime import date

import pytest
from django.utils.safestring import mark_safe

from closeknit.places import actions, registry, versions
from closeknit.places.models import Area
from tests.places.cloth import AFTER, BEFORE, square
from tests.support.factories import make_area, make_hub, make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def loomwick():
    make_hub()
    actions.import_areas(file=BEFORE, kind="ward", outline="Loomwick")
    actions.import_areas(file=AFTER, kind="ward", valid_from=date(2022, 5, 5))


def page(client, address, status=200):
    response = client.get(address)
    assert response.status_code == status
    return response.content.decode()


def test_all_areas_are_listed_in_their_tree(client, loomwick):
    html = page(client, "/areas/")
    for slug, name in [
        ("loomwick", "Loomwick"),
        ("selvedge-2022", "Selvedge"),
        ("ropewalk-2022", "Ropewalk"),
        ("bobbin-gate", "Bobbin Gate"),
    ]:
        assert f'href="/areas/{slug}/"' in html
        assert name in html
    assert 'href="/areas/selvedge/"' not in html  # it has ended
    assert html.index("Bobbin Gate") < html.index("Ropewalk") < html.index(">Selvedge<")
    assert 'class="selvedge dye-1 weave-1"' in html


def test_without_areas_it_says_what_to_do(client):
    assert "There are no areas yet" in page(client, "/areas/")


def test_an_area_shows_what_it_is_and_leads_to_its_groups(client, loomwick):
    html = page(client, "/areas/selvedge-2022/")
    assert "<h1>Selvedge</h1>" in html
    assert "Ward" in html
    assert "X05000011" in html
    assert "5 May 2022" in html
    assert 'href="/find/?area=selvedge-2022"' in html
    assert 'href="/areas/loomwick/"' in html
    assert '<path class="sketch-area dye-1 weave-1" d="M' in html


def test_a_borough_lists_its_parts(client, loomwick):
    html = page(client, "/areas/loomwick/")
    assert "Parts of Loomwick" in html
    assert 'href="/areas/bobbin-gate/"' in html


def test_an_ended_area_keeps_its_page_and_points_on(client, loomwick):
    html = page(client, "/areas/selvedge/")
    assert "This area ended on 5 May 2022" in html
    assert '<a href="/areas/selvedge-2022/">Selvedge</a> (75% of it)' in html
    assert '<meta name="robots" content="noindex">' in html
    assert "?area=selvedge" not in html
    assert '<a href="/areas/selvedge/">Selvedge</a> (100% of its land)' in page(client, "/areas/selvedge-2022/")


def test_the_map_names_a_few_areas_and_leaves_the_rest_to_the_list(client):
    make_hub()
    for n in range(9):
        make_area(f"Ward {n}", boundary=square(n, 0), pattern=n + 1)
    assert page(client, "/areas/").count('class="sketch-name"') == 9
    make_area("Ward 9", boundary=square(9, 0), pattern=10)
    versions.bump()
    html = page(client, "/areas/")
    assert 'class="sketch-name"' not in html
    assert html.count('class="sketch-area dye-') == 10


def test_only_who_may_is_led_to_the_import(client, loomwick):
    assert "/manage/areas/import/" not in page(client, "/areas/")
    client.force_login(make_person("Kit", "hub_admin"))
    assert 'href="/manage/areas/import/"' in page(client, "/areas/")


def test_an_area_without_outline_or_family_has_a_page(client):
    make_hub()
    make_area("Warpfield", slug="warpfield")
    assert "<h1>Warpfield</h1>" in page(client, "/areas/warpfield/")
    assert "sketch" not in page(client, "/areas/warpfield/").replace("sketch.css", "")


@pytest.mark.parametrize("slug", ["nowhere", "selvedge-1999"])
def test_an_unknown_area_is_not_found(client, loomwick, slug):
    page(client, f"/areas/{slug}/", 404)


@pytest.mark.parametrize("address", ["/areas/", "/areas/loomwick/"])
def test_they_only_answer_reading(client, loomwick, address):
    assert client.post(address).status_code == 405


@pytest.mark.parametrize("address", ["/areas/", "/areas/loomwick/"])
def test_a_visitor_gets_no_cookie(client, loomwick, address):
    assert not client.get(address).cookies


def test_names_are_shown_as_text(client):
    make_hub()
    make_area("<script>alert(1)</script>", slug="x")
    for address in ("/areas/", "/areas/x/"):
        assert "<script>alert(1)" not in page(client, address)


def test_the_rooms_above_add_counts_and_sections(client, loomwick, monkeypatch):
    monkeypatch.setattr(registry, "_counters", [lambda ids: dict.fromkeys(ids, "88 groups")])
    monkeypatch.setattr(registry, "_sections", [lambda area: mark_safe(f"<p>All of {area.name}</p>"), lambda _: ""])
    assert page(client, "/areas/").count("88 groups") == 4
    html = page(client, "/areas/loomwick/")
    assert html.count("88 groups") == 3
    assert "<p>All of Loomwick</p>" in html


# The version and the hub are read before (the page cache, the masthead); then the state of the
# areas twice (for the tree, for the map), the areas themselves, the outlines of the map.
TREE = 6
# The version, the area, the hub, the state of the areas, the areas, its heirs, the map.
ONE = 7


@pytest.mark.parametrize("count", [1, 3])
def test_the_tree_costs_the_same_for_one_area_and_for_three(client, count, django_assert_num_queries):
    make_hub()
    for n in range(count):
        make_area(f"Ward {n}", boundary=square(n, 0))
    with django_assert_num_queries(TREE):
        page(client, "/areas/")


@pytest.mark.parametrize("count", [1, 3])
def test_one_area_costs_the_same_with_one_part_and_with_three(client, count, django_assert_num_queries):
    make_hub()
    borough = make_area("Loomwick", slug="loomwick", kind="borough", boundary=square(0, 0, 4, 4))
    for n in range(count):
        make_area(f"Ward {n}", parent=borough, boundary=square(n, 0))
    assert Area.objects.count() == count + 1
    with django_assert_num_queries(ONE):
        page(client, "/areas/loomwick/")
