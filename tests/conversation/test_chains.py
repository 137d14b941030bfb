"""What became of what somebody wrote, reported, appealed against: the chain that they read."""

from uuid import uuid4

from django.db import connection
from django.test.utils import CaptureQueriesContext

from closeknit.conversation import actions
from closeknit.conversation.models import Case, HouseRule, Report
from closeknit.conversation.routing import UP_TO_ADMINS
from closeknit.journal.contributions import page_of_contributions
from tests.support import factories as make

THREE_LINKS = "See www.one.example and www.two.example and www.three.example"


def chain(person, sort, place=0):
    _page, rows = page_of_contributions(person, sort=f"conversation.{sort}")
    one = rows[place]
    return [(str(step.stage), step.by, step.why) for step in one.steps], one.next


def decide(case, by, *, hide, words=""):
    case = Case.objects.get(pk=case.pk)
    if hide:
        rule = HouseRule.objects.get(code="kind")
        return actions.hide(case, by=by, version=case.version, rule=rule, words=words)
    return actions.let_stand(case, by=by, version=case.version, words=words)


def opens(client, moderator, case):
    client.force_login(moderator)
    assert client.get(case.get_absolute_url()).status_code == 200


AT_ONCE = [("received", "", ""), ("published", "", "at once")]


def test_a_comment_is_shown_at_once_and_answered(scene, say):
    first = say(scene.sam)
    say(scene.sam, "Anybody?", parent=first)
    assert chain(scene.sam, "comment", 1) == (AT_ONCE, None)
    say(scene.ada, "On Tuesdays.", parent=first)
    assert chain(scene.sam, "comment", 1) == ([*AT_ONCE, ("answered", "Ada", "")], None)


def test_a_comment_that_is_read_first(scene, say, client):
    say(scene.sam, THREE_LINKS)
    case = Case.objects.get()
    steps, following = chain(scene.sam, "comment")
    assert steps == [("received", "", "")]
    assert following.due == case.pending_since + UP_TO_ADMINS  # nobody sits at the desk of the area
    opens(client, scene.max, case)
    opens(client, scene.max, case)
    assert chain(scene.sam, "comment")[0] == [("received", "", ""), ("read", "a moderator", "")]
    decide(case, scene.max, hide=False)
    steps, following = chain(scene.sam, "comment")
    assert steps[-1] == ("published", "a moderator", "")
    assert following is None


def test_that_somebody_reported_it_is_not_told_to_its_author(scene, say, reported, client):
    case = reported(say(scene.sam), reporter=scene.ada)
    opens(client, scene.max, case)
    decide(case, scene.max, hide=False)
    assert chain(scene.sam, "comment") == (AT_ONCE, None)


def test_of_words_taken_away_the_address_does_not_tell_of_a_report(scene, say, reported):
    comments = [say(scene.sam, "One"), say(scene.sam, "Another")]
    reported(comments[0], reporter=scene.ada)
    for comment in comments:
        actions.remove_comment(comment)
    _page, rows = page_of_contributions(scene.sam, sort="conversation.comment")
    assert {row.address for row in rows} == {comment.get_absolute_url() for comment in comments}


def test_hidden_says_why_and_what_one_can_do(scene, say, reported):
    case = reported(say(scene.sam))
    decide(case, scene.max, hide=True, words="No names.")
    steps, following = chain(scene.sam, "comment")
    assert steps[-1] == ("not-published", "a moderator", "Be kind: No names.")
    assert "mend it" in following.words
    actions.appeal(Case.objects.get(), by=scene.sam, words="It is a street name.")
    _steps, following = chain(scene.sam, "comment")
    assert following.due is not None


def test_taken_away_has_its_day(scene, say):
    actions.remove_comment(say(scene.sam))
    assert chain(scene.sam, "comment")[0][-1] == ("taken-back", "", "")


def test_a_report_that_broke_a_rule(scene, say, reported, client):
    case = reported(say(scene.sam), reporter=scene.ada)
    steps, following = chain(scene.ada, "report")
    assert steps == [("received", "", "")]
    assert following.due is not None
    opens(client, scene.max, case)
    decide(case, scene.max, hide=True, words="Between us.")
    steps, following = chain(scene.ada, "report")
    assert [step[:2] for step in steps] == [("received", ""), ("read", "a moderator"), ("done", "a moderator")]
    assert "Between us." not in str(steps)
    assert following is None


