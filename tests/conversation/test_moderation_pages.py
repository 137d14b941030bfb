"""Reporting, the queue, what an author sees, the rules, the log."""

import csv
import re
from uuid import uuid4

import pytest
from django.test import Client

from closeknit.conversation import actions
from closeknit.conversation.models import Case, Comment, HouseRule, Report, ThreadRule
from closeknit.core import rate_limit
from tests.support import factories as make


def as_(person):
    client = Client()
    if person is not None:
        client.force_login(person)
    return client


def report_address(comment):
    return f"/report/conversation.comment/{comment.uuid}/"


def case_address(case):
    return f"/manage/reports/{case.uuid}/"


# ── Reporting ────────────────────────────────────────────────────────────────────────────────────


def test_a_visitor_reports_without_a_name(scene, say):
    comment = say(scene.sam)
    client = as_(None)
    assert client.post(report_address(comment), {"words": "No rule"}).status_code == 422
    sent = client.post(report_address(comment), {"rule": "kind", "words": "It hurts."})
    made = Report.objects.get()
    assert (sent.status_code, sent.url) == (303, f"/reports/{made.uuid}/")
    assert (made.reporter, made.guest_email) == (None, "")
    assert "A moderator decides" in client.get(sent.url).text


@pytest.mark.parametrize(("form", "reporter"), [({}, "Ada"), ({"is_anonymous": "on"}, None)])
def test_a_member_gives_their_name_or_keeps_it(scene, say, form, reporter):
    comment = say(scene.sam)
    for _ in range(2):
        as_(scene.ada).post(report_address(comment), {"rule": "kind", **form})
    made = Report.objects.get()
    assert (made.reporter and made.reporter.name) == reporter
    page = as_(scene.max).get(case_address(made.case)).text
    assert ("Ada" in page) == (reporter is not None)


def test_many_reports_are_taken_but_not_written_to(scene, say):
    comment = say(scene.sam)
    for n in range(7):
        form = {"rule": "kind", "guest_email": f"g{n}@loomwick.example", "client_id": str(uuid4())}
        assert as_(None).post(report_address(comment), form).status_code == 303
    assert Report.objects.count() == 7
    assert Report.objects.exclude(guest_email="").count() == 5
    rate_limit.counters().clear()


def test_a_report_is_taken_back_where_it_is_seen(scene, say, reported):
    case = reported(say(scene.sam))
    made = case.reports.get()
    assert as_(None).post(f"/reports/{made.uuid}/withdrawal/").status_code == 422
    assert as_(None).post(f"/reports/{made.uuid}/withdrawal/", {"sure": "yes"}).status_code == 303
    case.refresh_from_db()
    assert case.state == "withdrawn"


@pytest.mark.parametrize("kind", ["directory.group"])
def test_a_group_s_page_is_reported_hidden_and_shown_again(scene, kind):
    address = f"/report/{kind}/{scene.group.uuid}/"
    assert address in as_(None).get(scene.group.get_absolute_url()).text
    as_(None).post(address, {"rule": "true"})
    case = Case.objects.get()
    actions.hide(case, by=scene.max, version=0, rule=HouseRule.objects.get(code="true"), words="This is invented.")
    assert as_(None).get(scene.group.get_absolute_url()).status_code == 404
    own = f"/contributions/{case.uuid}/"
    assert as_(scene.tom).get(own).status_code == 404
    assert "This is invented." in as_(scene.priya).get(own).text
    assert as_(scene.priya).post(f"{own}mending/", {"words": "I put it right."}).status_code == 303
    case.refresh_from_db()
    actions.let_stand(case, by=scene.max, version=case.version)
    assert as_(None).get(scene.group.get_absolute_url()).status_code == 200


def test_what_is_hidden_cannot_be_reported_where_it_cannot_be_seen(scene):
    secret = make.make_group("Sanctuary", visibility="hidden")
    assert as_(scene.ada).get(f"/report/directory.group/{secret.uuid}/").status_code == 404


# ── The queue ────────────────────────────────────────────────────────────────────────────────────


def test_a_moderator_takes_a_case_on_and_decides(scene, say, reported):
    comment = say(scene.sam, "You are all fools.")
    case = reported(comment, scene.ada)
    client = as_(scene.max)
    assert "Does it break a rule?" in client.get("/manage/reports/").text
    assert client.post(f"{case_address(case)}claim/").status_code == 303
    assert "Max looks after it" in as_(scene.mo).get(case_address(case)).text
    refused = client.post(f"{case_address(case)}decision/", {"version": 0, "verdict": "hide", "rule": "kind"})
    assert refused.status_code == 422
    assert "Write a few words of your own." in refused.text
    form = {"version": 0, "verdict": "hide", "rule": "kind", "words": "Please be kind."}
    assert client.post(f"{case_address(case)}decision/", form).status_code == 303
    assert Comment.objects.get().state == "hidden"


