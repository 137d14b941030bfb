"""Calendars to subscribe to: what stands in them, for whom, and that others read the same dates from them."""

from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse

from closeknit.algorithms.ics.reading import read
from closeknit.algorithms.schedule import LONDON
from closeknit.algorithms.schedule.recurrence import Recurrence
from closeknit.calendar import actions, ics_wanted
from closeknit.calendar.models import Answer, SchoolHoliday
from closeknit.journal.following import follow


def got(client, thing, **headers):
    address = thing if isinstance(thing, str) else ics_wanted.address_of(thing)
    return client.get(address, headers=headers)


def lines(response):
    body = b"".join(response.streaming_content) if response.streaming else response.content
    return body.replace(b"\r\n ", b"").decode().split("\r\n")


def events(response):
    body = b"".join(response.streaming_content) if response.streaming else response.content
    return read(body, zone=LONDON, now=datetime(2026, 3, 2, tzinfo=UTC)).events


def titles(response):
    return sorted(event.summary for event in events(response))


def test_a_series_is_a_rule_with_its_page_and_place(client, publish):
    series = publish(summary="All voices.", text="Bring a cup.")
    response = got(client, series)
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    found = lines(response)
    assert {
        f"UID:{series.uuid}",
        "RRULE:FREQ=WEEKLY;BYDAY=TU",
        "DTSTART;TZID=Europe/London:20260303T190000",
        "SUMMARY:Choir practice",
        "STATUS:CONFIRMED",
        "SEQUENCE:0",
        "LOCATION:Dyehouse Library",
        "CATEGORIES:Singing",
        "X-PUBLISHED-TTL:PT360M",
    } < set(found)
    assert any(line.startswith("URL:http") and series.slug in line for line in found)


def test_a_moved_date_says_so_and_keeps_its_name(client, publish, scene):
    series = publish()
    at = datetime(2026, 3, 11, 18, 30, tzinfo=LONDON)
    actions.change_date(series, "20260310T1900", by=scene.priya, starts=at, note="The hall is taken")
    found = lines(got(client, series))
    assert {"RECURRENCE-ID;TZID=Europe/London:20260310T190000", "DTSTART;TZID=Europe/London:20260311T183000"} < set(
        found
    )
    assert any(line.startswith("DESCRIPTION:The hall is taken") for line in found)
    numbers = [int(line.partition(":")[2]) for line in found if line.startswith("SEQUENCE:")]
    assert numbers[1] > 0


def test_a_cancelled_date_says_so_for_a_month(client, publish, scene, clock):
    series = publish()
    actions.cancel_date(series, "20260310T1900", by=scene.priya)
    found = lines(got(client, series))
    assert {"RECURRENCE-ID;TZID=Europe/London:20260310T190000", "STATUS:CANCELLED"} < set(found)
    clock.shift(timedelta(days=32))
    found = lines(got(client, series))
    assert "STATUS:CANCELLED" not in found
    assert "EXDATE;TZID=Europe/London:20260310T190000" in found


def test_a_cancelled_series_says_so_for_a_month(client, publish, scene, clock):
    series = publish()
    actions.cancel_series(series, by=scene.priya)
    assert "STATUS:CANCELLED" in lines(got(client, series))
    clock.shift(timedelta(days=32))
    assert events(got(client, series)) == ()


def test_what_was_over_a_month_ago_is_left_out(client, publish, scene, clock):
    publish(rule=Recurrence(datetime(2026, 3, 5, 10), 60), title="Fair")
    assert titles(got(client, scene.group)) == ["Fair"]
    clock.shift(timedelta(days=40))
    assert titles(got(client, scene.group)) == []


def test_one_date_alone_has_a_name_of_its_own(client, publish):
    series = publish()
    address = reverse("calendar:ics-date", args=[series.slug, "20260310T1900"])
    (event,) = events(client.get(address))
    assert event.uid == f"{series.uuid}-20260310T1900"
    assert (event.recurrence.freq, event.recurrence.start) == ("", datetime(2026, 3, 10, 19))
    assert client.get(reverse("calendar:ics-date", args=[series.slug, "20260311T1900"])).status_code == 404
    assert client.get(reverse("calendar:ics-date", args=[series.slug, "nonsense"])).status_code == 404


def test_what_is_on_once_is_simply_where_it_is_now(client, publish, scene):
    fair = publish(rule=Recurrence(datetime(2026, 4, 25, 11), 180), title="Fair")
    actions.change_date(fair, "20260425T1100", by=scene.priya, starts=datetime(2026, 4, 26, 14, tzinfo=LONDON))
    (event,) = events(got(client, fair))
    assert (event.recurrence_id, event.recurrence.start, event.recurrence.minutes) == (
        None,
        datetime(2026, 4, 26, 14),
        180,
    )


def test_groups_areas_and_themes_have_one_each(client, publish, scene):
    publish()
    actions.publish_series(
        by=scene.tom, host=scene.other, rule=Recurrence(datetime(2026, 4, 1, 10), 60), title="Bread for all"
    )
    assert titles(got(client, scene.group)) == ["Choir practice"]
    assert titles(got(client, scene.other)) == ["Bread for all"]
    assert titles(got(client, scene.area)) == ["Choir practice"]
    assert titles(got(client, scene.theme)) == ["Choir practice"]
    assert client.get(reverse("calendar:ics", args=["group", "nobody"])).status_code == 404
    assert client.get(reverse("calendar:ics", args=["nothing", "at-all"])).status_code == 404


