"""Report, hide, mend, appeal; who is asked, and for how long."""

from datetime import timedelta
from importlib import import_module
from uuid import uuid4

import pytest
from django.apps import apps
from django.core import mail as sent_mail
from django.utils import timezone

from closeknit.conversation import actions, jobs, sandbox
from closeknit.conversation.models import Case, Comment, Decision, HouseRule, Report
from closeknit.conversation.policies import may_moderate_case, may_see_case
from closeknit.conversation.routing import sender_of
from closeknit.conversation.threads import place_for
from closeknit.conversation.vocabulary import CaseState, CommentState, Desk, Question, Step
from closeknit.core import mail
from closeknit.core.errors import Refused
from closeknit.journal.models import Notice
from tests.support import factories as make

pytestmark = pytest.mark.django_db
KIND = "conversation.comment"


@pytest.fixture
def letters(monkeypatch):
    posted = []
    monkeypatch.setattr(mail, "_postman", posted.append)
    return posted


@pytest.fixture
def area():
    return make.make_area("Warpfield")


@pytest.fixture
def people(area):
    return {
        "sam": make.make_person("Sam"),
        "ada": make.make_person("Ada"),
        "max": make.make_person("Max", "moderator"),
        "mo": make.make_person("Mo", "moderator"),
        "kit": make.make_person("Kit", "hub_admin"),
        "near": _moderator_of(area),
        "far": _moderator_of(make.make_area("Heddle Top")),
    }


def _moderator_of(area):
    person = make.make_person(f"Moderator of {area.name}")
    make.give_role(person, "moderator", "area", area.pk)
    return person


@pytest.fixture
def comment(area, people):
    group = make.make_group(point=make.make_point(51.6, 1.5, area))
    place = place_for(None, "directory.group", group.uuid)
    return actions.say(author=people["sam"], place=place, text="You are all fools.", client_id=uuid4())


def rule(code="kind"):
    return HouseRule.objects.in_force().get(code=code)


def report(comment, person=None, email="", form="1", **more):
    sender = sender_of(person=person, email=email, form=form)
    said = {"rule": rule(), "words": "It hurts.", "reporter": person, "guest_email": email, "sender": sender} | more
    return actions.report(kind=KIND, thing=comment, **said)


def fresh(case):
    return Case.objects.get(pk=case.pk)


def hide(case, by, **more):
    case = fresh(case)
    return actions.hide(case, by=by, **{"version": case.version, "rule": rule(), "words": "Please be kind."} | more)


def state_of(comment):
    return Comment.objects.get(pk=comment.pk).state


def test_the_ready_set_of_rules_is_there():
    assert HouseRule.objects.in_force().count() == 8


def test_a_report_opens_a_case_before_the_moderators_of_the_area(comment, people):
    made = report(comment, people["ada"])
    assert made.case.state == CaseState.PENDING
    assert made.case.desk == Desk.AREA
    told = set(Notice.objects.filter(entry__verb="conversation.case_waits").values_list("person__name", flat=True))
    assert told == {"Moderator of Warpfield"}
    may = {name for name, person in people.items() if may_moderate_case(person, made.case)}
    assert may == {"max", "mo", "near"}
    assert {name for name, person in people.items() if may_see_case(person, made.case)} == may | {"kit"}


def test_who_may_is_the_same_in_sql(comment, people):
    case = report(comment).case
    for desk in Desk.values:
        Case.objects.update(desk=desk)
        case.refresh_from_db()
        for person in [*people.values(), None]:
            assert may_moderate_case(person, case) == Case.objects.moderated_by(person).exists()
            assert may_see_case(person, case) == Case.objects.seen_by(person).exists()


def test_one_person_s_reports_are_one_and_the_next_person_s_another(comment, people):
    report(comment, people["ada"])
    report(comment, people["ada"], words="Again")
    report(comment, people["max"])
    report(comment, email="a@loomwick.example")
    report(comment, email="A@loomwick.example", form="2")
    report(comment, form="3")
    report(comment, form="3")
    assert Report.objects.count() == 4
    assert Case.objects.get().log.count() == 4


