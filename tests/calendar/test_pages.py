"""The pages: what they say, what they keep of what was typed, and that no page tells a secret place."""

from datetime import datetime

import pytest
from django.urls import reverse

from closeknit.algorithms.schedule import LONDON
from closeknit.algorithms.schedule.recurrence import Recurrence
from closeknit.calendar import actions, keeping, reads
from closeknit.calendar.dates import NoSuchDate, date_named
from closeknit.calendar.models import SchoolHoliday, Series
from closeknit.directory.models import Group
from tests.support import factories as make
from tests.support.page_forms import forms_of

TENTH, SEVENTEENTH = "20260310T1900", "20260317T1900"
WEEKLY = {"how": "weekly", "every": "1", "weekdays": ["TU"], "opens": "19:00", "closes": "21:00"}


@pytest.fixture
def as_(client):
    def as_(person):
        client.force_login(person)
        return client

    return as_


def new(scene):
    return f"{reverse('calendar:new')}?for=directory.group:{scene.group.uuid}"


def page(client, address):
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


# ── The form ─────────────────────────────────────────────────────────────────────────────────────


def test_priya_puts_an_event_in_the_calendar(scene, as_):
    answer = as_(scene.priya).post(new(scene), {**WEEKLY, "title": "Choir practice", "venue_name": scene.venue.name})
    series = Series.objects.get()
    assert (answer.status_code, answer["Location"]) == (303, series.get_absolute_url())
    assert (series.group, series.venue, series.author) == (scene.group, scene.venue, scene.priya)
    assert [one.original for one in reads.next_dates(series, scene.now, 2)] == ["20260303T1900", TENTH]


def test_a_new_place_is_made_and_a_secret_one_stays_so(scene, as_):
    told = {**WEEKLY, "title": "Choir practice", "venue_name": "A quiet house", "is_confidential": "on"}
    as_(scene.priya).post(new(scene), told)
    assert Series.objects.get().venue.is_confidential


def test_what_was_typed_is_there_again_when_something_is_missing(scene, as_):
    answer = as_(scene.priya).post(new(scene), {**WEEKLY, "weekdays": [], "title": "Choir practice"})
    assert answer.status_code == 422
    assert "Choir practice" in answer.content.decode()
    assert "Tick at least one day." in answer.content.decode()
    assert not Series.objects.exists()


def test_to_look_saves_nothing_and_says_the_dates(scene, as_):
    answer = as_(scene.priya).post(new(scene), {**WEEKLY, "look": "1"})
    assert answer.status_code == 200
    text = answer.content.decode()
    assert "Tuesday 3 March 2026, 19:00 to 21:00" in text
    assert "Give it a name." not in text
    assert not Series.objects.exists()


def test_the_same_form_sent_twice_is_one(scene, as_):
    client = as_(scene.priya)
    form = next(one for one in forms_of(page(client, new(scene)), "http://testserver") if "title" in one.fields)
    told = {**WEEKLY, "title": "Choir practice", "client_id": form.fields["client_id"].value}
    client.post(new(scene), told)
    client.post(new(scene), told)
    assert Series.objects.count() == 1


def test_tom_of_the_other_group_may_not(scene, as_):
    assert as_(scene.tom).get(new(scene)).status_code == 403


def test_whoever_looks_after_one_group_need_not_name_it(scene, as_):
    assert "Put something in the calendar" in page(as_(scene.priya), reverse("calendar:new"))


def test_whoever_looks_after_none_is_shown_the_way(scene, as_):
    assert "You look after no group yet" in page(as_(scene.ada), reverse("calendar:new"))


def test_words_are_changed_for_all(scene, publish, as_):
    series = publish()
    answer = as_(scene.priya).post(
        reverse("calendar:edit", args=[series.slug]),
        {"how": "kept", "title": "Singing", "venue_name": scene.venue.name, "read_at": series.changed_at.isoformat()},
    )
    series.refresh_from_db()
    assert answer.status_code == 303
    assert (series.title, series.venue, Series.objects.count()) == ("Singing", scene.venue, 1)


