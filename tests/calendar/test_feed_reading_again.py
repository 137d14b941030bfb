"""A connected calendar is read again from a real site on this machine: news, troubles, doubts."""

from datetime import timedelta

import pytest
from django.utils import timezone

from closeknit.algorithms.ics.feed import Calendar
from closeknit.calendar import originals
from closeknit.calendar.actions import feeds, feeds_refreshing
from closeknit.calendar.feeds import fetching, items, pace
from closeknit.calendar.feeds.health import health_of
from closeknit.calendar.feeds.jobs import refresh_feeds
from closeknit.calendar.models import Change, Feed, FeedReading, FormerDate, Series, Upcoming
from closeknit.calendar.vocabulary import SeriesState
from closeknit.core.errors import Refused
from closeknit.journal.models import Entry, Notice
from tests.support.feed_things import ADDRESS, SIGN_IN, Site, ToTheSite, calendar, event, served

WEEKLY = event("choir", "20260303T190000", "RRULE:FREQ=WEEKLY;BYDAY=TU")
FAIR = event("fair", "20260425T110000", title="Spring fair")
SWAP = event("swap", "20260502T100000", title="Seed swap")


@pytest.fixture
def site(monkeypatch):
    with served(Site(body=calendar(WEEKLY, FAIR), etag='"one"')) as found:
        monkeypatch.setattr(fetching, "network", ToTheSite(found.port))
        yield found


@pytest.fixture
def feed(scene, site):
    looked_at = feeds.look_at(scene.group, ADDRESS, by=scene.priya)
    return feeds.believe(looked_at, by=scene.priya, digest=looked_at.reading.digest)


def later(feed, clock, **by):
    """Some time goes by, and the worker reads it."""
    clock.shift(timedelta(**(by or {"hours": 12})))
    assert refresh_feeds.func() == 1
    feed.refresh_from_db()
    return feed


def titles(**state):
    return sorted(Series.objects.filter(**state).values_list("title", flat=True))


def waits(feed):
    return FeedReading.objects.filter(feed=feed).first()


def told(person):
    rows = Notice.objects.filter(person=person, is_addressed=True, entry__verb__startswith="calendar.feed_")
    return list(rows.order_by("pk").values_list("entry__verb", flat=True))


def test_nothing_is_published_before_somebody_has_looked(scene, site):
    looked_at = feeds.look_at(scene.group, ADDRESS, by=scene.priya)
    assert (looked_at.state, looked_at.name, Series.objects.count()) == ("new", "Singers", 0)
    assert refresh_feeds.func() == 0


def test_its_events_become_those_of_the_group(feed, scene):
    choir, fair = Series.objects.order_by("title")
    assert (choir.title, fair.title) == ("Choir", "Spring fair")
    assert {choir.feed, fair.feed} == {feed}
    assert {choir.group, fair.group} == {scene.group}
    assert choir.place_words == "Dyehouse Library"
    assert (choir.recurrence().freq, choir.last_on) == ("WEEKLY", None)
    assert set(choir.areas.all()) == {scene.area, scene.borough}
    assert list(choir.themes.all()) == [scene.theme]
    assert Upcoming.objects.filter(series=choir).count() > 50
    assert Upcoming.objects.filter(series=fair).count() == 1


def test_confirmed_twice_it_is_there_once(feed, scene):
    feeds.believe(feed, by=scene.priya, digest="")
    assert Series.objects.count() == 2


def test_only_what_was_looked_at_is_confirmed(scene, site):
    looked_at = feeds.look_at(scene.group, ADDRESS, by=scene.priya)
    with pytest.raises(Refused, match="changed in the meantime"):
        feeds.believe(looked_at, by=scene.priya, digest="another")


def test_the_same_calendar_is_connected_once(feed, scene):
    with pytest.raises(Refused, match="connected already"):
        feeds.look_at(scene.group, ADDRESS.replace("http://", "http://"), by=scene.priya)


