import re
from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from closeknit.accounts.models import Person
from closeknit.core import manage_menu
from closeknit.directory.models import Claim
from closeknit.journal import waiting
from closeknit.journal.following import follow
from closeknit.journal.reading import note_reading
from closeknit.journal.waiting import Waiting
from tests.support.factories import give_role, make_area, make_group, make_hub, make_person, make_point

pytestmark = pytest.mark.django_db
NOW = timezone.now()
COST = 25


@pytest.fixture(autouse=True)
def _hub():
    make_hub()


@pytest.fixture
def _no_room_tells(monkeypatch):
    monkeypatch.setattr(waiting, "_tellers", {})


@pytest.fixture
def priya(client):
    person = make_person("Priya")
    client.force_login(person)
    return person


def read(client, address="/my/"):
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_visitor_is_asked_to_sign_in(client):
    assert client.get("/my/")["Location"].startswith("/sign-in/")


def test_an_empty_page_says_where_to_begin(client, priya):
    html = read(client)
    for told in ("Hello Priya", "You look after no group yet", "Find a group"):
        assert told in html


def test_it_shows_my_groups_and_nobody_elses(client, priya):
    mine, other = make_group("Shuttle Street Residents"), make_group("Weftbridge Bakers")
    give_role(priya, "group_steward", "group", mine.pk)
    give_role(make_person("Tom"), "group_steward", "group", other.pk)
    html = read(client)
    assert "Shuttle Street Residents" in html
    assert "Weftbridge Bakers" not in html


@pytest.mark.usefixtures("_no_room_tells")
def test_what_waits_stands_with_its_group_and_the_rest_apart(client, priya):
    group = make_group("Shuttle Street Residents")
    give_role(priya, "group_steward", "group", group.pk)

    def tell(person):
        assert person == priya
        yield Waiting("A change is suggested", "/there/", NOW, group_id=group.pk)
        yield Waiting("Answer Ada", "/ada/", NOW - timedelta(days=3))

    waiting.register("test", tell)
    html = read(client)
    assert html.index("Waits for you") < html.index("Answer Ada") < html.index("My groups")
    assert html.index("My groups") < html.index("A change is suggested")


def told_to_look_after(html):
    part = BeautifulSoup(html, "html.parser").select_one("section[aria-labelledby=look-after]")
    return [" ".join(one.get_text(" ", strip=True).split()) for one in part.select("li")] if part else []


def test_who_looks_after_the_hub_sees_how_much_waits_and_where_as_on_the_page_to_look_after(client, priya):
    give_role(priya, "hub_admin")
    assert told_to_look_after(read(client)) == []
    for number in range(2):
        make_group(f"New {number}", visibility="stub")
    told = told_to_look_after(read(client))
    assert told == ["New groups, and who asks to look after one 2 wait"]
    assert "2 wait" in read(client, "/manage/")


def test_an_organiser_sees_what_waits_in_their_area(client, priya):
    here, there = make_area("Warpfield"), make_area("Heddle Hill")
    give_role(priya, "network_organiser", "area", here.pk)
    for area in (here, there):
        make_group(f"New in {area.name}", visibility="stub", point=make_point(51.6, 1.5, area))
    assert told_to_look_after(read(client)) == ["New groups, and who asks to look after one one waits"]


def test_nothing_is_counted_for_who_looks_after_nothing(client, priya, monkeypatch):
    monkeypatch.setattr(manage_menu, "_entries", {})
    manage_menu.entry("Claims", "website:about", "directory.organise_groups", count=lambda _person: 1 / 0)
    manage_menu.entry("Words", "website:about", "accounts.manage_hub")
    assert told_to_look_after(read(client)) == []


def test_what_waits_costs_one_query_for_each_sort_that_one_may_see(client, priya):
    def cost():
        read(client)
        with CaptureQueriesContext(connection) as queries:
            read(client)
        return len(queries)

    before = cost()
    give_role(priya, "moderator")
    mine = [one for one, _count in manage_menu.entries_for(Person.objects.get(pk=priya.pk)) if one.count]
    assert [one.address for one in mine] == ["conversation:cases"]
    assert cost() == before + len(mine)


def test_what_became_of_my_contributions_is_told_newest_first(client, priya):
    older, newer = (Claim.objects.create(group=make_group(name), person=priya) for name in ("The older", "The newer"))
    Claim.objects.filter(pk=older.pk).update(
        asked_at=NOW - timedelta(days=9), decided_at=NOW, outcome="refused", reason="Not of this place."
    )
    note_reading(newer, by=make_person("Noor"))
    for html in (read(client), read(client, "/my/contributions/")):
        assert html.index("The newer") < html.index("The older")
        for told in ("by Noor", "Not of this place.", "Answered", "Next:"):
            assert told in html


def test_my_page_shows_the_newest_five_and_the_way_to_all(client, priya):
    for number in range(25):
        Claim.objects.create(group=make_group(f"Group {number:02}"), person=priya)
    assert len(re.findall("Asked to look after", read(client))) == 5
    assert "/my/contributions/" in read(client)
    first, second = read(client, "/my/contributions/"), read(client, "/my/contributions/?page=2")
    assert (len(re.findall("Asked to look after", first)), len(re.findall("Asked to look after", second))) == (20, 5)


def test_all_that_i_brought_can_be_narrowed(client, priya):
    Claim.objects.create(group=make_group("Done"), person=priya, decided_at=NOW, outcome="withdrawn")
    Claim.objects.create(group=make_group("Open"), person=priya)
    Claim.objects.create(group=make_group("Other"), person=make_person("Tom"))
    html = read(client, "/my/contributions/?waits=yes&sort=directory.claim")
    assert ("after Open" in html, "after Done" in html, "after Other" in html) == (True, False, False)
    assert "Nothing of this sort" in read(client, "/my/contributions/?sort=directory.photo")
    assert "after Done" in read(client, "/my/contributions/?sort=nonsense&page=nonsense")


def test_what_i_follow_is_named_unless_i_may_not_know_of_it(client, priya):
    follow(priya, make_group("Heddle Hill Singers"), "everything")
    follow(priya, make_group("Sanctuary", visibility="hidden"))
    html = read(client)
    assert "Heddle Hill Singers" in html
    assert "Everything, as it happens" in html
    assert "Sanctuary" not in html


def test_it_costs_the_same_with_one_of_each_and_with_three(client, priya):
    def cost():
        read(client)
        with CaptureQueriesContext(connection) as queries:
            read(client)
        return len(queries)

    def more(number):
        group = make_group(f"Group {number}")
        give_role(priya, "group_steward", "group", group.pk)
        Claim.objects.create(group=group, person=priya)
        Claim.objects.create(group=group, person=make_person(f"Sam {number}"))
        follow(priya, group)
        follow(priya, make_area(f"Area {number}"))

    more(1)
    # session, person, roles, version, my groups, what I follow, groups and areas among it, the bell,
    # one for each thing that waits, and of contributions: which, claims, and who read them
    assert cost() == 9 + len(waiting._tellers) + 3 == COST
    more(2)
    more(3)
    assert cost() == COST
