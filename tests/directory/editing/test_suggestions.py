"""Anyone may suggest a change; the stewards decide, field by field; the author is thanked."""

from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine
from django.utils import timezone

from closeknit.conversation.contributions import contributions
from closeknit.directory import personal_data
from closeknit.directory.editing.actions import change_group
from closeknit.directory.editing.jobs import hand_on_suggestions
from closeknit.directory.editing.reads import wishes_of
from closeknit.directory.models import Group, Revision, Suggestion
from closeknit.journal.contributions import link_to
from closeknit.journal.models import Entry, Notice, OutgoingLetter
from tests.support.editing_things import make_suggestion
from tests.support.factories import make_person, make_service, make_theme

pytestmark = pytest.mark.django_db


def page_of(world):
    return f"/groups/{world.group.slug}/suggest/"


def suggest(client, world, **typed):
    present = client.get(page_of(world)).context["form"].initial
    told = present | {"languages": ", ".join(present["languages"])}
    told = {key: value for key, value in told.items() if value not in (None, False)}
    return client.post(page_of(world), {**told, **typed})


def answer_page(world, suggestion):
    return f"/groups/{world.group.slug}/suggestions/{suggestion.uuid}/"


def told_of(verb):
    return set(Notice.objects.filter(entry__verb=verb).values_list("person__name", flat=True))


def test_sam_suggests_without_an_account(client, world):
    service = f"service:{world.service.uuid}"
    typed = {
        "summary": "We sing on Thursdays",
        f"{service}/cost_text": "£2",
        "reason": "I was there",
        "guest_name": "Sam",
        "guest_email": "sam@newcomer.example",
        "wants_to_be_named": "on",
    }
    answer = suggest(client, world, **typed)
    assert answer.status_code == 303
    suggestion = Suggestion.objects.get()
    assert suggestion.wanted == {"summary": "We sing on Thursdays", f"{service}/cost_text": "£2"}
    assert suggestion.before == {
        "summary": "No audition, no solos, plenty of biscuits.",
        f"{service}/cost_text": "",
    }
    assert told_of("directory.change_suggested") == {"Priya"}
    assert suggestion.handed_on_at is None
    assert "Those who look after the page answer" in client.get(answer["Location"]).content.decode()
    assert Group.objects.get(pk=world.group.pk).summary == world.group.summary


def test_themes_can_be_suggested(client, world):
    make_theme("Bread")
    suggest(client, world, themes=["singing", "bread"])
    suggestion = Suggestion.objects.get()
    assert suggestion.wanted == {"themes": ["bread", "singing"]}
    client.force_login(world.priya)
    assert "Bread" in client.get(answer_page(world, suggestion)).content.decode()
    client.post(answer_page(world, suggestion), {"take themes": "on", "value themes": ["bread"]})
    assert list(world.group.themes.values_list("slug", flat=True)) == ["bread"]


def test_the_form_shows_nothing_that_the_page_hides(client, world):
    page = client.get(page_of(world)).content.decode()
    assert "singers@loomwick.example" not in page


def test_it_is_kept_once_however_often_it_is_sent(client, world):
    number = str(uuid4())
    for _twice in range(2):
        assert suggest(client, world, summary="New", number=number).status_code == 303
    assert Suggestion.objects.count() == 1


def test_a_robot_is_thanked_and_forgotten(client, world):
    assert suggest(client, world, summary="Buy pills", nickname="robot").status_code == 303
    assert Suggestion.objects.count() == 0


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({}, "You have changed nothing yet."),
        ({"name": ""}, "Fill this in."),
        ({"website": "javascript:alert(1)"}, "This is not a web address."),
        ({"state": "nonsense"}, "Choose one from the list."),
    ],
)
def test_what_is_wrong_is_said_and_kept(client, world, typed, said):
    answer = suggest(client, world, guest_name="Sam from round the corner", **typed)
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert "Sam from round the corner" in answer.content.decode()


def test_words_alone_are_a_suggestion_too(client, world):
    assert suggest(client, world, reason="The hall has burnt down.").status_code == 303
    assert Suggestion.objects.get().wanted == {}


@time_machine.travel("2026-06-01 12:30 +0000", tick=False)
def test_nobody_may_suggest_too_often(client, world):
    answers = [suggest(client, world, summary=f"Words {number}").status_code for number in range(6)]
    assert answers == [303] * 5 + [429]


