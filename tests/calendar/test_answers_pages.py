"""The pages of answers: one's own, and those of the organisers."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from closeknit.accounts import with_help
from closeknit.accounts.models import HelpedAct, Support
from closeknit.calendar import actions
from closeknit.calendar.models import Answer, NeedsReading
from tests.calendar.test_answers import TENTH, at
from tests.support import factories as make

DATE = f"/events/choir-practice/{TENTH}/"
ANSWER, LIST = f"{DATE}answer/", f"{DATE}answers/"


@pytest.fixture
def series(publish):
    return publish(capacity=2, most_guests=1)


@pytest.fixture
def ada(scene, client):
    client.force_login(scene.ada)
    return client


@pytest.fixture
def priya(scene, client):
    client.force_login(scene.priya)
    return client


class TestOwn:
    def test_answered_changed_and_taken_back(self, series, ada):
        assert ada.post(ANSWER, {"says": "yes", "guests": "1", "needs": "A seat"}).status_code == 303
        assert "You are coming, and bring one." in ada.get(ANSWER).text
        assert "A seat" in ada.get(ANSWER).text
        ada.post(ANSWER, {"says": "no", "guests": "1"})
        assert "You said that you cannot come." in ada.get(ANSWER).text
        assert ada.post(f"{ANSWER}back/").status_code == 303
        assert not Answer.objects.exists()

    def test_the_box_on_the_page_of_the_date(self, series, ada):
        assert "Are you coming?" in ada.get(DATE).text
        ada.post(ANSWER, {"says": "yes"})
        assert "You are coming." in ada.get(DATE).text

    def test_a_visitor_s_page_sets_no_cookie_and_leads_to_the_form(self, series, client):
        page = client.get(DATE)
        assert not page.cookies
        assert f"{ANSWER}?says=yes" in page.text

    def test_a_no_of_the_domain_keeps_what_was_typed(self, series, ada):
        make_full = make.make_person("Bea")
        actions.answer(series=series, original=TENTH, by=make_full, says="yes")
        ada.post(ANSWER, {"says": "yes", "guests": "0"})
        page = ada.post(ANSWER, {"says": "yes", "guests": "1", "needs": "A seat by the door"})
        assert page.status_code == 422
        assert "You keep what you have." in page.text
        assert "A seat by the door" in page.text
        assert Answer.objects.get(person__name="Ada").is_in

    def test_my_dates(self, series, ada):
        assert "Nothing to come" in ada.get("/my/dates/").text
        ada.post(ANSWER, {"says": "yes"})
        page = ada.get("/my/dates/").text
        assert "Choir practice" in page
        assert "You are coming." in page

    def test_no_such_date(self, series, ada):
        assert ada.get("/events/choir-practice/20260311T1900/answer/").status_code == 404
        assert ada.get("/events/choir-practice/soon/answer/").status_code == 404

    def test_of_a_group_nobody_may_know_of(self, scene, series, ada):
        scene.group.visibility = "hidden"
        scene.group.save(update_fields=["visibility"])
        assert ada.get(ANSWER).status_code == 404
        assert ada.post(ANSWER, {"says": "yes"}).status_code == 404


class TestOrganisers:
    PAGES = (LIST, f"{LIST}new/", f"{LIST}print/", f"{LIST}needs/", f"{DATE}attendance/")

    @pytest.mark.parametrize("page", PAGES)
    def test_only_those_who_look_after_it(self, scene, series, client, page):
        assert client.get(page).status_code == 302
        for person, status in ((scene.ada, 403), (scene.tom, 403), (scene.priya, 200), (scene.kit, 200)):
            client.force_login(person)
            assert client.get(page).status_code == status, person

    def test_who_comes_waits_and_cannot(self, scene, series, priya):
        for name, says, heads in (("Bea", "yes", 2), ("Lee", "yes", 1), ("Max", "maybe", 1), ("Ruth", "no", 1)):
            person = make.make_person(name)
            actions.answer(series=series, original=TENTH, by=person, says=says, heads=heads)
        page = priya.get(LIST).text
        assert "2 people are coming. 0 of 2 places are free." in page
        names = [page.index(name) for name in ("Bea", "Waiting for a place", "Lee", "Max", "Ruth")]
        assert names == sorted(names)
        lee = Answer.objects.get(person__name="Lee")
        assert priya.post(f"{LIST}{lee.uuid}/", {"do": "let-in"}).status_code == 303
        lee.refresh_from_db()
        assert lee.is_in
        assert "3 people are coming" in priya.get(LIST).text

    def test_nobody_but_who_was_written_down_is_taken_out(self, scene, series, priya):
        row = actions.answer(series=series, original=TENTH, by=scene.ada, says="yes")
        assert priya.post(f"{LIST}{row.uuid}/", {"do": "take-out"}).status_code == 409
        priya.post(f"{LIST}new/", {"name": "Wren", "how": "phone", "says": "yes"})
        wren = Answer.objects.get(guest_name="Wren")
        assert priya.post(f"{LIST}{wren.uuid}/", {"do": "take-out"}).status_code == 303
        assert list(Answer.objects.all()) == [row]

    def test_by_phone_what_is_typed_wrong_is_kept(self, series, priya):
        page = priya.post(f"{LIST}new/", {"name": "Wren", "how": "phone", "says": "yes", "guests": "5"})
        assert page.status_code == 422
        assert "Wren" in page.text

    def test_what_people_need_stands_on_its_own_page_alone(self, scene, series, priya):
        actions.answer(series=series, original=TENTH, by=scene.ada, says="yes", needs="A green cushion")
        for page in (LIST, f"{LIST}print/", f"{DATE}attendance/", DATE):
            assert "green cushion" not in priya.get(page).text
        assert not NeedsReading.objects.exists()
        assert "A green cushion" in priya.get(f"{LIST}needs/").text
        assert NeedsReading.objects.get().reader == scene.priya

    def test_the_same_number_of_queries_for_one_and_for_many(self, scene, series, priya):
        counts = []
        for size in (1, 8):
            while Answer.objects.count() < size:
                person = make.make_person(f"Neighbour {Answer.objects.count()}")
                actions.answer(series=series, original=TENTH, by=person, says="yes", needs="A seat")
            counts.append([])
            for page in (LIST, f"{LIST}needs/", f"{DATE}attendance/"):
                with CaptureQueriesContext(connection) as asked:
                    priya.get(page)
                counts[-1].append(len(asked))
        assert counts[0] == counts[1]

    def test_whom_to_ring_stands_on_my_page(self, scene, series, priya):
        priya.post(f"{LIST}new/", {"name": "Wren", "how": "phone", "says": "yes"})
        assert "Ring or tell" not in priya.get("/my/").text
        actions.cancel_date(series, TENTH, by=scene.kit)
        assert "Ring or tell those who gave no address: Choir practice" in priya.get("/my/").text
        wren = Answer.objects.get(guest_name="Wren")
        priya.post(f"{LIST}{wren.uuid}/", {"do": "told"})
        assert "Ring or tell" not in priya.get("/my/").text


class TestWithHelp:
    def test_whoever_helps_answers_for_them_and_they_can_take_it_back(self, scene, series, ada):
        Support.objects.create(person=scene.sam, supporter=scene.ada, accepted_at=timezone.now())
        told = {"says": "yes", "from_whom": str(scene.sam.uuid)}
        assert "with my help" in ada.get(ANSWER).text
        assert ada.post(ANSWER, told).status_code == 303
        assert Answer.objects.get().person == scene.sam
        act = HelpedAct.objects.get(person=scene.sam, helper=scene.ada)
        with_help.undo(act)
        assert not Answer.objects.exists()


def test_a_confidential_place_is_shown_to_those_who_have_a_place_and_a_day_before(scene, clock, publish, client):
    scene.venue.is_confidential = True
    scene.venue.save(update_fields=["is_confidential"])
    scene.point.address = "3 Shuttle Street"
    scene.point.save(update_fields=["address"])
    publish(capacity=1)
    client.force_login(scene.ada)
    client.post(ANSWER, {"says": "yes"})
    client.force_login(scene.sam)
    client.post(ANSWER, {"says": "yes"})

    def shows(person):
        client.force_login(person)
        return "3 Shuttle Street" in client.get(DATE).text

    assert [shows(scene.ada), shows(scene.sam), shows(scene.priya)] == [False, False, True]
    clock.move_to(at(9, 20))
    assert [shows(scene.ada), shows(scene.sam)] == [True, False]
    clock.move_to(at(10, 22))
    assert not shows(scene.ada)
