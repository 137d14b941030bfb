"""Connecting a calendar by the pages: who may, what they see, what they can say."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from closeknit.calendar.actions import feeds
from closeknit.calendar.feeds import fetching, retention
from closeknit.calendar.feeds.jobs import refresh_feeds
from closeknit.calendar.models import Feed, FeedReading, Series
from closeknit.calendar.personal_data import erase, export
from closeknit.core.errors import Refused
from closeknit.core.policy import may
from closeknit.journal.waiting import waiting_for
from tests.support.feed_things import ADDRESS, SIGN_IN, Site, ToTheSite, calendar, event, served

WEEKLY = event("choir", "20260303T190000", "RRULE:FREQ=WEEKLY;BYDAY=TU")
SECRET = event("dentist", "20260404T090000", "CLASS:PRIVATE", title="Dentist of Priya")


@pytest.fixture
def site(monkeypatch):
    with served(Site(body=calendar(WEEKLY, SECRET))) as found:
        monkeypatch.setattr(fetching, "network", ToTheSite(found.port))
        yield found


@pytest.fixture
def feed(scene, site):
    looked_at = feeds.look_at(scene.group, ADDRESS, by=scene.priya)
    return feeds.believe(looked_at, by=scene.priya, digest=looked_at.reading.digest)


@pytest.fixture
def priya(client, scene):
    client.force_login(scene.priya)
    return client


def page_of(scene):
    return reverse("calendar:feeds", args=[scene.group.slug])


def read_on(clock):
    clock.shift(timedelta(hours=12))
    refresh_feeds.func()


def test_from_the_address_to_the_events(priya, scene, site):
    page = priya.get(page_of(scene)).content.decode()
    assert "Secret address in iCal format" in page
    looked_at = priya.post(page_of(scene), {"address": ADDRESS})
    assert looked_at.status_code == 303
    shown = priya.get(looked_at.url).content.decode()
    assert "Tuesdays, 19.00 to 21.00" in shown
    assert "Nothing is published yet" in shown
    assert "1 event is marked as private there" in shown
    assert "Dentist" not in shown
    digest = FeedReading.objects.get().digest
    answer = priya.post(
        reverse("calendar:feed-belief", args=[Feed.objects.get().uuid]), {"digest": digest}, follow=True
    )
    assert "All is well" in answer.content.decode()
    assert Series.objects.get().title == "Choir"


def test_no_is_no(priya, scene, site):
    looked_at = priya.post(page_of(scene), {"address": ADDRESS})
    assert priya.post(f"{looked_at.url}removal/").status_code == 303
    assert not Feed.objects.exists()


@pytest.mark.parametrize(
    ("body", "status", "words"),
    [
        (SIGN_IN, 200, "asks to sign in"),
        (b"<html>Hello</html>", 200, "Look for “iCal”"),
        (b"", 404, "answered with an error (404)"),
    ],
)
def test_what_is_no_calendar_is_said_where_it_was_typed(priya, scene, site, body, status, words):
    site.body, site.status = body, status
    answer = priya.post(page_of(scene), {"address": ADDRESS})
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert ADDRESS in answer.content.decode()
    assert not Feed.objects.exists()


def test_a_visitor_signs_in_first_and_a_stranger_may_not(client, scene, feed):
    for address in (page_of(scene), feed.get_absolute_url()):
        assert client.get(address).status_code == 302
    client.force_login(scene.tom)
    assert client.get(page_of(scene)).status_code == 403
    assert client.get(feed.get_absolute_url()).status_code == 404
    for name in (
        "feed-belief",
        "feed-ours",
        "feed-reading",
        "feed-removal",
        "feed-return",
        "feed-leaving",
        "feed-address",
    ):
        assert client.post(reverse(f"calendar:{name}", args=[feed.uuid]), {"events": "remove"}).status_code == 404
    assert Feed.objects.get().is_connected


def test_the_groups_page_tells_those_who_look_after_it_alone(client, scene, feed):
    page = scene.group.get_absolute_url()
    assert "Your own calendar" not in client.get(page).content.decode()
    client.force_login(scene.tom)
    assert "Your own calendar" not in client.get(page).content.decode()
    client.force_login(scene.priya)
    shown = client.get(page).content.decode()
    assert "Your own calendar" in shown
    assert "All is well" in shown
    assert ADDRESS not in shown


def test_a_doubt_is_shown_with_both_ways_out(priya, scene, feed, site, clock):
    site.body = calendar()
    read_on(clock)
    shown = priya.get(feed.get_absolute_url()).content.decode()
    assert "The calendar is empty. We keep the events we had." in shown
    assert "Yes, that is right" in shown
    assert "No, keep ours" in shown
    assert [one.words for one in waiting_for(scene.priya)] == ["The calendar of Heddle Hill Singers needs you"]
    assert priya.post(reverse("calendar:feed-ours", args=[feed.uuid])).status_code == 303
    assert waiting_for(scene.priya) == []
    assert Series.objects.get().state == "planned"


def test_the_one_fix_for_a_lost_address(priya, scene, feed, site, clock):
    site.status = 410
    read_on(clock)
    shown = priya.get(feed.get_absolute_url()).content.decode()
    assert "There is no calendar at that address any more." in shown
    site.status = 200
    address = reverse("calendar:feed-address", args=[feed.uuid])
    assert priya.post(address, {"address": "nonsense"}).status_code == 422
    assert priya.post(address, {"address": "http://new.example/x.ics"}).status_code == 303
    shown = priya.get(feed.get_absolute_url()).content.decode()
    assert "All of its events are here already, just as they are." in shown
    priya.post(reverse("calendar:feed-belief", args=[feed.uuid]), {"digest": FeedReading.objects.get().digest})
    feed.refresh_from_db()
    assert (feed.address, feed.trouble) == ("http://new.example/x.ics", "")


def test_a_stale_yes_is_not_taken(priya, feed, site, clock):
    site.body = calendar()
    read_on(clock)
    answer = priya.post(reverse("calendar:feed-belief", args=[feed.uuid]), {"digest": "of-before"})
    assert answer.status_code == 409
    assert Series.objects.get().state == "planned"


def test_read_it_now(priya, feed, site):
    asked = len(site.asked)
    assert priya.post(reverse("calendar:feed-reading", args=[feed.uuid])).status_code == 303
    assert len(site.asked) == asked + 1


def test_leaving_and_coming_back(priya, feed):
    page = reverse("calendar:feed-leaving", args=[feed.uuid])
    assert priya.get(page).status_code == 200
    assert priya.post(page, {"events": "nonsense"}).status_code == 422
    assert priya.post(page, {"events": "remove"}).status_code == 303
    assert Series.objects.listed_for(None).count() == 0
    assert "Connect it again" in priya.get(feed.get_absolute_url()).content.decode()
    assert priya.post(reverse("calendar:feed-return", args=[feed.uuid])).status_code == 303
    assert Series.objects.listed_for(None).count() == 1


def test_what_comes_from_a_calendar_is_not_changed_here(priya, scene, feed):
    series = Series.objects.get()
    assert not may_change(scene.priya, series)
    feeds.disconnect(feed, by=scene.priya, keep_events=True)
    assert may_change(scene.priya, Series.objects.get())


def test_its_pages_offer_no_change_and_say_why(priya, feed):
    series = Series.objects.get()
    shown = priya.get(series.get_absolute_url()).content.decode()
    assert "Comes from the group’s own calendar" in shown
    assert "Change this event" not in shown
    for name in ("edit", "cancel"):
        assert priya.get(reverse(f"calendar:{name}", args=[series.slug])).status_code == 403
    date = reverse("calendar:happening", args=[series.slug, "20260310T1900"])
    assert "Move or change this date" not in priya.get(date).content.decode()
    assert "Add this date to my calendar" in priya.get(date).content.decode()
    assert priya.get(reverse("calendar:answers", args=[series.slug, "20260310T1900"])).status_code == 200


def may_change(person, series):
    return may(person, "calendar.change_series", series)


def test_addresses_are_forgotten(scene, feed, site, clock):
    feeds.look_at(scene.group, "http://other.example/x.ics", by=scene.priya)
    clock.shift(timedelta(days=8))
    assert retention.forget_looked_at(timezone.now()) == 1
    feeds.disconnect(feed, by=scene.priya, keep_events=True)
    clock.shift(timedelta(days=29))
    assert retention.forget_left(timezone.now()) == 0
    clock.shift(timedelta(days=2))
    assert retention.forget_left(timezone.now()) == 1
    assert Series.objects.listed_for(None).count() == 1


def test_whose_name_goes(scene, feed):
    assert [row for section in export(scene.priya) for row in section.rows if "Calendar" in row]
    erase(scene.priya, timezone.now())
    feed.refresh_from_db()
    assert feed.by is None
    assert feed.is_connected


def test_five_are_enough(scene, site):
    for number in range(5):
        one = feeds.look_at(scene.group, f"http://{number}.example/x.ics", by=scene.priya)
        feeds.believe(one, by=scene.priya, digest=one.reading.digest)
    with pytest.raises(Refused, match="up to 5"):
        feeds.look_at(scene.group, ADDRESS, by=scene.priya)