def test_priya_takes_up_one_field_in_her_own_words_and_leaves_the_other(client, world):
    suggest(
        client,
        world,
        summary="We sing on Thursdays",
        who_for="Everybody",
        guest_name="Sam",
        guest_email="sam@newcomer.example",
        wants_to_be_named="on",
    )
    suggestion = Suggestion.objects.get()
    client.force_login(world.priya)
    page = client.get(answer_page(world, suggestion)).content.decode()
    assert "We sing on Thursdays" in page
    typed = {
        "take summary": "on",
        "value summary": "We sing on Thursdays at eight",
        "value who_for": "Everybody",
        "answer": "Thank you, Sam!",
    }
    assert client.post(answer_page(world, suggestion), typed).status_code == 303
    group = Group.objects.get(pk=world.group.pk)
    assert (group.summary, group.who_for) == ("We sing on Thursdays at eight", "")
    suggestion.refresh_from_db()
    assert (suggestion.taken, suggestion.decided_by) == (["summary"], world.priya)
    assert (suggestion.revision.guest, suggestion.revision.how) == ("Sam", "suggestion")
    history = client.get(f"/groups/{world.group.slug}/history/").content.decode()
    assert "suggested by Sam, taken up by Priya" in history
    letter = OutgoingLetter.objects.get(to="sam@newcomer.example")
    assert "Thank you, Sam!" in letter.text
    assert client.post(answer_page(world, suggestion), typed).status_code == 409
    assert Revision.objects.count() == 1


def test_who_does_not_want_to_be_named_is_not(client, world):
    suggest(client, world, summary="We sing on Thursdays", guest_name="Sam")
    client.force_login(world.priya)
    typed = {"take summary": "on", "value summary": "We sing on Thursdays"}
    client.post(answer_page(world, Suggestion.objects.get()), typed)
    assert "Sam" not in client.get(f"/groups/{world.group.slug}/history/").content.decode()


def test_a_no_needs_words(as_priya, world):
    suggestion = make_suggestion(world.group)
    answer = as_priya.post(answer_page(world, suggestion), {})
    assert answer.status_code == 422
    assert "If you take up nothing, say why." in answer.content.decode()
    assert as_priya.post(answer_page(world, suggestion), {"answer": "We like it as it is."}).status_code == 303
    assert Revision.objects.count() == 0


def test_one_that_was_overtaken_says_so(as_priya, world):
    suggestion = make_suggestion(world.group)
    change_group(group=world.group, changes={"summary": "Something else"}, by=world.priya)
    page = as_priya.get(answer_page(world, suggestion)).content.decode()
    assert "The page was changed here after this was suggested." in page
    change_group(group=world.group, changes={"summary": suggestion.wanted["summary"]}, by=world.priya)
    assert "The page says so already." in as_priya.get(answer_page(world, suggestion)).content.decode()


def test_what_it_was_about_may_be_gone(as_priya, world):
    key = f"service:{world.service.uuid}/name"
    suggestion = Suggestion.objects.create(group=world.group, before={key: "Choir"}, wanted={key: "The choir"})
    world.service.delete()
    page = as_priya.get(answer_page(world, suggestion)).content.decode()
    assert "What this was about is no longer on the page." in page
    assert as_priya.post(answer_page(world, suggestion), {"answer": "It is gone."}).status_code == 303


def test_the_organisers_are_asked_after_14_days(client, world):
    suggestion = make_suggestion(world.group)
    client.force_login(world.noor)
    assert "No audition" not in client.get("/manage/suggestions/").content.decode()
    assert hand_on_suggestions.func() == 0
    Suggestion.objects.update(created_at=timezone.now() - timedelta(days=14, minutes=1))
    assert [hand_on_suggestions.func(), hand_on_suggestions.func()] == [1, 0]
    assert told_of("directory.suggestion_handed_on") == {"Noor"}
    assert str(suggestion.uuid) in client.get("/manage/suggestions/").content.decode()
    assert client.get(answer_page(world, suggestion)).status_code == 200


def test_where_there_is_no_steward_they_are_asked_at_once(client, world):
    world.priya.grants.update(valid_until=timezone.now())
    suggest(client, world, summary="We sing on Thursdays")
    assert Suggestion.objects.get().handed_on_at
    assert told_of("directory.change_suggested") == {"Noor"}


def test_tom_can_neither_read_nor_answer(client, world):
    suggestion = make_suggestion(world.group)
    client.force_login(world.tom)
    for address in (answer_page(world, suggestion), f"/groups/{world.group.slug}/suggestions/"):
        assert client.get(address).status_code == 403
    assert client.post(answer_page(world, suggestion), {"answer": "No"}).status_code == 403
    mine = f"/groups/{world.other.slug}/suggestions/{suggestion.uuid}/"
    assert client.get(mine).status_code == 404


def test_a_person_sees_what_became_of_their_own(client, world):
    client.force_login(world.tom)
    suggest(client, world, summary="We sing on Thursdays")
    suggestion = Suggestion.objects.get()
    assert (suggestion.by, suggestion.guest_email) == (world.tom, "")
    assert client.get(answer_page(world, suggestion)).status_code == 200
    assert client.post(answer_page(world, suggestion), {"take summary": "on"}).status_code == 403
    client.force_login(world.priya)
    client.post(answer_page(world, suggestion), {"answer": "Not this time."})
    assert told_of("directory.suggestion_left") == {"Tom"}
    client.force_login(world.tom)
    assert "Not this time." in client.get(answer_page(world, suggestion)).content.decode()


