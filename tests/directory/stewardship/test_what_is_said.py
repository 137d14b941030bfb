"""What the pages around a group say of it is true: before and after it is shown, with and without anybody
who looks after it."""

import pytest
from django.urls import reverse

from closeknit.directory import policies
from closeknit.directory.models import Call, Group, Invitation
from closeknit.directory.stewardship import adding, stewards
from closeknit.journal.models import Entry
from tests.directory.stewardship.test_claiming import link_in
from tests.directory.stewardship.test_keeping_fresh import (  # noqa: F401 - fixtures
    _beginning,
    day,
    links_of,
    listed,
    run,
)
from tests.support import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def change_link(listed, letters):  # noqa: F811 - the fixture
    """Nobody looks after the group; the yearly letter went to its own address."""
    with day(366):
        run()
        yield links_of(letters[-1])["change"]


def test_whoever_holds_the_yearly_letter_of_a_group_without_stewards_may_look_after_it(as_, cast, change_link, letters):
    assert "Nobody looks after this page yet." in as_(cast.sam).get(change_link).content.decode()
    sent = len(letters)
    page = as_(cast.sam).post(change_link, {"look_after": "yes"})["Location"]
    assert "Neighbours can find your group here." in as_(cast.sam).get(page).content.decode()
    as_(cast.sam).post(page, {"decision": "yes"})
    assert list(policies.stewards_of(Group.objects.get(name="Shuttle Street Residents"))) == [cast.sam]
    assert len(letters) == sent


def test_else_what_has_changed_goes_to_the_organisers_and_the_page_says_so(as_, cast, listed, change_link):  # noqa: F811
    assert as_(None).post(change_link)["Location"] == f"/groups/{listed.slug}/suggest/"
    assert not Invitation.objects.exists()
    assert "its organisers will see what you suggest" in as_(None).get(suggested(listed)).content.decode()


def suggested(group):
    return reverse("directory:suggested", args=[group.slug])


def test_where_somebody_looks_after_it_neither_is_offered(as_, cast, listed, letters):  # noqa: F811
    make.give_role(cast.priya, "group_steward", "group", listed.pk)
    with day(366):
        run()
        link = links_of(letters[-1])["change"]
        assert "Nobody looks after this page yet." not in as_(None).get(link).content.decode()
        assert as_(None).post(link, {"look_after": "yes"})["Location"] == f"/groups/{listed.slug}/suggest/"
    assert "Those who look after" in as_(None).get(suggested(listed)).content.decode()


def test_after_vouching_the_letter_no_longer_says_that_nobody_sees_the_page(as_, cast, place, letters):
    told = make.make_group("Menders", visibility="stub", contact_email="menders@loomwick.example")
    stewards.invite_the_group(told)
    link = link_in(letters[0])
    assert "Nobody sees it yet." in as_(None).get(link).content.decode()
    adding.vouch(group=told, by=cast.noor, reason="I rang them.")
    page = as_(None).get(link).content.decode()
    assert "Nobody sees it yet." not in page
    assert "Neighbours can find your group here." in page


def test_those_who_look_after_it_are_not_asked_whether_it_is_theirs(as_, cast, group):
    make.give_role(cast.priya, "group_steward", "group", group.pk)
    path = f"/groups/{group.slug}/look-after/"
    assert path in as_(cast.ada).get(group.get_absolute_url()).content.decode()
    assert path not in as_(cast.priya).get(group.get_absolute_url()).content.decode()


@pytest.mark.parametrize(("visibility", "words"), [("stub", "Not shown yet"), ("hidden", "Hidden")])
def test_my_groups_say_that_a_page_is_not_shown(as_, cast, group, visibility, words):
    make.give_role(cast.priya, "group_steward", "group", group.pk)
    assert words not in as_(cast.priya).get("/my/").content.decode()
    Group.objects.filter(pk=group.pk).update(visibility=visibility)
    assert words in as_(cast.priya).get("/my/").content.decode()


# ── Ringing up ───────────────────────────────────────────────────────────────────────────────────


def test_those_without_a_number_come_last(as_, cast, group):
    silent = make.make_group("Aa Silent Circle", point=group.point)
    page = as_(cast.noor).get("/manage/to-ring-up/").content.decode()
    assert page.index(group.name) < page.index(silent.name)


def test_something_has_changed_leads_to_the_page_to_put_right(as_, cast, group):
    path = f"/manage/to-ring-up/{group.uuid}/"
    answer = as_(cast.noor).post(path, {"answer": "change", "note": "new hall"})
    assert answer["Location"] == f"/groups/{group.slug}/edit/"
    group.refresh_from_db()
    assert group.confirmed_on is None
    assert Call.objects.get().answer == "change"
    assert not Entry.objects.filter(verb="directory.group_did_not_answer").exists()