def test_hidden_groups_have_none(client, publish, scene):
    series = publish()
    scene.group.visibility = "hidden"
    scene.group.save()
    assert got(client, scene.group).status_code == 404
    assert got(client, series).status_code == 404
    assert titles(got(client, scene.area)) == []


def test_where_a_confidential_place_is_stands_in_none(client, publish, scene):
    scene.venue.is_confidential = True
    scene.venue.save()
    scene.point.address, scene.point.postcode = "3 Weft Row", "LW1 2AB"
    scene.point.save()
    series = publish()
    for thing in (series, scene.group, reverse("calendar:ics-date", args=[series.slug, "20260310T1900"])):
        body = "\n".join(lines(got(client, thing)))
        assert "Choir practice" in body
        for word in ("Dyehouse", "Weft Row", "LW1", "\nGEO", "\nLOCATION"):
            assert word not in body


def test_the_place_is_told_where_it_is_open(client, publish, scene):
    scene.point.address, scene.point.postcode = "3 Weft Row", "LW1 2AB"
    scene.point.save()
    found = lines(got(client, publish()))
    assert {"LOCATION:Dyehouse Library\\, 3 Weft Row\\, LW1 2AB", "GEO:51.600000;1.500000"} < set(found)


def test_nothing_is_sent_twice_to_who_has_it(client, publish, scene):
    series = publish()
    first = got(client, series)
    assert got(client, series, if_none_match=first["ETag"]).status_code == 304
    actions.cancel_series(series, by=scene.priya)
    assert got(client, series, if_none_match=first["ETag"]).status_code == 200


@pytest.mark.parametrize("number", [1, 3])
def test_it_costs_the_same_however_long_it_is(publish, scene, django_assert_num_queries, number):
    for one in range(number):
        publish(title=f"Evening {one}")
    with django_assert_num_queries(6):
        assert len(list(ics_wanted.calendar_of("group", scene.group.slug, scene.now).events)) == number


def test_school_holidays_are_left_out(client, publish):
    SchoolHoliday.objects.create(name="Easter", first="2026-03-30", last="2026-04-10")
    found = lines(got(client, publish(skips_school_holidays=True)))
    assert "EXDATE;TZID=Europe/London:20260331T190000,20260407T190000" in found


@pytest.fixture
def own(scene):
    ics_wanted.make_own(scene.ada)
    return ics_wanted.own_address(scene.ada)


def test_my_calendar_holds_what_i_follow(client, publish, scene, own):
    publish()
    assert titles(got(client, own)) == []
    follow(scene.ada, scene.group)
    assert titles(got(client, own)) == ["Choir practice"]
    follow(scene.ada, scene.group, level="nothing")
    assert titles(got(client, own)) == []
    follow(scene.ada, scene.area)
    assert titles(got(client, own)) == ["Choir practice"]


def test_and_the_dates_that_i_said_yes_to(client, publish, scene, own):
    series = publish()
    at = datetime(2026, 3, 10, 19, tzinfo=LONDON)
    Answer.objects.create(
        series=series,
        original="20260310T1900",
        person=scene.ada,
        says="yes",
        is_in=True,
        starts=at,
        confirmed_at=scene.now,
    )
    (event,) = events(got(client, own))
    assert (event.uid, event.status) == (f"{series.uuid}-20260310T1900", "CONFIRMED")
    follow(scene.ada, scene.group)
    assert [event.uid for event in events(got(client, own))] == [str(series.uuid)]
    yes = own.removesuffix(".ics") + "/yes.ics"
    assert [event.uid for event in events(got(client, yes))] == [f"{series.uuid}-20260310T1900"]


def test_groups_that_must_be_kept_safe_are_not_in_it(client, publish, scene, own):
    publish()
    scene.group.is_sensitive = True
    scene.group.save()
    follow(scene.ada, scene.group)
    assert titles(got(client, own)) == []


def test_its_address_is_nobodys_to_guess_and_can_be_given_up(client, scene, own):
    assert client.get(own).status_code == 200
    assert "private" in client.get(own)["Cache-Control"]
    assert client.get(own.replace(own[-12:-4], "x" * 8)).status_code == 404
    ics_wanted.make_own(scene.ada)
    assert client.get(own).status_code == 404
    new = ics_wanted.own_address(scene.ada)
    scene.ada.is_active = False
    scene.ada.save()
    assert client.get(new).status_code == 404


def test_it_is_sent_only_when_it_has_changed(client, publish, scene, own):
    follow(scene.ada, scene.group)
    first = got(client, own)
    assert got(client, own, if_none_match=first["ETag"]).status_code == 304
    publish()
    assert got(client, own, if_none_match=first["ETag"]).status_code == 200


def test_i_make_it_and_end_it_on_its_page(client, scene):
    client.force_login(scene.ada)
    page = reverse("calendar:my-calendar")
    assert b"Make my calendar" in client.get(page).content
    assert client.post(page, {"do": "new"}).status_code == 303
    address = ics_wanted.own_address(scene.ada)
    assert address.encode() in client.get(page).content
    assert client.post(page, {"do": "end"}).status_code == 303
    assert client.get(address).status_code == 404
