"""One's own account: what can be changed, where one is signed in, who helps."""

from http.cookies import SimpleCookie

import pytest
from django.test import Client

from closeknit.accounts import actions, reads, with_help
from closeknit.accounts.models import Consent, Person, Session, Support
from closeknit.accounts.policies import may_help
from tests.support.factories import give_role, make_hub, make_person
from tests.support.together import together

pytestmark = pytest.mark.django_db
PASSWORD = "a long enough password"
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:130.0) Gecko/20100101 Firefox/130.0"
PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605.1.15 Version/17.0 Safari/604.1"


@pytest.fixture
def ada(letters):
    make_hub()
    return make_person("Ada")


def signed_in(person, agent=FIREFOX):
    client = Client(headers={"user-agent": agent})
    client.post("/sign-in/password/", {"email": person.email, "password": PASSWORD})
    return client


def is_signed_in(client):
    return client.get("/account/").status_code == 200


def test_the_account_is_on_one_page_at_a_fixed_cost(ada, django_assert_num_queries):
    client = signed_in(ada)
    client.get("/account/")
    with django_assert_num_queries(9):
        assert client.get("/account/").status_code == 200
    for role in ("group_steward", "council_officer"):
        give_role(ada, role, "group", 7)
    with django_assert_num_queries(9):
        client.get("/account/")


def test_a_name_can_be_changed(ada):
    client = signed_in(ada)
    assert client.post("/account/name/", {"name": ""}).status_code == 422
    assert client.post("/account/name/", {"name": "Ada B."}).status_code == 303
    assert Person.objects.get().name == "Ada B."


def test_a_new_name_drops_the_post_shown_beside_it_and_no_other_role(ada, letters):
    give_role(ada, "councillor")
    give_role(ada, "moderator")
    client = Client()
    client.force_login(ada)
    assert "Your post is shown" in client.get("/account/name/").content.decode()
    client.post("/account/name/", {"name": "The Mayor"})
    assert [held.role for held in reads.account_of(ada).roles] == ["Moderator"]
    assert "Councillor" in letters[-1].text


def test_a_new_address_counts_once_it_is_proved_and_the_old_one_is_told(ada, letters):
    client, old = signed_in(ada), ada.email
    page = client.post("/account/email/", {"email": "New@loomwick.example"})["Location"]
    assert Person.objects.get().email == old
    assert letters[-1].to == "new@loomwick.example"
    code = letters[-1].code
    assert client.post(page, {"code": code})["Location"] == "/account/"
    assert Person.objects.get().email == "new@loomwick.example"
    assert (letters[-1].to, letters[-1].letter.subject) == (old, "Your e-mail address was changed")


def test_the_link_to_the_new_address_works_on_another_device_and_signs_nobody_in(ada, letters):
    signed_in(ada).post("/account/email/", {"email": "new@loomwick.example"})
    other = Client()
    assert other.post(letters[-1].link).status_code == 303
    assert Person.objects.get().email == "new@loomwick.example"
    assert not is_signed_in(other)


def test_an_address_that_is_taken_is_not_told(ada, letters):
    tom = make_person("Tom")
    client = signed_in(ada)
    answers = [client.post("/account/email/", {"email": email}) for email in (tom.email, "free@loomwick.example")]
    assert [answer.status_code for answer in answers] == [303, 303]
    assert [letter.to for letter in letters] == [tom.email, "free@loomwick.example"]
    assert letters[0].code == ""
    assert client.post(answers[0]["Location"], {"code": "00000000"}).status_code == 422


def test_a_new_password_ends_all_other_sessions_and_changes_the_key_of_this_one(ada, letters):
    here, there = signed_in(ada), signed_in(ada, PHONE)
    key = here.session.session_key
    assert here.post("/account/password/", {"password": "short"}).status_code == 422
    assert here.post("/account/password/", {"password": "password1234"}).status_code == 422
    assert here.post("/account/password/", {"password": "three plain words here"}).status_code == 303
    assert (is_signed_in(here), is_signed_in(there)) == (True, False)
    assert here.session.session_key != key
    assert not Session.objects.filter(session_key=key).exists()
    assert "password was changed" in letters[-1].text


@pytest.mark.django_db(transaction=True)
def test_a_new_password_sent_many_times_at_once_is_set_once(ada, letters):
    cookies = signed_in(ada).cookies

    def send():
        client = Client()
        client.cookies = SimpleCookie({name: one.value for name, one in cookies.items()})
        return client.post("/account/password/", {"password": "three plain words here"}), client

    sent = together(8, send)
    assert [answer.status_code for answer, _client in sent] == [303] * 8
    assert [is_signed_in(client) for _answer, client in sent].count(True) == 1
    assert len(letters) == 1


def test_a_password_can_be_taken_away(ada):
    client = signed_in(ada)
    assert client.post("/account/password/away/").status_code == 303
    assert is_signed_in(client)
    assert not is_signed_in(signed_in(ada))


def test_one_sees_where_one_is_signed_in_and_ends_it_there(ada):
    here, there = signed_in(ada), signed_in(ada, PHONE)
    page = here.get("/account/sessions/").content.decode()
    assert "Firefox on Linux" in page
    assert "Safari on iPhone" in page
    assert there.session.session_key not in page
    (other,) = [one for one in reads.sessions_of(ada, here.session.session_key) if not one.is_here]
    assert here.post(f"/account/sessions/{other.handle}/end/").status_code == 303
    assert (is_signed_in(here), is_signed_in(there)) == (True, False)