def test_this_and_all_that_follow(scene, publish, as_):
    series = publish()
    told = {**WEEKLY, "opens": "18:00", "closes": "20:00", "begins": "2026-03-17", "title": "Choir practice"}
    as_(scene.priya).post(reverse("calendar:edit", args=[series.slug]), {**told, "from_date": SEVENTEENTH})
    following = Series.objects.exclude(pk=series.pk).get()
    assert reads.date_of(following, "20260317T1800").starts == datetime(2026, 3, 17, 18, tzinfo=LONDON)
    assert reads.date_of(series, TENTH).starts == datetime(2026, 3, 10, 19, tzinfo=LONDON)


def test_what_somebody_else_changed_meanwhile_is_not_written_over_unseen(scene, publish, as_):
    series = publish()
    address = reverse("calendar:edit", args=[series.slug])
    told = {"how": "kept", "title": "Mine", "read_at": "2026-01-01T00:00:00+00:00"}
    answer = as_(scene.priya).post(address, told)
    assert answer.status_code == 422
    assert "Somebody else has changed this event meanwhile" in answer.content.decode()
    assert "Mine" in answer.content.decode()
    series.refresh_from_db()
    assert series.title == "Choir practice"


# ── One date ─────────────────────────────────────────────────────────────────────────────────────


def happening(series, original=TENTH):
    return reverse("calendar:happening", args=[series.slug, original])


def test_a_moved_date_says_so_at_its_old_address(scene, publish, client, as_):
    series = publish()
    told = {
        "on": "2026-03-12",
        "opens": "18:00",
        "closes": "20:00",
        "venue_name": scene.venue.name,
        "note": "The hall is let",
    }
    answer = as_(scene.priya).post(happening(series) + "move/", told)
    assert answer.status_code == 303
    client.logout()
    text = page(client, happening(series))
    assert "This date was moved." in text
    assert "It was to be on Tuesday 10 March 2026, 19:00 to 21:00." in text
    assert "Thursday 12 March 2026, 18:00 to 20:00" in text
    assert "The hall is let" in text


def test_an_hour_that_the_clocks_leave_out_is_refused(scene, publish, as_):
    told = {"on": "2026-03-29", "opens": "01:30", "venue_name": scene.venue.name}
    answer = as_(scene.priya).post(happening(publish()) + "move/", told)
    assert answer.status_code == 422
    assert "this hour does not exist" in answer.content.decode()


def test_a_cancelled_date_says_so_and_can_be_on_again(scene, publish, client, as_):
    series = publish()
    as_(scene.priya).post(happening(series) + "cancel/", {"note": "Snow"})
    client.logout()
    text = page(client, happening(series))
    assert "This date is cancelled." in text
    assert "Snow" in text
    as_(scene.priya).post(happening(series) + "restore/")
    assert "cancelled" not in page(client, happening(series)).split("<aside")[0]


def test_the_page_of_an_event_that_is_cancelled_says_so(scene, publish, client):
    series = publish()
    actions.cancel_series(series, by=scene.priya, note="The roof leaks")
    assert "The roof leaks" in page(client, series.get_absolute_url())
    assert "This event is cancelled." in page(client, happening(series))


def test_an_old_address_leads_on_after_the_rule_was_changed(scene, publish, client, choir):
    from dataclasses import replace

    series = publish()
    actions.edit_all(series, by=scene.priya, rule=replace(choir, start=datetime(2026, 3, 3, 18, 0)))
    answer = client.get(happening(series))
    assert (answer.status_code, answer["Location"]) == (302, happening(series, "20260310T1800"))


def test_a_date_that_is_no_more_says_so(scene, publish, client, choir):
    from dataclasses import replace

    series = publish()
    actions.edit_all(series, by=scene.priya, rule=replace(choir, freq="MONTHLY", byday=("1TU",)))
    assert "There is nothing on this date any more." in page(client, happening(series))


