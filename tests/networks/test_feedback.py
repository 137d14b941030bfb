"""Three questions about an evening: no account, once for each link or device, and nobody to be told from it."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as some

from closeknit.core.errors import Refused
from closeknit.networks import minutes_registering, output_letters, output_reads
from closeknit.networks.actions import feedback as act
from closeknit.networks.feedback_counts import FEW, few_or, rounded, told
from closeknit.networks.models import Arrival, Feedback, Meeting
from closeknit.networks.views import feedback as views
from tests.support import minutes_things as things

KEYS = ("good", "all-right", "not-good")
ANSWER = {"how_was_it": "good", "was_heard": "yes", "words": "More soup"}


@pytest.fixture
def minutes(scene):
    return things.make_minutes(things.make_evening(scene.network), scene.noor, state="published")


def by_code(minutes):
    return reverse("networks:feedback", args=[minutes.feedback_code])


def by_letter(minutes, email="wren@loomwick.example"):
    return output_letters.feedback_link(minutes, email).split("://")[1].split("/", 1)[1].join(["/", ""])


# ── Counting, pure ───────────────────────────────────────────────────────────────────────────────


@given(some.lists(some.sampled_from(KEYS), max_size=80))
def test_no_number_under_five_is_shown_and_none_is_exact(answers):
    for cell in told(answers, KEYS):
        count = answers.count(cell.key)
        assert (cell.about is None) == (count < FEW)
        assert cell.about is None or (cell.about >= FEW and cell.about % 5 == 0 and abs(cell.about - count) <= 2)


@given(some.lists(some.sampled_from(KEYS), max_size=80), some.sampled_from(KEYS))
def test_one_more_answer_never_changes_a_number_by_one(answers, another):
    before, after = told(answers, KEYS), told([*answers, another], KEYS)
    for was, now in zip(before, after, strict=True):
        assert (now.about or 0) - (was.about or 0) in (0, FEW)


@given(some.integers(0, FEW - 1), some.integers(0, FEW - 1), some.integers(0, 40))
def test_what_is_not_shown_could_be_any_small_number(one, other, many):
    """What is shown is the same for every number that could stand in a hidden cell: no total gives it away."""
    shown = [told([KEYS[0]] * many + [KEYS[1]] * few, KEYS) for few in (one, other)]
    assert shown[0] == shown[1]


@given(some.integers(0, 60), some.integers(0, 60))
def test_a_part_is_told_only_if_neither_it_nor_the_rest_is_few(part, rest):
    shown = few_or(part, part + rest)
    assert shown is None or (shown >= FEW and (rest == 0 or rest >= FEW))
    assert rounded(FEW) == FEW


# ── Answering ────────────────────────────────────────────────────────────────────────────────────


def test_a_device_answers_once_and_may_change_its_mind(minutes):
    client = Client()
    assert client.get(by_code(minutes)).status_code == 200
    assert client.post(by_code(minutes), ANSWER).status_code == 303
    assert client.post(by_code(minutes), ANSWER | {"how_was_it": "not-good"}).status_code == 303
    assert Feedback.objects.get().how_was_it == "not-good"
    Client().post(by_code(minutes), ANSWER)
    assert Feedback.objects.count() == 2


def test_the_same_form_twice_is_one_answer(minutes):
    device = {"device": "6f0f4dd4-1c89-4a34-a9e5-7ad1a2b1bb58"}
    for _again in range(2):
        Client().post(by_code(minutes), ANSWER | device)
    assert Feedback.objects.count() == 1


def test_a_letter_answers_once(minutes):
    for _again in range(2):
        assert Client().post(by_letter(minutes), ANSWER).status_code == 303
    Client().post(by_letter(minutes, "fern@loomwick.example"), ANSWER)
    assert Feedback.objects.count() == 2


def test_by_the_code_there_are_no_more_answers_than_people_who_came(minutes):
    for name in Arrival.objects.order_by("pk")[2:]:
        name.delete()
    for number in range(2 + act.MORE):
        act.give_feedback(minutes.meeting, way=act.DEVICE, held=str(number), how_was_it="not-good")
    refused = Client().post(by_code(minutes), ANSWER)
    assert refused.status_code == 422
    assert "as many have answered as signed in" in refused.text
    assert "More soup" in refused.text
    act.give_feedback(minutes.meeting, way=act.DEVICE, held="1", how_was_it="good")  # changes their mind
    assert Client().post(by_letter(minutes), ANSWER).status_code == 303
    assert Feedback.objects.count() == 2 + act.MORE + 1


def test_later_few_new_answers_come_from_one_address(minutes, monkeypatch):
    monkeypatch.setattr(views, "LATER", 1)
    yesterday = timezone.now() - timedelta(days=1)
    Meeting.objects.update(closed_at=yesterday, opened_at=yesterday)
    known = Client()
    assert [known.post(by_code(minutes), ANSWER).status_code for _again in range(2)] == [303, 303]
    refused = Client().post(by_code(minutes), ANSWER)
    assert refused.status_code == 422
    assert "Several people have answered from here" in refused.text
    assert "More soup" in refused.text
    assert Client().post(by_letter(minutes), ANSWER).status_code == 303
    assert Feedback.objects.count() == 2


def test_no_cookie_is_set_by_looking(minutes):
    assert set(Client().get(by_code(minutes)).cookies) <= {"csrftoken"}


def test_what_is_kept_leads_to_no_letter_and_no_device(minutes):
    Client().post(by_letter(minutes), ANSWER)
    row = Feedback.objects.get()
    link = by_letter(minutes).split("/")[-2]
    assert row.mark not in link
    assert "wren" not in str(vars(row))


def test_nothing_at_all_is_no_answer(minutes):
    answer = Client().post(by_code(minutes), {})
    assert answer.status_code == 422
    assert "Answer one of the questions" in answer.content.decode()
    wrong = Client().post(by_code(minutes), {"how_was_it": "splendid", "words": "Keep this"})
    assert wrong.status_code == 422
    assert "Keep this" in wrong.content.decode()


@pytest.mark.parametrize("path", ["/evening/nonsense99/", "/evening/letter/nonsense/", "/evening/abc/"])
def test_a_link_that_we_did_not_make_leads_nowhere(path, db):
    assert Client().get(path).status_code == 404


def test_after_three_weeks_it_is_closed_and_then_nothing_ties_an_answer_to_a_link(minutes):
    Client().post(by_code(minutes), ANSWER)
    meeting = minutes.meeting
    meeting.closed_at = timezone.now() - timedelta(days=22)
    meeting.opened_at = meeting.closed_at
    meeting.save()
    assert "not open now" in Client().get(by_code(minutes)).content.decode()
    assert Client().post(by_code(minutes), ANSWER).status_code == 422
    with pytest.raises(Refused):
        act.give_feedback(meeting, way=act.LETTER, held="x", words="late")
    assert minutes_registering.forget_marks(timezone.now()) == 0
    assert minutes_registering.forget_marks(timezone.now() + timedelta(days=7)) == 1
    assert Feedback.objects.get().mark == ""
    assert minutes_registering.forget_words(timezone.now() + timedelta(days=366)) == 1


# ── Telling ──────────────────────────────────────────────────────────────────────────────────────


def answered(meeting, many):
    for number in range(many):
        act.give_feedback(meeting, way=act.DEVICE, held=str(number), how_was_it="good", words=f"Words of {number}")


def test_while_few_have_answered_nobody_reads_anything(minutes, scene):
    answered(minutes.meeting, FEW - 1)
    assert output_reads.answers_of(minutes.meeting) == []
    assert output_reads.words_of(minutes.meeting) == []


def test_many_are_told_in_round_numbers_and_their_words_only_to_organisers(minutes, scene):
    answered(minutes.meeting, 7)
    page = Client().get(minutes.get_absolute_url()).content.decode()
    assert "about 5" in page
    assert "Words of" not in page
    client = Client()
    client.force_login(scene.noor)
    summary = client.get(reverse("networks:feedback-summary", args=[minutes.meeting.uuid])).content.decode()
    assert "Words of 3" in summary


def test_the_square_code_leads_to_the_questions(minutes, scene):
    client = Client()
    client.force_login(scene.noor)
    answer = client.get(reverse("networks:feedback-square", args=[minutes.meeting.uuid]))
    assert answer["Content-Type"] == "image/svg+xml"
    assert b"<svg" in answer.content