def test_the_second_who_decides_sees_the_first_and_keeps_their_words(scene, say, reported):
    case = reported(say(scene.sam))
    as_(scene.max).post(f"{case_address(case)}decision/", {"version": 0, "verdict": "stand"})
    form = {"version": 0, "verdict": "hide", "rule": "kind", "words": "I would hide it."}
    late = as_(scene.mo).post(f"{case_address(case)}decision/", form)
    assert late.status_code == 409
    assert "left as it is" in late.text
    assert "Somebody else was quicker" in late.text
    assert "I would hide it." in late.text
    assert Comment.objects.get().state == "shown"


def test_an_overtaken_moderator_of_an_open_case_can_decide_after_all(scene, say, reported):
    comment = say(scene.sam)
    case = reported(comment)
    as_(scene.max).post(f"{case_address(case)}decision/", {"version": 0, "verdict": "stand"})
    reported(comment, scene.ada)
    form = {"version": 0, "verdict": "hide", "rule": "kind", "words": "I would hide it."}
    late = as_(scene.mo).post(f"{case_address(case)}decision/", form)
    assert late.status_code == 409
    assert "I would hide it." in late.text
    version = Case.objects.get().version
    assert f'name="version" value="{version}"' in late.text


def test_an_administrator_sees_that_it_waits_but_not_what_it_says(scene, say, reported):
    case = reported(say(scene.sam, "You are all fools."))
    client = as_(scene.kit)
    for address in ("/manage/reports/", case_address(case)):
        page = client.get(address)
        assert page.status_code == 200
        assert "You are all fools." not in page.text
        assert scene.group.name not in page.text
    assert client.post(f"{case_address(case)}decision/", {"version": 0, "verdict": "stand"}).status_code == 404
    log = client.get("/manage/reports/log.csv").text
    assert str(case.uuid) in log
    assert "fools" not in log
    Case.objects.update(desk="admins")
    assert "You are all fools." in client.get(case_address(case)).text


def test_an_administrator_s_log_has_every_step_but_no_words(scene, say, hidden):
    case = hidden(say(scene.sam, "You are all fools."))

    def steps_and_words(person):
        sheet = csv.reader(as_(person).get("/manage/reports/log.csv").content.decode("utf-8-sig").splitlines())
        return [(row[3], row[6]) for row in list(sheet)[1:]]

    assert steps_and_words(scene.kit) == [("hidden", ""), ("reported", "")]
    assert steps_and_words(scene.max) == [("hidden", "Please be kind."), ("reported", "")]
    Case.objects.filter(pk=case.pk).update(desk="admins")
    assert steps_and_words(scene.kit) == steps_and_words(scene.max)


def test_moderators_of_another_area_know_nothing_of_it(scene, say, reported):
    far = make.make_person("Far")
    make.give_role(far, "moderator", "area", make.make_area("Heddle Top").pk)
    case = reported(say(scene.sam))
    client = as_(far)
    assert client.get(case_address(case)).status_code == 404
    assert scene.group.name not in client.get("/manage/reports/").text
    assert len(client.get("/manage/reports/log.csv").text.splitlines()) == 1


@pytest.mark.parametrize("many", [1, 3])
def test_the_queue_costs_the_same_however_long_it_is(scene, say, reported, many, django_assert_num_queries):
    for n in range(many):
        reported(say(scene.priya, f"{n}"))
    client = as_(scene.max)
    client.get("/manage/reports/")
    with django_assert_num_queries(10):
        client.get("/manage/reports/")


def test_the_log_is_a_sheet_that_runs_nothing_and_names_no_reporter(scene, say, hidden):
    hidden(say(scene.sam), words='=HYPERLINK("http://x")')
    Report.objects.update(reporter=scene.ada)
    answer = as_(scene.max).get("/manage/reports/log.csv")
    rows = list(csv.reader(answer.content.decode("utf-8-sig").splitlines()))
    assert [row[3] for row in rows[1:]] == ["hidden", "reported"]
    assert rows[1][6] == '\'=HYPERLINK("http://x")'
    assert "Ada" not in answer.text


