"""Notices, choices, following: what a person sees and does."""

from datetime import timedelta

import pytest
from django.template import engines
from django.test import RequestFactory
from django.utils import timezone

from closeknit.journal import bell, stopping
from closeknit.journal.following import follow, level_of
from closeknit.journal.models import Follow, Notice
from closeknit.journal.recording import record
from closeknit.journal.vocabulary import Level
from tests.journal.world import ANSWERED, CHANGED, named
from tests.support import factories as make


@pytest.fixture
def as_ada(client, ada):
    client.force_login(ada)
    return client


def page_of(client, path="/notices/"):
    answer = client.get(path)
    assert answer.status_code == 200
    return answer.content.decode()


def test_notices_stand_under_their_day_newest_first(as_ada, ada, singers):
    record(CHANGED, about=singers, to=[ada], by=make.make_person("Priya"))
    record(ANSWERED, about=singers, to=[ada])
    Notice.objects.order_by("id").first().entry.__class__.objects.filter(verb=CHANGED).update(
        at=timezone.now() - timedelta(days=1)
    )
    text = page_of(as_ada)
    assert text.index("answered you") < text.index("Priya changed the page")
    assert text.count('<h2 class="h-small" id="day-') == 2


def test_one_or_all_are_marked_as_read(as_ada, ada, singers):
    for _ in range(3):
        record(ANSWERED, about=singers, to=[ada])
    first = Notice.objects.order_by("id").first()
    assert as_ada.post(f"/notices/{first.uuid}/read/").status_code == 303
    assert bell.unread_count(ada) == 2
    assert as_ada.post("/notices/read/").status_code == 303
    assert bell.unread_count(ada) == 0
    assert "Mark all" not in page_of(as_ada)


def test_whoever_follows_a_notice_has_read_it(as_ada, ada, singers):
    record(ANSWERED, about=singers, to=[ada])
    notice = Notice.objects.get()
    path = f"/notices/{notice.uuid}/"
    assert f'href="{path}"' in page_of(as_ada)
    as_ada.head(path)
    assert bell.unread_count(ada) == 1
    answer = as_ada.get(path)
    assert (answer.status_code, answer["Location"]) == (302, singers.get_absolute_url())
    assert bell.unread_count(ada) == 0
    assert f'href="{singers.get_absolute_url()}"' in page_of(as_ada)
    type(singers).objects.update(visibility="hidden")
    assert as_ada.get(path)["Location"] == "/notices/"


def test_nobody_follows_what_another_was_told(client, ada, singers):
    record(ANSWERED, about=singers, to=[ada])
    client.force_login(make.make_person("Tom"))
    assert client.get(f"/notices/{Notice.objects.get().uuid}/").status_code == 404
    assert bell.unread_count(ada) == 1


def test_nobody_reads_what_another_was_told(client, ada, singers):
    record(ANSWERED, about=singers, to=[ada])
    client.force_login(make.make_person("Tom"))
    assert "answered you" not in page_of(client)
    assert client.post(f"/notices/{Notice.objects.get().uuid}/read/").status_code == 404
    assert Notice.objects.unread().count() == 1


def test_what_one_may_no_longer_see_is_left_out(as_ada, ada, singers):
    record(ANSWERED, about=singers, to=[ada])
    assert bell.unread_count(ada) == 1
    type(singers).objects.update(visibility="hidden")
    record(ANSWERED, about=singers, to=[ada])
    assert bell.unread_count(ada) == 0
    assert "Heddle Hill Singers" not in page_of(as_ada)


@pytest.mark.parametrize("told", [1, 3])
def test_the_page_costs_the_same_for_one_and_for_three(as_ada, ada, told, django_assert_num_queries):
    make.make_hub()
    for _ in range(told):
        record(ANSWERED, about=make.make_group(), to=[ada])
    as_ada.get("/notices/")
    with django_assert_num_queries(8):
        as_ada.get("/notices/")


def test_the_bell_costs_one_query(ada, singers, django_assert_num_queries):
    with django_assert_num_queries(1):
        bell.draw(ada)
    record(ANSWERED, about=singers, to=[ada])
    assert "1 piece of news" in bell.draw(ada)
    with django_assert_num_queries(1):
        bell.draw(ada)


