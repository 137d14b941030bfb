"""A year and a half of a page's life: asked, reminded, unconfirmed, rung up, confirmed."""

import re
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.utils import timezone

from closeknit.accounts.models import Reading
from closeknit.directory.freshness import Freshness, freshness
from closeknit.directory.indexing import reindex
from closeknit.directory.jobs import keep_listings_fresh
from closeknit.directory.models import Asking, Call, Group
from closeknit.directory.stewardship.keeping_fresh import confirm_group
from closeknit.journal.models import Entry
from tests.support import factories as make

pytestmark = pytest.mark.django_db
START = datetime(2026, 1, 10, 9, tzinfo=UTC)
NOTHING = {"asked": 0, "reminded": 0, "stale": 0, "told": 0, "reassigned": 0, "woken": 0, "unanswered": 0}


def day(number):
    return time_machine.travel(START + timedelta(days=number), tick=False)


def run():
    return keep_listings_fresh.func()


@pytest.fixture(autouse=True)
def _beginning():
    with day(0):
        yield


@pytest.fixture
def listed(group, cast, letters):
    """Confirmed on the first day; nobody looks after it, but it has an address."""
    Group.objects.filter(pk=group.pk).update(confirmed_on=START.date(), confirmed_how="steward", confirmed_by="Priya")
    Group.objects.exclude(pk=group.pk).update(state="closed")
    group.refresh_from_db()
    return group


def links_of(letter):
    return {name: "/" + letter.context[f"{name}_link"].split("/", 3)[3] for name in ("right", "change", "asleep")}


def standing_of(group):
    group.refresh_from_db()
    return freshness(group.state, group.confirmed_on, timezone.localdate())


def test_a_year_and_a_half(as_, cast, listed, letters):
    for number in (1, 100, 364):
        with day(number):
            assert run() == NOTHING, number
    with day(365):
        assert [run(), run()] == [{**NOTHING, "asked": 1}, NOTHING]
        assert letters[-1].to == "shuttle@loomwick.example"
    with day(378):
        assert run() == NOTHING
    with day(379):
        assert [run(), run()] == [{**NOTHING, "reminded": 1}, NOTHING]
        assert standing_of(listed) == Freshness.DUE
    with day(395):
        assert [run(), run()] == [{**NOTHING, "stale": 1, "told": 2}, NOTHING]
    with day(396):
        assert standing_of(listed) == Freshness.UNCONFIRMED
        assert run() == NOTHING
    assert [letter.to for letter in letters[2:]] == [cast.noor.email, cast.nell.email]
    with day(400):
        page = as_(cast.noor).get("/manage/to-ring-up/").content.decode()
        assert "Shuttle Street Residents" in page
        assert "01632 960 123" in page
        path = f"/manage/to-ring-up/{listed.uuid}/"
        assert as_(cast.noor).post(path, {}).status_code == 422
        assert as_(cast.noor).post(path, {"answer": "right"}).status_code == 303
        assert standing_of(listed) == Freshness.FRESH
        assert (listed.confirmed_by, listed.confirmed_how) == ("Noor", "phone")
        assert Call.objects.get().by == cast.noor
        assert "Nobody to ring up" in as_(cast.noor).get("/manage/to-ring-up/").content.decode()
    with day(540):
        assert run() == NOTHING
    with day(765):
        assert run() == {**NOTHING, "asked": 1}
    assert len(letters) == 5


def test_the_links_do_nothing_before_their_button_is_pressed(as_, listed, letters):
    with day(366):
        run()
        for link in links_of(letters[0]).values():
            assert as_(None).get(link).status_code == 200
            assert as_(None).head(link).status_code == 200
        assert standing_of(listed) == Freshness.DUE


def test_still_right(as_, listed, letters):
    with day(370):
        run()
        assert as_(None).post(links_of(letters[0])["right"]).status_code == 303
        assert standing_of(listed) == Freshness.FRESH
        assert (listed.confirmed_by, listed.confirmed_how) == ("the group", "steward")
        assert Asking.objects.get().answer == "right"
    for number in (385, 401):
        with day(number):
            assert run() == NOTHING


