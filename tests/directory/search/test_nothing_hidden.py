"""What is not public leaves no trace in anything that search and map read or hold."""

import numpy as np
import pytest

from closeknit.directory.indexing import reindex, reindex_all
from closeknit.directory.models import FacetBitmap, SearchEntry, Word
from closeknit.directory.search import bitmaps, columns, snapshot, suggesting
from closeknit.directory.vocabulary import Visibility
from tests.directory.search.worlds import find, hand_world, index_of, make_at
from tests.support.factories import make_group, make_service, make_theme, make_venue

pytestmark = pytest.mark.django_db

HIDDEN = [value for value in Visibility.values if value != "public"]


def whole_index():
    """Every trace of every group: what is stored, and what a process holds of it."""
    snapshot.forget()
    held = snapshot.current()
    tokens = FacetBitmap.objects.exclude(token=bitmaps.REBUILT).values_list("token", flat=True)
    filled = np.flatnonzero((held.columns.cell >= 0) | (held.columns.confirmed > 0) | (held.columns.precision > 0))
    return (
        index_of(SearchEntry, "group_id", "sort_name", "words", "facets", "card"),
        [row for row in index_of(Word, "word", "stem", "documents") if row[2] > 0],
        {token: sorted(ids) for token in tokens if (ids := held.bitmaps.get(token))},
        [(pk, int(held.columns.cell[pk]), int(held.columns.confirmed[pk])) for pk in filled.tolist()],
    )


def make_secret(world, **fields):
    theme = make_theme("Canarytheme")
    group = make_group(
        "Canaryname",
        themes=(theme,),
        summary="canarysummary",
        aims="canaryaims",
        point=make_at(world.areas["dyers"]),
        **fields,
    )
    make_service(group, "canaryservice", byday="MO", cost_kind="donation", access=["baby_change"])
    return group


@pytest.mark.parametrize("visibility", HIDDEN)
def test_a_hidden_group_is_nowhere(visibility):
    world = hand_world()
    without = whole_index()
    secret = make_secret(world, visibility=visibility)
    reindex([secret.pk])
    assert whole_index() == without
    reindex_all()
    assert whole_index() == without
    assert "canary" not in repr(whole_index()).lower()
    assert all(find(word).total == 0 for word in ("canaryname", "canarysummary", "canaryservice"))
    assert suggesting.suggest("canary") == []


@pytest.mark.parametrize("visibility", HIDDEN)
def test_a_group_that_is_hidden_later_leaves_nothing_behind(visibility):
    world = hand_world()
    reindex_all()
    without = whole_index()
    secret = make_secret(world)
    reindex([secret.pk])
    assert find("canaryname").total == 1
    secret.visibility = visibility
    secret.save()
    reindex([secret.pk])
    assert whole_index() == without
    assert "canaryname" not in snapshot.current().lexicon._present()
    assert find("canarynane").notes == ()


def test_a_deleted_group_leaves_nothing_behind():
    world = hand_world()
    reindex_all()
    without = whole_index()
    secret = make_secret(world)
    reindex([secret.pk])
    pk = secret.pk
    secret.delete()
    reindex([pk])
    assert whole_index() == without


def test_a_sensitive_group_has_no_place_and_its_venue_no_name():
    world = hand_world()
    secret = make_secret(world, is_sensitive=True)
    place = make_at(world.areas["dyers"], address="1 Canarystreet")
    service = make_service(secret, "Meeting", venue=make_venue("Canaryhouse", point=place))
    service.venue.access = ["changing_place"]
    service.venue.save()
    secret.point = place
    secret.save()
    reindex([secret.pk])
    entry = SearchEntry.objects.get(pk=secret.pk)
    for trace in ("canaryhouse", "canarystreet", "changing", f"a{world.areas['dyers'].pk}"):
        assert trace not in f"{entry.words} {entry.facets} {entry.card}".lower()
    assert not {"lat", "lng", "precision", "at", "area"} & set(entry.card)
    assert snapshot.current().columns.cell[secret.pk] == columns.NOWHERE
    assert "p" not in entry.facets.split()


def test_a_confidential_venue_has_no_name_in_the_index():
    world = hand_world()
    make_service(
        world.choir,
        "Meeting",
        byday="MO",
        venue=make_venue("Canaryhouse", is_confidential=True, access=["changing_place"]),
    )
    reindex([world.choir.pk])
    assert "canary" not in repr(whole_index()).lower()
    assert find(access=("changing_place",)).total == find().total or find(access=("changing_place",)).total == 0


def test_addresses_to_write_to_are_not_in_the_index():
    world = hand_world()
    world.choir.contact_email = "canary@loomwick.example"
    world.choir.contact_phone = "01632 960 999"
    world.choir.speak_to = "Canary"
    world.choir.save()
    reindex([world.choir.pk])
    told = repr(whole_index()).lower()
    assert "canary" not in told
    assert "960" not in told
