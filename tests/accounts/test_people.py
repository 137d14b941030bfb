"""People without e-mail, people who are stopped, and roles given and ended."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from closeknit.accounts import actions, jobs, reads
from closeknit.accounts.models import Consent, Grant, Person, Suspension
from closeknit.accounts.vocabulary import Role
from closeknit.core.errors import Refused
from tests.support.factories import give_role, make_area, make_hub, make_person

pytestmark = pytest.mark.django_db
PASSWORD = "a long enough password"


@pytest.fixture
def kit(letters):
    make_hub()
    return make_person("Kit", "hub_admin")


@pytest.fixture
def noor(kit):
    person = make_person("Noor")
    give_role(person, "network_organiser", "area", make_area("Warpfield").pk)
    return person


def as_(person):
    client = Client()
    client.force_login(person)
    return client


SAID = {"name": "Old Mr Weft", "phone": "01632 960001", "agreed_how": "phone", "in_presence_of": "Noor"}


def write_down(client, **more):
    return client.post("/manage/people/add/", SAID | {"agreed_on": timezone.localdate().isoformat()} | more)


def test_an_organiser_writes_down_who_has_no_email_with_how_they_said_yes(noor):
    client = as_(noor)
    answer = write_down(client)
    weft = Person.objects.get(name="Old Mr Weft")
    assert (answer.status_code, answer["Location"]) == (303, f"/manage/people/{weft.uuid}/")
    assert (weft.email, weft.phone, weft.has_usable_password()) == (None, "01632 960001", False)
    yes = Consent.objects.get()
    assert (yes.person, yes.purpose, yes.how, yes.recorded_by, yes.in_presence_of) == (
        weft,
        "kept_for_me",
        "phone",
        noor,
        "Noor",
    )
    assert "may keep my name" in yes.wording
    assert "Old Mr Weft" in client.get("/manage/people/").content.decode()


def test_without_a_yes_nobody_is_written_down(noor):
    client = as_(noor)
    for lacking in ({"agreed_how": ""}, {"agreed_how": "web"}, {"in_presence_of": ""}, {"agreed_on": "2999-01-01"}):
        answer = write_down(client, **lacking)
        assert answer.status_code == 422
        assert "Old Mr Weft" in answer.content.decode()
    assert not Consent.objects.exists()


def test_an_organiser_sees_those_they_wrote_down_and_nobody_else(noor, kit):
    write_down(as_(noor))
    weft = Person.objects.get(name="Old Mr Weft")
    other = make_person("Grace")
    give_role(other, "network_organiser", "area", make_area("Heddle Hill").pk)
    pages = [f"/manage/people/{person.uuid}/" for person in (weft, kit)]
    assert [as_(noor).get(page).status_code for page in pages] == [200, 404]
    assert [as_(other).get(page).status_code for page in pages] == [404, 404]
    assert [as_(kit).get(page).status_code for page in pages] == [200, 200]


def test_there_is_no_looking_round_among_people(noor, kit):
    tom = make_person("Tom")
    assert as_(noor).post("/manage/people/", {"email": tom.email}).status_code == 422
    assert as_(kit).post("/manage/people/", {"email": "tom"}).status_code == 422
    assert as_(kit).post("/manage/people/", {"email": tom.email.upper()})["Location"] == f"/manage/people/{tom.uuid}/"


def test_a_first_address_is_theirs_when_they_used_the_letter(noor, letters):
    write_down(as_(noor))
    weft = Person.objects.get(name="Old Mr Weft")
    assert as_(noor).post(f"/manage/people/{weft.uuid}/email/", {"email": "weft@loomwick.example"}).status_code == 303
    assert Person.objects.get(pk=weft.pk).email is None
    client = Client()
    assert client.post(letters[-1].link).status_code == 303
    assert Person.objects.get(pk=weft.pk).email == "weft@loomwick.example"
    assert client.get("/account/").status_code == 200
    again = as_(noor).post(f"/manage/people/{weft.uuid}/email/", {"email": "thief@loomwick.example"})
    assert again.status_code == 409


def test_a_first_address_that_is_another_s_is_not_told(noor, letters):
    write_down(as_(noor))
    weft = Person.objects.get(name="Old Mr Weft")
    tom = make_person("Tom")
    assert as_(noor).post(f"/manage/people/{weft.uuid}/email/", {"email": tom.email}).status_code == 303
    assert (letters[-1].to, letters[-1].code, letters[-1].link) == (tom.email, "", "")


def test_the_same_form_writes_one_person_down(noor):
    for _ in range(2):
        write_down(as_(noor), client_id="0b9f7a4e-5a39-4a7e-9a53-1a4b6f3a2c11")
    assert Person.objects.filter(name="Old Mr Weft").count() == 1


# ── Stopped ──────────────────────────────────────────────────────────────────────────────────────


def test_who_is_stopped_is_out_at_once_and_told_why(kit, letters):
    tom = make_person("Tom")
    give_role(tom, "group_steward", "group", 3)
    client = as_(tom)
    page = f"/manage/people/{tom.uuid}/"
    assert as_(kit).post(page + "stop/", {"reason": ""}).status_code == 422
    assert as_(kit).post(page + "stop/", {"reason": "Shouted at people"}).status_code == 303
    assert client.get("/account/").status_code == 302
    tom.refresh_from_db()
    assert (tom.is_active, tom.holds("group_steward", ("group", 3))) == (False, False)
    assert Client().post("/sign-in/password/", {"email": tom.email, "password": PASSWORD}).status_code == 422
    assert "Shouted at people" in letters[-1].text
    assert "Shouted at people" in as_(kit).get(page).content.decode()


def test_who_is_let_in_again_is_told_and_history_stays(kit, letters):
    tom = make_person("Tom")
    actions.suspend(tom, by=kit, reason="x")
    actions.suspend(tom, by=kit, reason="again")
    as_(kit).post(f"/manage/people/{tom.uuid}/let-in/", {"reason": "Said sorry"})
    assert Client().post("/sign-in/password/", {"email": tom.email, "password": PASSWORD}).status_code == 303
    stop = Suspension.objects.get()
    assert (stop.reason, stop.lifted_by, stop.lifted_because) == ("x", kit, "Said sorry")


def test_a_screen_left_open_gives_no_power_over_others(kit, letters):
    ada, client = make_person("Ada"), as_(kit)
    names = ("person-suspend", "person-lift", "person-second-step-away")
    deeds = [reverse(f"accounts:{name}", args=[ada.uuid]) for name in names]
    role = {"email": ada.email, "role": "moderator", "reason": "to help", "until": "2030-01-01"}
    with time_machine.travel(timezone.now() + timedelta(minutes=31)):
        answers = [client.post(address, {"reason": "spam"}) for address in deeds] + [
            client.post("/manage/roles/", role)
        ]
    assert {answer.status_code for answer in answers} == {303}
    assert all(answer["Location"].startswith("/sign-in/") for answer in answers)
    assert Person.objects.get(pk=ada.pk).is_active
    assert not Grant.objects.filter(person=ada).exists()


def test_nobody_stops_themselves_or_the_last_administrator(kit):
    with pytest.raises(Refused, match="own account"):
        actions.suspend(kit, by=kit, reason="x")
    other = make_person("Lee")
    with pytest.raises(Refused, match="last person"):
        actions.suspend(kit, by=other, reason="x")
    give_role(other, "hub_admin")
    actions.suspend(kit, by=other, reason="x")
    assert not kit.is_active


def test_a_lost_phone_is_helped_and_the_person_told(kit, letters):
    max_ = make_person("Max", "moderator")
    client = as_(max_)
    assert as_(kit).post(f"/manage/people/{max_.uuid}/second-step/away/").status_code == 303
    max_.refresh_from_db()
    assert not max_.has_second_factor
    assert client.get("/account/").status_code == 302
    assert "Kit took away your second step" in letters[-1].text
    assert as_(kit).post(f"/manage/people/{kit.uuid}/second-step/away/").status_code == 409


# ── Roles ────────────────────────────────────────────────────────────────────────────────────────


def give(client, person, role="moderator", area="", days=365, reason="Asked for by the forum"):
    until = (timezone.localdate() + timedelta(days=days)).isoformat()
    return client.post(
        "/manage/roles/", {"email": person.email, "role": role, "area": area, "until": until, "reason": reason}
    )


def test_a_role_is_given_over_the_hub_or_an_area_with_reason_and_end_and_told(kit, letters):
    noor, area = make_person("Noor"), make_area("Warpfield")
    assert give(as_(kit), noor, "network_organiser", area=area.pk).status_code == 303
    grant = Grant.objects.get(person=noor)
    assert (grant.scope_kind, grant.scope_id, grant.granted_by, grant.reason) == (
        "area",
        area.pk,
        kit,
        "Asked for by the forum",
    )
    assert timezone.localdate(grant.valid_until) == timezone.localdate() + timedelta(days=365)
    assert letters[-1].to == noor.email
    assert "Community organiser (Warpfield)" in letters[-1].text
    assert "second step" in letters[-1].text
    assert give(as_(kit), noor, "moderator").status_code == 303
    assert Grant.objects.filter(person=noor, scope_kind="hub").exists()
    letters.clear()
    assert give(as_(kit), noor, "moderator").status_code == 303
    assert letters == []  # she has it
    assert "Warpfield" in as_(kit).get("/manage/roles/").content.decode()


def test_a_role_for_too_long_for_nobody_or_without_a_reason_is_not_given(kit):
    client, noor = as_(kit), make_person("Noor")
    stopped = make_person("Tom")
    actions.suspend(stopped, by=kit, reason="x")
    answers = [
        give(client, noor, days=366),
        give(client, noor, days=0),
        give(client, noor, reason=""),
        give(client, noor, role="group_steward"),
        give(client, noor, role="king"),
        give(client, noor, area="99999"),
        give(client, stopped),
    ]
    assert [answer.status_code for answer in answers] == [422] * 7
    assert Grant.objects.count() == 1


def test_a_role_is_ended_with_a_reason_told_and_kept(kit, letters):
    max_ = make_person("Max", "moderator")
    grant = max_.grants.get()
    page = f"/manage/roles/{grant.uuid}/end/"
    assert as_(kit).get(page).status_code == 200
    assert as_(kit).post(page, {"reason": ""}).status_code == 422
    assert as_(kit).post(page, {"reason": "Moved away"}).status_code == 303
    grant.refresh_from_db()
    assert (grant.ended_by, grant.ended_because) == (kit, "Moved away")
    assert not Person.objects.get(pk=max_.pk).holds("moderator")
    assert "Moved away" in letters[-1].text
    assert "Moved away" in as_(kit).get("/manage/roles/").content.decode()
    letters.clear()
    as_(kit).post(page, {"reason": "Again"})
    grant.refresh_from_db()
    assert (grant.ended_because, letters) == ("Moved away", [])


def test_the_last_administrator_stays(kit):
    page = f"/manage/roles/{kit.grants.get().uuid}/end/"
    assert as_(kit).post(page, {"reason": "Tired"}).status_code == 409
    lee = make_person("Lee", "hub_admin")
    assert as_(kit).post(page, {"reason": "Tired"}).status_code == 303
    with pytest.raises(Refused):
        actions.end_grant(lee.grants.get(), by=lee, reason="Tired too")


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_of_roles_costs_the_same_for_one_and_for_three(kit, rows, django_assert_num_queries):
    area = make_area("Warpfield")
    for number in range(rows):
        give_role(make_person(f"Noor {number}"), "network_organiser", "area", area.pk)
        give_role(make_person(f"Max {number}"), "moderator").end()
    client = as_(kit)
    client.get("/manage/roles/")
    with django_assert_num_queries(14):
        assert client.get("/manage/roles/").status_code == 200


def test_a_person_page_shows_roles_now_and_before(kit):
    max_ = make_person("Max", "moderator")
    actions.end_grant(max_.grants.get(), by=kit, reason="Moved away")
    told = reads.person_page(max_)
    assert [(held.role, held.is_in_force) for held in told["roles"]] == [("Moderator", False)]


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.GROUP_STEWARD}))
def test_a_role_with_power_ends_after_a_year_if_nothing_else_is_said(kit, role):
    tom = make_person("Tom")
    given = actions.grant(person=tom, role=role, by=kit, reason="x")
    assert timedelta(days=364) < given.valid_until - timezone.now() <= timedelta(days=365)


def test_a_steward_s_role_has_no_end(kit):
    given = actions.grant(person=make_person("Tom"), role="group_steward", over=("group", 1), by=kit, reason="x")
    assert given.valid_until is None


def test_a_role_is_given_again_before_it_ends(kit):
    tom = make_person("Tom")
    first = actions.grant(person=tom, role="moderator", by=kit, reason="x", until=timezone.now() + timedelta(days=9))
    again = actions.grant(person=tom, role="moderator", by=kit, reason="y")
    same = actions.grant(person=tom, role="moderator", by=kit, reason="z")
    first.refresh_from_db()
    assert (again.pk == first.pk, same.pk == again.pk, first.ended_by) == (False, True, kit)
    assert Grant.objects.in_force(timezone.now()).filter(person=tom).get() == again


def test_whose_role_ends_soon_hears_so_a_month_and_a_week_before(kit, letters):
    tom = make_person("Tom")
    end = timezone.now() + timedelta(days=100)
    actions.grant(person=tom, role="moderator", by=kit, reason="x", until=end)
    letters.clear()
    told = []
    for days in range(40, 0, -1):
        with time_machine.travel(end - timedelta(days=days, hours=1)):
            jobs.remind_of_roles_that_end.func()
            told += [(letter.to, letter.letter.once) for letter in letters]
            letters.clear()
    assert {to for to, _once in told} == {tom.email}
    assert len({once for _to, once in told}) == 2