# ── The author ───────────────────────────────────────────────────────────────────────────────────


def test_the_author_mends_and_appeals_and_keeps_what_was_typed(scene, say, hidden, reported):
    comment = say(scene.sam, "You are all fools.")
    case = hidden(comment)
    case.reports.update(reporter=scene.ada)
    client, own = as_(scene.sam), f"/contributions/{case.uuid}/"
    page = client.get(own).text
    assert "Please be kind." in page
    assert "Ada" not in page
    refused = client.post(f"{own}mending/", {"text": "", "words": "I am sorry"})
    assert refused.status_code == 422
    assert "I am sorry" in refused.text
    assert client.post(f"{own}appeal/", {"words": ""}).status_code == 422
    assert client.post(f"{own}appeal/", {"words": "A joke"}).status_code == 303
    assert client.post(f"{own}mending/", {"text": "Later"}).status_code == 409
    assert "You hid this." in as_(scene.max).get(case_address(case)).text
    version = Case.objects.get().version
    as_(scene.mo).post(f"{case_address(case)}decision/", {"version": version, "verdict": "stand"})
    assert Comment.objects.get().state == "shown"


# ── The rules ────────────────────────────────────────────────────────────────────────────────────


def test_everyone_reads_the_rules_and_no_small_number(scene, say, hidden):
    for n in range(4):
        hidden(say(scene.priya, f"Words {n}"))
    page = as_(None).get("/rules/").text
    assert "Be kind" in page
    assert "<td>4</td>" not in page
    hidden(say(scene.ada, "Words 5"))
    assert "<td>5</td>" in as_(None).get("/rules/").text


def test_what_was_mended_is_counted_so_and_its_reporter_reads_it(scene, say, hidden):
    for n in range(5):
        case = hidden(say(scene.priya, f"Words {n}"))
        actions.send_again(case, by=scene.priya, text="Better words")
        actions.let_stand(case, by=scene.max, version=Case.objects.get(pk=case.pk).version)
    page = as_(None).get("/rules/").text
    assert re.search(r"It broke a rule and was mended</dt>\s*<dd>5</dd>", page)
    assert re.search(r"It broke no rule</dt>\s*<dd>fewer than 5</dd>", page)
    assert "It broke a rule and was mended" in as_(scene.max).get("/manage/reports/log.csv").text
    told = as_(None).get(f"/reports/{case.reports.get().uuid}/").text
    assert "It broke a rule, so it was hidden." in told
    assert "Its author has mended it." in told


def test_a_rule_is_worded_anew_and_reports_keep_the_old_words(scene, say, reported):
    case = reported(say(scene.sam))
    rule = HouseRule.objects.get(code="kind")
    client = as_(scene.kit)
    form = {"title": "Be gentle", "words": "As with a kitten.", "position": 1}
    assert client.post(f"/manage/rules/{rule.uuid}/", form).status_code == 303
    assert client.post(f"/manage/rules/{rule.uuid}/", form).status_code == 404  # no longer in force
    assert "Be gentle" in as_(None).get("/rules/").text
    assert case.reports.get().rule.title == "Be kind"
    client.post("/manage/rules/new/", {"title": "Be brief", "words": "Half a page.", "position": 2})
    client.post("/manage/rules/new/", {"title": "Be brief", "words": "A page.", "position": 2})
    assert set(HouseRule.objects.filter(title="Be brief").values_list("code", flat=True)) == {"be-brief", "be-brief-2"}
    gone = HouseRule.objects.get(code="be-brief")
    client.post(f"/manage/rules/{gone.uuid}/retirement/")
    assert "Half a page." not in as_(None).get("/rules/").text


def test_one_form_is_one_rule(scene):
    form = {"title": "Be brief", "words": "A page.", "position": 2, "client_id": str(uuid4())}
    for _time in range(2):
        assert as_(scene.kit).post("/manage/rules/new/", form).status_code == 303
    assert HouseRule.objects.filter(title="Be brief").count() == 1


def test_what_is_read_first_is_said_where_it_holds(scene):
    client = as_(scene.kit)
    assert client.post("/manage/rules/reading/nothing/").status_code == 404
    client.post("/manage/rules/reading/directory.group/", {"to": "first"})
    assert ThreadRule.objects.get().is_read_first
    for address in ("/rules/", scene.address):
        assert "read first" in as_(None).get(address).text
    client.post("/manage/rules/reading/directory.group/", {"to": "at-once"})
    assert "Posts here appear at once" in as_(None).get(scene.address).text