def test_nobody_ends_another_s_session(ada):
    victim = signed_in(ada)
    (session,) = reads.sessions_of(ada, None)
    tom = signed_in(make_person("Tom"))
    tom.post(f"/account/sessions/{session.handle}/end/")
    assert is_signed_in(victim)


def test_one_can_sign_out_everywhere(ada):
    here, there = signed_in(ada), signed_in(ada, PHONE)
    assert here.post("/account/sessions/end/")["Location"] == "/sign-in/"
    assert (is_signed_in(here), is_signed_in(there), Session.objects.filter(person=ada).count()) == (False, False, 0)


def test_being_seen_is_written_down_now_and_then_only(ada, django_assert_num_queries):
    client = signed_in(ada)
    client.get("/account/sessions/")
    with django_assert_num_queries(6):
        client.get("/account/sessions/")
    before = Session.objects.get().seen_at
    Session.objects.update(seen_at=before.replace(year=before.year - 1))
    client.get("/account/sessions/")
    assert Session.objects.get().seen_at >= before


# ── Help ─────────────────────────────────────────────────────────────────────────────────────────


def test_help_is_asked_for_by_mail_given_by_the_one_who_was_asked_and_ended_at_once(ada, letters):
    client = signed_in(ada)
    wren = make_person("Wren")
    assert client.post("/account/helping/", {"email": wren.email}).status_code == 303
    client.post("/account/helping/", {"email": wren.email})
    assert [letter.to for letter in letters] == [wren.email]
    assert "Ada" not in letters[0].letter.subject
    assert not may_help(wren, ada)
    tom = signed_in(make_person("Tom"))
    assert [tom.get(letters[0].link).status_code, tom.post(letters[0].link).status_code] == [404, 404]
    helper = signed_in(wren)
    assert helper.get(letters[0].link).status_code == 200
    assert not may_help(wren, ada)
    assert helper.post(letters[0].link).status_code == 303
    assert (may_help(wren, ada), may_help(ada, wren), list(with_help.helped_by(wren))) == (True, False, [ada])
    support = Support.objects.get()
    assert tom.post(f"/account/helping/{support.uuid}/end/").status_code == 404
    assert client.post(f"/account/helping/{support.uuid}/end/").status_code == 303
    assert not may_help(wren, ada)
    assert helper.get(letters[0].link).status_code == 404
    assert [yes.is_given for yes in reads.consents_of(ada)] == [False, True]
    assert not reads.agrees_to(ada, "help")


def test_nobody_helps_themselves_and_few_help_one(ada):
    client = signed_in(ada)
    assert client.post("/account/helping/", {"email": ada.email}).status_code == 422
    for number in range(5):
        actions.invite_supporter(ada, email=f"{number}@loomwick.example")
    assert client.post("/account/helping/", {"email": "one-more@loomwick.example"}).status_code == 422
    assert Support.objects.count() == 5


def test_a_stopped_helper_helps_no_more(ada):
    wren = make_person("Wren")
    actions.accept_support(actions.invite_supporter(ada, email=wren.email), by=wren)
    actions.suspend(wren, by=ada, reason="x")
    assert not may_help(wren, ada)


def test_what_one_agreed_to_stands_there_word_for_word(ada):
    client = signed_in(ada)
    assert "Nothing yet" in client.get("/account/agreed/").content.decode()
    actions.consent(ada, "house_rules", how="web")
    Consent.objects.update(wording="The words as they were then.")
    assert "The words as they were then." in client.get("/account/agreed/").content.decode()


@pytest.mark.parametrize("where", ["in the browser that asked", "on another device"])
def test_a_new_address_ends_other_sessions_and_what_was_sent_to_the_old_one(ada, letters, where):
    """A thief who reads the old letter box is out, and the owner hears of a thief's change."""
    here, elsewhere, old = signed_in(ada), signed_in(ada), ada.email
    Client().post("/sign-in/", {"email": old})
    old_link = letters[-1].link
    here.post("/account/email/", {"email": "new@loomwick.example"})
    before = here.session.session_key
    (here if where == "in the browser that asked" else Client()).post(letters[-1].link)
    assert Person.objects.get(pk=ada.pk).email == "new@loomwick.example"
    assert elsewhere.get("/account/").status_code == 302
    assert here.get("/account/").status_code == (200 if where == "in the browser that asked" else 302)
    assert not Session.objects.filter(session_key=before).exists()
    assert Client().post(old_link)["Location"] == old_link
    assert Client().get(old_link).status_code == 404
    assert letters[-1].to == old


def test_nobody_is_asked_to_join_more_than_three_times_an_hour(ada, letters):
    """From whatever network; a network of many people who each join once is not held up."""
    letters.clear()

    def join(email, network):
        told = {"name": "Sam", "email": email, "agrees": "on"}
        return Client().post("/join/self/", told, REMOTE_ADDR=f"198.51.100.{network}").status_code

    for email in ("sam@loomwick.example", ada.email):
        assert [join(email, network) for network in range(1, 6)] == [303, 303, 303, 429, 429]
    assert [join(f"{n}@loomwick.example", 9) for n in range(20)] == [303] * 20
    assert Client().post("/sign-in/", {"email": ada.email}).status_code == 303
