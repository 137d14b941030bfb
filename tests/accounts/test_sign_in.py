import re
from datetime import timedelta

import pytest
from django.contrib.auth import hashers
from django.test import Client
from django.utils import timezone

from closeknit.accounts import actions
from closeknit.accounts.models import Grant
from closeknit.core import rate_limit
from tests.support.factories import make_hub, make_person

pytestmark = pytest.mark.django_db
PASSWORD = "a long enough password"
WRONG = "That address and password do not go together."


@pytest.fixture(autouse=True)
def _fresh_limits():
    rate_limit.counters().clear()
    yield
    rate_limit.counters().clear()


@pytest.fixture
def kit():
    make_hub()
    return make_person("Kit", "hub_admin")


def sign_in(client, email, password=PASSWORD, **more):
    return client.post("/sign-in/", {"email": email, "password": password, **more})


def is_signed_in(client):
    return "_auth_user_id" in client.session


def test_a_hub_admin_signs_in_with_a_new_session_key(client, kit):
    client.get("/sign-in/")
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
    tom = make_person("Tom")
    ended = make_person("Lee", "hub_admin")
    ended.grants.get().end()
    later = make_person("Noor")
    Grant.objects.create(
        person=later, role="hub_admin", reason="starts later", valid_from=timezone.now() + timedelta(days=1)
    )
    asleep = make_person("Max", "hub_admin")
    asleep.is_active = False
    asleep.save()
    paper = make_person("Ada", "hub_admin", password=None)
    return {
        "a wrong password": (kit.email, "not the password"),
        "an unknown address": ("nobody@loomwick.example", PASSWORD),
        "no role": (tom.email, PASSWORD),
        "a role that ended": (ended.email, PASSWORD),
        "a role to come": (later.email, PASSWORD),
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
    response = client.post("/sign-in/", data)
    assert response.status_code == 422
    assert not is_signed_in(client)


def test_guessing_from_one_address_is_slowed_down(client, kit):
    answers = [sign_in(client, f"guess{n}@loomwick.example").status_code for n in range(12)]
    assert answers == [422] * 10 + [429] * 2
    assert sign_in(client, kit.email).status_code == 429
    assert client.get("/sign-in/").status_code == 200


def test_guessing_one_persons_password_from_many_addresses_is_slowed_down(client, kit):
    for n in range(10):
        client.post("/sign-in/", {"email": kit.email.upper(), "password": "no"}, REMOTE_ADDR=f"198.51.100.{n}")
    assert (
        client.post("/sign-in/", {"email": kit.email, "password": PASSWORD}, REMOTE_ADDR="203.0.113.1").status_code
        == 429
    )


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
