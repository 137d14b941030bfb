"""A group comes in: two minutes for its own people, and a hint from anyone."""

import re

import pytest

from closeknit.accounts.models import Grant
from closeknit.core import mail
from closeknit.directory import policies
from closeknit.directory.models import Group, Telling
from closeknit.journal.models import Entry, Notice
from closeknit.places.models import Hub, Postcode
from tests.directory.stewardship.test_claiming import link_in
from tests.support import factories as make

pytestmark = pytest.mark.django_db
ANSWERS = {
    "name": "Bobbin Green Menders",
    "summary": "We mend what others throw away.",
    "kind": "community_group",
    "where": "Warpfield",
    "reach": "menders@loomwick.example",
}


@pytest.fixture
def answers(cast, letters):
    Postcode.objects.create(code="LW1 4TT", lat=51.6, lng=1.5)
    return dict(ANSWERS)


def test_whoever_adds_it_looks_after_it_and_an_organiser_looks_first(as_, cast, answers):
    response = as_(cast.ada).post("/groups/add/", answers)
    group = Group.objects.get(name=answers["name"])
    assert (response.status_code, response["Location"]) == (303, group.get_absolute_url())
    assert (group.visibility, group.contact_email) == ("stub", "menders@loomwick.example")
    assert list(policies.stewards_of(group)) == [cast.ada]
    assert as_(cast.ada).get(group.get_absolute_url()).status_code == 200
    assert as_(cast.tom).get(group.get_absolute_url()).status_code == 404
    assert as_(None).get(group.get_absolute_url()).status_code == 404
    assert set(Notice.objects.values_list("person__name", flat=True)) == {"Noor", "Nell"}


def test_the_hub_may_show_it_at_once(as_, cast, answers):
    Hub.objects.update(new_groups="at_once")
    as_(cast.ada).post("/groups/add/", answers)
    group = Group.objects.get(name=answers["name"])
    assert (group.visibility, group.confirmed_how, group.confirmed_by) == ("public", "steward", "Ada")
    assert as_(None).get(group.get_absolute_url()).status_code == 200


@pytest.mark.parametrize(("rule", "words"), [("vouched", "An organiser near you"), ("at_once", "as soon as you have")])
def test_the_page_says_which_rule_holds(as_, cast, rule, words):
    Hub.objects.update(new_groups=rule)
    assert words in as_(cast.ada).get("/groups/add/").content.decode()


def test_an_organiser_needs_no_vouch(as_, cast, answers):
    as_(cast.noor).post("/groups/add/", answers)
    assert Group.objects.get(name=answers["name"]).visibility == "public"


def test_an_organiser_vouches(as_, cast, answers):
    as_(cast.ada).post("/groups/add/", answers)
    group = Group.objects.get(name=answers["name"])
    page = f"/manage/new-groups/{group.uuid}/"
    assert as_(cast.otto).get(page).status_code == 404
    noor = as_(cast.noor)
    assert answers["name"] in noor.get("/manage/claims/").content.decode()
    assert noor.post(page, {"decision": "yes"}).status_code == 422
    assert noor.post(page, {"decision": "yes", "reason": "I was there."}).status_code == 303
    assert noor.post(page, {"decision": "no", "reason": "Too late."}).status_code == 404
    group.refresh_from_db()
    assert group.visibility == "public"
    assert Entry.objects.get(verb="directory.group_vouched").actor == cast.noor
    assert Notice.objects.filter(person=cast.ada, entry__verb="directory.group_vouched").exists()


@pytest.mark.parametrize(
    ("reach", "field", "kept"),
    [
        ("a@loomwick.example", "contact_email", "a@loomwick.example"),
        ("01632 960 123", "contact_phone", "01632 960 123"),
        ("+44 (0)20 7946 0123", "contact_phone", "+44 (0)20 7946 0123"),
        ("menders.loomwick.example", "website", "https://menders.loomwick.example"),
        ("http://menders.example/x", "website", "http://menders.example/x"),
    ],
)
def test_one_line_says_how_to_reach_it(as_, cast, answers, reach, field, kept):
    as_(cast.ada).post("/groups/add/", answers | {"reach": reach})
    assert getattr(Group.objects.get(name=answers["name"]), field) == kept


