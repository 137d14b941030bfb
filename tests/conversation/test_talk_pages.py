"""The pages of a talk: who sees what, what a refused form keeps, how many queries it costs."""

import re
from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from closeknit.conversation import actions
from closeknit.conversation.models import Comment, Thread, ThreadRule
from tests.support import factories as make


def as_(person):
    client = Client()
    if person is not None:
        client.force_login(person)
    return client


def test_a_visitor_reads_and_is_asked_to_sign_in_to_write(scene, say):
    say(scene.sam, "Do you sing **Bach**?")
    page = as_(None).get(scene.address)
    assert "<strong>Bach</strong>" in page.text
    assert "Publish it" not in page.text
    sent = as_(None).post(scene.address, {"text": "Hello"})
    assert (sent.status_code, sent.url.partition("?")[0]) == (303, "/sign-in/")


def test_words_are_published_and_one_is_led_to_them(scene):
    client = as_(scene.sam)
    sent = client.post(scene.address, {"text": "Do you sing?", "client_id": str(uuid4())})
    comment = Comment.objects.get()
    assert (sent.status_code, sent.url) == (303, f"{scene.address}#c-{comment.uuid}")
    assert "Do you sing?" in client.get(scene.address).text
    assert "Do you sing?" in client.get(scene.group.get_absolute_url()).text


def test_a_refused_form_keeps_what_was_typed(scene):
    form = {"text": "We all agree.", "mandate": "members", "voice": "", "mandate_agreed": "12"}
    refused = as_(scene.priya).post(scene.address, form)
    assert refused.status_code == 422
    assert "We all agree." in refused.text
    assert "Choose the group that agreed on it." in refused.text
    assert 'value="12"' in refused.text
    assert not Comment.objects.exists()


def test_somebody_new_on_a_full_day_keeps_their_words(scene, say):
    for _ in range(3):
        say(scene.sam)
    refused = as_(scene.sam).post(scene.address, {"text": "One more thing"})
    assert refused.status_code == 422
    assert "One more thing" in refused.text
    assert "come back tomorrow" in refused.text


@pytest.mark.parametrize(
    ("form", "words"),
    [
        ({}, "my own view"),
        ({"mandate": "committee", "mandate_on": "2026-05-06"}, "the committee agreed on 6 May 2026"),
        (
            {"mandate": "members", "mandate_on": "2026-05-06", "mandate_agreed": "12", "mandate_of": "20"},
            "12 of 20 members agreed on 6 May 2026",
        ),
    ],
)
def test_whose_voice_it_is_and_on_what_authority_is_said_in_words(scene, form, words):
    voice = f"directory.group:{scene.group.pk}"
    as_(scene.priya).post(scene.address, {"text": "We sing on Thursdays.", "voice": voice, **form})
    page = as_(None).get(scene.address).text
    assert words in page
    assert f"<bdi>{scene.group.name}</bdi></a>" in page.partition("for <a")[2]


@pytest.mark.parametrize("who", ["sam", "tom"])
def test_nobody_speaks_for_another_s_group(scene, who):
    form = {"text": "We stop.", "voice": f"directory.group:{scene.group.pk}", "mandate": "own"}
    as_(getattr(scene, who)).post(scene.address, form)
    assert not Comment.objects.exclude(speaking_as_id=None).exists()


def test_the_details_of_a_mandate_that_was_not_chosen_are_dropped(scene):
    form = {"text": "Mine", "mandate": "own", "mandate_on": "2026-05-06", "mandate_minute": "https://a.example/"}
    as_(scene.priya).post(scene.address, {**form, "voice": f"directory.group:{scene.group.pk}"})
    comment = Comment.objects.get()
    assert (comment.mandate_on, comment.mandate_minute) == (None, "")


@pytest.mark.parametrize("day", [date(2031, 1, 1), "nonsense", ""])
def test_an_agreement_lies_in_the_past(scene, day):
    form = {"text": "x", "voice": f"directory.group:{scene.group.pk}", "mandate": "committee", "mandate_on": day}
    assert as_(scene.priya).post(scene.address, form).status_code == 422


def test_a_quote_comes_with_its_name(scene, say):
    comment = say(scene.ada, "First line\nSecond line")
    page = as_(scene.sam).get(f"{scene.address}?quote={comment.uuid}").text
    assert "&gt; Ada:\n&gt; First line\n&gt; Second line" in page
    assert f'value="{comment.uuid}"' in page


def test_hidden_words_are_quoted_by_nobody(scene, say, hidden):
    comment = say(scene.ada, "An insult")
    hidden(comment)
    assert as_(scene.sam).get(f"{scene.address}?quote={comment.uuid}").status_code == 404


def test_hidden_words_are_told_to_be_hidden(scene, say, hidden):
    comment = say(scene.sam, "You are all fools.")
    case = hidden(comment)
    for who, reads in ((None, False), (scene.ada, False), (scene.priya, False), (scene.sam, True), (scene.max, True)):
        for address in (scene.address, scene.group.get_absolute_url(), comment.get_absolute_url()):
            page = as_(who).get(address).text
            assert ("You are all fools." in page) == reads, (who, address)
            assert "Hidden by the moderators: Be kind" in page
            assert (f"/contributions/{case.uuid}/" in page) == (who == scene.sam)
        assert (as_(who).get(f"{comment.get_absolute_url()}history/").status_code == 200) == reads