def test_a_visitor_has_no_bell(client, singers):
    assert "/notices/" not in client.get("/").content.decode()


def test_one_follows_a_thing_as_much_as_one_likes(as_ada, ada, singers):
    for level in Level:
        answer = as_ada.post("/follow/", {"thing": named(singers), "level": level, "next": "/groups/x/"})
        assert (answer.status_code, answer["Location"]) == (303, "/groups/x/")
        assert level_of(ada, singers) == level
    as_ada.post("/follow/", {"thing": named(singers), "level": ""})
    assert level_of(ada, singers) == ""


@pytest.mark.parametrize("wish", ["loudly", "nothing\0", "x" * 1000])
def test_no_other_level_can_be_asked_for(as_ada, singers, wish):
    answer = as_ada.post("/follow/", {"thing": named(singers), "level": wish})
    assert answer.status_code == 404
    assert not Follow.objects.exists()


@pytest.mark.parametrize("thing", ["", "directory.group", "directory.group:x", "no.such:1", ":", "directory.group:\0"])
def test_what_is_not_there_cannot_be_followed(as_ada, singers, thing):
    assert as_ada.post("/follow/", {"thing": thing, "level": "digest"}).status_code in {400, 404}


def test_what_is_hidden_cannot_be_followed(as_ada, db):
    hidden = make.make_group("Sanctuary", visibility="hidden")
    assert as_ada.post("/follow/", {"thing": named(hidden), "level": "digest"}).status_code == 404


def test_nobody_is_sent_elsewhere(as_ada, singers):
    form = {"thing": named(singers), "level": "digest", "next": "https://evil.example/"}
    assert as_ada.post("/follow/", form)["Location"] == "/notices/choices/"


def test_the_choices_name_each_thing_once(as_ada, ada, singers):
    hidden = make.make_group("Sanctuary", visibility="hidden")
    for thing in (singers, hidden):
        follow(ada, thing, Level.NOTHING)
    text = page_of(as_ada, "/notices/choices/")
    assert text.count("Heddle Hill Singers</bdi>") == 1
    assert "Sanctuary" not in text
    assert "Something that is not shown any more." in text
    number = Follow.objects.get(thing_id=hidden.pk).pk
    as_ada.post("/notices/choices/", {"drop": str(number)})
    assert not Follow.objects.filter(pk=number).exists()


def test_nobody_drops_what_another_follows(client, ada, singers):
    number = follow(ada, singers).pk
    client.force_login(make.make_person("Tom"))
    client.post("/notices/choices/", {"drop": str(number)})
    assert Follow.objects.filter(pk=number).exists()


def test_all_letters_are_stopped_and_begun_again(as_ada, ada):
    as_ada.post("/notices/choices/", {"letters": "stop"})
    assert stopping.is_stopped(ada.email)
    assert "Send me letters again" in page_of(as_ada, "/notices/choices/")
    as_ada.post("/notices/choices/", {"letters": "resume"})
    assert not stopping.is_stopped(ada.email)


def drawn(person, thing):
    request = RequestFactory().get("/groups/singers/?x=1")
    template = engines["django"].from_string("{% load following %}{% follow_button thing %}")
    return template.render({"person": person, "thing": thing}, request)


def test_the_follow_button_says_how_one_listens(ada, singers):
    assert "Follow" in drawn(ada, singers)
    follow(ada, singers, Level.NOTHING)
    assert "Muted" in drawn(ada, singers)
    follow(ada, singers, Level.IMPORTANT)
    text = drawn(ada, singers)
    assert "You follow this" in text
    assert 'value="important" id="follow-level_1" checked' in text.replace(" required", "")


def test_a_visitor_s_button_leads_to_sign_in_and_costs_nothing(singers, django_assert_num_queries):
    with django_assert_num_queries(0):
        text = drawn(None, singers)
    assert 'href="/sign-in/?next=/groups/singers/%3Fx%3D1"' in text
    assert "csrf" not in text


def test_the_follow_button_costs_one_query(ada, singers, django_assert_num_queries):
    with django_assert_num_queries(1):
        drawn(ada, singers)
