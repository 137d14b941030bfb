"""Ending letters with one click; letters that did not get through."""

import pytest
from django.test import Client
from django.utils import timezone

from closeknit.core.mail import Letter, post
from closeknit.journal import outbox, stopping, unsubscribing
from closeknit.journal.following import follow, level_of
from closeknit.journal.models import Follow, OutgoingLetter
from closeknit.journal.things import key_of
from closeknit.journal.vocabulary import Level, Trouble
from tests.journal.mail_server import mail_server
from tests.support import factories as make
from tests.support.post import delivered


def path_of(address, settings):
    return address.removeprefix(settings.PUBLIC_URL)


@pytest.fixture
def strict():
    return Client(enforce_csrf_checks=True)


def test_one_click_mutes_the_thing(strict, ada, singers, settings):
    follow(ada, singers, Level.EVERYTHING)
    path = path_of(unsubscribing.address_for_thing(ada, *key_of(singers)), settings)
    assert strict.get(path).status_code == 200
    assert level_of(ada, singers) == Level.EVERYTHING  # a mail scanner that follows links changes nothing
    for _ in range(2):
        answer = strict.post(path, {"List-Unsubscribe": "One-Click"})
        assert answer.status_code == 200
        assert "You hear no more of Heddle Hill Singers." in answer.content.decode()
    assert level_of(ada, singers) == Level.NOTHING


def test_the_page_names_what_it_mutes_unless_that_must_be_kept_quiet(strict, ada, singers, settings):
    path = path_of(unsubscribing.address_for_thing(ada, *key_of(singers)), settings)
    assert "nothing more of Heddle Hill Singers: no letter and no bell" in strict.get(path).content.decode()
    type(singers).objects.update(is_sensitive=True)
    assert "Heddle Hill Singers" not in strict.get(path).content.decode()


def test_one_click_ends_all_letters_by_the_list(strict, singers, settings):
    path = path_of(unsubscribing.address_for_all("Guest@Loomwick.example"), settings)
    strict.post(path, {"List-Unsubscribe": "One-Click"})
    assert stopping.is_stopped("guest@loomwick.example")


def test_the_wish_outlives_its_owner(strict, ada, singers, settings):
    paths = [
        path_of(unsubscribing.address_for_thing(ada, *key_of(singers)), settings),
        path_of(unsubscribing.address_for_all(ada.email), settings),
    ]
    email = ada.email
    ada.delete()
    assert [strict.post(path).status_code for path in paths] == [200, 200]
    assert stopping.is_stopped(email)
    assert not Follow.objects.exists()


@pytest.mark.parametrize("token", ["x", "x:y:z", "e30:1:2", "%00", "ü"])
def test_nobody_can_make_up_an_address(strict, db, token):
    assert strict.post(f"/unsubscribe/{token}/").status_code in {400, 404}


def test_no_address_is_kept_that_could_be_read(ada):
    stopping.stop(stopping.mark_of(ada.email))
    from closeknit.journal.models import StoppedAddress

    assert ada.email not in str(StoppedAddress.objects.values())


@pytest.fixture
def in_trouble(db):
    make.make_hub()
    with mail_server() as box:
        box.answers["RCPT"] = lambda address: "550 no such user" if "gone" in address else "450 full"
        for name in ("gone", "full"):
            to = f"{name}@loomwick.example"
            post(Letter(to=to, subject="A secret", template="journal/mail/words.txt", once=name))
        outbox.deliver()


def test_an_administrator_sees_what_is_stuck_and_never_what_it_says(client, in_trouble):
    client.force_login(make.make_person("Kit", "hub_admin"))
    text = client.get("/manage/mail/").content.decode()
    assert "g…@loomwick.example" in text
    assert "gone@" not in text
    assert "The other side says that there is no such address." in text
    assert "The other side asks us to come back later." in text
    assert "secret" not in text


def test_an_administrator_has_it_tried_again(client, in_trouble):
    client.force_login(make.make_person("Kit", "hub_admin"))
    letter = OutgoingLetter.objects.get(once="gone")
    assert client.post(f"/manage/mail/{letter.uuid}/retry/").status_code == 303
    assert [sent.to for sent in delivered()] == [["gone@loomwick.example"]]
    assert client.post(f"/manage/mail/{letter.uuid}/retry/").status_code == 404  # it has left


@pytest.mark.parametrize("role", ["moderator", "network_organiser"])
def test_nobody_else_sees_it(client, in_trouble, role):
    client.force_login(make.make_person("Max", role))
    letter = OutgoingLetter.objects.get(once="gone")
    assert client.get("/manage/mail/").status_code == 404
    assert client.post(f"/manage/mail/{letter.uuid}/retry/").status_code == 404
    letter.refresh_from_db()
    assert letter.trouble == Trouble.NO_SUCH_ADDRESS
    assert letter.given_up_at < timezone.now()