@pytest.mark.parametrize("original", ["20260311T1900", "nonsense", "99999999T9999", "20260310T190000"])
def test_there_is_no_page_for_what_is_no_date(publish, client, original):
    assert client.get(happening(publish(), original)).status_code == 404


@pytest.mark.parametrize("freq", ["WEEKLY", "MONTHLY", "YEARLY"])
@pytest.mark.parametrize("original", ["00010101T0000", "99991201T1900", "99991228T1900", "99991231T2359"])
def test_at_the_ends_of_all_time_there_is_no_date(freq, original):
    rule = Recurrence(start=datetime(2026, 12, 1, 19), minutes=120, zone="Europe/London", freq=freq)
    with pytest.raises(NoSuchDate):
        date_named(Series(rule=keeping.packed(rule)), original, None, ())


def test_an_event_of_a_hidden_group_is_not_there(scene, publish, client):
    secret = make.make_group("Sanctuary", visibility="hidden")
    series = publish(host=secret)
    assert client.get(series.get_absolute_url()).status_code == 404
    assert client.get(happening(series)).status_code == 404
    assert "Choir practice" not in page(client, reverse("calendar:whats-on"))


# ── Lists ────────────────────────────────────────────────────────────────────────────────────────

LISTS = ["calendar:whats-on", "calendar:week", "calendar:map", "calendar:leaflet"]


@pytest.mark.parametrize("name", LISTS)
def test_each_list_shows_what_is_on(scene, publish, client, name):
    publish()
    text = page(client, f"{reverse(name)}?from=2026-03-03")
    assert "Choir practice" in text
    assert scene.venue.name in text


@pytest.mark.parametrize("name", LISTS)
def test_each_list_is_empty_in_words(scene, client, name):
    assert "othing" in page(client, reverse(name))


@pytest.mark.parametrize("name", LISTS)
@pytest.mark.parametrize("query", ["from=x", "from=9999-12-31", "day=XX&cost=9&access=q", "theme=never"])
def test_odd_questions_are_answered(scene, client, name, query):
    assert client.get(f"{reverse(name)}?{query}").status_code == 200


@pytest.mark.parametrize(
    ("query", "is_shown"),
    [
        ("day=TU", True), ("day=WE", False), ("cost=free", True), ("access=step_free", True),
        ("access=hearing_loop", False), ("theme=singing", True), ("from=2026-03-04&day=MO", False),
    ],
)  # fmt: skip
def test_filters_narrow_the_list(scene, publish, client, query, is_shown):
    scene.venue.access = ["step_free"]
    scene.venue.save()
    publish(cost_kind="free")
    assert ("Choir practice" in page(client, f"{reverse('calendar:whats-on')}?{query}")) is is_shown


def test_the_area_filter_knows_the_areas_around(scene, publish, client):
    publish()
    for area, is_shown in ((scene.area, True), (scene.borough, True), (make.make_area("Bobbin Green"), False)):
        text = page(client, f"{reverse('calendar:whats-on')}?area={area.slug}")
        assert ("Choir practice" in text) is is_shown


@pytest.mark.parametrize("number", [1, 3])
@pytest.mark.parametrize("name", LISTS)
def test_a_list_costs_the_same_for_one_and_for_three(
    scene, publish, client, django_assert_max_num_queries, name, number
):
    for place in range(number):
        publish(title=f"Practice {place}", venue=make.make_venue(f"Hall {place}", point=scene.point))
    client.get(reverse("website:map-areas"))  # what all maps are drawn on is read once for all pages
    with django_assert_max_num_queries(12):
        client.get(f"{reverse(name)}?from=2026-03-03")