def test_a_site_is_asked_for_news_only(feed, site, clock):
    later(feed, clock)
    assert site.asked[-1]["if-none-match"] == '"one"'
    assert (feed.trouble, feed.read_at) == ("", timezone.now())
    assert Entry.objects.filter(verb="calendar.feed_news").count() == 0


def test_all_of_it_is_read_at_least_every_thirty_days(feed, site, clock):
    begun = feed.whole_at
    for _day in range(31):
        later(feed, clock, days=1)
    assert "if-none-match" not in site.asked[-2] or "if-none-match" not in site.asked[-1] or feed.whole_at > begun
    assert feed.whole_at - begun >= timedelta(days=29)


def test_what_is_new_and_what_was_renamed_comes_in(feed, site, clock):
    site.body, site.etag = calendar(WEEKLY, FAIR.replace("Spring fair", "Great spring fair"), SWAP), '"two"'
    later(feed, clock)
    assert titles() == ["Choir", "Great spring fair", "Seed swap"]
    news = Entry.objects.get(verb="calendar.feed_news")
    assert news.data == {"new": 1, "changed": 1, "ended": 0}


def test_read_twice_nothing_happens_twice(feed, site, clock):
    site.body, site.etag = calendar(WEEKLY, FAIR, SWAP), ""
    later(feed, clock)
    before = [list(model.objects.order_by("pk").values()) for model in (Series, Change, FormerDate)]
    later(feed, clock)
    assert [list(model.objects.order_by("pk").values()) for model in (Series, Change, FormerDate)] == before
    assert Entry.objects.filter(verb="calendar.feed_news").count() == 1


def test_one_that_no_worker_survives_keeps_no_other_waiting(feed, scene, site, clock, monkeypatch):
    other = feeds.look_at(scene.group, "http://other.example/x.ics", by=scene.priya)
    other = feeds.believe(other, by=scene.priya, digest=other.reading.digest)
    clock.shift(timedelta(hours=12))
    Feed.objects.filter(pk=feed.pk).update(next_at=timezone.now() - timedelta(hours=20))
    ask = fetching.ask

    def deadly(address, *more):
        if address == feed.address:
            raise MemoryError
        return ask(address, *more)

    monkeypatch.setattr(fetching, "ask", deadly)
    with pytest.raises(MemoryError):
        refresh_feeds.func()
    clock.shift(timedelta(minutes=5))
    with pytest.raises(MemoryError):
        refresh_feeds.func()
    other.refresh_from_db()
    assert other.asked_at == timezone.now()


def test_an_answer_that_was_overtaken_counts_for_nothing(feed, site, clock):
    asked_at = timezone.now() - timedelta(minutes=1)
    answer = fetching.Answer(Calendar())
    feeds_refreshing.take_in(feed, answer, asked_at)
    assert titles(state=SeriesState.PLANNED) == ["Choir", "Spring fair"]
    assert waits(feed) is None


def test_a_date_put_off_keeps_its_page(feed, site, clock):
    fair = Series.objects.get(title="Spring fair")
    original = Upcoming.objects.get(series=fair).original
    site.body, site.etag = calendar(WEEKLY, FAIR.replace("20260425T11", "20260426T14")), '"two"'
    later(feed, clock)
    row = Upcoming.objects.get(series=fair)
    assert (row.original, row.is_moved) == (original, True)
    assert f"{timezone.localtime(row.starts):%d %b %H:%M}" == "26 Apr 14:00"
    site.body, site.etag = calendar(WEEKLY, FAIR), '"three"'
    later(feed, clock)
    assert not Change.objects.exists()


