"""The second step: numbers of an app, codes on paper, and who is asked for them."""

import re
import time
from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from closeknit.accounts import actions, second_step
from closeknit.accounts.models import Authenticator, Passkey, Person, RecoveryCode, Session
from closeknit.accounts.sessions import SessionStore
from tests.support.factories import give_role, make_hub, make_person, without_second_factor

pytestmark = pytest.mark.django_db
PASSWORD = "a long enough password"
SECRET = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"  # of RFC 6238's own examples


@pytest.fixture
def max_(letters):
    """Max moderates, and has an app."""
    make_hub()
    person = make_person("Max", "moderator")
    second_step.set_authenticator(person, SECRET, now_shown())
    Authenticator.objects.update(last_step=0)
    return person


def now_shown(shift=0):
    return second_step.number_at(SECRET, int(time.time()) // 30 + shift)


def first_step(person, client=None):
    client = client or Client()
    answer = client.post("/sign-in/password/", {"email": person.email, "password": PASSWORD, "next": "/areas/"})
    return client, answer


def stored():
    """All that the tables of sessions and codes hold, in the clear."""
    kept = [SessionStore().decode(session.session_data) for session in Session.objects.all()]
    return str([*kept, *RecoveryCode.objects.values_list("code_hash", flat=True)])


def is_signed_in(client):
    return "_auth_user_id" in client.session


@pytest.mark.parametrize(("at", "shown"), [(59, "287082"), (1111111109, "081804"), (20000000000, "353130")])
def test_numbers_are_those_of_the_standard(at, shown):
    assert second_step.number_at(SECRET, at // 30) == shown


def test_a_password_alone_does_not_let_a_moderator_in(max_):
    client, answer = first_step(max_)
    assert answer["Location"] == "/sign-in/second-step/"
    assert not is_signed_in(client)
    assert client.get("/account/").status_code == 302
    answer = client.post("/sign-in/second-step/", {"code": now_shown()})
    assert (answer.status_code, answer["Location"], is_signed_in(client)) == (303, "/areas/", True)
    assert Person.objects.get(pk=max_.pk).holds("moderator")


def test_a_letter_alone_does_not_either(max_, letters):
    client = Client()
    letters.clear()
    page = client.post("/sign-in/", {"email": max_.email})["Location"]
    assert client.post(page, {"code": letters[0].code})["Location"] == "/sign-in/second-step/"
    assert not is_signed_in(client)


def test_a_number_counts_once(max_):
    number = now_shown()
    one, _answer = first_step(max_)
    other, _answer = first_step(max_)
    assert one.post("/sign-in/second-step/", {"code": number}).status_code == 303
    assert other.post("/sign-in/second-step/", {"code": number}).status_code == 422


@pytest.mark.parametrize(("shift", "status"), [(-2, 422), (-1, 303), (0, 303), (1, 303), (2, 422)])
def test_a_clock_may_be_half_a_minute_off(max_, shift, status):
    client, _answer = first_step(max_)
    with time_machine.travel(timezone.now(), tick=False):
        assert client.post("/sign-in/second-step/", {"code": now_shown(shift)}).status_code == status


def test_guessing_the_number_is_slowed_down(max_):
    with time_machine.travel(timezone.now().replace(minute=1, second=0), tick=False):
        client, _answer = first_step(max_)
        answers = [client.post("/sign-in/second-step/", {"code": "000000"}).status_code for _ in range(7)]
        assert answers == [422] * 5 + [429] * 2


def test_who_took_no_first_step_is_sent_to_it(max_):
    assert Client().post("/sign-in/second-step/", {"code": now_shown()})["Location"] == "/sign-in/"


def test_the_first_step_is_forgotten_after_a_while(max_):
    client, _answer = first_step(max_)
    with time_machine.travel(timezone.now() + timedelta(minutes=16)):
        assert client.post("/sign-in/second-step/", {"code": now_shown()})["Location"] == "/sign-in/"


def test_a_code_on_paper_counts_once(max_):
    codes = second_step.new_recovery_codes(max_)
    assert len(set(codes)) == 10
    kept = " ".join(RecoveryCode.objects.values_list("code_hash", flat=True))
    assert codes[0].replace("-", "") not in kept
    client, _answer = first_step(max_)
    assert client.post("/sign-in/second-step/", {"code": codes[0].upper()}).status_code == 303
    client, _answer = first_step(max_)
    assert client.post("/sign-in/second-step/", {"code": codes[0]}).status_code == 422
    assert second_step.recovery_codes_left(max_) == 9


def test_one_person_s_code_is_nothing_for_another(max_):
    tom = make_person("Tom", "moderator")
    second_step.set_authenticator(tom, second_step.new_secret(), "")
    codes = second_step.new_recovery_codes(tom)
    assert not second_step.use_recovery_code(max_, codes[0])


def test_without_a_second_step_a_role_sleeps_and_the_way_leads_to_setting_one_up():
    make_hub()
    kit = without_second_factor(make_person("Kit", "hub_admin"))
    client, answer = first_step(kit)
    assert (is_signed_in(client), answer["Location"]) == (True, "/account/second-step/")
    assert client.get("/manage/roles/").status_code == 404
    page = client.get("/account/second-step/").content.decode()
    assert "You have a role over others" in page


def test_in_a_demo_nobody_is_asked(settings):
    settings.SECOND_FACTOR = "off"
    make_hub()
    kit = without_second_factor(make_person("Kit", "hub_admin"))
    client, answer = first_step(kit)
    assert answer["Location"] == "/areas/"
    assert client.get("/manage/roles/").status_code == 200


def test_setting_up_an_app_wakes_the_role_ends_other_sessions_and_gives_codes_for_paper(letters):
    make_hub()
    kit = without_second_factor(make_person("Kit", "hub_admin"))
    elsewhere, _answer = first_step(kit)
    client, _answer = first_step(kit)
    before = client.session.session_key
    page = client.get("/account/second-step/app/")
    secret = second_step.unsealed(client.session["authenticator"])
    assert secret in page.content.decode()
    assert secret not in str(dict(client.session))
    assert "data:image/svg+xml" in page.content.decode()
    assert client.post("/account/second-step/app/", {"number": "000000"}).status_code == 422
    number = second_step.number_at(secret, int(time.time()) // 30)
    answer = client.post("/account/second-step/app/", {"number": number})
    codes = re.findall(r"<code>(\w{5}-\w{5})</code>", answer.text)
    assert (answer.status_code, len(set(codes)), answer["Cache-Control"].count("no-store")) == (200, 10, 1)
    assert not [code for code in codes if code in str(dict(client.session)) or code.replace("-", "") in stored()]
    assert client.session.session_key != before
    assert (is_signed_in(client), is_signed_in(elsewhere)) == (True, False)
    assert not Session.objects.filter(session_key=before).exists()
    assert client.get("/manage/roles/").status_code == 200
    assert client.post("/account/second-step/codes/", {"kept": "yes"})["Location"] == "/areas/"
    assert client.get("/account/second-step/codes/").content.decode().count("<code>") == 0
    assert secret not in Authenticator.objects.get().sealed_secret
    assert "authenticator" in letters[-1].text


def test_whoever_has_a_role_keeps_a_second_step(max_, letters):
    client = Client()
    client.force_login(max_)
    assert client.post("/account/second-step/app/away/").status_code == 409
    assert Authenticator.objects.exists()
    key = Passkey.objects.create(person=max_, name="phone", credential_id="a", public_key=b"a")
    assert client.post("/account/second-step/app/away/").status_code == 303
    assert client.post(f"/account/second-step/passkey/{key.uuid}/away/").status_code == 409
    actions.end_grant(max_.grants.get(), by=None, reason="moved away")
    assert client.post(f"/account/second-step/passkey/{key.uuid}/away/").status_code == 303
    assert not Person.objects.get(pk=max_.pk).has_second_factor


def test_a_new_role_ends_sessions_that_took_one_step(letters):
    make_hub()
    ada = make_person("Ada")
    Passkey.objects.create(person=ada, name="phone", credential_id="a", public_key=b"a")
    second_step.keep_in_step(ada)
    client, _answer = first_step(ada)
    assert is_signed_in(client)
    give = {"person": ada, "over": ("hub", 0), "by": ada, "reason": "x", "until": None}
    actions.give_role(role="group_steward", **{**give, "over": ("group", 1)})
    assert is_signed_in(client)
    actions.give_role(role="moderator", **give)
    assert not is_signed_in(client)
    told = ["You may find yourself signed out now" in letter.text for letter in letters]
    assert told == [False, True]
    assert first_step(ada)[1]["Location"] == "/sign-in/second-step/"


def test_after_half_an_hour_what_matters_is_asked_for_anew(letters):
    make_hub()
    ada = make_person("Ada")
    client, _answer = first_step(ada)
    pages = ["/account/password/", "/account/email/", "/account/second-step/app/", "/account/second-step/passkey/"]
    assert [client.get(page).status_code for page in pages] == [200] * 4
    with time_machine.travel(timezone.now() + timedelta(minutes=31)):
        assert [client.get(page)["Location"] for page in pages] == [f"/sign-in/?next={page}" for page in pages]
        assert client.post("/account/password/", {"password": "three plain words here"}).status_code == 303
        assert client.get("/account/").status_code == 200
        assert "once more" in client.get("/sign-in/?next=/account/password/").content.decode()
        first_step(ada, client)
        assert client.get("/account/password/").status_code == 200
    assert Person.objects.get().check_password(PASSWORD)


@pytest.mark.parametrize(
    "answer", ["", "{}", "[]", "null", "1", '{"id": "a"}', "x" * 30, '{"rawId": "\\u0000", "response": {}}', "[" * 5000]
)
def test_nonsense_instead_of_a_passkey_is_no_error(answer, letters):
    make_hub()
    ada = make_person("Ada")
    client = Client()
    assert client.post("/sign-in/passkey/", {"answer": answer}).status_code == 422
    assert client.post("/sign-in/passkey/question/").status_code == 200
    assert client.post("/sign-in/passkey/", {"answer": answer}).status_code == 422
    client.force_login(ada)
    assert client.post("/account/second-step/passkey/question/").status_code == 200
    assert client.post("/account/second-step/passkey/", {"name": "phone", "answer": answer}).status_code == 422
    assert not Passkey.objects.exists()


def test_a_role_given_by_a_grant_sleeps_without_the_step_and_wakes_with_it():
    ada = make_person("Ada")
    give_role(ada, "moderator")
    without_second_factor(ada)
    assert not ada.holds("moderator")
    second_step.set_authenticator(ada, SECRET, now_shown())
    assert ada.holds("moderator")


def test_the_first_step_is_worth_nothing_after_a_change_of_password_or_address(max_):
    for change in ({"password": "another long password"}, {"email": "elsewhere@loomwick.example"}):
        person = Person.objects.get(pk=max_.pk)
        person.set_password(PASSWORD)
        person.save()
        client, answer = first_step(person)
        assert answer["Location"] == "/sign-in/second-step/"
        if "password" in change:
            actions.set_password(person, password=change["password"])
        else:
            Person.objects.filter(pk=person.pk).update(**change)
        answer = client.post("/sign-in/second-step/", {"code": now_shown()})
        assert (answer["Location"], is_signed_in(client)) == ("/sign-in/", False)


def test_new_codes_on_paper_are_in_the_answer_and_nowhere_else(max_):
    client = Client()
    client.force_login(max_)
    client.session.update({"signed_in_at": timezone.now().isoformat()})
    answer = client.post("/account/second-step/codes/")
    codes = re.findall(r"<code>(\w{5}-\w{5})</code>", answer.text)
    assert len(codes) == 10
    assert not [code for code in codes if code in stored() or code.replace("-", "") in stored()]
    assert "<code>" not in client.get("/account/second-step/codes/").text
    assert second_step.use_recovery_code(max_, codes[0])