@pytest.mark.parametrize(("answer", "state"), [("asleep", "dormant"), ("closed", "closed")])
def test_asleep_or_closed(as_, listed, letters, answer, state):
    with day(370):
        run()
        link = links_of(letters[0])["asleep"]
        assert as_(None).post(link).status_code == 422
        assert as_(None).post(link, {"answer": "right"}).status_code == 422
        assert as_(None).post(link, {"answer": answer}).status_code == 303
        listed.refresh_from_db()
        assert (listed.state, listed.confirmed_on) == (state, timezone.localdate())
    with day(800):
        assert run() == NOTHING


def test_something_has_changed_leads_to_where_it_is_changed(as_, listed, letters):
    with day(366):
        run()
        answer = as_(None).post(links_of(letters[0])["change"])
        assert answer.status_code == 303
        assert standing_of(listed) == Freshness.DUE


def test_a_link_is_for_one_purpose_and_cannot_be_made_up(as_, listed, letters):
    with day(366):
        run()
        right = links_of(letters[0])["right"]
        assert as_(None).get(right[:-2] + "x/").status_code == 404
        assert as_(None).get("/listing/nonsense/").status_code == 404
        as_(None).post(right, {"answer": "closed"})
        listed.refresh_from_db()
        assert listed.state == "active"


def test_a_link_works_until_the_next_year_s_letter(as_, listed, letters):
    with day(366):
        run()
    with day(720):
        assert as_(None).get(links_of(letters[0])["right"]).status_code == 200
    with day(732):
        assert run()["asked"] == 1
        assert as_(None).get(links_of(letters[0])["right"]).status_code == 404
        assert as_(None).post(links_of(letters[-1])["right"]).status_code == 303


def test_the_stewards_are_asked_each(cast, listed, letters):
    for person in (cast.priya, cast.ada):
        make.give_role(person, "group_steward", "group", listed.pk)
    with day(366):
        run()
    assert {letter.to for letter in letters} == {cast.priya.email, cast.ada.email}
    assert len({letter.once for letter in letters}) == 2


def test_a_steward_without_an_address_leaves_it_to_the_group_s(cast, listed, letters):
    make.give_role(cast.priya, "group_steward", "group", listed.pk)
    type(cast.priya).objects.filter(pk=cast.priya.pk).update(email=None)
    with day(366):
        run()
    assert [letter.to for letter in letters] == ["shuttle@loomwick.example"]


def test_a_steward_confirms_on_the_page(as_, cast, listed, letters):
    make.give_role(cast.priya, "group_steward", "group", listed.pk)
    with day(370):
        run()
        assert as_(cast.priya).post(f"/groups/{listed.slug}/stewards/confirmation/").status_code == 303
        assert standing_of(listed) == Freshness.FRESH
        assert listed.confirmed_by == "Priya"
        assert Entry.objects.get(verb="directory.group_confirmed").actor == cast.priya
    with day(390):
        assert run() == NOTHING


@pytest.mark.parametrize(
    "fields", [{"state": "dormant"}, {"state": "closed"}, {"visibility": "stub"}, {"visibility": "hidden"}]
)
def test_who_sleeps_or_is_not_shown_is_not_asked(listed, letters, fields):
    Group.objects.filter(pk=listed.pk).update(**fields)
    with day(500):
        assert run() == NOTHING


def test_who_fell_asleep_after_the_letter_is_left_in_peace(listed, letters):
    with day(366):
        run()
    Group.objects.filter(pk=listed.pk).update(state="dormant")
    for number in (385, 400):
        with day(number):
            assert run() == NOTHING


def test_who_was_never_confirmed_is_asked_a_year_after_it_came(listed, letters):
    Group.objects.filter(pk=listed.pk).update(confirmed_on=None)
    with day(364):
        assert run() == NOTHING
    with day(365):
        assert run()["asked"] == 1


