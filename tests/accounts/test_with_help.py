"""A supporter writes for the one they help: beside them, marked, told, taken back, and only while it lasts."""

from types import SimpleNamespace
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from closeknit.accounts import actions, retention, with_help
from closeknit.accounts.models import HelpedAct, Person, Support
from closeknit.accounts.personal_data import erase
from closeknit.accounts.with_help import Hands
from closeknit.conversation.actions import hide, remove_comment, report, say
from closeknit.conversation.models import Case, Comment, HouseRule, Report, Thread
from closeknit.conversation.threads import place_for
from closeknit.core import erasure
from closeknit.core.errors import Refused
from closeknit.core.personal_data import sections_about
from closeknit.directory import policies
from closeknit.directory.editing.actions import answer_suggestion
from closeknit.directory.models import Claim, Group, Revision, Suggestion, Telling
from closeknit.journal.models import Entry, Follow, Notice
from closeknit.journal.news import write_at_once
from closeknit.journal.sentences import keys_of, sentence
from closeknit.journal.things import shown_to
from tests.support import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene():
    """Grace helps Ada; Tom helps nobody. They talk about the singers."""
    make.make_hub()
    group = make.make_group()
    ada, grace, tom = (make.make_person(name) for name in ("Ada", "Grace", "Tom"))
    support = helps(grace, ada)
    talk = f"/talk/directory.group/{group.uuid}/"
    return SimpleNamespace(group=group, ada=ada, grace=grace, tom=tom, support=support, talk=talk)


def helps(helper, person, **more):
    support = actions.invite_supporter(person, email=helper.email, **more)
    actions.accept_support(support, by=helper)
    return Support.objects.get(pk=support.pk)


def as_(person):
    client = Client()
    client.force_login(person)
    return client


def write(scene, **more):
    told = {"text": "Is there a ramp?", "from_whom": str(scene.ada.uuid), "client_id": str(uuid4())}
    return as_(scene.grace).post(scene.talk, told | more)


def test_only_who_helps_somebody_is_asked_from_whom_it_is(scene):
    for person, is_asked in ((scene.grace, True), (scene.ada, False), (scene.tom, False)):
        assert ("Ada, with my help" in as_(person).get(scene.talk).text) is is_asked


def test_it_is_the_helped_person_s_and_says_so_without_a_name(scene):
    assert write(scene).status_code == 303
    comment = Comment.objects.get()
    assert comment.author == scene.ada
    text = Client().get(scene.talk).text
    assert "with help" in text
    assert "Grace" not in text
    assert "with help" in Client().get(comment.get_absolute_url()).text


def test_the_helper_is_named_if_the_helped_person_wants_it_also_later(scene):
    write(scene)
    ada = as_(scene.ada)
    ada.post(f"/account/helping/{scene.support.uuid}/naming/", {"named": "yes"})
    assert "with help from Grace" in Client().get(scene.talk).text
    ada.post(f"/account/helping/{scene.support.uuid}/naming/", {"named": "no"})
    assert "Grace" not in Client().get(scene.talk).text
    assert as_(scene.grace).post(f"/account/helping/{scene.support.uuid}/naming/").status_code == 404


def test_what_one_writes_for_oneself_is_not_marked(scene):
    write(scene, from_whom="")
    assert Comment.objects.get().author == scene.grace
    assert not HelpedAct.objects.exists()
    assert "with help" not in Client().get(scene.talk).text


def test_nobody_writes_for_a_person_they_do_not_help(scene):
    told = {"text": "I am Ada", "from_whom": str(scene.ada.uuid), "client_id": str(uuid4())}
    as_(scene.tom).post(scene.talk, told)
    assert [comment.author for comment in Comment.objects.all()] == [scene.tom]
    assert write(scene, from_whom=str(scene.tom.uuid)).status_code == 422
    assert Comment.objects.count() == 1


def test_ended_help_ends_at_once(scene):
    page = as_(scene.grace)
    assert "Ada, with my help" in page.get(scene.talk).text
    as_(scene.ada).post(f"/account/helping/{scene.support.uuid}/end/")
    write(scene)
    assert not Comment.objects.filter(author=scene.ada).exists()
    place = place_for(None, "directory.group", scene.group.uuid)
    with pytest.raises(Refused):  # also between the question and the deed
        say(author=scene.ada, helper=scene.grace, place=place, text="Late", client_id=uuid4())
    assert not Comment.objects.filter(author=scene.ada).exists()