def test_hidden_words_are_for_their_author_and_the_moderators(comment, people, letters):
    case = report(comment, people["ada"]).case
    hide(case, people["max"])
    assert state_of(comment) == CommentState.HIDDEN
    assert fresh(case).state == CaseState.UPHELD
    reads = {name for name, person in people.items() if Comment.objects.readable_by(person).exists()}
    assert reads == {"sam", "max", "mo", "near"}
    assert not Comment.objects.readable_by(None).exists()
    [letter] = [letter for letter in letters if letter.to == people["sam"].email]
    assert letter.context["words"] == "Please be kind."
    assert letter.context["rule"] == "Be kind"
    told = Notice.objects.filter(person=people["ada"]).values_list("entry__verb", flat=True)
    assert list(told) == ["conversation.report_decided"]
    assert Decision.objects.get(step=Step.HIDDEN).evidence == "You are all fools."


def test_each_letter_can_be_written(comment, people, letters):
    report(comment, email="guest@loomwick.example")
    case = Case.objects.get()
    hide(case, people["max"])
    actions.appeal(fresh(case), by=people["sam"], words="It was a joke.")
    actions.let_stand(fresh(case), by=people["mo"], version=fresh(case).version, words="So it was.")
    assert len(letters) == 3
    for letter in letters:
        mail.send(letter)
        assert "{" not in sent_mail.outbox[-1].body
        assert "http" in sent_mail.outbox[-1].body


def test_of_two_who_decide_at_once_the_second_sees_the_first(comment, people):
    case = report(comment).case
    version = case.version
    actions.let_stand(fresh(case), by=people["max"], version=version)
    with pytest.raises(actions.Overtaken):
        hide(case, people["mo"], version=version)
    assert state_of(comment) == CommentState.SHOWN


def test_the_author_mends_it_and_a_moderator_takes_it(comment, people):
    case = report(comment).case
    hide(case, people["max"])
    actions.send_again(fresh(case), by=people["sam"], text="I do not agree with you all.")
    assert fresh(case).question == Question.MENDED
    assert state_of(comment) == CommentState.HIDDEN
    actions.let_stand(fresh(case), by=people["max"], version=fresh(case).version)
    comment.refresh_from_db()
    assert (comment.state, comment.text) == (CommentState.SHOWN, "I do not agree with you all.")
    assert [version.text for version in comment.versions.all()] == ["You are all fools."]
    assert fresh(case).state == CaseState.MENDED
    assert sandbox.bounds_of(people["sam"]).is_new  # what had to be mended does not prove anybody good


def test_what_was_mended_before_that_was_an_outcome_is_told_from_what_was_harmless(comment, people):
    harmless = make.make_group(point=make.make_point(51.6, 1.5, make.make_area("Weftbridge")))
    place = place_for(None, "directory.group", harmless.uuid)
    other = actions.say(author=people["ada"], place=place, text="A joke.", client_id=uuid4())
    mended, appealed = report(comment).case, report(other).case
    for case in (mended, appealed):
        hide(case, people["max"])
    actions.send_again(fresh(mended), by=people["sam"], text="I do not agree with you all.")
    actions.appeal(fresh(appealed), by=people["ada"], words="It was a joke.")
    for case in (mended, appealed):
        actions.let_stand(fresh(case), by=people["mo"], version=fresh(case).version)
    Case.objects.update(state=CaseState.NOT_UPHELD)
    Decision.objects.filter(step=Step.SHOWN).update(state=CaseState.NOT_UPHELD)
    import_module("closeknit.conversation.migrations.0003_mended_is_an_outcome").tell_mended_from_harmless(apps, None)
    for case, state in ((mended, CaseState.MENDED), (appealed, CaseState.NOT_UPHELD)):
        assert fresh(case).state == state
        assert case.log.get(step=Step.SHOWN).state == state


def test_a_mending_that_is_not_enough_stays_hidden(comment, people):
    case = report(comment).case
    hide(case, people["max"])
    actions.send_again(fresh(case), by=people["sam"], text="You are still fools.")
    hide(case, people["max"])
    comment.refresh_from_db()
    assert (comment.state, comment.text) == (CommentState.HIDDEN, "You are all fools.")


def test_an_appeal_is_decided_by_somebody_else_and_once(comment, people):
    case = report(comment).case
    hide(case, people["near"])
    actions.appeal(fresh(case), by=people["sam"], words="It was a joke.")
    assert fresh(case).desk == Desk.HUB  # nobody else is in the area
    with pytest.raises(Refused):
        actions.let_stand(fresh(case), by=people["near"], version=fresh(case).version)
    hide(case, people["max"])
    with pytest.raises(Refused):
        actions.appeal(fresh(case), by=people["sam"], words="Still.")


