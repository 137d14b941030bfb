"""Somebody without e-mail or telephone signs in with a code on a sheet of paper."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from closeknit.accounts import actions, printed, retention, second_step
from closeknit.accounts.models import Consent, Passkey, Person, PrintedCode, Session
from closeknit.core import erasure
from closeknit.journal.models import Entry, Notice
from tests.support.factories import give_role, make_area, make_group, make_hub, make_person

pytestmark = pytest.mark.django_db
PAGE = "/sign-in/printed/"


@pytest.fixture
def noor(letters):
    make_hub()
    person = make_person("Noor")
    give_role(person, "network_organiser", "area", make_area("Warpfield").pk)
    return person


@pytest.fixture
def wren(noor):
    return actions.enter_person(
        name="Wren", phone="", agreed_how="in_person", agreed_at=timezone.now(), in_presence_of="Noor", by=noor
    )


def as_(person):
    client = Client()
    client.force_login(person)
    return client


def sheet(organiser, person):
    page = as_(organiser).post(f"/manage/people/{person.uuid}/code/")
    assert page.status_code == 200, page.text
    return re.search(r"<code>([a-z0-9-]{14})</code>", page.text)[1]


def enter(code, client=None, **more):
    client = client or Client()
    return client, client.post(PAGE, {"code": code, "agrees": "on", "is_shared": "on"} | more)


def who(client):
    return Person.objects.filter(pk=client.session.get("_auth_user_id")).first()


def test_an_organiser_prints_a_sheet_and_its_code_signs_in(noor, wren):
    code = sheet(noor, wren)
    client, answer = enter(code.upper().replace("-", " "), next="/areas/")
    assert (answer.status_code, answer["Location"], who(client)) == (303, "/areas/", wren)
    assert Consent.objects.filter(person=wren, purpose="house_rules", how="web").count() == 1


def test_the_code_is_on_the_sheet_and_nowhere_else(noor, wren):
    page = as_(noor).post(f"/manage/people/{wren.uuid}/code/")
    code = re.search(r"<code>([a-z0-9-]{14})</code>", page.text)[1]
    assert "no-store" in page["Cache-Control"]
    assert "data:image/svg+xml" in page.text
    row = PrintedCode.objects.get()
    assert code.replace("-", "") not in f"{row.code_hash} {row.uuid}"
    assert row.made_by == noor
    again = as_(noor).get(f"/manage/people/{wren.uuid}/")
    assert code not in again.text
    assert "by Noor" in again.text


def test_opening_the_square_does_nothing_until_the_button_is_pressed(noor, wren):
    sheet(noor, wren)
    client = Client()
    for _look in range(3):
        assert client.get(PAGE).status_code == 200
    assert who(client) is None
    assert PrintedCode.objects.get().is_good


def test_the_square_tells_no_server_the_code(noor, wren):
    assert printed.address_of("abcd-efgh-jkmn").endswith("/sign-in/printed/#code=abcd-efgh-jkmn")
    page = Client().get(PAGE, {"code": "abcd-efgh-jkmn"})
    assert "abcd-efgh-jkmn" not in page.text
    assert "accounts/printed-code" in page.text


# ── In their own hands ───────────────────────────────────────────────────────────────────────────


def in_own_hands(wren, noor, how):
    if how == "signed in":
        enter(sheet(noor, wren))
    else:
        give_role(wren, "group_steward", "group", make_group("Singers").pk)
    wren.refresh_from_db()


@pytest.mark.parametrize("how", ["signed in", "holds a role"])
def test_who_wrote_them_down_does_not_get_into_an_account_in_its_owner_s_hands(noor, wren, how, letters):
    kit = make_person("Kit", "hub_admin")
    in_own_hands(wren, noor, how)
    before = PrintedCode.objects.count()
    address = f"/manage/people/{wren.uuid}/"
    tries = [
        as_(noor).post(address + "code/"),
        as_(noor).post(address + "email/", {"email": "noor-too@loomwick.example"}),
    ]
    assert [(answer.status_code, "Ask an administrator" in answer.text) for answer in tries] == [(403, True)] * 2
    assert (PrintedCode.objects.count(), letters) == (before, [])
    page = as_(noor).get(address).text
    assert "Ask an administrator" in page
    assert "<bdi>Kit</bdi>" in page
    assert "Make a sheet" not in page
    assert "Hand it over yourself" not in page
    assert ('id="sheet"' in page) is bool(before)
    assert "Send an e-mail there" not in page
    assert "Make a sheet" in as_(kit).get(address).text
    client, _answer = enter(sheet(kit, wren))
    assert who(client) == wren


def test_an_administrator_who_wrote_them_down_asks_another_if_there_is_one(letters):
    make_hub()
    kit = make_person("Kit", "hub_admin")
    wren = actions.enter_person(
        name="Wren", phone="", agreed_how="phone", agreed_at=timezone.now(), in_presence_of="Kit", by=kit
    )
    enter(sheet(kit, wren))
    enter(sheet(kit, wren))
    lee = make_person("Lee", "hub_admin")
    assert as_(kit).post(f"/manage/people/{wren.uuid}/code/").status_code == 403
    assert sheet(lee, wren)


def test_a_letter_asked_for_before_they_signed_in_is_no_second_way_in(noor, wren, letters):
    actions.offer_email(wren, email="noor-too@loomwick.example", by=noor)
    enter(sheet(noor, wren))
    Client().post(letters[-1].link)
    wren.refresh_from_db()
    assert wren.email is None


def test_a_code_works_once(noor, wren):
    code = sheet(noor, wren)
    enter(code)
    client, answer = enter(code)
    assert (answer.status_code, who(client)) == (422, None)


def test_a_new_sheet_ends_the_one_before(noor, wren):
    first, second = sheet(noor, wren), sheet(noor, wren)
    assert enter(first)[1].status_code == 422
    assert enter(second)[1].status_code == 303


def test_who_signed_in_with_the_sheet_before_is_signed_out(noor, wren):
    kit = make_person("Kit", "hub_admin")
    before, _answer = enter(sheet(noor, wren), is_shared="")
    weft, _answer = enter(sheet(noor, weft_too(noor)))
    sheet(kit, wren)
    assert before.get("/account/").status_code == 302
    assert weft.get("/account/").status_code == 200
    assert not Session.objects.filter(person=wren).exists()


@pytest.mark.parametrize("way", ["a new sheet", "taken back"])
def test_a_key_that_was_added_by_the_sheet_before_opens_nothing_more(noor, wren, way):
    """A sheet in the wrong hands leaves no way in behind."""
    kit, ada = make_person("Kit", "hub_admin"), make_person("Ada")
    enter(sheet(noor, wren))
    for owner in (wren, ada):
        Passkey.objects.create(person=owner, name="phone", credential_id=owner.name, public_key=b"a")
        second_step.keep_in_step(owner)
    if way == "a new sheet":
        sheet(kit, wren)
    else:
        as_(kit).post(f"/manage/people/{wren.uuid}/code/end/")
    assert Passkey.objects.get().person == ada
    wren.refresh_from_db()
    assert not wren.has_second_factor


def test_sheets_are_taken_back_without_a_new_one(noor, wren):
    kit, address = make_person("Kit", "hub_admin"), f"/manage/people/{wren.uuid}/"
    assert "Take back all sheets" not in as_(kit).get(address).text
    used, _answer = enter(sheet(noor, wren), is_shared="")
    assert as_(noor).post(address + "code/end/").status_code == 403
    assert used.get("/account/").status_code == 200
    assert "Take back all sheets" in as_(kit).get(address).text
    assert as_(kit).post(address + "code/end/").status_code == 303
    assert used.get("/account/").status_code == 302
    other = weft_too(noor)
    code = sheet(noor, other)
    as_(noor).post(f"/manage/people/{other.uuid}/code/end/")
    assert enter(code)[1].status_code == 422


def test_who_has_an_address_is_not_signed_out_that_way(noor, wren):
    tom = make_person("Tom")
    at_home = as_(tom)
    as_(make_person("Kit", "hub_admin")).post(f"/manage/people/{tom.uuid}/code/end/")
    assert at_home.get("/account/").status_code == 200


def weft_too(organiser):
    return actions.enter_person(
        name="Weft", phone="", agreed_how="phone", agreed_at=timezone.now(), in_presence_of="Noor", by=organiser
    )


def test_a_form_that_is_sent_twice_signs_nobody_out(noor, wren):
    form = {"client_id": "7b5f5c2e-58a5-4ad1-a4a5-b7f63c1bd7d4"}
    page = as_(noor).post(f"/manage/people/{wren.uuid}/code/", form)
    client, _answer = enter(re.search(r"<code>([a-z0-9-]{14})</code>", page.text)[1])
    as_(make_person("Kit", "hub_admin")).post(f"/manage/people/{wren.uuid}/code/", form)
    assert client.get("/account/").status_code == 200


def test_the_same_form_sent_twice_makes_one_sheet(noor, wren):
    client, form = as_(noor), {"client_id": "7b5f5c2e-58a5-4ad1-a4a5-b7f63c1bd7d4"}
    statuses = [client.post(f"/manage/people/{wren.uuid}/code/", form).status_code for _time in range(2)]
    assert (statuses, PrintedCode.objects.count()) == ([200, 409], 1)
    assert PrintedCode.objects.get().is_good


def test_it_ends_after_a_fortnight(noor, wren):
    code = sheet(noor, wren)
    with time_machine.travel(timezone.now() + timedelta(days=15)):
        assert enter(code)[1].status_code == 422


def test_a_wrong_an_old_and_a_stopped_one_s_code_get_one_answer(noor, wren):
    old, stopped = sheet(noor, wren), None
    other = actions.enter_person(
        name="Weft", phone="", agreed_how="phone", agreed_at=timezone.now(), in_presence_of="Noor", by=noor
    )
    stopped = sheet(noor, other)
    Person.objects.filter(pk=other.pk).update(is_active=False)
    enter(old)
    pages = [enter(code)[1] for code in ("aaaa-aaaa-aaaa", old, stopped)]
    told = [re.sub(r'value="[^"]*"', "", page.text) for page in pages]
    assert {page.status_code for page in pages} == {422}
    assert told[0] == told[1] == told[2]


def test_guessing_is_slowed_down(noor, wren):
    answers = [enter("aaaa-aaaa-aaaa")[1].status_code for _try in range(26)]
    assert answers == [422] * 25 + [429]


def test_on_a_device_of_many_one_is_signed_out_soon_and_leaves_no_mark(noor, wren):
    client, answer = enter(sheet(noor, wren))
    assert "known" not in answer.cookies
    assert 1700 < client.session.get_expiry_age() <= 1800
    with time_machine.travel(timezone.now() + timedelta(minutes=31)):
        assert client.get("/account/").status_code == 302
    own, _answer = enter(sheet(make_person("Kit", "hub_admin"), wren), is_shared="")
    assert own.session.get_expiry_age() > 86400
    assert 'name="is_shared"' in Client().get(PAGE).text
    assert "checked" in Client().get(PAGE).text.partition('name="is_shared"')[2][:200]


def test_who_goes_clears_what_the_browser_remembers(noor, wren):
    client, _answer = enter(sheet(noor, wren))
    assert client.post("/sign-out/")["Clear-Site-Data"] == '"cache"'


def test_without_a_yes_to_the_rules_the_code_is_kept(noor, wren):
    code = sheet(noor, wren)
    client, answer = enter(code, agrees="")
    assert (answer.status_code, who(client)) == (422, None)
    assert code in answer.text
    assert PrintedCode.objects.get().is_good


def test_a_sheet_is_no_way_into_an_account_with_an_address_or_power(noor, wren):
    kit = make_person("Kit", "hub_admin")
    tom = make_person("Tom")
    assert as_(kit).post(f"/manage/people/{tom.uuid}/code/").status_code == 409
    give_role(wren, "moderator")
    assert as_(noor).post(f"/manage/people/{wren.uuid}/code/").status_code == 409
    assert not PrintedCode.objects.exists()


def test_only_who_wrote_them_down_prints_for_them(noor, wren):
    other = make_person("Grace")
    give_role(other, "network_organiser", "area", make_area("Heddle Hill").pk)
    facilitator = make_person("Lee", "pairing_facilitator")
    for stranger in (other, facilitator, make_person("Tom")):
        assert as_(stranger).post(f"/manage/people/{wren.uuid}/code/").status_code == 404


def test_a_facilitator_writes_people_down_and_prints_for_them(noor):
    facilitator = make_person("Lee", "pairing_facilitator")
    said = {"name": "Weft", "agreed_how": "in_person", "in_presence_of": "Lee"}
    as_(facilitator).post("/manage/people/add/", said | {"agreed_on": timezone.localdate().isoformat()})
    client, _answer = enter(sheet(facilitator, Person.objects.get(name="Weft")))
    assert who(client).name == "Weft"


@pytest.mark.parametrize("what", ["stopped", "has an address"])
def test_it_ends_with_what_ends_other_codes(noor, wren, letters, what):
    code = sheet(noor, wren)
    if what == "stopped":
        kit = make_person("Kit", "hub_admin")
        actions.suspend(wren, by=kit, reason="x")
        actions.lift_suspension(wren, by=kit, reason="y")
    else:
        actions.offer_email(wren, email="wren@loomwick.example", by=noor)
        Client().post(letters[-1].link)
    assert enter(code)[1].status_code == 422


def test_the_person_sees_who_printed_a_code_for_them(noor, wren):
    client, _answer = enter(sheet(noor, wren))
    assert "by Noor" in client.get("/account/sessions/").text


def test_a_second_step_is_asked_for_here_too(noor, wren):
    code = sheet(noor, wren)
    secret = second_step.new_secret()
    second_step.set_authenticator(wren, secret, second_step.number_at(secret, int(timezone.now().timestamp()) // 30))
    client, answer = enter(code)
    assert (answer["Location"], who(client)) == ("/sign-in/second-step/", None)


def test_who_printed_what_is_forgotten_after_a_year(noor, wren):
    sheet(noor, wren)
    assert retention.forget_printed_codes(timezone.now() + timedelta(days=300)) == 0
    assert retention.forget_printed_codes(timezone.now() + timedelta(days=380)) == 1


def test_two_who_have_the_same_code_do_not_both_get_in(noor, wren):
    code = sheet(noor, wren)
    assert [printed.use(code), printed.use(code)] == [wren, None]
    assert not Session.objects.filter(person=wren).exists()


def test_each_sheet_is_told_to_the_person_it_is_for(noor, wren):
    code = sheet(noor, wren)
    client, _answer = enter(code)
    assert "Noor printed a sheet for you" in client.get("/notices/").text
    assert code not in client.get("/notices/").text
    assert Notice.objects.filter(person=noor).count() == 0


def test_nothing_that_was_told_of_them_keeps_the_name_of_somebody_who_left(noor, wren):
    sheet(noor, wren)
    erasure.erase(wren)
    assert "Wren" not in Entry.objects.values_list("about_name", flat=True)
