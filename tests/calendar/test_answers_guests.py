"""Without an account: an answer counts once its button is pressed, and changes by the same link."""

from uuid import uuid4

import pytest

from closeknit.calendar import actions
from closeknit.calendar.answering import letters, retention
from closeknit.calendar.models import Answer, Series
from closeknit.core.errors import Refused
from closeknit.directory.models import Group
from closeknit.journal.models import OutgoingLetter
from tests.calendar.test_answers import TENTH, at

WREN = "wren@loomwick.example"
ADDRESS = "/events/choir-practice/20260310T1900/answer/"
TOLD = {"says": "yes", "name": "Wren", "email": WREN}


@pytest.fixture
def series(publish):
    return publish(capacity=1, most_guests=2)


@pytest.fixture
def asked(series):
    def asked(**more):
        told = {"series": series, "original": TENTH, "name": "Wren", "email": WREN, "says": "yes"}
        actions.answer_as_guest(**{**told, "client_id": uuid4(), **more})
        return Answer.objects.filter(person=None).order_by("-id").first()

    return asked


def letters_to(email=WREN):
    return list(OutgoingLetter.objects.filter(to=email).order_by("id"))


def test_the_whole_way(scene, series, client):
    assert client.get(ADDRESS).status_code == 200
    assert client.post(ADDRESS, TOLD).status_code == 303
    row = Answer.objects.get()
    assert (row.confirmed_at, row.is_in) == (None, False)
    link = letters.guest_address(row)
    assert link in letters_to()[0].text
    assert client.post(link, {"says": "yes", "guests": "0", "needs": "Large print"}).status_code == 303
    row.refresh_from_db()
    assert (row.is_in, row.heads, bool(row.confirmed_at)) == (True, 1, True)
    assert "You are coming." in client.get(link).text
    assert "Large print" in client.get(link).text


def test_who_follows_all_links_in_mail_confirms_nothing(asked, client):
    row = asked()
    for _again in range(3):
        client.get(letters.guest_address(row))
        client.head(letters.guest_address(row))
    row.refresh_from_db()
    assert (row.confirmed_at, row.is_in) == (None, False)


def test_an_answer_nobody_confirmed_takes_no_place(scene, series, asked):
    asked()
    assert actions.answer(series=series, original=TENTH, by=scene.ada, says="yes").is_in


def test_nobody_learns_whether_an_address_has_answered(asked, client):
    row = asked()
    actions.answer_by_letter(row, says="maybe", heads=2)
    known, new = (client.post(ADDRESS, {**TOLD, "email": email}) for email in (WREN, "new@loomwick.example"))
    assert (known.status_code, known.url, known.content) == (new.status_code, new.url, new.content)
    ours, theirs = letters_to()[-1], letters_to("new@loomwick.example")[0]
    assert ours.subject == theirs.subject
    assert len(letters_to()) == 2
    row.refresh_from_db()
    assert (row.says, row.heads) == ("maybe", 2)


def test_three_letters_an_hour_to_one_address(series, client):
    answers = [client.post(ADDRESS, TOLD).status_code for _again in range(4)]
    assert answers == [303, 303, 303, 429]
    assert Answer.objects.count() == 1


def test_a_place_that_is_free_is_told_by_letter(scene, series, asked):
    actions.answer(series=series, original=TENTH, by=scene.ada, says="yes")
    row = actions.answer_by_letter(asked(), says="yes")
    assert row.is_waiting
    actions.answer(series=series, original=TENTH, by=scene.ada, says="no")
    told = letters_to()[-1]
    assert told.subject == "You have a place now: Choir practice"
    assert letters.guest_address(row) in told.text
    assert Answer.objects.get(pk=row.pk).is_in


def test_moved_and_cancelled_are_told_by_letter_and_once(scene, series, asked):
    actions.answer_by_letter(asked(), says="maybe")
    actions.change_date(series, TENTH, by=scene.priya, starts=at(12, 18), note="The hall is let")
    actions.cancel_date(series, TENTH, by=scene.priya, note="Snow")
    subjects = [letter.subject for letter in letters_to()[1:]]
    assert subjects == ["It has changed: Choir practice", "It is cancelled: Choir practice"]
    assert "The hall is let" in letters_to()[1].text
    assert "Thursday 12 March 2026, 18:00" in letters_to()[1].text


