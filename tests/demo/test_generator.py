"""Generated groups: the same for the same seed, whatever the count; in their place; varied."""

import re
from collections import Counter
from datetime import date
from itertools import islice

import pytest
import shapely

from closeknit.demo.loomwick import areas, shapes, themes
from closeknit.demo.loomwick.generator import BLOCK, generate_groups
from closeknit.demo.loomwick.postcodes import postcodes
from closeknit.demo.loomwick.venues import CONFIDENTIAL, venues_by_key

TODAY = date(2026, 11, 21)
MANY = 6_000


@pytest.fixture(scope="module")
def crowd():
    return list(generate_groups(MANY, 7, TODAY))


def test_the_same_seed_gives_the_same_groups(crowd):
    assert list(generate_groups(500, 7, TODAY)) == crowd[:500]


@pytest.mark.parametrize("count", [0, 1, 223, BLOCK, BLOCK + 1])
def test_a_group_is_the_same_whatever_the_count(crowd, count):
    assert list(generate_groups(count, 7, TODAY)) == crowd[:count]


def test_another_seed_gives_other_groups(crowd):
    others = list(generate_groups(100, 8, TODAY))
    assert not {group.name for group in others} & {group.name for group in crowd[:100]}


def test_a_stream_is_made_as_it_is_read():
    assert [group.number for group in islice(generate_groups(10**9, 7, TODAY), 3)] == [0, 1, 2]


def test_every_point_lies_in_its_ward(crowd):
    wards = areas.ward_shapes()
    for name in wards:
        own = [group for group in crowd if group.ward == name]
        inside = shapely.intersects_xy(wards[name], [g.lng for g in own], [g.lat for g in own])
        assert own, name
        assert inside.all(), name


def test_no_point_lies_in_the_river(crowd):
    own = [group for group in crowd if group.precision == "exact" and not group.venue]
    assert not shapely.contains_xy(shapes.river_shape(), [g.lng for g in own], [g.lat for g in own]).any()


def test_places_say_no_more_than_their_precision(crowd):
    at = {p.code: p for p in postcodes()}
    for group in crowd:
        if group.precision == "ward":
            assert not (group.address)
            assert not (group.postcode)
            assert not (group.venue)
        elif group.precision == "postcode":
            there = at[group.postcode]
            assert (group.lat, group.lng, group.ward, group.address) == (there.lat, there.lng, there.ward, "")
        elif group.precision == "street":
            assert group.address
            assert not group.postcode
        elif group.venue:
            place = venues_by_key()[group.venue].place
            assert (group.lat, group.lng, group.ward) == (place.lat, place.lng, place.ward)
        else:
            assert at[group.postcode].ward == group.ward


def test_precisions_are_mixed_as_asked(crowd):
    shares = {kind: times / MANY for kind, times in Counter(group.precision for group in crowd).items()}
    assert shares == pytest.approx({"exact": 0.6, "street": 0.15, "postcode": 0.15, "ward": 0.1}, abs=0.03)


def test_nobody_meets_in_a_place_of_safety(crowd):
    assert not {group.venue for group in crowd} & CONFIDENTIAL


def test_names_hardly_ever_collide(crowd):
    assert len({group.name for group in crowd[:223]}) >= 222
    assert len({group.name for group in crowd}) > 0.97 * MANY


def test_texts_are_as_long_as_people_write():
    lengths = [len(words_of(group)) for group in generate_groups(2000, 3, TODAY)]
    assert min(lengths) >= 25
    assert max(lengths) <= 65
    assert 35 <= sum(lengths) / len(lengths) <= 48


def test_some_words_are_common_and_many_are_rare(crowd):
    seen = Counter(word for group in crowd for word in set(words_of(group)))
    assert 0.36 < seen["neighbours"] / MANY < 0.48
    assert sum(times <= 5 for times in seen.values()) > 400


def test_what_they_refer_to_exists(crowd):
    names = {areas.BOROUGH, *areas.NEIGHBOURHOODS, *areas.CURRENT}
    for group in crowd:
        assert set(group.themes) <= set(themes.BY_SLUG)
        assert set(group.covers) <= names
        assert not group.phone or re.fullmatch(r"01632 960 \d{3}", group.phone)
        assert group.email.endswith(".example")


def test_dates_count_back_from_the_given_day(crowd):
    later = list(generate_groups(300, 7, date(2027, 11, 21)))
    moved = {(a.confirmed_on - b.confirmed_on).days for a, b in zip(later, crowd, strict=False) if b.confirmed_on}
    assert moved == {365}
    assert all(group.confirmed_on <= TODAY for group in crowd if group.confirmed_on)
    assert 0.03 < sum(group.confirmed_on is None for group in crowd) / MANY < 0.07


def test_services_have_days_hours_and_known_costs(crowd):
    services = [service for group in crowd for service in group.services]
    assert Counter(len(group.services) for group in crowd).keys() == {0, 1, 2}
    for service in services:
        pattern = r"(MO|TU|WE|TH|FR|SA|SU)(,(MO|TU|WE|TH|FR|SA|SU))?" if service.freq == "WEEKLY" else r"(-1|[1-5])\w\w"
        assert re.fullmatch(pattern, service.byday)
        assert service.opens_at < service.closes_at
        assert service.cost_kind in {"free", "donation", "low_cost", "paid"}


def words_of(group) -> list[str]:
    return re.findall(r"[\w’'-]+", group.aims.lower())
