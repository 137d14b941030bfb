"""What this room tells a person of themselves, and what stays when they go."""

import pytest
from django.utils import timezone

from closeknit.conversation import actions, personal_data
from closeknit.conversation.models import Case, Comment, CommentVersion, Complaint, Decision, Report

NOW = timezone.now


def words_of(sections):
    return repr([[dict(row) for row in section.rows] for section in sections])


def test_one_gets_one_s_own_words_and_decisions_and_no_reporter(scene, say, hidden):
    comment = say(scene.sam, "First words")
    actions.edit_comment(comment, text="You are all fools.")
    case = hidden(comment)
    case.reports.update(reporter=scene.ada, words="It hurts me, Ada.")
    told = words_of(personal_data.export(scene.sam))
    for mine in ("First words", "You are all fools.", "Please be kind.", "Be kind"):
        assert mine in told
    assert "Ada" not in told
    assert "It hurts me, Ada." in words_of(personal_data.export(scene.ada))


def test_words_without_an_answer_go_and_others_leave_a_trace(scene, say):
    alone, answered = say(scene.sam, "Alone"), say(scene.sam, "Answered")
    actions.edit_comment(answered, text="Answered, and mended")
    answer = say(scene.ada, "The answer", parent=answered)
    assert personal_data.erase(scene.sam, NOW()) != []
    assert set(Comment.objects.values_list("pk", "text", "author", "state")) == {
        (answered.pk, "", None, "removed"),
        (answer.pk, "The answer", scene.ada.pk, "shown"),
    }
    assert not Comment.objects.filter(pk=alone.pk).exists()
    assert not CommentVersion.objects.exists()
    personal_data.erase(scene.sam, NOW())


@pytest.mark.parametrize(("pending", "kept"), [(True, "You are all fools."), (False, "")])
def test_evidence_stays_while_a_case_is_open(scene, say, reported, hidden, pending, kept):
    comment = say(scene.sam, "You are all fools.")
    case = reported(comment) if pending else hidden(comment)
    personal_data.erase(scene.sam, NOW())
    assert set(Decision.objects.filter(case=case).values_list("evidence", flat=True)) == {kept}


def test_a_case_whose_words_are_gone_can_still_be_decided(scene, say, reported):
    case = reported(say(scene.sam, "You are all fools."))
    personal_data.erase(scene.sam, NOW())
    case.refresh_from_db()
    actions.let_stand(case, by=scene.max, version=case.version)
    assert Case.objects.get().state == "not_upheld"


@pytest.mark.parametrize("ask", ["mend", "appeal"])
@pytest.mark.parametrize("is_answered", [True, False])
def test_nobody_is_asked_about_what_its_author_mended_and_then_left(scene, say, hidden, ask, is_answered):
    comment = say(scene.sam, "You are all fools.")
    if is_answered:
        say(scene.ada, "Are we?", parent=comment)
    case = hidden(comment)
    if ask == "mend":
        actions.send_again(case, by=scene.sam, text="I do not agree.")
    else:
        actions.appeal(case, by=scene.sam, words="It was a joke.")
    personal_data.erase(scene.sam, NOW())
    case.refresh_from_db()
    assert case.state == "upheld"
    assert not Case.objects.pending().exists()
    assert set(Decision.objects.filter(case=case).values_list("evidence", "words")) == {("", "")}


def test_a_moderator_is_told_that_an_author_hears_only_if_there_is_one(scene, say, reported, client):
    client.force_login(scene.max)
    said = []
    for author, leaves in ((scene.sam, True), (scene.ada, False)):
        case = reported(say(author))
        if leaves:
            personal_data.erase(author, NOW())
        form = {"version": case.version, "verdict": "stand"}
        said.append(client.post(f"/manage/reports/{case.uuid}/decision/", form, follow=True).text)
    assert ["The author hears of it." in page for page in said] == [False, True]


def test_a_reporter_and_a_moderator_leave_no_name(scene, say, hidden):
    case = hidden(say(scene.sam))
    case.reports.update(reporter=scene.ada)
    actions.complain(
        client_id="6f1f7c1e-3a6e-4a5a-9a55-0d9f8f3a4b0e", guest_name="Ada", guest_email=scene.ada.email, words="Mine"
    )
    assert any("complaint" in sentence for sentence in personal_data.erase(scene.ada, NOW()))
    assert Complaint.objects.get().words == "Mine"
    actions.answer_complaint(Complaint.objects.get(), by=scene.kit, words="Sorry, Ada.")
    for person in (scene.ada, scene.max, scene.kit):
        personal_data.erase(person, NOW())
    report, complaint = Report.objects.get(), Complaint.objects.get()
    assert (report.reporter, report.words) == (None, "")
    assert (complaint.guest_email, complaint.words) == ("", "")
    assert not Decision.objects.exclude(by=None).exists()
