"""Events of something that a room above has made known: here an area stands in for it."""

from datetime import timedelta

import pytest

from closeknit.calendar import hosts, policies, reads
from closeknit.calendar.models import Series
from closeknit.core.policy import may
from closeknit.journal.following import follow
from closeknit.journal.models import Notice
from closeknit.places.models import Area
from tests.support import factories as make

WEEK = timedelta(days=7)


@pytest.fixture(autouse=True)
def _an_area_is_a_host(scene, monkeypatch):
    """Areas in force hold events, which Ada looks after."""
    kept = dict(hosts._hosts)
    monkeypatch.setattr(hosts, "_hosts", kept)
    hosts.host(
        "places.area",
        model=Area,
        visible_to=lambda _person: Area.objects.current(),
        may_edit=lambda person, _area: person == scene.ada,
        areas=lambda area: [*area.ancestor_ids, area.pk],
        themes=lambda _area: [scene.theme.pk],
    )


@pytest.fixture
def meeting(scene, publish):
    return publish(by=scene.ada, host=scene.area, title="Network meeting", venue=None)


def test_it_is_where_and_about_what_its_host_is(scene, meeting):
    assert set(meeting.areas.all()) == {scene.area, scene.borough}
    assert list(meeting.themes.all()) == [scene.theme]
    assert hosts.named(meeting) == ("Warpfield", scene.area.get_absolute_url())


def test_lists_know_it_by_its_host(scene, meeting):
    found = reads.happenings(scene.now, scene.now + WEEK, hosts=[scene.area])
    assert [one.series for one in found] == [meeting]
    assert reads.happenings(scene.now, scene.now + WEEK, hosts=[scene.group]) == []


def test_whoever_runs_the_host_changes_it_and_nobody_else(scene, meeting):
    assert may(scene.ada, "calendar.edit_series", meeting)
    assert not may(scene.priya, "calendar.edit_series", meeting)
    assert not may(None, "calendar.edit_series", meeting)


@pytest.mark.parametrize("is_there", [True, False])
def test_one_who_may_not_know_of_the_host_does_not_know_of_it(scene, meeting, is_there):
    if not is_there:
        Area.objects.filter(pk=scene.area.pk).update(valid_until="2026-01-01")
    for person in (None, scene.sam):
        seen = Series.objects.visible_to(person).filter(pk=meeting.pk).exists()
        assert seen is is_there is policies.may_see_series(person, meeting)


def test_followers_of_the_host_hear_of_it(scene, publish):
    follow(scene.sam, scene.area)
    publish(by=scene.ada, host=scene.area, title="Network meeting", venue=None)
    assert Notice.objects.get().person == scene.sam


def test_its_page_names_its_host(scene, meeting, client):
    text = client.get(meeting.get_absolute_url()).content.decode()
    assert scene.area.get_absolute_url() in text


def test_what_holds_no_events_is_refused(scene, publish):
    with pytest.raises(KeyError):
        publish(host=make.make_person("Wren"))
