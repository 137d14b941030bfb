"""What an event is about: the themes that were chosen for it; without any, those of its host."""

import re
from datetime import datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from closeknit.algorithms.ics.reading import read
from closeknit.algorithms.schedule import LONDON
from closeknit.calendar import actions, ics_wanted, reads, upcoming
from closeknit.calendar.actions import edit_all, edit_following
from closeknit.calendar.models import Series
from closeknit.directory.models import GroupTheme
from closeknit.directory.theme_actions import take_out_theme
from closeknit.journal.models import Entry
from tests.support import factories as make
from tests.support import meeting_things

WEEKLY = {"how": "weekly", "every": "1", "weekdays": ["TU"], "opens": "19:00", "closes": "21:00"}
EDITED = {"how": "kept", "title": "Choir practice", "venue_name": "Dyehouse Library"}


@pytest.fixture
def mending(scene):
    return make.make_theme("Mending", parent=make.make_theme("Repairing"))


def about(series):
    return sorted(Series.objects.get(pk=series.pk).themes.values_list("slug", flat=True))


def on(client, theme):
    return "Choir practice" in client.get(f"{reverse('calendar:whats-on')}?theme={theme.slug}").text


def ticked(client, address):
    boxes = re.findall(r'<input type="checkbox" name="themes"[^>]*>', client.get(address).text)
    return [re.search('value="([^"]*)"', box)[1] for box in boxes if " checked" in box]


def told(client, thing):
    data = client.get(ics_wanted.address_of(thing)).content
    return [one.summary for one in read(data, zone=LONDON, now=datetime.now(LONDON)).events]


def test_themes_are_chosen_in_the_form_and_found_by_all_lists(scene, mending, client):
    client.force_login(scene.priya)
    new = f"{reverse('calendar:new')}?for=directory.group:{scene.group.uuid}"
    client.post(new, {**WEEKLY, "title": "Choir practice", "themes": ["mending"]})
    series = Series.objects.get()
    assert about(series) == ["mending"]
    client.logout()
    assert [on(client, theme) for theme in (mending, mending.parent, scene.theme)] == [True, True, False]
    assert told(client, mending) == told(client, mending.parent) == ["Choir practice"]
    assert told(client, scene.theme) == []
    window = (scene.now, scene.now + timedelta(days=7))
    assert [one.title for one in reads.happenings(*window, themes=[mending.pk])] == ["Choir practice"]


def test_with_none_ticked_it_is_about_what_its_group_is(scene, mending, publish, client):
    series = publish(themes=[mending.pk])
    client.force_login(scene.priya)
    edit = reverse("calendar:edit", args=[series.slug])
    assert ticked(client, edit) == ["mending"]
    assert client.post(edit, EDITED).status_code == 303
    assert about(series) == ["singing"]
    assert ticked(client, edit) == []


def test_what_is_about_its_group_follows_its_group(scene, mending, publish):
    borrowing, own = publish(), publish(title="Bring and mend", themes=[mending.pk])
    GroupTheme.objects.filter(group=scene.group).update(theme=mending.parent)
    upcoming.refresh_all(timezone.now())
    assert (about(borrowing), about(own)) == (["repairing"], ["mending"])


def test_when_its_own_theme_is_no_more_it_is_about_its_group(scene, mending, publish):
    series = publish(themes=[mending.pk])
    take_out_theme(mending)
    upcoming.refresh_all(timezone.now())
    assert about(series) == ["singing"]
    assert not Series.objects.get().has_own_themes


def test_what_goes_on_from_some_date_on_keeps_its_themes(scene, mending, publish):
    series = publish(themes=[mending.pk])
    following = edit_following(series, "20260310T1900", by=scene.priya, title="Late choir")
    assert following.pk != series.pk
    assert about(following) == about(series) == ["mending"]
    another = edit_following(following, "20260317T1900", by=scene.priya, themes=[scene.theme.pk])
    assert (about(another), about(following)) == (["singing"], ["mending"])


def test_who_follows_it_hears_of_other_themes_and_not_of_the_same(scene, mending, publish):
    series = publish(themes=[mending.pk])
    before = Entry.objects.count()
    edit_all(series, by=scene.priya, themes=[mending.pk])
    assert Entry.objects.count() == before
    edit_all(series, by=scene.priya, themes=[scene.theme.pk])
    assert Entry.objects.count() == before + 1


def test_the_calendar_of_a_network_of_a_theme_has_all_that_is_about_it(scene, mending, publish, choir, client):
    network = meeting_things.make_network(theme=mending.parent, kind="theme")
    actions.publish_series(by=scene.kit, host=network, rule=choir, title="The menders meet")
    publish(title="Bring and mend", themes=[mending.pk])
    publish()
    assert sorted(told(client, network)) == ["Bring and mend", "The menders meet"]
