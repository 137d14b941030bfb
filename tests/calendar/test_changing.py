"""Moved, cancelled, “this and following”, “all”: every date keeps its page."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from closeknit.algorithms.schedule import LONDON
from closeknit.calendar import actions, originals, reads
from closeknit.calendar.dates import NoSuchDate
from closeknit.calendar.models import Change, FormerDate, Series
from closeknit.core.errors import Refused
from closeknit.journal.following import follow, level_of
from closeknit.journal.models import Notice
from tests.support import factories as make

MONTH = timedelta(days=30)
THIRD, TENTH, SEVENTEENTH = "20260303T1900", "20260310T1900", "20260317T1900"


def at(day, hour):
    return datetime(2026, 3, day, hour, 0, tzinfo=LONDON)


def test_a_moved_date_keeps_its_name_and_stands_where_it_is_now(scene, publish):
    series = publish()
    actions.change_date(series, TENTH, by=scene.priya, starts=at(12, 18), note="The hall is let")
    date = reads.date_of(series, TENTH)
    assert (date.starts, date.ends, date.is_moved, date.note) == (at(12, 18), at(12, 20), True, "The hall is let")
    found = reads.happenings(at(10, 0), at(13, 0))
    assert [(one.original, one.starts) for one in found] == [(TENTH, at(12, 18))]


def test_a_change_raises_the_sequence_each_time(scene, publish):
    series = publish()
    assert actions.change_date(series, TENTH, by=scene.priya, starts=at(12, 18)).sequence == 1
    assert actions.change_date(series, TENTH, by=scene.priya, starts=at(13, 18)).sequence == 2
    assert actions.cancel_date(series, TENTH, by=scene.priya).sequence == 3
    assert Change.objects.count() == 1


def test_one_date_elsewhere_is_not_moved_in_time_and_others_stay(scene, publish):
    hall, series = make.make_venue("Weft Hall"), publish()
    actions.change_date(series, TENTH, by=scene.priya, venue=hall)
    dates = {one.original: one for one in reads.happenings(scene.now, scene.now + MONTH)}
    assert (dates[TENTH].venue, dates[TENTH].is_moved) == (hall, False)
    assert dates[SEVENTEENTH].venue == scene.venue


def test_a_cancelled_date_stays_and_can_be_on_after_all(scene, publish):
    series = publish()
    actions.cancel_date(series, TENTH, by=scene.priya, note="Snow")
    assert reads.date_of(series, TENTH).is_cancelled
    assert [one.is_cancelled for one in reads.happenings(at(10, 0), at(18, 0))] == [True, False]
    actions.restore_date(series, TENTH, by=scene.priya)
    assert not reads.date_of(series, TENTH).is_cancelled
    with pytest.raises(Refused):
        actions.restore_date(series, TENTH, by=scene.priya)


def test_a_date_that_is_none_cannot_be_moved(scene, publish):
    with pytest.raises(NoSuchDate):
        actions.change_date(publish(), "20260311T1900", by=scene.priya, starts=at(12, 18))
    with pytest.raises(NoSuchDate):
        reads.date_of(publish(), "nonsense")


def test_followers_hear_that_a_date_is_cancelled(scene, publish):
    series = publish()
    follow(scene.ada, series)
    actions.cancel_date(series, TENTH, by=scene.priya)
    assert list(Notice.objects.values_list("person__name", "entry__verb")) == [("Ada", "calendar.date_cancelled")]


# ── This and all that follow ─────────────────────────────────────────────────────────────────────


def test_this_and_following_leaves_what_was_before(scene, publish, choir):
    series = publish()
    later = replace(choir, start=datetime(2026, 3, 17, 18, 30))
    following = actions.edit_following(series, SEVENTEENTH, by=scene.priya, rule=later)
    assert following != series
    assert following.follows == series
    found = reads.happenings(scene.now, scene.now + MONTH)
    assert [(one.series, one.original) for one in found] == [
        (series, THIRD),
        (series, TENTH),
        (following, "20260317T1830"),
        (following, "20260324T1830"),
        (following, "20260331T1830"),
    ]
    series.refresh_from_db()
    assert (series.last_on.isoformat(), series.sequence) == ("2026-03-16", 1)


def test_the_page_of_each_later_date_leads_to_its_new_one(scene, publish, choir):
    series = publish()
    later = replace(choir, start=datetime(2026, 3, 17, 18, 30))
    following = actions.edit_following(series, SEVENTEENTH, by=scene.priya, rule=later)
    now = reads.now_at(series, "20260331T1900")
    assert (now.to_series, now.to_original) == (following, "20260331T1830")
    assert reads.now_at(series, TENTH) is None


def test_a_date_that_the_new_rule_leaves_out_is_no_more_and_says_so(scene, publish, choir):
    series = publish()
    monthly = replace(choir, start=datetime(2026, 3, 17, 19, 0), freq="MONTHLY", byday=("3TU",))
    following = actions.edit_following(series, SEVENTEENTH, by=scene.priya, rule=monthly)
    assert reads.now_at(series, "20260324T1900").to_original == ""
    assert reads.now_at(series, SEVENTEENTH).to_series == following


def test_a_later_date_that_was_moved_stays_moved(scene, publish, choir):
    series = publish()
    actions.change_date(series, "20260324T1900", by=scene.priya, starts=at(26, 20))
    later = replace(choir, start=datetime(2026, 3, 17, 18, 30))
    following = actions.edit_following(series, SEVENTEENTH, by=scene.priya, rule=later)
    date = reads.date_of(following, "20260324T1830")
    assert (date.starts, date.is_moved) == (at(26, 20), True)


def test_followers_go_along(scene, publish, choir):
    series = publish()
    follow(scene.ada, series)
    following = actions.edit_following(series, SEVENTEENTH, by=scene.priya, title="Choir")
    assert level_of(scene.ada, following) == level_of(scene.ada, series)
    assert (following.title, reads.date_of(series, TENTH).title) == ("Choir", "Choir practice")


def test_changed_twice_an_old_page_still_leads_to_the_last(scene, publish, choir):
    series = publish()
    second = actions.edit_following(
        series, SEVENTEENTH, by=scene.priya, rule=replace(choir, start=datetime(2026, 3, 17, 18, 30))
    )
    third = actions.edit_following(
        second, "20260324T1830", by=scene.priya, rule=replace(choir, start=datetime(2026, 3, 24, 18, 0))
    )
    now = reads.now_at(series, "20260331T1900")
    assert (now.to_series, now.to_original) == (third, "20260331T1800")


def test_from_its_first_date_on_it_is_the_same_series(scene, publish, choir):
    series = publish()
    same = actions.edit_following(series, THIRD, by=scene.priya, rule=replace(choir, start=datetime(2026, 3, 3, 18, 0)))
    assert same == series
    assert reads.now_at(series, TENTH).to_original == "20260310T1800"
    assert Series.objects.count() == 1


# ── All ──────────────────────────────────────────────────────────────────────────────────────────


def test_words_change_for_all_without_a_new_series(scene, publish):
    series = publish()
    same = actions.edit_all(series, by=scene.priya, title="Singing together", summary="Come as you are")
    assert (same, same.title, same.sequence) == (series, "Singing together", 1)
    assert FormerDate.objects.count() == 0


def test_what_is_over_stays_as_it_was(scene, publish, choir, clock):
    series = publish()
    clock.move_to(at(12, 12))
    following = actions.edit_all(series, by=scene.priya, rule=replace(choir, start=datetime(2026, 3, 3, 18, 0)))
    assert reads.date_of(series, TENTH).starts == at(10, 19)
    assert [one.original for one in reads.next_dates(following, at(12, 12), 2)] == ["20260317T1800", "20260324T1800"]
    assert not any(one.starts < at(12, 0) for one in reads.happenings(at(4, 0), at(31, 0), series=[following.pk]))


def test_before_it_has_begun_the_series_itself_changes(scene, publish, choir):
    series = publish()
    same = actions.edit_all(
        series, by=scene.priya, rule=replace(choir, start=datetime(2026, 3, 5, 18, 0), byday=("TH",))
    )
    assert same == series
    assert [one.original for one in reads.next_dates(same, scene.now, 2)] == ["20260305T1800", "20260312T1800"]
    assert reads.now_at(series, THIRD).to_original == "20260305T1800"


def test_a_name_that_comes_back_is_a_date_again(scene, publish, choir):
    series = publish()
    actions.edit_all(series, by=scene.priya, rule=replace(choir, start=datetime(2026, 3, 3, 18, 0)))
    series.refresh_from_db()
    actions.edit_all(series, by=scene.priya, rule=choir)
    series.refresh_from_db()
    assert reads.date_of(series, TENTH).starts == at(10, 19)
    assert reads.now_at(series, TENTH) is None
    assert reads.now_at(series, "20260310T1800").to_original == TENTH


def test_an_ended_series_has_no_dates_left_to_change(scene, publish, choir, clock):
    series = publish(rule=replace(choir, until=datetime(2026, 3, 10).date()))
    clock.move_to(at(20, 12))
    with pytest.raises(Refused):
        actions.edit_all(series, by=scene.priya, rule=replace(choir, until=datetime(2026, 3, 12).date()))


@pytest.mark.parametrize("name", ["20260303T1900", "20260303T190030", "00010203T0405"])
def test_the_name_of_a_date_reads_as_it_is_written(name):
    assert originals.named(originals.read(name)) == name


@pytest.mark.parametrize(
    "name", ["2026033T1900", "20260303T1900Z", "20260230T1900", "", "20260303 1900", "20260303T190000"]
)
def test_another_spelling_is_no_name(name):
    with pytest.raises(ValueError):
        originals.read(name)
