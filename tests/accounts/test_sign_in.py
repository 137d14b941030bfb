import re
from datetime import timedelta

import pytest
import time_machine
from django.contrib.auth import hashers
from django.test import Client
from django.utils import timezone

from closeknit.accounts import actions
from closeknit.core import rate_limit
from tests.support.factories import make_hub, make_person

pytestmark = pytest.mark.django_db
PASSWORD = "a long enough password"
EARLY = timezone.now().replace(minute=1, second=0, microsecond=0)
WRONG = "That address and password do not go together."


@pytest.fixture(autouse=True)
def _fresh_limits():
    rate_limit.counters().clear()
    yield
    rate_limit.counters().clear()


@pytest.fixture
def kit():
    make_hub()
    return make_person("Kit")


def sign_in(client, email, password=PASSWORD, **more):
    return client.post("/sign-in/password/", {"email": email, "password": password, **more})


def is_signed_in(client):
    return "_auth_user_id" in client.session


def test_a_password_signs_in_with_a_new_session_key(client, kit):
    client.get("/sign-in/password/")
    session = client.session
    session["planted"] = "by somebody else"
    session.save()
    client.cookies["closeknit"] = session.session_key
    response = sign_in(client, kit.email)
    assert (response.status_code, response["Location"]) == (303, "/")
    assert is_signed_in(client)
    assert client.session.session_key != session.session_key


@pytest.mark.parametrize("spelling", [str.upper, str.title, lambda email: f" {email} "])
def test_capitals_and_spaces_in_the_address_do_not_matter(client, kit, spelling):
    assert sign_in(client, spelling(kit.email)).status_code == 303


def refusals(client, kit):
    """Everybody who must not get in, each with what they try."""
    asleep = make_person("Max")
    asleep.is_active = False
    asleep.save()
    paper = make_person("Ada", password=None)
    return {
        "a wrong password": (kit.email, "not the password"),
        "an unknown address": ("nobody@loomwick.example", PASSWORD),
        "switched off": (asleep.email, PASSWORD),
        "no password set": (paper.email, PASSWORD),
    }


def test_every_no_is_the_same_no(client, kit):
    answers = set()
    for email, password in refusals(client, kit).values():
        rate_limit.counters().clear()
        response = sign_in(client, email, password)
        html = response.content.decode().replace(email, "…")
        assert response.status_code == 422
        assert WRONG in html
        assert password not in html
        answers.add(_without_tokens(html))
        assert not is_signed_in(client)
    assert len(answers) == 1


def test_every_no_hashes_a_password_so_that_none_is_quicker(client, kit, monkeypatch):
    hashed = []
    hasher = type(hashers.get_hasher())
    encode = hasher.encode
    monkeypatch.setattr(hasher, "encode", lambda self, *args, **more: hashed.append(1) or encode(self, *args, **more))
    work = {}
    for why, (email, password) in refusals(client, kit).items():
        hashed.clear()
        assert actions.recognise(None, email=email, password=password) is None
        work[why] = len(hashed)
    assert set(work.values()) == {1}, work


@pytest.mark.parametrize(
    ("wanted", "goes"),
    [
        ("/manage/areas/import/", "/manage/areas/import/"),
        ("https://elsewhere.example/", "/"),
        ("//elsewhere.example/", "/"),
        ("/\\elsewhere.example", "/"),
        ("javascript:alert(1)", "/"),
        ("", "/"),
    ],
)
def test_afterwards_one_is_back_where_one_was_and_never_elsewhere(client, kit, wanted, goes):
    assert sign_in(client, kit.email, next=wanted)["Location"] == goes


def test_who_is_signed_in_already_goes_straight_on(client, kit):
    sign_in(client, kit.email)
    assert client.get("/sign-in/?next=/areas/")["Location"] == "/areas/"


def test_who_asks_for_a_closed_page_comes_back_to_it(client, kit):
    asked = client.get("/manage/areas/import/")
    page = client.get(asked["Location"]).content.decode()
    assert '<input type="hidden" name="next" value="/manage/areas/import/">' in page


@pytest.mark.parametrize(
    "data", [{}, {"email": "x"}, {"email": "x", "password": ""}, {"email": "a@b.example\0", "password": "x"}]
)
def test_an_incomplete_form_is_shown_again(client, kit, data):
    response = client.post("/sign-in/password/", data)
    assert response.status_code == 422
    assert not is_signed_in(client)


def test_guessing_from_one_network_is_slowed_down(client, kit):
    with time_machine.travel(EARLY, tick=False):
        answers = [sign_in(client, f"guess{n}@loomwick.example").status_code for n in range(27)]
        assert answers == [422] * 25 + [429] * 2
        assert sign_in(client, kit.email).status_code == 429
        assert client.get("/sign-in/").status_code == 200
    with time_machine.travel(EARLY + timedelta(minutes=5), tick=False):
        assert sign_in(client, kit.email).status_code == 303


def guesses(email, *, times, start=0):
    """From another network each time."""
    clients = [Client(REMOTE_ADDR=f"198.51.100.{start + n}") for n in range(times)]
    return [sign_in(one, email, "not the password").status_code for one in clients]


def test_guessing_one_persons_password_from_many_networks_is_slowed_down(kit):
    with time_machine.travel(EARLY, tick=False):
        assert guesses(kit.email.upper(), times=6) == [422] * 5 + [429]
        assert guesses("nobody@loomwick.example", times=6) == [422] * 5 + [429]
    for minute in (1, 2):
        with time_machine.travel(EARLY + timedelta(minutes=minute), tick=False):
            assert guesses(kit.email, times=5, start=minute * 10) == [422] * 5
    with time_machine.travel(EARLY + timedelta(minutes=3), tick=False):
        assert guesses(kit.email, times=5, start=50) == [422] * 4 + [429]  # the 21st of the hour, refused ones too


def test_no_stranger_locks_the_owner_out_of_their_own_browser(client, kit):
    with time_machine.travel(EARLY, tick=False):
        sign_in(client, kit.email)
        client.post("/sign-out/")
        assert guesses(kit.email, times=7)[-1] == 429
        assert sign_in(client, kit.email).status_code == 303


def test_the_mark_of_a_known_browser_goes_to_the_pages_of_signing_in_alone(client, kit):
    answer = sign_in(client, kit.email)
    mark = answer.cookies["known"]
    assert (mark["path"], mark["httponly"], mark["samesite"]) == ("/sign-in/", True, "Lax")
    assert kit.email not in mark.value


def test_signing_out_forgets_the_session(client, kit):
    sign_in(client, kit.email)
    assert client.get("/sign-out/").status_code == 405
    assert is_signed_in(client)
    response = client.post("/sign-out/")
    assert (response.status_code, response["Location"]) == (303, "/")
    assert not is_signed_in(client)
    assert client.post("/sign-out/").status_code == 303  # again does no harm


def test_signing_in_needs_its_token(kit):
    strict = Client(enforce_csrf_checks=True)
    assert sign_in(strict, kit.email).status_code == 403
    assert not is_signed_in(strict)


def _without_tokens(html):
    return re.sub(r'(name="csrfmiddlewaretoken" value=|nonce=)"[^"]*"', "", html)