def test_what_waits_is_seen_by_its_author_and_the_moderators(scene, say):
    ThreadRule.objects.create(kind="directory.group", is_read_first=True)
    comment = say(scene.sam, "A first question")
    seen = {}
    for who in (None, scene.ada, scene.priya, scene.sam, scene.max):
        page = as_(who).get(scene.address).text
        assert "Posts here are read first" in page
        seen[who and who.name] = "A first question" in page
        assert (as_(who).get(comment.get_absolute_url()).status_code == 200) == seen[who and who.name]
    assert seen == {None: False, "Ada": False, "Priya": False, "Sam": True, "Max": True}


def test_only_the_author_mends_and_takes_away(scene, say):
    comment = say(scene.sam)
    for act in ("edit", "removal"):
        for who in (scene.ada, scene.priya, scene.max, scene.kit):
            assert as_(who).post(f"{comment.get_absolute_url()}{act}/", {"text": "Mine"}).status_code == 403
    client = as_(scene.sam)
    assert client.post(f"{comment.get_absolute_url()}edit/", {"text": ""}).status_code == 422
    assert client.post(f"{comment.get_absolute_url()}edit/", {"text": "Better"}).status_code == 303
    assert "When do you meet?" in as_(None).get(f"{comment.get_absolute_url()}history/").text
    assert client.post(f"{comment.get_absolute_url()}removal/").status_code == 303
    page = as_(None).get(scene.address).text
    assert "They took their words away." in page
    assert "Better" not in page
    assert client.post(f"{comment.get_absolute_url()}edit/", {"text": "Back"}).status_code == 403


def test_a_steward_closes_the_talk_and_it_can_still_be_read(scene, say):
    say(scene.sam)
    assert as_(scene.tom).post(f"{scene.address}state/", {"to": "closed"}).status_code == 403
    assert as_(scene.priya).post(f"{scene.address}state/", {"to": "closed"}).status_code == 303
    page = as_(scene.sam).get(scene.address).text
    assert "This talk is closed" in page
    assert "When do you meet?" in page
    assert as_(scene.sam).post(scene.address, {"text": "More"}).status_code == 409
    as_(scene.priya).post(f"{scene.address}state/", {"to": "open"})
    assert as_(scene.sam).post(scene.address, {"text": "More"}).status_code == 303


def test_a_talk_can_be_followed_from_its_own_page(scene, say):
    say(scene.sam)
    page = as_(scene.ada).get(scene.address).text
    told = re.search(r'name="thing" value="(conversation\.thread[^"]+)"', page)[1]
    as_(scene.ada).post("/follow/", {"thing": told, "level": "everything"})
    assert "You follow this" in as_(scene.ada).get(scene.address).text


def test_what_people_write_cannot_run(scene, say):
    say(
        scene.priya,
        "<script>alert(1)</script> [x](javascript:alert(1)) <img src=x onerror=alert(1)> ![p](http://x/y.png)",
    )
    page = as_(None).get(scene.address).text
    main = page.partition("<main")[2].partition("</main")[0]
    assert "<script" not in main
    assert "<img" not in main
    assert "javascript:" not in main.replace("[x](javascript:", "")
    assert "&lt;script&gt;" in main


def test_an_answer_to_another_talk_is_refused(scene, say):
    other = make.make_group("Weftbridge Bakers")
    comment = say(scene.ada)
    form = {"text": "Answer", "parent": str(comment.uuid)}
    assert as_(scene.sam).post(f"/talk/directory.group/{other.uuid}/", form).status_code == 404


@pytest.mark.parametrize("address", ["/talk/nothing/{}/", "/talk/places.area/{}/", "/report/nothing/{}/"])
def test_a_kind_without_talk_is_not_there(scene, address):
    assert as_(scene.sam).get(address.format(scene.group.uuid)).status_code == 404


def test_the_newest_first_when_asked(scene, say):
    early, late = say(scene.ada, "The first"), say(scene.ada, "The second")
    Comment.objects.filter(pk=early.pk).update(created_at=timezone.now() - timedelta(days=1))
    newest = as_(None).get(f"{scene.address}?order=newest").text
    assert newest.index("The second") < newest.index("The first")
    assert late.created_at


def test_a_long_talk_has_pages_and_each_comment_is_found(scene):
    thread = Thread.objects.create(about_kind="directory.group", about_id=scene.group.pk)
    Comment.objects.bulk_create(
        Comment(thread=thread, author=scene.ada, text=f"Number {n}.", client_id=uuid4()) for n in range(45)
    )
    page = as_(None).get(f"{scene.address}?page=3").text
    assert "Number 44." in page
    assert "Number 39." not in page
    client = as_(scene.priya)
    sent = client.post(scene.address, {"text": "The last"})
    assert sent.url.startswith(f"{scene.address}?page=3#c-")
    assert as_(None).get(f"{scene.address}?page=nonsense").status_code == 200


@pytest.mark.parametrize("many", [1, 3])
def test_a_talk_costs_the_same_however_long_it_is(scene, say, many, django_assert_num_queries):
    for n in range(many):
        top = say(scene.priya, f"{n}", speaking_as_kind="directory.group", speaking_as_id=scene.group.pk)
        say(scene.priya, "an answer", parent=top)
    client = as_(None)
    client.get(scene.address)
    scene.group.save()
    actions.close_thread(scene.place, by=scene.priya)
    with django_assert_num_queries(9):
        client.get(scene.address)