def test_one_date_of_a_series_moves_and_is_called_off(feed, site, clock):
    choir = Series.objects.get(title="Choir")
    moved = event("choir", "20260310T200000", "RECURRENCE-ID;TZID=Europe/London:20260310T190000")
    off = event("choir", "20260317T190000", "RECURRENCE-ID;TZID=Europe/London:20260317T190000", "STATUS:CANCELLED")
    site.body, site.etag = calendar(WEEKLY, FAIR, moved, off), '"two"'
    later(feed, clock)
    changes = {row.original: row for row in Change.objects.filter(series=choir)}
    assert set(changes) == {"20260310T1900", "20260317T1900"}
    assert f"{timezone.localtime(changes['20260310T1900'].starts):%H:%M}" == "20:00"
    assert changes["20260317T1900"].is_cancelled
    assert Upcoming.objects.get(series=choir, original="20260310T1900").is_moved
    assert Upcoming.objects.get(series=choir, original="20260317T1900").is_cancelled


def test_a_date_left_out_is_gone_and_its_page_says_so(feed, site, clock):
    without = WEEKLY.replace("\r\nEND:VEVENT", "\r\nEXDATE;TZID=Europe/London:20260310T190000\r\nEND:VEVENT")
    site.body, site.etag = calendar(without, FAIR), '"two"'
    later(feed, clock)
    choir = Series.objects.get(title="Choir")
    assert not Upcoming.objects.filter(series=choir, original="20260310T1900").exists()
    assert FormerDate.objects.get(series=choir).original == "20260310T1900"


def test_another_hour_from_now_on_leaves_what_was_as_it_was(feed, site, clock):
    clock.shift(timedelta(days=20))
    site.body, site.etag = calendar(WEEKLY.replace("T190000", "T183000"), FAIR), '"two"'
    later(feed, clock)
    before, after = Series.objects.filter(title="Choir").order_by("pk")
    assert (before.last_on.isoformat(), after.follows) == ("2026-03-23", before)
    assert originals.read(Upcoming.objects.filter(series=after).order_by("starts").first().original).minute == 30
    site.etag = '"three"'
    later(feed, clock)
    assert Series.objects.filter(title="Choir").count() == 2


def test_new_names_for_all_are_no_news(feed, site, clock):
    numbers = set(Series.objects.values_list("pk", flat=True))
    site.body, site.etag = calendar(WEEKLY.replace("UID:choir", "UID:a1"), FAIR.replace("UID:fair", "UID:a2")), '"two"'
    later(feed, clock)
    assert set(Series.objects.values_list("pk", flat=True)) == numbers
    assert waits(feed) is None


def test_one_that_leaves_is_cancelled_and_may_come_back(feed, site, clock):
    site.body, site.etag = calendar(WEEKLY), '"two"'
    later(feed, clock)
    fair = Series.objects.get(title="Spring fair")
    assert (fair.state, fair.note) == ("cancelled", "It is no longer in the group’s own calendar.")
    site.body, site.etag = calendar(WEEKLY, FAIR), '"three"'
    later(feed, clock)
    assert Series.objects.get(title="Spring fair").pk == fair.pk
    assert titles(state=SeriesState.PLANNED) == ["Choir", "Spring fair"]


@pytest.mark.parametrize(
    ("status", "body", "trouble", "words"),
    [
        (200, SIGN_IN, "sign_in_page", "asks to sign in"),
        (200, b"<html><body>Our club</body></html>", "html", "a web page"),
        (200, b"", "empty", "nothing at all"),
        (200, b"hello", "broken", "not a calendar"),
        (404, b"", "gone", "no calendar at that address"),
        (401, b"", "not_allowed", "does not let us in"),
        (500, b"", "away", "does not answer"),
    ],
)
def test_what_is_wrong_is_said_and_the_events_stay(feed, site, clock, status, body, trouble, words):
    site.status, site.body, site.etag = status, body, ""
    later(feed, clock)
    assert (feed.trouble, feed.failures) == (trouble, 1)
    health = health_of(feed, waits(feed), timezone.now())
    assert words in health.words
    assert health.fix
    assert titles(state=SeriesState.PLANNED) == ["Choir", "Spring fair"]