@pytest.mark.parametrize("reach", ["", "ask Ada", "a@b", "12345", "javascript:alert(1)", "ftp://x.example"])
def test_what_reaches_nobody_is_asked_for_again_and_kept(as_, cast, answers, reach):
    response = as_(cast.ada).post("/groups/add/", answers | {"reach": reach})
    assert response.status_code == 422
    assert "We mend what others throw away." in response.content.decode()
    assert not Group.objects.filter(name=answers["name"]).exists()


def test_a_postcode_gives_a_point_and_an_area_gives_coverage(as_, cast, place, answers):
    as_(cast.ada).post("/groups/add/", answers | {"where": "lw1 4tt"})
    group = Group.objects.get(name=answers["name"])
    assert (group.point.postcode, group.point.precision) == ("LW1 4TT", "postcode")
    as_(cast.sam).post("/groups/add/", answers | {"name": "Other folk entirely"})
    assert [area.name for area in Group.objects.get(name="Other folk entirely").covers.all()] == ["Warpfield"]


def test_a_street_we_do_not_know_needs_its_neighbourhood(as_, cast, place, answers):
    street = answers | {"where": "Treadle Passage"}
    response = as_(cast.ada).post("/groups/add/", street)
    assert response.status_code == 422
    assert "Which neighbourhood is that in?" in response.content.decode()
    as_(cast.ada).post("/groups/add/", street | {"area": place.warpfield.pk})
    group = Group.objects.get(name=answers["name"])
    assert group.covers_text == "Treadle Passage"
    assert policies.may_vouch(cast.noor, group)


def test_groups_like_it_are_shown_before_it_is_kept(as_, cast, group, answers):
    like = answers | {"name": "Shuttle Street Residents Association"}
    response = as_(cast.ada).post("/groups/add/", like)
    assert response.status_code == 422
    assert "Shuttle Street Residents</bdi>" in response.content.decode()
    for other in ("on", answers["name"]):  # what was said of another name does not count
        assert as_(cast.ada).post("/groups/add/", like | {"is_new": other}).status_code == 422
    assert as_(cast.ada).post("/groups/add/", like | {"is_new": like["name"]}).status_code == 303


def test_a_visitor_reads_what_adding_takes_and_where_else_to_go(client, place):
    answer = client.get("/groups/add/")
    page = answer.content.decode()
    assert answer.status_code == 200
    for address in ("/join/?next=/groups/add/", "/sign-in/?next=/groups/add/", "/groups/similar/", "/groups/tell/"):
        assert f'href="{address}"' in page
    assert client.post("/groups/add/", ANSWERS)["Location"] == "/sign-in/?next=/groups/add/"


def test_one_s_own_group_is_found_and_can_be_looked_after_at_once(as_, cast, group):
    told = make.make_group("Shuttle Street Singers", visibility="stub")
    shown = f'href="/groups/{group.slug}/look-after/"'
    waiting = f'href="/groups/{told.slug}/look-after/"'
    assert "Welcome, Ada." in as_(cast.ada).get("/groups/similar/").content.decode()
    page = as_(cast.ada).get("/groups/similar/?name=shuttle+street+resident").content.decode()
    assert shown in page
    assert waiting not in page
    assert shown in as_(cast.ada).get("/groups/similar/?name=shuttle").content.decode()  # one word of its name
    assert waiting in as_(cast.ada).get("/groups/similar/?name=Shuttle+Street+Singers").content.decode()
    assert waiting not in as_(None).get("/groups/similar/?name=Shuttle+Street+Singers").content.decode()
    none = as_(None).get("/groups/similar/?name=Zither").content.decode()
    assert "We know of none of that name" in none
    assert 'href="/groups/add/"' in none


@pytest.mark.parametrize("path", ["/groups/add/", "/groups/tell/"])
def test_groups_like_it_are_the_first_thing_on_the_page(as_, cast, group, answers, path):
    page = as_(cast.ada).post(path, answers | {"name": group.name}).content.decode()
    form = page[page.index("novalidate") :]
    assert form.index("It is none of these: go on") < form.index('name="name"')
    assert re.search(r'<div[^>]*id="alike"[^>]* autofocus', form)


def test_groups_like_it_are_shown_while_typing(as_, cast, group):
    typed = as_(None).get("/groups/similar/?name=shuttle+street+resident", headers={"HX-Request": "true"})
    assert "Shuttle Street Residents" in typed.content.decode()
    assert "<html" not in typed.content.decode()