@pytest.mark.parametrize("stopped", ["ada", "grace"])
def test_who_is_stopped_is_not_written_for_and_does_not_write(scene, stopped):
    Person.objects.filter(pk=getattr(scene, stopped).pk).update(is_active=False)
    write(scene)
    assert not Comment.objects.filter(author=scene.ada).exists()


def test_the_helper_lends_no_right_of_their_own(scene):
    """What the helper may see and the helped person may not is no place for the helped person's words."""
    secret = make.make_group("Sanctuary", visibility="hidden")
    make.give_role(scene.grace, "group_steward", "group", secret.pk)
    talk = f"/talk/directory.group/{secret.uuid}/"
    client = as_(scene.grace)
    assert client.get(talk).status_code == 200
    told = {"text": "Hello", "from_whom": str(scene.ada.uuid), "client_id": str(uuid4())}
    assert client.post(talk, told).status_code == 404
    assert not Comment.objects.exists()


def test_with_help_one_speaks_for_a_person_not_for_a_group(scene):
    make.give_role(scene.grace, "group_steward", "group", scene.group.pk)
    refused = write(scene, voice=f"directory.group:{scene.group.pk}")
    assert refused.status_code == 422
    assert "not for a group" in refused.text


def test_the_helped_person_is_told_at_once_even_if_they_muted_it(scene):
    write(scene)
    Follow.objects.filter(person=scene.ada).update(level="nothing")
    notice = Notice.objects.get(person=scene.ada, entry__verb="accounts.helped")
    assert (notice.entry.actor, notice.at_once) == (scene.grace, True)
    assert write_at_once(timezone.now() + timezone.timedelta(hours=1)) >= 1
    page = as_(scene.ada).get("/notices/").text
    assert "Grace helped you" in page
    assert not Notice.objects.filter(person=scene.grace, entry__verb="accounts.helped").exists()


def test_those_who_hear_of_it_read_that_somebody_helped(scene):
    write(scene)
    entry = Entry.objects.get(verb="conversation.commented")
    assert sentence(entry, shown_to(None, keys_of([entry]))) == "Ada, with help, wrote about Heddle Hill Singers"


def test_the_helped_person_sees_all_of_it_and_takes_it_back(scene):
    write(scene)
    act = HelpedAct.objects.get()
    ada = as_(scene.ada)
    assert "Words about Heddle Hill Singers" in ada.get("/account/helping/done/").text
    for person in (scene.grace, scene.tom):
        assert as_(person).post(f"/account/helping/done/{act.uuid}/back/").status_code == 404
    assert ada.post(f"/account/helping/done/{act.uuid}/back/").status_code == 303
    assert ada.post(f"/account/helping/done/{act.uuid}/back/").status_code == 303
    assert Comment.objects.get().state == "removed"
    assert "Taken back on" in ada.get("/account/helping/done/").text


def test_taken_away_on_its_own_page_it_is_taken_back_on_the_list_too(scene):
    write(scene)
    remove_comment(Comment.objects.get())
    assert HelpedAct.objects.get().undone_at is not None


def test_what_moderators_hide_stays_as_evidence(scene):
    write(scene)
    rule = HouseRule.objects.in_force()[0]
    comment = Comment.objects.get()
    told = {"rule": rule, "words": "", "reporter": None, "guest_email": "", "sender": "x"}
    case = report(kind="conversation.comment", thing=comment, **told).case
    hide(Case.objects.get(pk=case.pk), by=scene.tom, version=0, rule=rule, words="No.")
    with pytest.raises(Refused):
        with_help.undo(HelpedAct.objects.get())
    assert HelpedAct.objects.get().undone_at is None


def test_sent_twice_it_is_one(scene):
    number = str(uuid4())
    write(scene, client_id=number)
    write(scene, client_id=number)
    assert (Comment.objects.count(), HelpedAct.objects.count()) == (1, 1)


def suggest(scene):
    page = f"/groups/{scene.group.slug}/suggest/"
    client = as_(scene.grace)
    present = client.get(page).context["form"].initial
    told = {key: value for key, value in present.items() if value not in (None, False)} | {"languages": ""}
    changed = {"summary": "We sing on Thursdays", "from_whom": str(scene.ada.uuid), "wants_to_be_named": "on"}
    return client.post(page, told | changed)