def test_a_slow_site_is_given_up(feed, site, clock, monkeypatch):
    from closeknit.core import fetch

    monkeypatch.setattr(fetch, "MOST_SECONDS", 0.0)
    later(feed, clock)
    assert feed.trouble == "away"


def test_a_redirect_to_this_house_is_refused(feed, site, clock):
    site.says = lambda _site, _request: (302, {"Location": "http://127.0.0.1/secret"}, b"")
    later(feed, clock)
    assert feed.trouble == "not_public"
    assert len(site.asked) == 2


def test_pauses_grow_and_the_group_is_told_once(feed, site, clock, scene):
    site.status = 500
    site.etag = ""
    pauses = []
    for _time in range(8):
        later(feed, clock, days=2)
        pauses.append((feed.next_at - timezone.now()) / timedelta(hours=1))
    assert pauses[0] < 1.3
    assert pauses[0] < pauses[2] < pauses[4]
    assert max(pauses) <= 24 * 1.2
    assert told(scene.priya) == ["calendar.feed_broken"]
    site.status = 200
    later(feed, clock, days=2)
    assert (feed.trouble, feed.told_at) == ("", None)


def test_an_empty_calendar_is_held_and_said_once(feed, site, clock, scene):
    site.body, site.etag = calendar(), ""
    later(feed, clock)
    later(feed, clock)
    assert waits(feed).reason == "empty"
    assert titles(state=SeriesState.PLANNED) == ["Choir", "Spring fair"]
    assert told(scene.priya) == ["calendar.feed_in_doubt"]
    assert health_of(feed, waits(feed), timezone.now()).asks


def test_when_it_is_back_nobody_is_asked_any_more(feed, site, clock):
    whole, site.body, site.etag = site.body, calendar(), ""
    later(feed, clock)
    site.body = whole
    later(feed, clock)
    assert waits(feed) is None
    assert health_of(feed, None, timezone.now()).tone == "good"


def loss(number):
    """Ten events to come, without some."""
    return calendar(
        *(event(f"e{one}", f"202604{one + 10}T190000", title=f"Evening {one}") for one in range(number, 10))
    )


@pytest.fixture
def evenings(scene, site):
    site.body, site.etag = loss(0), ""
    looked_at = feeds.look_at(scene.group, ADDRESS, by=scene.priya)
    return feeds.believe(looked_at, by=scene.priya, digest=looked_at.reading.digest)


def test_a_third_gone_is_held_and_a_fifth_is_not(evenings, site, clock):
    site.body = loss(2)
    later(evenings, clock)
    assert waits(evenings) is None
    assert Series.objects.filter(state="cancelled").count() == 2
    site.body = loss(5)
    later(evenings, clock)
    assert (waits(evenings).reason, waits(evenings).gone, waits(evenings).coming) == ("too_many_gone", 3, 8)
    assert Series.objects.filter(state="cancelled").count() == 2


def test_that_is_right_lets_them_go(evenings, site, clock, scene):
    site.body = loss(5)
    later(evenings, clock)
    feeds.believe(evenings, by=scene.priya, digest=waits(evenings).digest)
    assert Series.objects.filter(state="cancelled").count() == 5
    later(evenings, clock)
    assert waits(evenings) is None


def test_keep_ours_keeps_them_and_nobody_is_asked_again(evenings, site, clock, scene):
    site.body = loss(5)
    later(evenings, clock)
    feeds.keep_ours(evenings, by=scene.priya)
    site.body = loss(6)
    later(evenings, clock)
    assert waits(evenings) is None
    assert Series.objects.filter(state="planned").count() == 10
    assert told(scene.priya) == ["calendar.feed_in_doubt"]
    assert "events we had are right" in health_of(evenings, None, timezone.now()).words
    site.body = loss(0)
    later(evenings, clock)
    assert evenings.kept_ours_at is None