def test_one_that_moderators_hid_is_for_its_author_alone(client, world, hidden):
    suggestion, other = (make_suggestion(world.group) for _twice in range(2))
    Suggestion.objects.filter(pk=suggestion.pk).update(by=make_person("Sam"))
    suggestion.refresh_from_db()
    client.force_login(world.priya)
    way = f"/report/directory.suggestion/{suggestion.uuid}/"
    assert way in client.get(answer_page(world, suggestion)).content.decode()
    assert client.get(way).status_code == 200
    hidden("directory.suggestion", suggestion)
    seen = client.get(f"/groups/{world.group.slug}/suggestions/").content.decode()
    assert answer_page(world, other) in seen
    assert answer_page(world, suggestion) not in seen
    for person, status in ((world.priya, 404), (world.noor, 404), (suggestion.by, 200)):
        client.force_login(person)
        assert client.get(answer_page(world, suggestion)).status_code == status


def test_a_guest_learns_no_name_of_those_who_look_after_the_page(client, world):
    link = suggest(client, world, summary="We sing on Thursdays")["Location"]
    client.force_login(world.priya)
    client.get(answer_page(world, Suggestion.objects.get()))
    client.logout()
    page = client.get(link).content.decode()
    assert "somebody who looks after the page" in page
    assert "Priya" not in page


def test_the_number_of_somebody_else_s_suggestion_opens_nothing(client, world):
    theirs = make_suggestion(world.group)
    Suggestion.objects.filter(pk=theirs.pk).update(by=world.tom)
    answer = suggest(client, world, summary="We sing on Thursdays", number=str(theirs.uuid))
    own = Suggestion.objects.exclude(pk=theirs.pk).get()
    assert answer["Location"] == link_to("directory.suggestion", own.pk)


def test_no_evidence_keeps_a_shape(world):
    shape = {"type": "Polygon", "coordinates": [[[1.51, 51.6], [1.52, 51.6], [1.52, 51.61], [1.51, 51.6]]]}
    suggestion = make_suggestion(world.group, summary="We sing", drawn_area=shape)
    evidence = contributions()["directory.suggestion"].text(suggestion)
    assert "We sing" in evidence
    assert "51.6" not in evidence


def test_followers_of_the_group_are_not_told_of_suggestions(client, world):
    suggest(client, world, summary="We sing on Thursdays")
    assert Entry.objects.get().about_kind == "directory.suggestion"


@pytest.mark.parametrize("rows", [1, 3])
def test_the_lists_do_not_grow_in_queries(client, world, rows, django_assert_num_queries):
    for _number in range(rows):
        make_suggestion(world.group)
    Suggestion.objects.update(handed_on_at=timezone.now())
    client.force_login(world.noor)
    for address, queries in ((f"/groups/{world.group.slug}/suggestions/", 10), ("/manage/suggestions/", 8)):
        client.get(address)
        with django_assert_num_queries(queries):
            client.get(address)


def times_of(world, **lines):
    """The fields of the service's week grid, as they are sent."""
    key = f"service:{world.service.uuid}/schedules"
    return {f"{key}-{name}": value for name, value in lines.items()}


THURSDAYS = {"line0_often": "weekly", "line0_days": ["TH"], "line0_opens": "19:30", "line0_closes": "21:00"}


def test_times_are_suggested_line_by_line_and_taken_up_in_other_words(client, world):
    key = f"service:{world.service.uuid}/schedules"
    assert suggest(client, world, **times_of(world, **THURSDAYS)).status_code == 422  # it says so already
    sent = times_of(world, **{**THURSDAYS, "line0_days": ["TU"]}, line1_often="1", line1_days=["SU"])
    assert suggest(client, world, **sent).status_code == 303
    suggestion = Suggestion.objects.get()
    assert [line["byday"] for line in suggestion.wanted[key]] == ["TU", "1SU"]
    assert [line["byday"] for line in suggestion.before[key]] == ["TH"]
    client.force_login(world.priya)
    page = client.get(answer_page(world, suggestion)).content.decode()
    assert "Choir: When" in page
    pieces = [(piece.kind, piece.text) for piece in wishes_of(suggestion)[0].pieces]
    assert ("gone", "Thursdays") in pieces
    assert ("new", "Tuesdays") in pieces
    answered = {f"take {key}": "on"} | {
        f"value {name}": value for name, value in times_of(world, **{**THURSDAYS, "line0_days": ["TU", "WE"]}).items()
    }
    assert client.post(answer_page(world, suggestion), answered).status_code == 303
    assert list(world.service.schedules.values_list("byday", flat=True)) == ["TU,WE"]
    assert str(world.service.schedules.get().opens_at) == "19:30:00"