def test_a_sensitive_group_is_not_named(listed, letters):
    Group.objects.filter(pk=listed.pk).update(is_sensitive=True)
    with day(366):
        run()
    assert "Shuttle" not in letters[0].subject + letters[0].context["group"]


def test_no_answer_goes_to_the_end_of_the_list(as_, cast, listed, letters):
    later = START.date() + timedelta(days=5)
    other = make.make_group("Warp Walkers", point=listed.point, confirmed_on=later, contact_phone="01632 960005")
    with day(420):
        order = [listed.name, other.name]
        for expected in (order, order[::-1]):
            page = as_(cast.noor).get("/manage/to-ring-up/").content.decode()
            assert re.findall(r"<strong><bdi>([^<]+)</bdi></strong>", page) == expected
            as_(cast.noor).post(f"/manage/to-ring-up/{listed.uuid}/", {"answer": "no_answer", "note": "rang twice"})
        assert standing_of(listed) == Freshness.UNCONFIRMED


def test_a_button_pressed_twice_says_it_once(as_, cast, listed):
    make.give_role(cast.priya, "group_steward", "group", listed.pk)
    for _ in range(3):
        as_(cast.priya).post(f"/groups/{listed.slug}/stewards/confirmation/")
        as_(cast.noor).post(f"/manage/to-ring-up/{listed.uuid}/", {"answer": "asleep"})
    assert Call.objects.count() == 1
    verbs = list(Entry.objects.filter(about_id=listed.pk).values_list("verb", flat=True))
    assert verbs.count("directory.group_fell_asleep") == 1


def test_an_organiser_rings_up_only_their_own(as_, cast, listed):
    with day(420):
        assert as_(cast.otto).post(f"/manage/to-ring-up/{listed.uuid}/", {"answer": "right"}).status_code == 404
        assert "Shuttle Street" not in as_(cast.otto).get("/manage/to-ring-up/").content.decode()
        assert "Shuttle Street" in as_(cast.kit).get("/manage/to-ring-up/?area=").content.decode()


def test_the_numbers_read_in_the_list_are_counted(as_, cast, listed):
    Group.objects.filter(pk=listed.pk).update(contact_phone="01632 960003")
    make.make_group("Walkers", point=listed.point)  # has no number
    with day(420):
        as_(cast.noor).get("/manage/to-ring-up/")
    assert list(Reading.objects.values_list("reader", "records")) == [(cast.noor.pk, 1)]


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_costs_the_same_however_long_it_is(as_, cast, listed, rows, django_assert_num_queries):
    for number in range(rows):
        make.make_group(f"Walkers {number}", point=listed.point)
    with day(420):
        client = as_(cast.noor)
        client.get("/manage/to-ring-up/")
        with django_assert_num_queries(QUERIES):
            client.get("/manage/to-ring-up/")


QUERIES = 13  # with one for the areas beneath those that she organises, and four to count what she reads


def page_of(client, group):
    return client.get(group.get_absolute_url()).content.decode()


def test_the_page_says_by_whom_and_how(as_, cast, listed):
    with day(400):
        as_(cast.noor).post(f"/manage/to-ring-up/{listed.uuid}/", {"answer": "right"})
        assert "Confirmed on 14 February 2027 by Noor, by telephone" in page_of(as_(None), listed)


def test_a_fresh_calendar_counts(as_, listed, letters):
    """The door for a calendar that is read: it answers the question, and the page says so."""
    with day(366):
        run()
        confirm_group(listed, by=None, how="calendar")
        assert standing_of(listed) == Freshness.FRESH
        assert Asking.objects.get().answer == "right"
        assert "Confirmed on 11 January 2027 by its calendar" in page_of(as_(None), listed)
    with day(400):
        assert run() == NOTHING


def test_what_nobody_confirmed_is_greyed(as_, listed):
    def places():
        lists = as_(None).get("/find/?q=shuttle").content.decode()
        return "group-grey" in page_of(as_(None), listed), 'class="group group-grey"' in lists

    reindex([listed.pk])
    assert places() == (False, False)
    with day(396):
        assert places() == (True, True)