def test_a_crash_half_way_leaves_the_old_state(feed, site, clock, monkeypatch):
    site.body, site.etag = calendar(WEEKLY.replace("SUMMARY:Choir", "SUMMARY:Great choir"), FAIR, SWAP), ""

    def crash(*_rows):
        raise RuntimeError("the power went")

    monkeypatch.setattr(items.Items, "save", crash)
    clock.shift(timedelta(hours=12))
    with pytest.raises(RuntimeError):
        refresh_feeds.func()
    assert titles() == ["Choir", "Spring fair"]
    monkeypatch.undo()
    monkeypatch.setattr(fetching, "network", ToTheSite(site.port))
    later(feed, clock)
    assert titles() == ["Great choir", "Seed swap", "Spring fair"]


def test_private_events_are_never_shown(feed, site, clock):
    secret = event("dentist", "20260404T090000", "CLASS:PRIVATE", title="Dentist of Priya")
    hidden = event("choir", "20260310T200000", "RECURRENCE-ID;TZID=Europe/London:20260310T190000", "CLASS:PRIVATE")
    site.body, site.etag = calendar(WEEKLY, FAIR, secret, hidden), ""
    later(feed, clock)
    assert titles() == ["Choir", "Spring fair"]
    assert not Upcoming.objects.filter(original="20260310T1900").exists()
    site.body = calendar(WEEKLY, FAIR)
    later(feed, clock)
    assert Upcoming.objects.filter(original="20260310T1900").exists()


def test_what_becomes_private_is_nobodys_to_see_and_may_come_back(feed, site, clock):
    site.body, site.etag = calendar(WEEKLY, FAIR.replace("END:VEVENT", "CLASS:PRIVATE\r\nEND:VEVENT")), ""
    later(feed, clock)
    assert [one.title for one in Series.objects.visible_to(None)] == ["Choir"]
    site.body = calendar(WEEKLY, FAIR)
    later(feed, clock)
    assert [(one.title, one.state) for one in Series.objects.listed_for(None).order_by("title")] == [
        ("Choir", "planned"),
        ("Spring fair", "planned"),
    ]


def test_so_does_what_was_of_it_by_another_rule(feed, scene, site, clock):
    clock.shift(timedelta(days=15))
    later_hour = WEEKLY.replace("T190000", "T193000")
    site.body, site.etag = calendar(later_hour, FAIR), ""
    later(feed, clock)
    assert titles(sight="shown") == ["Choir", "Choir", "Spring fair"]
    site.body = calendar(later_hour.replace("END:VEVENT", "CLASS:PRIVATE\r\nEND:VEVENT"), FAIR)
    later(feed, clock)
    assert titles(sight="shown") == ["Spring fair"]
    feeds.disconnect(feed, by=scene.priya, keep_events=False)
    feeds.connect_again(feed, by=scene.priya)
    assert titles(sight="shown") == ["Spring fair"]
    site.body = calendar(later_hour, FAIR)
    later(feed, clock)
    assert titles(sight="shown") == ["Choir", "Choir", "Spring fair"]


def test_a_group_kept_safe_tells_no_place(scene, site):
    scene.group.is_sensitive = True
    scene.group.save()
    looked_at = feeds.look_at(scene.group, ADDRESS, by=scene.priya)
    feeds.believe(looked_at, by=scene.priya, digest=looked_at.reading.digest)
    assert set(Series.objects.values_list("place_words", "text")) == {("", "")}


def test_a_group_kept_safe_tells_no_way_into_its_room(scene, site):
    scene.group.is_sensitive = True
    scene.group.save()
    site.body = calendar(
        event("choir", "20260303T190000", "DESCRIPTION:https://us02web.zoom.us/j/86123456789", place="")
    )
    looked_at = feeds.look_at(scene.group, ADDRESS, by=scene.priya)
    feeds.believe(looked_at, by=scene.priya, digest=looked_at.reading.digest)
    assert Series.objects.values_list("online_link", "text").get() == ("", "")


