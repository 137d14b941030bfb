"""Putting events in the calendar: what is stored, who hears, what lists show."""

from datetime import datetime, timedelta
from uuid import uuid4

import pytest

from closeknit.algorithms.schedule import LONDON
from closeknit.algorithms.schedule.recurrence import Recurrence
from closeknit.calendar import actions, keeping, reads, upcoming
from closeknit.calendar.models import Series, Upcoming
from closeknit.journal.following import follow
from closeknit.journal.models import Notice
from closeknit.places import versions
from tests.support import factories as make

MONTH = timedelta(days=30)


def walls(found):
    return [one.original for one in found]


def test_a_weekly_choir_is_on_every_tuesday(scene, publish):
    series = publish()
    found = reads.happenings(scene.now, scene.now + MONTH)
    assert walls(found) == ["20260303T1900", "20260310T1900", "20260317T1900", "20260324T1900", "20260331T1900"]
    assert {one.starts.astimezone(LONDON).hour for one in found} == {19}
    assert (series.first_on.isoformat(), series.last_on) == ("2026-03-03", None)


def test_the_kept_dates_are_those_of_the_rule(scene, publish):
    publish()
    window = (scene.now, scene.now + timedelta(days=300))
    by_rule = upcoming.dates_within(Series.objects.all(), window)
    kept = reads.happenings(*window)
    assert [(one.original, one.starts, one.ends) for one in kept] == [
        (one.original, one.starts, one.ends) for one in by_rule
    ]


def test_beyond_what_is_kept_the_rules_are_asked(scene, publish):
    publish()
    later = scene.now + timedelta(days=800)
    assert walls(reads.happenings(later, later + timedelta(days=7))) == ["20280516T1900"]


def test_to_keep_the_dates_again_changes_nothing(scene, publish):
    publish()
    before = list(Upcoming.objects.order_by("pk").values_list("pk", "original"))
    upcoming.refresh_all(scene.now)
    assert list(Upcoming.objects.order_by("pk").values_list("pk", "original")) == before


def test_a_night_later_one_more_is_kept(scene, publish, clock):
    publish()
    last = Upcoming.objects.order_by("-starts").first().original
    upcoming.refresh_all(scene.now + timedelta(days=7))
    assert Upcoming.objects.order_by("-starts").first().original > last


@pytest.mark.parametrize("number", [1, 3])
def test_keeping_dates_costs_as_much_for_many_as_for_one(publish, number, django_assert_num_queries, scene):
    rows = [publish(title=f"Practice {place}") for place in range(number)]
    with django_assert_num_queries(3):  # what is kept, what was changed, what is new
        upcoming.refresh(rows, scene.now + timedelta(days=7))


def test_the_same_form_sent_twice_is_one_event(scene, publish):
    key = uuid4()
    assert publish(client_id=key) == publish(client_id=key)
    assert Series.objects.count() == 1


def test_another_persons_key_makes_another_event(scene, publish):
    key = uuid4()
    assert publish(client_id=key) != publish(client_id=key, by=scene.tom, host=scene.other)


def test_followers_of_the_group_hear_of_it_and_whoever_wrote_it_does_not(scene, publish):
    follow(scene.ada, scene.group)
    follow(scene.priya, scene.group)
    publish()
    assert list(Notice.objects.values_list("person__name", "entry__verb")) == [("Ada", "calendar.published")]


def test_pages_kept_for_visitors_are_made_anew(scene, publish):
    before = versions.current()
    publish()
    assert versions.current() > before


def test_two_of_one_name_have_two_addresses(publish):
    assert publish().slug != publish().slug


def test_an_event_is_where_its_venue_is_or_else_where_its_group_is(scene, publish):
    weft = make.make_area("Weftbridge", parent=scene.borough)
    elsewhere = make.make_venue("Weft Hall", point=make.make_point(51.6, 1.5, weft, scene.borough))
    assert set(publish(venue=elsewhere).areas.all()) == {weft, scene.borough}
    assert set(publish(venue=None).areas.all()) == {scene.area, scene.borough}


def test_a_confidential_venue_does_not_say_in_which_area_it_is(scene, publish):
    weft = make.make_area("Weftbridge", parent=scene.borough)
    secret = make.make_venue("A quiet house", point=make.make_point(51.6, 1.5, weft), is_confidential=True)
    assert set(publish(venue=secret).areas.all()) == {scene.area, scene.borough}


def test_lists_can_be_narrowed(scene, publish):
    publish()
    other = publish(by=scene.tom, host=scene.other, title="Bread", venue=None)
    window = (scene.now, scene.now + timedelta(days=7))
    titles = lambda **wanted: sorted(one.title for one in reads.happenings(*window, **wanted))
    assert titles() == ["Bread", "Choir practice"]
    assert titles(groups=[scene.other.pk]) == ["Bread"]
    assert titles(areas=[scene.area.pk]) == ["Choir practice"]
    assert titles(themes=[scene.theme.pk]) == ["Choir practice"]
    assert titles(hosts=[scene.other]) == ["Bread"]
    assert titles(series=[other.pk]) == ["Bread"]
    assert titles(groups=[]) == []


@pytest.mark.parametrize("number", [1, 3])
def test_a_list_asks_three_questions(scene, publish, number, django_assert_num_queries):
    for place in range(number):
        publish(title=f"Practice {place}")
    with django_assert_num_queries(3):
        found = reads.happenings(scene.now, scene.now + MONTH)
        assert {(one.title, one.venue.point.lat, one.series.group.name) for one in found}


def test_what_is_cancelled_stays_in_the_list_and_says_so(scene, publish):
    series = actions.cancel_series(publish(), by=scene.priya, note="The roof leaks")
    assert series.sequence == 1
    assert {one.is_cancelled for one in reads.happenings(scene.now, scene.now + MONTH)} == {True}
    assert {one.note for one in reads.happenings(scene.now, scene.now + MONTH)} == {"The roof leaks"}
    again = actions.restore_series(series, by=scene.priya)
    assert again.sequence == 2
    assert {one.is_cancelled for one in reads.happenings(scene.now, scene.now + MONTH)} == {False}


@pytest.mark.parametrize(
    "rule",
    [
        Recurrence(start=datetime(2026, 3, 3, 19, 0)),
        Recurrence(start=datetime(2026, 3, 3, 19, 0), minutes=90, freq="MONTHLY", byday=("1TU", "3TU"), count=7),
        Recurrence(
            start=datetime(2026, 3, 3, 19, 0, 30),
            freq="WEEKLY",
            interval=2,
            byday=("TU",),
            dates=(datetime(2026, 5, 1, 9, 0),),
            without=frozenset({datetime(2026, 3, 17, 19, 0, 30)}),
        ),
    ],
)
def test_a_rule_comes_back_as_it_was_kept(rule):
    assert keeping.unpacked(keeping.packed(rule)) == rule


def test_holidays_take_dates_away_only_from_what_rests_in_them(scene, publish):
    resting, other = publish(skips_school_holidays=True), publish(title="Practice all year")
    actions.add_holidays([("Easter", datetime(2026, 3, 30).date(), datetime(2026, 4, 12).date())])
    found = reads.happenings(scene.now + MONTH / 2, scene.now + 2 * MONTH)
    easter = {"20260331T1900", "20260407T1900"}
    assert not easter & {one.original for one in found if one.series == resting}
    assert easter < {one.original for one in found if one.series == other}