def test_a_suggestion_with_help_is_marked_and_taken_back(scene):
    priya = make.make_person("Priya")
    make.give_role(priya, "group_steward", "group", scene.group.pk)
    assert suggest(scene).status_code == 303
    suggestion = Suggestion.objects.get()
    assert suggestion.by == scene.ada
    assert "It was written with help." in as_(priya).get(suggestion.get_absolute_url()).text
    with_help.undo(HelpedAct.objects.get())
    suggestion.refresh_from_db()
    assert suggestion.is_taken_back
    assert not Suggestion.objects.waiting().exists()
    assert "Taken back" in as_(scene.ada).get("/my/").text


def test_a_report_with_help_is_marked_for_moderators_and_taken_back(scene):
    place = place_for(None, "directory.group", scene.group.uuid)
    insult = say(author=scene.tom, place=place, text="Fools", client_id=uuid4())
    told = {"rule": HouseRule.objects.in_force()[0].code, "from_whom": str(scene.ada.uuid)}
    as_(scene.grace).post(f"/report/conversation.comment/{insult.uuid}/", told)
    made = Report.objects.get()
    assert made.reporter == scene.ada
    page = as_(make.make_person("Max", "moderator")).get(f"/manage/reports/{made.case.uuid}/")
    assert "with help" in page.text
    assert "Grace" not in page.text
    with_help.undo(HelpedAct.objects.get())
    assert not Report.objects.standing().exists()


def tell(scene, area, to="tell", **more):
    told = {
        "name": "Bobbin Green Menders",
        "summary": "We mend what others throw away.",
        "kind": "community_group",
        "where": "Bobbin Green",
        "area": area.pk,
        "from_whom": str(scene.ada.uuid),
    }
    return as_(scene.grace).post(f"/groups/{to}/", told | more)


def test_a_group_told_of_with_help_is_told_in_the_helped_person_s_name_and_taken_back(scene):
    answer = tell(scene, make.make_area("Warpfield"))
    assert answer.status_code == 303, answer.text
    telling = Telling.objects.get()
    assert (telling.guest_name, telling.guest_email) == ("Ada", scene.ada.email)
    assert "Bobbin Green Menders" in as_(scene.ada).get("/account/helping/done/").text
    assert Entry.objects.get(verb="directory.group_told").data == {"with_help": True}
    with_help.undo(HelpedAct.objects.get())
    telling.refresh_from_db()
    assert (telling.outcome, telling.group.visibility, telling.guest_name) == ("away", "hidden", "")


def test_a_group_that_was_taken_up_meanwhile_stays(scene):
    tell(scene, make.make_area("Warpfield"))
    Group.objects.filter(name="Bobbin Green Menders").update(visibility="public")
    with pytest.raises(Refused):
        with_help.undo(HelpedAct.objects.get())
    assert Group.objects.get(name="Bobbin Green Menders").visibility == "public"


def test_an_organiser_who_helps_vouches_for_nothing(scene):
    area = make.make_area("Warpfield")
    make.give_role(scene.grace, "network_organiser", "area", area.pk)
    tell(scene, area)
    assert Group.objects.get(name="Bobbin Green Menders").visibility == "stub"


def add(scene, **more):
    """Grace adds a group for Ada."""
    answer = tell(scene, make.make_area("Warpfield"), to="add", reach="menders@loomwick.example", **more)
    assert answer.status_code == 303, answer.text
    return Group.objects.get(name="Bobbin Green Menders"), HelpedAct.objects.first()


def test_a_group_added_with_help_is_looked_after_by_the_helped_person_alone(scene):
    group, act = add(scene)
    assert list(policies.stewards_of(group)) == [scene.ada]
    assert Entry.objects.get(verb="directory.group_added").data == {"with_help": True}
    assert Notice.objects.filter(person=scene.ada, entry__verb="accounts.helped").exists()
    page = as_(scene.ada).get("/account/helping/done/").text
    assert "A group you added: Bobbin Green Menders" in page
    assert group.get_absolute_url() in page
    assert as_(scene.grace).get(group.get_absolute_url()).status_code == 404
    with_help.undo(act)
    group.refresh_from_db()
    assert group.visibility == "hidden"
    assert not policies.stewards_of(group).exists()


def test_a_group_added_with_help_that_all_see_stays_without_the_helped_person(scene):
    group, act = add(scene)
    Group.objects.filter(pk=group.pk).update(visibility="public")
    for _twice in range(2):
        assert as_(scene.ada).post(f"/account/helping/done/{act.uuid}/back/").status_code == 303
    group.refresh_from_db()
    assert group.visibility == "public"
    assert not policies.stewards_of(group).exists()


def test_a_helper_who_organises_the_area_makes_no_added_group_public(scene):
    make.give_role(scene.grace, "network_organiser")
    assert add(scene)[0].visibility == "stub"