def test_the_times_of_a_service_open_when_asked_for_with_all_that_was_typed(client, world):
    key, other = f"service:{world.service.uuid}/schedules", make_service(world.group, name="Tea")
    page = client.get(page_of(world)).content.decode()
    assert "line0_days" not in page
    assert f'name="times" value="{key}"' in page
    for typed in ({"summary": "We sing loudly", "name": "", "times": key}, {**times_of(world, line0_remark="Late")}):
        opened = {"times": f"service:{other.uuid}/schedules", **times_of(world, line0_often="")} | typed
        answer = suggest(client, world, **opened)
        page = answer.content.decode()
        assert answer.status_code == 200
        assert f'name="{key}-line0_days"' in page
        assert 'role="alert"' not in page
        assert typed.get("summary", "Late") in page
    assert f'name="service:{other.uuid}/schedules-line0_days"' in page
    assert not Suggestion.objects.exists()


def test_forty_services_fit_into_one_form(client, world):
    for number in range(40):
        make_service(world.group, name=f"Tea {number}")
    page = client.get(page_of(world)).content.decode()
    assert page.count("<input") + page.count("<textarea") + page.count("<select") < 500
    sent = {f"service:{one.uuid}/schedules-line0_often": "" for one in world.group.services.all()[:8]}
    page = suggest(client, world, times=next(iter(sent)), **sent).content.decode()
    assert 'name="times"' not in page
    assert "send this first" in page


def test_times_are_taken_up_as_they_were_suggested(client, world):
    key = f"service:{world.service.uuid}/schedules"
    suggest(client, world, **times_of(world, **{**THURSDAYS, "line0_opens": "20:00"}))
    suggestion = Suggestion.objects.get()
    client.force_login(world.priya)
    assert client.post(answer_page(world, suggestion), {f"take {key}": "on"}).status_code == 303
    assert str(world.service.schedules.get().opens_at) == "20:00:00"


def test_times_that_are_not_right_are_said_and_kept(client, world):
    wrong = times_of(world, **{**THURSDAYS, "line0_often": "", "line0_remark": "not in August"})
    answer = suggest(client, world, **wrong)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "Say how often it happens." in page
    assert "Something about the times is not right yet." in page
    assert "not in August" in page


def test_that_nothing_happens_any_more_can_be_suggested(client, world):
    key = f"service:{world.service.uuid}/schedules"
    suggest(client, world, **times_of(world, line0_often="", line0_days=[]))
    assert Suggestion.objects.get().wanted == {key: []}


def test_times_that_no_line_can_say_stay(client, world):
    world.service.schedules.create(freq="WEEKLY", interval=6, byday="MO")
    assert suggest(client, world, **times_of(world, **THURSDAYS)).status_code == 422
    suggest(client, world, **times_of(world, **{**THURSDAYS, "line0_closes": "22:00"}))
    [wanted] = Suggestion.objects.get().wanted.values()
    assert [(line["interval"], line["byday"]) for line in wanted] == [(1, "TH"), (6, "MO")]


def test_the_author_of_one_that_was_hidden_reads_so(client, world, hidden):
    suggestion = make_suggestion(world.group)
    Suggestion.objects.filter(pk=suggestion.pk).update(by=make_person("Sam"))
    suggestion.refresh_from_db()
    hidden("directory.suggestion", suggestion)
    client.force_login(suggestion.by)
    page = client.get(answer_page(world, suggestion)).content.decode()
    assert "Hidden by moderators" in page
    assert "Answered on" not in page
    assert "Not taken up." not in page


@pytest.mark.parametrize("is_answered", [True, False])
def test_a_guest_who_joins_and_leaves_is_named_nowhere(client, world, is_answered):
    credit = {"guest_name": "Samuel", "guest_email": "samuel@newcomer.example", "wants_to_be_named": "on"}
    suggest(client, world, summary="We sing on Thursdays", **credit)
    if is_answered:
        client.force_login(world.priya)
        taken = {"take summary": "on", "value summary": "We sing on Thursdays"}
        client.post(answer_page(world, Suggestion.objects.get()), taken)
        assert Revision.objects.filter(guest="Samuel").exists()
    samuel = make_person("Samuel")
    samuel.email = "samuel@newcomer.example"
    samuel.save()
    personal_data.erase(samuel, timezone.now())
    assert "someone who left" in Entry.objects.values_list("guest", flat=True)
    assert not Entry.objects.filter(guest="Samuel").exists()
    assert not Revision.objects.filter(guest="Samuel").exists()
    assert not Suggestion.objects.filter(guest_name="Samuel").exists()