def test_a_report_that_broke_none_and_one_that_was_taken_back(scene, say, reported):
    decide(reported(say(scene.sam), reporter=scene.ada), scene.max, hide=False)
    assert chain(scene.ada, "report")[0][-1][0] == "answered"
    reported(say(scene.sam, "Again"), reporter=scene.tom)
    actions.take_report_back(Report.objects.get(reporter=scene.tom))
    assert chain(scene.tom, "report") == ([("received", "", ""), ("taken-back", "", "")], None)


def test_a_later_round_does_not_change_an_answered_report(scene, say, reported):
    case = reported(say(scene.sam), reporter=scene.ada)
    decide(case, scene.max, hide=False)
    reported(case.log.first() and scene.place.thread.comments.get(), reporter=scene.tom, form="2")
    steps, following = chain(scene.ada, "report")
    assert [step[0] for step in steps] == ["received", "answered"]
    assert following is None
    _page, waiting = page_of_contributions(scene.ada, sort="conversation.report", waits=True)
    assert waiting == []


def test_an_appeal_goes_its_own_way(scene, say, reported, client):
    case = reported(say(scene.sam))
    decide(case, scene.max, hide=True)
    case.refresh_from_db()
    actions.appeal(case, by=scene.sam, words="It is a street name.")
    assert len(page_of_contributions(scene.sam, sort="conversation.appeal", waits=True)[1]) == 1
    opens(client, scene.mo, case)
    decide(case, scene.mo, hide=False, words="You are right.")
    steps, following = chain(scene.sam, "appeal")
    assert [step[0] for step in steps] == ["received", "read", "published"]
    assert steps[-1][1:] == ("a moderator", "You are right.")
    assert following is None
    assert page_of_contributions(scene.sam, sort="conversation.appeal", waits=True)[1] == []


def test_a_complaint_is_read_and_answered(scene, client):
    complaint = actions.complain(
        client_id=uuid4(), guest_name="Sam", guest_email=scene.sam.email.upper(), words="I was written to."
    )
    steps, following = chain(scene.sam, "complaint")
    assert (steps, following.due) == ([("received", "", "")], complaint.due_at)
    client.force_login(scene.kit)
    client.get(complaint.get_absolute_url())
    client.get(complaint.get_absolute_url())
    actions.note_on_complaint(complaint, by=scene.kit, words="Rang Priya.")
    actions.answer_complaint(complaint, by=scene.kit, words="We are sorry.")
    steps, following = chain(scene.sam, "complaint")
    assert [step[0] for step in steps] == ["received", "read", "answered"]
    assert steps[-1][2] == "We are sorry."
    assert following is None
    assert "Kit" not in str(steps)


def test_opening_and_closing_a_talk(scene, say):
    say(scene.sam)
    actions.close_thread(scene.place, by=scene.priya)
    assert chain(scene.priya, "thread") == ([("done", "", "")], None)


def test_three_of_each_cost_as_much_as_one(scene, say, reported):
    """Sam writes, is reported and hidden, and appeals; reports Ada, and complains."""

    for name in ("ada", "sam"):  # no bounds for those who are new
        make.give_role(getattr(scene, name), "councillor")

    def one_of_each(number):
        mine, theirs = say(scene.sam, f"Mine {number}"), say(scene.ada, f"Theirs {number}")
        say(scene.ada, "An answer", parent=mine)
        case = reported(mine, form=f"{number}")
        decide(case, scene.max, hide=True)
        actions.appeal(Case.objects.get(pk=case.pk), by=scene.sam, words="No.")
        reported(theirs, reporter=scene.sam)
        actions.complain(client_id=uuid4(), guest_name="Sam", guest_email=scene.sam.email, words="No.")

    def cost():
        with CaptureQueriesContext(connection) as queries:
            page_of_contributions(scene.sam)
        return len(queries)

    one_of_each(1)
    # the page and its count; comments 7; reports, appeals and complaints 2 each
    assert cost() == 2 + 7 + 2 + 2 + 2
    one_of_each(2)
    one_of_each(3)
    assert cost() == 15