def test_a_letter_about_a_group_to_be_kept_safe_names_nothing_outside(scene, series, asked):
    scene.group.is_sensitive = True
    scene.group.save(update_fields=["is_sensitive"])
    actions.answer_by_letter(asked(), says="yes")
    actions.cancel_date(series, TENTH, by=scene.priya)
    for letter in letters_to():
        assert "Choir" not in letter.subject
        assert "Dyehouse" not in letter.subject + letter.text


def test_the_place_is_told_to_those_who_come_a_day_before(scene, clock, publish, client):
    scene.venue.is_confidential = True
    scene.venue.save(update_fields=["is_confidential"])
    scene.point.address = "3 Shuttle Street"
    scene.point.save(update_fields=["address"])
    series = publish(title="Sewing circle", capacity=1)
    rows = {}
    for name in ("Wren", "Robin"):
        email = f"{name.lower()}@loomwick.example"
        actions.answer_as_guest(series=series, original=TENTH, name=name, email=email, says="yes", client_id=uuid4())
        rows[name] = actions.answer_by_letter(Answer.objects.get(guest_email=email), says="yes")
    assert (rows["Wren"].is_in, rows["Robin"].is_in) == (True, False)

    def shows(name):
        page = client.get(letters.guest_address(rows[name])).text
        assert ("Dyehouse Library" in page) == ("3 Shuttle Street" in page)
        return "3 Shuttle Street" in page

    clock.move_to(at(9, 18))
    assert not shows("Wren")
    clock.move_to(at(9, 20))
    assert shows("Wren")
    assert not shows("Robin")
    clock.move_to(at(11, 20))
    assert not shows("Wren")
    assert not [letter for letter in OutgoingLetter.objects.all() if "Shuttle" in letter.text + letter.subject]


def test_taken_back_by_the_link_nothing_is_left(asked, client):
    row = actions.answer_by_letter(asked(), says="yes", needs="A seat")
    link = letters.guest_address(row)
    assert client.post(link, {"do": "take-back"}).status_code == 303
    assert not Answer.objects.exists()
    assert client.get(link).status_code == 404


@pytest.mark.parametrize("hidden", [{"sight": "hidden"}, {"sight": "removed"}, "its group"])
def test_what_is_hidden_is_not_shown_by_the_letter_nor_written_about(series, asked, client, hidden):
    row = asked()
    link, before = letters.guest_address(row), len(letters_to())
    actions.answer_by_letter(row, says="yes")
    if hidden == "its group":
        Group.objects.filter(pk=series.group_id).update(visibility="hidden")
    else:
        Series.objects.filter(pk=series.pk).update(**hidden)
    page = client.get(link).text
    assert series.title not in page
    assert "not shown at the moment" in page
    assert client.post(link, {"says": "no"}).status_code == 409
    assert Answer.objects.get().says == "yes"
    series.refresh_from_db()
    actions.cancel_series(series, by=None)
    assert len(letters_to()) == before
    assert client.post(link, {"do": "take-back"}).status_code == 303
    assert not Answer.objects.exists()


def test_no_other_link_opens_it(asked, client):
    link = letters.guest_address(asked())
    assert client.get(link[:-3] + "aa/").status_code == 404


def test_what_is_typed_wrong_is_kept(series, client):
    page = client.post(ADDRESS, {**TOLD, "email": "", "name": "Wren the first"})
    assert page.status_code == 422
    assert "Wren the first" in page.text
    many = client.post(ADDRESS, {**TOLD, "guests": "7"})
    assert many.status_code == 422
    assert not Answer.objects.exists()


def test_whoever_has_an_account_meanwhile_has_one_answer(scene, series, asked):
    asked(email=scene.ada.email.upper())
    row = actions.answer(series=series, original=TENTH, by=scene.ada, says="yes")
    assert Answer.objects.get() == row
    assert (row.person, row.guest_email) == (scene.ada, "")


def test_who_answered_with_an_account_does_not_count_twice_by_letter(scene, series, asked):
    actions.answer(series=series, original=TENTH, by=scene.ada, says="yes")
    with pytest.raises(Refused, match="with your account"):
        actions.answer_by_letter(asked(email=scene.ada.email), says="yes")


def test_what_nobody_confirmed_goes_after_a_week(asked):
    asked()
    assert retention.forget_unconfirmed(at(8, 12)) == 0
    assert retention.forget_unconfirmed(at(10, 12)) == 1