def test_no_page_of_a_group_takes_the_place_of_ours(as_, cast, answers):
    as_(cast.ada).post("/groups/add/", answers | {"name": "Add"})
    assert Group.objects.get(name="Add").slug != "add"


# ── Telling ──────────────────────────────────────────────────────────────────────────────────────

HINT = {"guest_name": "Sam", "guest_email": "sam@newcomer.example"}


def test_what_anyone_tells_us_is_seen_by_nobody_before_it_is_taken_up(as_, cast, answers, letters):
    assert as_(None).post("/groups/tell/", answers | HINT).status_code == 303
    group = Group.objects.get(name=answers["name"])
    assert group.visibility == "stub"
    assert as_(None).get(group.get_absolute_url()).status_code == 404
    assert group.slug not in as_(None).get("/find/?q=mend").content.decode()
    assert [letter.to for letter in letters] == ["menders@loomwick.example"]


@pytest.mark.parametrize(("decision", "visibility", "words"), [("yes", "public", True), ("no", "hidden", False)])
def test_the_teller_hears_what_became_of_it_and_is_forgotten(as_, cast, answers, letters, decision, visibility, words):
    as_(None).post("/groups/tell/", answers | HINT)
    group = Group.objects.get(name=answers["name"])
    as_(cast.noor).post(f"/manage/new-groups/{group.uuid}/", {"decision": decision, "reason": "I asked them."})
    group.refresh_from_db()
    assert group.visibility == visibility
    assert (letters[-1].to, letters[-1].context["is_published"]) == ("sam@newcomer.example", words)
    telling = Telling.objects.get()
    assert (telling.guest_email, telling.guest_name) == ("", "")
    assert not Entry.objects.filter(guest="Sam").exists()


@pytest.mark.parametrize("decision", ["yes", "no"])
def test_of_a_group_that_must_be_kept_safe_the_teller_reads_no_more_than_they_wrote(
    as_, cast, answers, letters, decision
):
    """Not its name and address of today, and not that it is theirs."""
    as_(None).post("/groups/tell/", answers | HINT)
    told = Group.objects.filter(name=answers["name"])
    told.update(name="Sanctuary at Loom Lane", slug="sanctuary-at-loom-lane", is_sensitive=True)
    group = Group.objects.get(name="Sanctuary at Loom Lane")
    as_(cast.noor).post(f"/manage/new-groups/{group.uuid}/", {"decision": decision, "reason": "I asked them."})
    assert letters[-1].to == "sam@newcomer.example"
    words = f"{letters[-1].subject} {mail.written(letters[-1]).text}".lower()
    assert "you told us about a group." in words
    assert not [word for word in ("your group", "sanctuary", "loom lane", "/groups/") if word in words]


def test_a_robot_is_thanked_and_nothing_is_kept(as_, cast, answers, letters):
    assert as_(None).post("/groups/tell/", answers | {"nickname": "bot"}).status_code == 303
    assert not Telling.objects.exists()
    assert letters == []


@pytest.fixture
def takes_up(as_, cast, answers, letters):
    """Somebody tells of a group; one who reads its letters says yes in their own name. Gives the group and who."""

    def told_and_taken_up(teller=None):
        as_(teller).post("/groups/tell/", answers | HINT)
        link = letters[0].context["link"].partition("//")[2].partition("/")[2]
        secretary = make.make_person("Mira")
        answer = as_(secretary).post(f"/{link}", {"decision": "yes"}, follow=True)
        group = Group.objects.get(name=answers["name"])
        assert list(policies.stewards_of(group)) == [secretary]
        return group, secretary, answer.content.decode()

    return told_and_taken_up


def test_whoever_got_the_group_s_letter_is_asked_to_come_in_their_own_name(as_, answers, letters):
    as_(None).post("/groups/tell/", answers | HINT)
    link = link_in(letters[0])
    page = as_(None).get(link).content.decode()
    assert "in their own name" in page
    for door in ("/join/", "/sign-in/"):
        assert f'href="{door}?next={link}"' in page
    assert as_(None).post(link, {"decision": "yes"})["Location"].startswith("/sign-in/")
    assert "the group needs no account" in mail.written(letters[0]).text