@pytest.mark.parametrize("name", [*LISTS, "series", "happening", "group", "area"])
def test_no_page_tells_a_visitor_where_a_secret_place_is(scene, publish, client, name):
    point = make.make_point(51.61, 1.51, scene.area, address="21 Quiet Street", postcode="LW1 9ZZ")
    house = make.make_venue("The Quiet House", point=point, is_confidential=True, access_text="Ring twice")
    series = publish(venue=house)
    address = {
        "series": series.get_absolute_url(),
        "happening": happening(series),
        "group": scene.group.get_absolute_url(),
        "area": scene.area.get_absolute_url(),
    }.get(name) or f"{reverse(name)}?from=2026-03-03"
    text = page(client, address)
    assert "Choir practice" in text
    assert not [word for word in ("Quiet House", "Quiet Street", "LW1 9ZZ", "Ring twice", "51.61") if word in text]


@pytest.mark.parametrize("name", [*LISTS, "series", "happening", "group", "area"])
def test_nor_where_a_group_that_is_kept_safe_meets_in_words_or_online(scene, publish, client, name):
    series = publish(place_words="Behind the blue door", online_link="https://rooms.example/quiet")
    Group.objects.filter(pk=scene.group.pk).update(is_sensitive=True)
    address = {
        "series": series.get_absolute_url(),
        "happening": happening(series),
        "group": scene.group.get_absolute_url(),
        "area": scene.area.get_absolute_url(),
    }.get(name) or f"{reverse(name)}?from=2026-03-03"
    text = page(client, address)
    assert not [word for word in ("blue door", "rooms.example") if word in text]


def test_those_who_organise_it_read_them(scene, publish, as_):
    series = publish(place_words="Behind the blue door", online_link="https://rooms.example/quiet")
    Group.objects.filter(pk=scene.group.pk).update(is_sensitive=True)
    text = page(as_(scene.priya), happening(series))
    assert "blue door" in text
    assert "https://rooms.example/quiet" in text


def test_the_organiser_sees_the_secret_place(scene, publish, as_):
    series = publish(venue=make.make_venue("The Quiet House", is_confidential=True))
    assert "The Quiet House" in page(as_(scene.priya), happening(series))


def test_a_group_s_page_shows_what_is_on_and_its_steward_how_to_add(scene, publish, client, as_):
    publish()
    text = page(client, scene.group.get_absolute_url())
    assert "Choir practice" in text
    assert "/events/new/" not in text
    assert "/events/new/?for=directory.group" in page(as_(scene.priya), scene.group.get_absolute_url())


def test_a_page_kept_for_visitors_is_made_anew_after_a_change(scene, publish, client):
    series = publish()
    address = f"{reverse('calendar:whats-on')}?from=2026-03-03"
    assert "Snow" not in page(client, address)
    actions.cancel_date(series, TENTH, by=scene.priya, note="Snow")
    assert "Snow" in page(client, address)


# ── School holidays ──────────────────────────────────────────────────────────────────────────────


def test_kit_pastes_the_holidays_and_takes_one_away(scene, as_):
    client, address = as_(scene.kit), reverse("calendar:holidays")
    answer = client.post(address, {"do": "paste", "lines": "Easter: 30 March to 10 April 2026\nMay Day: 4 May 2026"})
    assert answer.status_code == 303
    assert SchoolHoliday.objects.count() == 2
    assert "Easter" in page(client, address)
    client.post(reverse("calendar:holiday-remove", args=[SchoolHoliday.objects.get(name="May Day").uuid]))
    assert SchoolHoliday.objects.get().name == "Easter"


def test_what_is_wrong_in_the_holidays_is_kept(scene, as_):
    answer = as_(scene.kit).post(reverse("calendar:holidays"), {"do": "paste", "lines": "Easter: soon"})
    assert answer.status_code == 422
    assert "Easter: soon" in answer.content.decode()


def test_nobody_else_keeps_the_holidays(scene, as_):
    assert as_(scene.priya).get(reverse("calendar:holidays")).status_code == 404


def test_past_dates_are_told_apart(scene, publish, client, clock):
    series = publish()
    clock.move_to(datetime(2026, 3, 12, 12, tzinfo=LONDON))
    assert "Dates that are over" in page(client, series.get_absolute_url())
    assert "This is over." in page(client, happening(series))
