"""What was changed can be read by those who may change it, and taken back one by one."""

import pytest

from closeknit.core.errors import Refused
from closeknit.directory.editing.actions import change_group, undo_change
from closeknit.directory.editing.differences import word_difference
from closeknit.directory.editing.portrait import portrait
from closeknit.directory.models import Group, Revision, Service
from tests.support import factories as make

pytestmark = pytest.mark.django_db


def change(world, **changes):
    revision = change_group(group=world.group, changes=changes, by=world.priya)
    world.group.refresh_from_db()
    return revision


def history(client, world):
    return client.get(f"/groups/{world.group.slug}/history/")


def test_it_tells_who_when_and_what_word_by_word(as_priya, world):
    change(world, aims="We sing loudly.\n\nWe eat biscuits.")
    page = history(as_priya, world).content.decode()
    assert "changed by Priya" in page
    assert "loudly" in page
    assert "<ins>" in page
    pieces = [(piece.kind, piece.text) for piece in word_difference("We sing.", "We sing loudly.")]
    assert pieces == [("same", "We sing"), ("new", " loudly"), ("same", ".")]


def test_words_replaced_side_by_side_are_one_stretch():
    pieces = [(piece.kind, piece.text) for piece in word_difference("We sing old songs here", "We play new tunes here")]
    assert pieces == [("same", "We "), ("gone", "sing old songs"), ("new", "play new tunes"), ("same", " here")]


def test_a_time_or_a_price_is_one_word():
    pieces = [(piece.kind, piece.text) for piece in word_difference("at 10.00 for £2.50", "at 9.15 for £2.50")]
    assert pieces == [("same", "at "), ("gone", "10.00"), ("new", "9.15"), ("same", " for £2.50")]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", "a"),
        ("a b c", "x y c"),
        ("a b ", "x y z "),
        ("a", "b c d"),
        ("a b", "b a"),
        ("x " * 5000, "y " * 5000),
        ("é\n\n", "e\n"),
    ],
)
def test_a_difference_holds_both_texts(before, after):
    pieces = word_difference(before, after)
    assert "".join(piece.text for piece in pieces if piece.kind != "new") == before
    assert "".join(piece.text for piece in pieces if piece.kind != "gone") == after


def test_one_change_is_undone_and_later_ones_stay(as_priya, world):
    first = change(world, summary="The first words")
    change(world, who_for="Bakers")
    answer = as_priya.post(f"/groups/{world.group.slug}/history/{first.uuid}/undo/")
    assert answer.status_code == 303
    group = Group.objects.get(pk=world.group.pk)
    assert (group.summary, group.who_for) == ("No audition, no solos, plenty of biscuits.", "Bakers")
    assert Revision.objects.first().undoes == first
    page = history(as_priya, world).content.decode()
    assert "This was taken back since." in page


def test_it_refuses_in_words_where_it_clashes(as_priya, world):
    first = change(world, summary="The first words")
    change(world, summary="The second words")
    answer = as_priya.post(f"/groups/{world.group.slug}/history/{first.uuid}/undo/")
    assert answer.status_code == 409
    assert "In one line has been changed again since" in answer.content.decode()


def test_it_is_undone_once(world):
    first = change(world, summary="The first words")
    undo_change(revision=first, by=world.priya)
    with pytest.raises(Refused):
        undo_change(revision=first, by=world.priya)
    assert Revision.objects.count() == 2


def test_all_parts_come_back(world):
    """Whatever of a page can be changed, its undo gives the same portrait."""
    before = portrait(world.group)
    theme = make.make_theme("Bread")
    service = f"service:{world.service.uuid}"
    revision = change(
        world,
        themes=[theme.slug],
        covers=[world.area.slug],
        place={"lat": 51.61, "lng": 1.51, "precision": "street", "address": "Skein Street", "postcode": ""},
        rest={"since": "2026-01-01", "streets": "Skein Street", "topics": ["bread"]},
        state="dormant",
        languages=["Polish"],
        **{service: None, "service:7d4e9f6a-0000-4000-8000-000000000001": {**before[service], "name": "Second choir"}},
    )
    assert not Service.objects.filter(uuid=world.service.uuid).exists()
    undo_change(revision=revision, by=world.priya)
    assert portrait(Group.objects.select_related("point").get(pk=world.group.pk)) == before


def test_tom_reads_nothing_of_it(client, world):
    revision = change(world, contact_email="secret@loomwick.example")
    address = f"/groups/{world.group.slug}/history/"
    assert client.get(address).status_code == 302
    client.force_login(world.tom)
    refused = client.get(address)
    assert refused.status_code == 403
    assert "secret@loomwick.example" not in refused.content.decode()
    assert client.post(f"{address}{revision.uuid}/undo/").status_code == 403
    mine = f"/groups/{world.other.slug}/history/{revision.uuid}/undo/"
    assert client.post(mine).status_code == 404


@pytest.mark.parametrize("rows", [1, 3])
def test_its_queries_do_not_grow(as_priya, world, rows, django_assert_num_queries):
    for number in range(rows):
        change(world, summary=f"Words {number}", themes=[], covers=[])
    history(as_priya, world)
    with django_assert_num_queries(QUERIES):
        history(as_priya, world)


QUERIES = 11


def test_it_outlives_the_group(world):
    revision = change(world, summary="The first words")
    world.group.delete()
    revision.refresh_from_db()
    assert (revision.group, revision.group_name) == (None, "Heddle Hill Singers")
    with pytest.raises(Refused):
        undo_change(revision=revision, by=world.priya)