@pytest.mark.parametrize("words", ["LOCATION:At the Dyehouse Library", "DESCRIPTION:Ring at the dyehouse library"])
def test_a_confidential_place_is_told_by_nobodys_calendar(scene, site, words):
    scene.venue.is_confidential = True
    scene.venue.save()
    site.body = calendar(event("choir", "20260303T190000", words, place=""))
    looked_at = feeds.look_at(scene.group, ADDRESS, by=scene.priya)
    feeds.believe(looked_at, by=scene.priya, digest=looked_at.reading.digest)
    assert Series.objects.values_list("place_words", "text").get() == ("", "")


def test_disconnected_its_events_go_and_come_back(feed, scene, site, clock):
    feeds.disconnect(feed, by=scene.priya, keep_events=False)
    assert Series.objects.listed_for(None).count() == 0
    assert refresh_feeds.func() == 0
    feeds.connect_again(feed, by=scene.priya)
    assert Series.objects.listed_for(None).count() == 2
    later(feed, clock)
    assert Series.objects.count() == 2


def test_what_had_become_private_does_not_come_back(feed, scene, site, clock):
    site.body, site.etag = calendar(WEEKLY, FAIR.replace("END:VEVENT", "CLASS:PRIVATE\r\nEND:VEVENT")), ""
    later(feed, clock)
    feed.refresh_from_db()
    feeds.disconnect(feed, by=scene.priya, keep_events=False)
    feeds.connect_again(feed, by=scene.priya)
    assert [one.title for one in Series.objects.listed_for(None)] == ["Choir"]


def test_disconnected_its_events_stay_and_are_the_groups(feed, scene):
    feeds.disconnect(feed, by=scene.priya, keep_events=True)
    assert Series.objects.listed_for(None).count() == 2
    assert not Feed.objects.get().is_connected


def test_another_address_is_looked_at_first(feed, site, clock, scene):
    site.body, site.etag = calendar(WEEKLY, FAIR, SWAP), ""
    feeds.look_elsewhere(feed, "webcal://new.example/x.ics".replace("webcal", "http"))
    assert titles() == ["Choir", "Spring fair"]
    assert health_of(feed, waits(feed), timezone.now()).heading == "There is a new address"
    feeds.believe(feed, by=scene.priya, digest=waits(feed).digest)
    feed.refresh_from_db()
    assert feed.address == "http://new.example/x.ics"
    assert titles() == ["Choir", "Seed swap", "Spring fair"]


def test_what_was_read_at_a_new_address_waits_whatever_the_old_one_says(feed, site, clock, scene):
    feeds.look_elsewhere(feed, "http://new.example/x.ics")
    site.body, site.etag = calendar(WEEKLY, FAIR, SWAP), ""
    later(feed, clock)
    assert waits(feed).address == "http://new.example/x.ics"
    site.body = calendar()
    later(feed, clock)
    assert (waits(feed).address, waits(feed).reason) == ("http://new.example/x.ics", "")
    assert titles(state=SeriesState.PLANNED) == ["Choir", "Seed swap", "Spring fair"]


def test_two_at_one_address_are_one(feed, scene, site):
    other = feeds.look_at(scene.group, "http://other.example/x.ics", by=scene.priya)
    feeds.believe(other, by=scene.priya, digest=other.reading.digest)
    with pytest.raises(Refused, match="connected already"):
        feeds.look_elsewhere(other, ADDRESS)


def test_many_are_spread_over_time(scene):
    import random

    now, chance = timezone.now(), random.Random(1)
    times = {pace.next_time(now, 0, chance) for _one in range(200)}
    assert len(times) == 200
    assert timedelta(hours=4.8) <= min(times) - now < timedelta(hours=5.2)
    assert timedelta(hours=6.8) < max(times) - now <= timedelta(hours=7.2)