def test_once_somebody_looks_after_it_the_group_s_letter_is_for_its_address_alone(as_, cast, answers, letters):
    as_(None).post("/groups/tell/", answers | HINT)
    group = Group.objects.get(name=answers["name"])
    make.give_role(cast.priya, "group_steward", "group", group.pk)
    assert "Yes, I look after it" not in as_(cast.sam).get(link_in(letters[0])).content.decode()
    assert as_(cast.sam).post(link_in(letters[0]), {"decision": "yes"}).status_code == 403
    assert list(policies.stewards_of(group)) == [cast.priya]


def test_an_address_that_a_stranger_named_shows_nothing(as_, cast, takes_up, letters):
    """Whoever told us may have named their own."""
    group, secretary, page = takes_up()
    assert group.visibility == "stub"
    assert "An organiser looks at it, then all can see it." in page
    assert as_(None).get(group.get_absolute_url()).status_code == 404
    assert as_(secretary).get(f"/groups/{group.slug}/edit/").status_code == 200
    told = Notice.objects.filter(entry__verb="directory.group_taken_up", at_once=True)
    assert set(told.values_list("person__name", flat=True)) == {"Noor", "Nell"}
    assert Telling.objects.get().guest_email == "sam@newcomer.example"


def test_then_an_organiser_vouches_for_it(as_, cast, takes_up, letters):
    group, secretary, _page = takes_up()
    waiting = f"/manage/new-groups/{group.uuid}/"
    assert "Mira" in as_(cast.noor).get(waiting).content.decode()
    as_(cast.noor).post(waiting, {"decision": "yes", "reason": "I rang the library, where they meet."})
    assert as_(None).get(group.get_absolute_url()).status_code == 200
    assert Notice.objects.filter(person=secretary, entry__verb="directory.group_vouched").exists()
    assert letters[-1].to == "sam@newcomer.example"


def test_where_new_groups_are_shown_at_once_a_yes_is_enough(cast, takes_up, letters):
    Hub.objects.update(new_groups="at_once")
    group, _secretary, page = takes_up()
    assert group.visibility == "public"
    assert "An organiser looks at it" not in page
    assert letters[-1].to == "sam@newcomer.example"


def test_an_address_that_an_organiser_named_is_the_group_s(cast, takes_up):
    group, _secretary, _page = takes_up(cast.noor)
    assert group.visibility == "public"


def test_an_organiser_of_elsewhere_is_a_teller_like_any_other(cast, takes_up):
    group, _secretary, _page = takes_up(cast.otto)
    assert group.visibility == "stub"


def test_whoever_adds_what_we_were_told_of_is_led_to_it(as_, cast, answers, letters):
    as_(None).post("/groups/tell/", answers | HINT)
    response = as_(cast.priya).post("/groups/add/", answers)
    assert response.status_code == 422
    group = Group.objects.get(name=answers["name"])
    assert f"/groups/{group.slug}/look-after/" in response.content.decode()
    assert as_(cast.priya).get(f"/groups/{group.slug}/look-after/").status_code == 200


@pytest.mark.parametrize("path", ["/groups/add/", "/groups/tell/"])
def test_the_same_form_sent_again_is_one_group(as_, cast, answers, letters, path):
    client = as_(cast.ada)
    number = client.get(path).context["form"]["number"].value()
    statuses = [client.post(path, answers | {"number": number}).status_code for _ in range(4)]
    assert statuses == [303] * 4
    assert Group.objects.filter(name=answers["name"]).count() == 1
    assert Grant.objects.filter(role="group_steward", person=cast.ada).count() == (path == "/groups/add/")
    assert Telling.objects.count() == len(letters) == (path == "/groups/tell/")


def test_a_group_that_is_there_cannot_be_taken_by_its_number(as_, cast, answers, group):
    as_(cast.ada).post("/groups/add/", answers | {"number": group.uuid})
    group.refresh_from_db()
    assert group.name == "Shuttle Street Residents"
    assert not policies.stewards_of(group).exists()


def test_an_address_that_strangers_name_gets_few_letters(client, answers):
    names = [f"Treadle Circle {n}" for n in range(4)]
    told = [client.post("/groups/tell/", answers | {"name": name, "is_new": name}) for name in names]
    assert [response.status_code for response in told] == [303, 303, 303, 429]
