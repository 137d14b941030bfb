"""Signing in and joining with a letter: who gets in, who learns what, and how often one may try."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from closeknit.accounts import actions, codes
from closeknit.accounts.models import Consent, EmailCode, Person
from tests.support.factories import make_hub, make_person

pytestmark = pytest.mark.django_db
NOBODY = "nobody@loomwick.example"


@pytest.fixture
def ada():
    make_hub()
    return make_person("Ada", password=None)


def who(client):
    return Person.objects.filter(pk=client.session.get("_auth_user_id")).first()


def ask(client, email, address="/sign-in/", **more):
    return client.post(address, {"email": email, **more})


def join(client, email, name="Sam", **more):
    return client.post("/join/self/", {"name": name, "email": email, "agrees": "on", **more})


def test_a_code_signs_in(client, ada, letters):
    answer = ask(client, ada.email.upper(), next="/areas/")
    assert answer.status_code == 303
    (letter,) = letters
    assert letter.to == ada.email
    answer = client.post(answer["Location"], {"code": letter.code})
    assert (answer.status_code, answer["Location"], who(client)) == (303, "/areas/", ada)


def test_the_gap_in_the_code_may_be_typed(client, ada, letters):
    page = ask(client, ada.email)["Location"]
    code = letters[0].code
    assert client.post(page, {"code": f" {code[:4]} {code[4:]} "}).status_code == 303


def test_a_link_works_on_another_device_and_only_when_pressed(client, ada, letters):
    ask(client, ada.email)
    phone = Client()
    link = letters[0].link
    for _scanner in range(3):
        assert Client().get(link).status_code == 200
    assert phone.get(link).status_code == 200
    assert who(phone) is None
    assert phone.post(link).status_code == 303
    assert (who(phone), who(client)) == (ada, None)


def test_each_letter_opens_the_door_once(client, ada, letters):
    page = ask(client, ada.email)["Location"]
    code, link = letters[0].code, letters[0].link
    client.post(page, {"code": code})
    other = Client()
    assert other.post(page, {"code": code}).status_code == 422
    assert other.get(link).status_code == 404
    other.post(link)
    assert who(other) is None


def test_a_new_letter_used_makes_the_old_ones_worthless(client, ada, letters):
    first, second = ask(client, ada.email)["Location"], ask(client, ada.email)["Location"]
    assert client.post(second, {"code": letters[1].code}).status_code == 303
    assert Client().post(first, {"code": letters[0].code}).status_code == 422


def test_after_a_quarter_of_an_hour_it_is_too_late(client, ada, letters):
    page = ask(client, ada.email)["Location"]
    with time_machine.travel(timezone.now() + timedelta(minutes=15, seconds=1)):
        assert client.post(page, {"code": letters[0].code}).status_code == 422
        assert client.get(letters[0].link).status_code == 404


def test_five_tries_and_no_more(client, ada, letters):
    page = ask(client, ada.email)["Location"]
    wrong = str((int(letters[0].code) + 1) % 10**8).zfill(8)
    assert [client.post(page, {"code": wrong}).status_code for _ in range(5)] == [422] * 5
    assert client.post(page, {"code": letters[0].code}).status_code == 422
    assert who(client) is None


def test_a_stranger_s_tries_cost_the_owner_none(ada, letters):
    stranger, owner = Client(REMOTE_ADDR="198.51.100.9"), Client()
    page = ask(owner, ada.email)["Location"]
    strange = ask(stranger, ada.email)["Location"]
    for _ in range(6):
        stranger.post(strange, {"code": "00000000"})
    assert owner.post(page, {"code": letters[0].code}).status_code == 303


def test_the_code_is_kept_as_a_hash_alone(client, ada, letters):
    ask(client, ada.email)
    row = EmailCode.objects.get()
    kept = f"{row.code_hash} {row.link_hash} {row.details}"
    assert letters[0].code not in kept
    assert letters[0].link.split("/")[-2] not in kept


def test_a_planted_session_gains_nothing(client, ada, letters):
    planted = client.session
    planted["planted"] = "by somebody else"
    planted.save()
    client.cookies["closeknit"] = planted.session_key
    page = ask(client, ada.email)["Location"]
    client.post(page, {"code": letters[0].code})
    assert who(client) == ada
    assert client.session.session_key != planted.session_key
    assert "planted" not in client.session
    thief = Client()
    thief.cookies["closeknit"] = planted.session_key
    assert who(thief) is None


# ── Who learns what ──────────────────────────────────────────────────────────────────────────────


def seen(answer, email):
    """What a stranger sees, without what is different each time."""
    html = answer.content.decode().replace(email, "…")
    return answer.status_code, re.sub(r'(name="csrfmiddlewaretoken" value=)"[^"]*"', "", html)


@pytest.mark.parametrize("door", ["sign in", "join"])
def test_whether_an_address_is_known_is_told_to_nobody(ada, letters, door):
    stopped = make_person("Max")
    actions.suspend(stopped, by=ada, reason="x")
    letters.clear()
    answers = set()
    for email in (ada.email, NOBODY, stopped.email):
        client = Client()
        answer = ask(client, email) if door == "sign in" else join(client, email)
        path = re.sub(r"[0-9a-f-]{36}", "…", answer["Location"])
        page = client.get(answer["Location"])
        wrong = client.post(answer["Location"], {"code": "12345678"})
        cookies = frozenset(client.cookies)
        answers.add((answer.status_code, path, cookies, seen(page, email), seen(wrong, email)))
    assert len(answers) == 1
    assert [letter.to for letter in letters] == [ada.email, NOBODY, stopped.email]
    assert len({letter.letter.subject for letter in letters}) == 1


def test_asking_costs_as_many_queries_for_any_address(ada, letters):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    ask(Client(), "first@loomwick.example")  # the first page of all reads the hub
    costs = set()
    for email in (ada.email, NOBODY):
        with CaptureQueriesContext(connection) as queries:
            ask(Client(), email)
        costs.add(len(queries))
    assert len(costs) == 1


def test_a_letter_to_a_stranger_holds_no_code(client, ada, letters):
    page = ask(client, NOBODY)["Location"]
    assert letters[0].code == ""
    assert letters[0].link == "/join/?next=%2F"
    assert "so there is no code" in letters[0].text
    assert "code" not in letters[0].letter.subject
    assert client.post(page, {"code": "00000000"}).status_code == 422
    assert not Person.objects.filter(email=NOBODY).exists()


def test_whoever_joins_by_that_letter_comes_back_to_where_they_were_going(client, ada, letters):
    ask(client, NOBODY, next="/invitations/some-secret/")
    link = letters[0].link
    assert link == "/join/?next=%2Finvitations%2Fsome-secret%2F"
    assert "/join/group/?next=/invitations/some-secret/" in client.get(link).content.decode()


def test_who_is_stopped_gets_no_code(client, ada, letters):
    actions.suspend(ada, by=make_person("Kit"), reason="x")
    letters.clear()
    page = ask(client, ada.email)["Location"]
    assert (len(letters), letters[0].code, letters[0].link) == (1, "", "")
    assert client.get(page).status_code == 200


def test_who_is_stopped_after_the_letter_does_not_get_in(client, ada, letters):
    page = ask(client, ada.email)["Location"]
    Person.objects.filter(pk=ada.pk).update(is_active=False)
    assert client.post(page, {"code": letters[0].code}).status_code == 409
    assert who(client) is None


# ── Joining ──────────────────────────────────────────────────────────────────────────────────────


def test_joining_takes_a_name_an_address_and_a_yes(client, letters):
    make_hub()
    answer = join(client, "Sam@loomwick.example", next="/find/")
    assert not Person.objects.exists()
    answer = client.post(answer["Location"], {"code": letters[0].code})
    sam = Person.objects.get()
    assert (answer["Location"], who(client)) == ("/find/", sam)
    assert (sam.name, sam.email, sam.here_for, sam.has_usable_password()) == (
        "Sam",
        "sam@loomwick.example",
        "self",
        False,
    )
    yes = Consent.objects.get()
    assert (yes.person, yes.purpose, yes.is_given, yes.how, yes.recorded_by) == (sam, "house_rules", True, "web", None)
    assert "I am kind to others here" in yes.wording


def test_who_has_an_account_signs_in_with_the_letter_and_keeps_their_name(client, ada, letters):
    page = join(client, ada.email, name="Somebody else")["Location"]
    assert "already have an account" in letters[0].text
    client.post(page, {"code": letters[0].code})
    assert who(client) == ada
    assert Person.objects.get().name == "Ada"


@pytest.mark.parametrize(
    "lacking", [{"name": ""}, {"email": "x"}, {"agrees": ""}, {"name": "a\0b"}], ids=lambda lacking: next(iter(lacking))
)
def test_what_is_missing_is_asked_for_and_the_rest_is_kept(client, letters, lacking):
    make_hub()
    typed = {"name": "Sam", "email": "sam@loomwick.example", "agrees": "on"} | lacking
    answer = client.post("/join/self/", typed)
    assert answer.status_code == 422
    html = answer.content.decode()
    assert all(value in html for key, value in typed.items() if key != "agrees" and key not in lacking)
    assert letters == []


def test_the_first_question_is_what_for(client):
    make_hub()
    page = client.get("/join/").content.decode()
    assert all(f"/join/{what}/" in page for what in ("group", "self", "council"))
    assert client.get("/join/anything/").status_code == 404


def test_two_letters_one_person(letters):
    make_hub()
    one, other = Client(), Client()
    pages = [join(one, NOBODY, name="One")["Location"], join(other, NOBODY, name="Other")["Location"]]
    one.post(pages[0], {"code": letters[0].code})
    other.post(pages[1], {"code": letters[1].code})
    assert [person.name for person in Person.objects.all()] == ["One"]
    assert who(other) is None


# ── Each letter for its purpose alone ────────────────────────────────────────────────────────────


def test_no_code_works_at_another_door(client, ada, letters):
    tom = make_person("Tom")
    row, code, _token = codes.issue("change_email", "new@loomwick.example", tom)
    assert client.post(f"/sign-in/code/{row.uuid}/", {"code": code}).status_code == 404
    row, code, _token = codes.issue("first_email", "new@loomwick.example", tom)
    assert client.post(f"/sign-in/code/{row.uuid}/", {"code": code}).status_code == 404
    row, code, _token = codes.issue("sign_in", ada.email, ada)
    client.force_login(ada)
    assert client.post(f"/account/email/{row.uuid}/", {"code": code}).status_code == 404
    assert not EmailCode.objects.exclude(used_at=None).exists()


def test_a_letter_dies_when_the_address_or_the_password_changes(client, ada, letters):
    page = ask(client, ada.email)["Location"]
    actions.set_password(ada, password="three plain words here")
    assert client.post(page, {"code": letters[0].code}).status_code == 422
    page = ask(client, ada.email)["Location"]
    row, _code, _token = codes.issue("change_email", "ada@elsewhere.example", ada)
    actions.change_email(row)
    code = next(letter.code for letter in reversed(letters) if letter.code)
    assert client.post(page, {"code": code}).status_code == 422


def test_without_its_token_no_form_is_taken(ada, letters):
    strict = Client(enforce_csrf_checks=True)
    assert ask(strict, ada.email).status_code == 403
    assert join(strict, NOBODY).status_code == 403
    assert letters == []


def test_the_same_form_sent_twice_sends_one_letter(client, ada, letters):
    for door in ("/sign-in/", "/join/self/"):
        letters.clear()
        for email in (ada.email, NOBODY):
            number = str(uuid4())
            told = {"email": email, "name": "Sam", "agrees": "on", "client_id": number}
            pages = {client.post(door, told)["Location"] for _ in range(2)}
            assert pages == {f"/sign-in/code/{number}/"}
        assert [letter.to for letter in letters] == [ada.email, NOBODY]


def test_a_number_that_stands_for_another_letter_is_not_used_again(client, ada, letters):
    number = str(uuid4())
    mine = ask(client, ada.email, client_id=number)["Location"]
    strange = ask(Client(), NOBODY, client_id=number)["Location"]
    assert strange != mine
    assert client.post(mine, {"code": letters[0].code}).status_code == 303


def test_a_form_from_another_site_is_refused(ada, letters):
    strict = Client(enforce_csrf_checks=True)
    strict.get("/sign-in/")
    token = strict.cookies["csrftoken"].value
    told = {"email": ada.email, "csrfmiddlewaretoken": token}
    assert strict.post("/sign-in/", told, headers={"origin": "https://elsewhere.example"}).status_code == 403
    assert strict.post("/sign-in/", told | {"csrfmiddlewaretoken": "x" * 64}).status_code == 403
    assert strict.post("/sign-in/", told).status_code == 303


def test_who_is_here_for_a_group_is_led_to_it(client, letters):
    make_hub()
    page = client.post("/join/group/", {"name": "Priya", "email": "priya@loomwick.example", "agrees": "on"})["Location"]
    assert client.post(page, {"code": letters[0].code})["Location"] == "/groups/similar/"


# ── How often ────────────────────────────────────────────────────────────────────────────────────


def test_letters_to_one_address_from_one_network_are_few(ada, letters):
    now = timezone.now().replace(minute=1, second=0)
    with time_machine.travel(now, tick=False):
        assert [ask(Client(), ada.email).status_code for _ in range(6)] == [303] * 5 + [429]
        assert [ask(Client(), NOBODY).status_code for _ in range(6)] == [303] * 5 + [429]
        answer = ask(Client(), ada.email)
        assert int(answer["Retry-After"]) > 0
    with time_machine.travel(now + timedelta(minutes=31), tick=False):
        assert ask(Client(), ada.email).status_code == 303


def test_no_stranger_can_keep_the_owner_out(ada, letters):
    """From many networks a stranger uses up all letters to the address; the owner's own browser still gets one."""
    with time_machine.travel(timezone.now().replace(minute=1, second=0), tick=False):
        owner = Client()
        owner.post(ask(owner, ada.email)["Location"], {"code": letters[0].code})
        owner.post("/sign-out/")
        answers = [ask(Client(REMOTE_ADDR=f"198.51.100.{n}"), ada.email).status_code for n in range(22)]
        assert answers[-1] == 429
        assert ask(owner, ada.email).status_code == 303


def test_one_home_is_one_visitor_by_ipv6_too(ada, letters):
    with time_machine.travel(timezone.now().replace(minute=1, second=0), tick=False):
        answers = [
            Client(REMOTE_ADDR=f"2001:db8::{n:x}").post("/sign-in/", {"email": f"{n}@loomwick.example"}).status_code
            for n in range(1, 28)
        ]
        assert answers == [303] * 25 + [429] * 2


def test_asking_when_mail_is_down_looks_the_same(ada, monkeypatch):
    """The outbox takes the letter whatever the server does; here it is full for both."""
    from closeknit.core import mail
    from closeknit.core.errors import Unavailable

    def fail(_letter):
        raise Unavailable("The letter could not be sent just now. We will try again.")

    monkeypatch.setattr(mail, "_postman", fail)
    answers = {seen(ask(Client(), email), email) for email in (ada.email, NOBODY)}
    assert len(answers) == 1
    assert not EmailCode.objects.exists()