def test_an_appeal_that_is_right_puts_it_back(comment, people):
    case = report(comment).case
    hide(case, people["max"])
    actions.appeal(fresh(case), by=people["sam"], words="It was a joke.")
    actions.let_stand(fresh(case), by=people["mo"], version=fresh(case).version)
    assert state_of(comment) == CommentState.SHOWN


def test_only_the_author_mends_and_appeals(comment, people):
    case = report(comment).case
    hide(case, people["max"])
    for person in (people["ada"], people["max"]):
        with pytest.raises(Refused):
            actions.send_again(fresh(case), by=person, text="Mine")
        with pytest.raises(Refused):
            actions.appeal(fresh(case), by=person, words="Mine")


def test_nobody_decides_on_their_own_words(comment, people):
    make.give_role(people["sam"], "moderator")
    case = report(comment).case
    with pytest.raises(Refused):
        actions.let_stand(case, by=people["sam"], version=case.version)


def test_what_was_left_can_be_reported_again(comment, people):
    case = report(comment, people["ada"]).case
    actions.let_stand(fresh(case), by=people["max"], version=fresh(case).version)
    report(comment, people["ada"])
    assert fresh(case).state == CaseState.PENDING
    assert fresh(case).round == 2
    assert Report.objects.count() == 2


def test_what_is_hidden_is_not_reported_again(comment, people):
    hide(report(comment).case, people["max"])
    with pytest.raises(Refused):
        report(comment, people["ada"])


def test_a_case_without_reports_needs_no_decision(comment, people):
    first, second = report(comment, people["ada"]), report(comment, form="2")
    actions.take_report_back(first)
    actions.take_report_back(first)
    assert fresh(first.case).state == CaseState.PENDING
    actions.take_report_back(second)
    assert fresh(first.case).state == CaseState.WITHDRAWN


def test_what_waits_moves_up(comment, people):
    case = report(comment).case
    steps = []
    for hours in (47, 49, 49, 97, 97):
        Case.objects.update(pending_since=timezone.now() - timedelta(hours=hours))
        steps.append((jobs.move_cases_up.func(), fresh(case).desk))
    assert steps == [(0, "area"), (1, "hub"), (0, "hub"), (1, "admins"), (0, "admins")]
    assert may_moderate_case(people["kit"], fresh(case))
    told = Notice.objects.filter(entry__verb="conversation.case_moved_up").values_list("person__name", flat=True)
    assert sorted(told) == ["Kit", "Max", "Mo"]


def test_where_no_moderator_is_awake_the_administrators_are_asked(comment, people, settings):
    settings.SECOND_FACTOR = "required"
    for name in ("max", "mo", "near"):
        make.without_second_factor(people[name])
    assert report(comment).case.desk == Desk.ADMINS


def test_a_case_without_moderators_goes_to_the_first_who_is_one(comment, people, area, settings):
    settings.SECOND_FACTOR = "required"
    for name in ("max", "mo", "near"):
        make.without_second_factor(people[name])
    case = report(comment).case
    assert (jobs.move_cases_up.func(), fresh(case).desk) == (0, Desk.ADMINS)
    settings.SECOND_FACTOR = "off"
    assert (jobs.move_cases_up.func(), fresh(case).desk) == (1, Desk.AREA)
    assert (jobs.move_cases_up.func(), fresh(case).desk) == (0, Desk.AREA)
    assert Notice.objects.filter(person=people["near"], entry__verb="conversation.case_waits").count() == 1
    assert case.log.filter(step=Step.MOVED_DOWN).count() == 1
    Case.objects.update(desk=Desk.ADMINS, pending_since=timezone.now() - timedelta(hours=97))
    assert (jobs.move_cases_up.func(), fresh(case).desk) == (0, Desk.ADMINS)


def test_what_is_read_first_is_announced_when_it_appears(area, people):
    group = make.make_group(point=make.make_point(51.6, 1.5, area))
    priya = make.make_person("Priya")
    make.give_role(priya, "group_steward", "group", group.pk)
    place = place_for(None, "directory.group", group.uuid)
    links = "https://a.example https://b.example https://c.example"
    comment = actions.say(author=people["sam"], place=place, text=links, client_id=uuid4())
    assert not Notice.objects.filter(person=priya).exists()
    actions.let_stand(Case.objects.get(), by=people["max"], version=0)
    assert state_of(comment) == CommentState.SHOWN
    assert Notice.objects.filter(person=priya).count() == 1
