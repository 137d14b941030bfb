"""Where a group works: ticked, in words, and drawn; kept, shown, told apart and taken back."""

import json

import pytest

from closeknit.directory.editing.actions import undo_change
from closeknit.directory.editing.portrait import portrait
from closeknit.directory.models import Coverage, Group, Revision, SearchEntry, Suggestion
from tests.directory.editing.test_parts import post
from tests.directory.search.worlds import square

pytestmark = pytest.mark.django_db
SHAPE = square(1.49, 51.59, 0.01)
CROSSED = {"type": "Polygon", "coordinates": [[[1.49, 51.59], [1.5, 51.6], [1.5, 51.59], [1.49, 51.6], [1.49, 51.59]]]}


@pytest.fixture
def world(world):
    world.area.boundary = square(1.45, 51.55, 0.1)
    world.area.save()
    return world


def save(client, world, drawing, **told):
    text = drawing if isinstance(drawing, str) else json.dumps(drawing)
    return post(client, world.group, "coverage", {"drawn_area": text, **told})


def page_of(client, world, part=""):
    return client.get(f"/groups/{world.group.slug}/{part}").content.decode()


def test_areas_words_and_shape_are_kept_together(as_priya, world):
    told = {"covers": [world.area.slug], "covers_text": "Skein Street"}
    assert save(as_priya, world, SHAPE, **told).status_code == 303
    now = portrait(Group.objects.get(pk=world.group.pk))
    assert (now["covers"], now["covers_text"]) == ([world.area.slug], "Skein Street")
    assert now["drawn_area"]["type"] == "Polygon"
    assert sorted(Coverage.objects.values_list("is_drawn", flat=True)) == [False, True]
    assert " o " in f" {SearchEntry.objects.get(pk=world.group.pk).facets} "
    assert save(as_priya, world, now["drawn_area"], **told).status_code == 303
    assert Revision.objects.count() == 1


def test_the_page_shows_the_shape_and_says_what_it_touches(as_priya, client, world):
    save(as_priya, world, SHAPE)
    client.logout()
    page = page_of(client, world)
    assert "Where we work" in page
    assert f'It lies in: <a href="/areas/{world.area.slug}/">Warpfield</a>' in page
    assert "A shape of about 0.77 square kilometres" in page
    assert page.count("sketch-shape") == 1


def test_what_crosses_itself_is_mended(as_priya, world):
    assert save(as_priya, world, CROSSED).status_code == 303
    assert Group.objects.get(pk=world.group.pk).drawn_area["type"] == "MultiPolygon"


@pytest.mark.parametrize(
    ("drawing", "words"),
    [("a circle, please", "This is not GeoJSON"), (square(8, 8, 1), "outside our place"), ("{}", "needs a Polygon")],
)
def test_what_is_refused_stays_in_the_form(as_priya, world, drawing, words):
    answer = save(as_priya, world, drawing, covers_text="Skein Street")
    assert answer.status_code == 422
    page = answer.content.decode()
    assert words in page
    assert "Skein Street" in page
    text = drawing if isinstance(drawing, str) else json.dumps(drawing)
    assert answer.context["form"]["drawn_area"].value() == text
    assert not Revision.objects.exists()


def test_history_shows_both_shapes_and_takes_back(as_priya, world):
    save(as_priya, world, SHAPE)
    save(as_priya, world, square(1.48, 51.58, 0.02))
    page = page_of(as_priya, world, "history/")
    assert page.count('class="drawn-change"') == 2
    assert page.count('class="sketch"') == 3
    undo_change(revision=Revision.objects.order_by("-pk").first(), by=world.priya)
    undo_change(revision=Revision.objects.order_by("pk").first(), by=world.priya)
    assert Group.objects.get(pk=world.group.pk).drawn_area is None
    assert not Coverage.objects.filter(is_drawn=True).exists()


def test_of_a_group_to_be_kept_safe_only_the_ward_is_told(as_priya, client, world):
    save(as_priya, world, SHAPE)
    assert post(as_priya, world.group, "safety", {"is_sensitive": "on"}).status_code == 303
    assert "drawn_area" not in json.dumps(list(Revision.objects.values_list("before", "after")))
    assert "never the shape" in page_of(as_priya, world, "edit/coverage/")
    client.logout()
    page = page_of(client, world)
    assert "Where we work" not in page
    assert "Warpfield" in page
    assert "1.49" not in page


@pytest.mark.parametrize("number", [1, 3])
def test_shapes_in_a_history_cost_two_queries_however_many(as_priya, world, number, django_assert_num_queries):
    for step in range(number):
        save(as_priya, world, square(1.48, 51.58, 0.01 + step / 1000))
    page_of(as_priya, world, "history/")
    with django_assert_num_queries(12):
        page_of(as_priya, world, "history/")


def test_a_neighbour_may_suggest_a_shape_but_sees_none_that_is_kept_safe(client, world):
    address = f"/groups/{world.group.slug}/suggest/"
    form = client.get(address).context["form"]
    typed = {name: value for name, value in form.initial.items() if value not in (None, [])}
    sent = client.post(address, {**typed, "drawn_area": json.dumps(SHAPE)})
    assert sent.status_code == 303, sent.context["form"].errors
    wanted = Suggestion.objects.get().wanted
    assert list(wanted) == ["drawn_area"]
    client.force_login(world.priya)
    page = client.get(Suggestion.objects.get().get_absolute_url()).content.decode()
    assert "A shape of about 0.77 square kilometres" in page
    answer = {"take drawn_area": "on", "value drawn_area": json.dumps(wanted["drawn_area"])}
    assert client.post(Suggestion.objects.get().get_absolute_url(), answer).status_code == 303
    assert Group.objects.get(pk=world.group.pk).drawn_area == wanted["drawn_area"]
    Group.objects.filter(pk=world.group.pk).update(is_sensitive=True)
    client.logout()
    page = client.get(address).content.decode()
    assert "drawn_area" not in page
    assert "1.49" not in page