def test_nobody_asks_to_look_after_a_page_with_help(scene):
    address = f"/groups/{scene.group.slug}/look-after/"
    assert "with my help" not in as_(scene.grace).get(address).text
    as_(scene.grace).post(address, {"words": "She is the secretary", "from_whom": str(scene.ada.uuid)})
    assert [claim.person for claim in Claim.objects.all()] == [scene.grace]


def test_who_adds_a_group_of_their_own_is_not_marked(scene):
    group, act = add(scene, from_whom="")
    assert (list(policies.stewards_of(group)), act) == ([scene.grace], None)


def test_an_answered_suggestion_cannot_be_taken_back(scene):
    suggest(scene)
    Suggestion.objects.update(decided_at=timezone.now(), taken=["summary"])
    with pytest.raises(Refused):
        with_help.undo(HelpedAct.objects.get())


def test_who_helps_more_than_three_is_shown_to_facilitators_alone(scene):
    facilitator = make.make_person("Noor", "pairing_facilitator")
    for name in ("Bea", "Lee"):
        helps(scene.grace, make.make_person(name))
    assert "Grace" not in as_(facilitator).get("/manage/supporters/").text
    fourth = helps(scene.grace, make.make_person("Max"))
    helps(scene.tom, scene.ada)
    page = as_(facilitator).get("/manage/supporters/").text
    assert "helps 4 people" in page
    assert "Ada" not in page
    assert "Tom" not in page
    actions.end_support(fourth)
    assert "Grace" not in as_(facilitator).get("/manage/supporters/").text
    for other in (scene.grace, make.make_person("Kit", "hub_admin")):
        assert as_(other).get("/manage/supporters/").status_code == 404


def test_a_helper_who_leaves_leaves_the_mark_without_a_name(scene):
    actions.name_helper(scene.support, is_named=True)
    write(scene)
    erase(scene.grace, timezone.now())
    assert HelpedAct.objects.get().helper is None
    assert list(with_help.words_for("conversation.comment", [Comment.objects.get().pk]).values()) == ["with help"]


def test_the_history_of_a_page_keeps_the_mark_and_no_helper_s_name(scene):
    actions.name_helper(scene.support, is_named=True)
    priya = make.make_person("Priya")
    make.give_role(priya, "group_steward", "group", scene.group.pk)
    suggest(scene)
    suggestion = Suggestion.objects.get()
    answer_suggestion(suggestion=suggestion, taken=suggestion.wanted, answer="", by=priya)
    assert Revision.objects.get().guest == "Ada, with help"


def test_who_has_no_address_is_forgotten_as_the_one_who_told_of_a_group(scene):
    Person.objects.filter(pk=scene.ada.pk).update(email=None)
    tell(scene, make.make_area("Warpfield"))
    scene.ada.refresh_from_db()
    assert Telling.objects.get().guest_name == "Ada"
    assert "Groups you told us about" in [section.title for section in sections_about(scene.ada)]
    erasure.erase(scene.ada)
    assert Telling.objects.get().guest_name == ""


def test_what_is_no_more_stays_on_the_list_and_is_taken_back(scene):
    suggest(scene)
    tell(scene, make.make_area("Warpfield"))
    Suggestion.objects.all().delete()
    Telling.objects.all().delete()
    client = as_(scene.ada)
    assert "A suggestion for Heddle Hill Singers" in client.get("/account/helping/done/").text
    for act in HelpedAct.objects.all():
        assert client.post(f"/account/helping/done/{act.uuid}/back/").status_code == 303
    assert not HelpedAct.objects.filter(undone_at=None).exists()


def test_a_year_after_the_end_the_name_goes_and_the_mark_stays(scene):
    write(scene)
    actions.end_support(scene.support)
    later = timezone.now() + timezone.timedelta(days=366)
    assert retention.forget_help_that_ended(later) == 1
    assert (HelpedAct.objects.get().helper, Support.objects.count()) == (None, 0)


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_costs_the_same_for_one_and_for_three(scene, rows, django_assert_num_queries):
    thread = Thread.objects.create(about_kind="directory.group", about_id=scene.group.pk)
    for number in range(rows):
        comment = Comment.objects.create(thread=thread, author=scene.ada, text=str(number), client_id=uuid4())
        with_help.note("conversation.comment", comment.pk, hands=Hands(scene.ada, scene.grace), name="Singers")
    client = as_(scene.ada)
    client.get("/account/helping/done/")
    with django_assert_num_queries(7):
        client.get("/account/helping/done/")
