"""Letters with news: gathered after a short quiet, weekly once, and never of what one may not see."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from closeknit.journal import jobs, news, weekly
from closeknit.journal.following import follow
from closeknit.journal.models import Digest, Notice, OutgoingLetter
from closeknit.journal.recording import record
from closeknit.journal.stopping import mark_of, stop
from closeknit.journal.vocabulary import Level
from closeknit.places.models import Hub
from tests.journal.world import ANSWERED, CHANGED, HIDDEN, MOVED
from tests.support import factories as make
from tests.support.post import delivered

MINUTE = timedelta(minutes=1)
THURSDAY_NOON = datetime(2026, 3, 5, 12, tzinfo=UTC)
THURSDAY_EVENING = datetime(2026, 3, 5, 17, 0, 1, tzinfo=UTC)


@pytest.fixture
def now():
    with time_machine.travel(THURSDAY_NOON, tick=False) as clock:
        yield clock


def subjects():
    return [letter.subject for letter in delivered()]


def test_several_of_one_thing_come_in_one_letter_with_the_last_state(now, singers, ada):
    priya = make.make_person("Priya")
    follow(ada, singers, Level.EVERYTHING)
    for place in ("the library", "the mill", "the school"):
        record(MOVED, about=singers, data={"place": place})
    record(CHANGED, about=singers, by=priya)
    now.shift(4 * MINUTE)
    assert news.write_at_once(timezone.now()) == 1
    (letter,) = delivered()
    assert letter.subject == "News about Heddle Hill Singers"
    assert "has moved to the school (and 2 times before)" in letter.body
    assert "the library" not in letter.body
    assert "Priya changed the page" in letter.body
    assert "You get this letter because you follow Heddle Hill Singers." in letter.body


def test_one_alone_is_the_subject(now, singers, ada):
    record(ANSWERED, about=singers, to=[ada], by=make.make_person("Priya"))
    now.shift(4 * MINUTE)
    news.write_at_once(timezone.now())
    assert subjects() == ["Priya answered you about Heddle Hill Singers"]


def test_a_letter_waits_for_quiet_but_not_for_ever(now, singers, ada):
    follow(ada, singers, Level.EVERYTHING)
    written = []
    for _minute in range(16):
        record(CHANGED, about=singers)
        written.append(news.write_at_once(timezone.now()))
        now.shift(MINUTE)
    assert written == [0] * 15 + [1]


def test_the_job_run_twice_posts_once(now, singers, ada):
    record(ANSWERED, about=singers, to=[ada])
    now.shift(4 * MINUTE)
    assert [news.write_at_once(timezone.now()) for _ in range(2)] == [1, 0]
    Notice.objects.update(mailed_at=None)  # as if the worker had been killed before it was written down
    news.write_at_once(timezone.now())
    assert OutgoingLetter.objects.count() == 1


def test_one_run_of_the_job_gets_through_all_that_waits(now, singers, monkeypatch):
    monkeypatch.setattr(news, "AT_A_TIME", 1)
    for number in range(5):
        record(ANSWERED, about=singers, to=[make.make_person(f"Ada {number}")])
    now.shift(4 * MINUTE)
    assert jobs.tell_people.func() == 5
    assert len(delivered()) == 5


def test_what_was_read_on_the_hub_needs_no_letter(now, singers, ada):
    record(ANSWERED, about=singers, to=[ada])
    Notice.objects.update(read_at=timezone.now())
    now.shift(4 * MINUTE)
    assert news.write_at_once(timezone.now()) == 0
    assert not Notice.objects.to_mail(at_once=True).exists()


def test_what_was_hidden_meanwhile_is_left_out(now, singers, ada):
    record(ANSWERED, about=singers, to=[ada])
    type(singers).objects.update(visibility="hidden")
    now.shift(4 * MINUTE)
    assert news.write_at_once(timezone.now()) == 0
    assert delivered() == []


def test_a_letter_can_be_stopped_for_this_thing_unless_one_must_know(now, singers, ada):
    record(ANSWERED, about=singers, to=[ada])
    record(HIDDEN, about=make.make_group("Weftbridge Bakers"), to=[ada])
    now.shift(4 * MINUTE)
    news.write_at_once(timezone.now())
    by_subject = {letter.subject: letter.extra_headers for letter in delivered()}
    may_stop = ["List-Unsubscribe" in headers for _subject, headers in sorted(by_subject.items())]
    assert may_stop == [True, False]  # The hub answered …, What you wrote …


@pytest.mark.parametrize(
    ("now", "day", "hour"),
    [
        (datetime(2026, 3, 5, 16, 59, tzinfo=UTC), date(2026, 2, 26), 17),
        (datetime(2026, 3, 5, 17, 0, tzinfo=UTC), date(2026, 3, 5), 17),
        (datetime(2026, 3, 11, 23, 0, tzinfo=UTC), date(2026, 3, 5), 17),
        (datetime(2026, 7, 2, 16, 0, tzinfo=UTC), date(2026, 7, 2), 16),  # summer time
    ],
)
def test_the_week_ends_on_thursday_at_five_where_we_live(now, day, hour):
    assert weekly.week_ended(now, Hub()) == (day, datetime(day.year, day.month, day.day, hour, tzinfo=UTC))


def test_the_week_ends_when_and_where_the_hub_says():
    hub = Hub(letter_day=0, letter_hour=8)
    with timezone.override("Pacific/Auckland"):
        ended = weekly.week_ended(datetime(2026, 3, 8, 18, 59, tzinfo=UTC), hub)
        assert ended == (date(2026, 3, 2), datetime(2026, 3, 1, 19, tzinfo=UTC))
        ended = weekly.week_ended(datetime(2026, 3, 8, 19, tzinfo=UTC), hub)
        assert ended == (date(2026, 3, 9), datetime(2026, 3, 8, 19, tzinfo=UTC))


def test_the_weekly_letter_comes_once(now, singers, ada):
    follow(ada, singers)
    record(CHANGED, about=singers)
    record(MOVED, about=make.make_group("Weftbridge Bakers"), also=[singers], data={"place": "the mill"})
    assert weekly.write_digests(timezone.now()) == 0
    now.move_to(THURSDAY_EVENING)
    assert [weekly.write_digests(timezone.now()) for _ in range(2)] == [1, 0]
    record(CHANGED, about=singers)
    assert weekly.write_digests(timezone.now()) == 0
    (letter,) = delivered()
    assert letter.subject == "Your week in Loomwick"
    assert "The hub changed the page of Heddle Hill Singers" in letter.body
    assert "Weftbridge Bakers has moved to the mill" in letter.body
    assert "List-Unsubscribe" in letter.extra_headers
    now.shift(timedelta(days=7))
    assert weekly.write_digests(timezone.now()) == 1
    assert Digest.objects.count() == 2


def test_a_run_that_is_killed_halfway_is_taken_up(now, singers, monkeypatch):
    monkeypatch.setattr(weekly, "AT_A_TIME", 2)
    people = [make.make_person(f"Ada {number}") for number in range(5)]
    for person in people:
        follow(person, singers)
    record(CHANGED, about=singers)
    now.move_to(THURSDAY_EVENING)
    whole, calls = weekly.post_all, []

    def killed_in_the_second(letters):
        calls.append(1)
        if len(calls) == 2:
            raise KeyboardInterrupt
        whole(letters)

    monkeypatch.setattr(weekly, "post_all", killed_in_the_second)
    with pytest.raises(KeyboardInterrupt):
        weekly.write_digests(timezone.now())
    assert OutgoingLetter.objects.count() == 2
    assert weekly.write_digests(timezone.now()) == 3
    assert sorted(letter.to[0] for letter in delivered()) == sorted(person.email for person in people)


def test_who_cannot_or_will_not_get_letters_gets_none(now, singers, ada):
    gone, silent, letterless = (make.make_person(name) for name in ("Gone", "Silent", "Letterless"))
    for person in (ada, gone, silent, letterless):
        follow(person, singers)
        type(person).objects.filter(pk=person.pk).update(
            is_active=person != gone, email=None if person == letterless else person.email
        )
    stop(mark_of(silent.email))
    record(CHANGED, about=singers)
    now.move_to(THURSDAY_EVENING)
    assert weekly.write_digests(timezone.now()) == 1
    assert [letter.to for letter in delivered()] == [[ada.email]]


def test_the_weekly_letter_leaves_out_what_one_may_not_see(now, singers, ada):
    hidden = make.make_group("Sanctuary", visibility="hidden")
    admin = make.make_person("Kit", "hub_admin")
    for person in (ada, admin):
        follow(person, singers)
        follow(person, hidden)
    record(CHANGED, about=singers)
    record(CHANGED, about=hidden)
    now.move_to(THURSDAY_EVENING)
    weekly.write_digests(timezone.now())
    named = {letter.to[0]: "Sanctuary" in letter.body for letter in delivered()}
    assert named == {ada.email: False, admin.email: True}
    assert all("Sanctuary" not in str(letter.message()) for letter in mail.outbox if letter.to == [ada.email])


@pytest.mark.parametrize("people", [1, 3])
def test_a_batch_of_weekly_letters_costs_the_same_for_one_and_for_many(now, singers, people):
    for number in range(people):
        person = make.make_person(f"Ada {number}")
        follow(person, singers)
        follow(person, make.make_group("Weftbridge Bakers"))
    record(CHANGED, about=singers)
    now.move_to(THURSDAY_EVENING)
    with CaptureQueriesContext(connection) as asked:
        weekly.write_digests(timezone.now())
    queries = [query["sql"] for query in asked if not query["sql"].startswith(("SAVEPOINT", "RELEASE", "BEGIN"))]
    assert len(queries) == 13  # one for the address below the letters


def test_long_news_is_cut(now, singers, ada):
    for number in range(weekly.MOST_LINES + 5):
        group = make.make_group(f"Group {number}")
        follow(ada, group)
        record(CHANGED, about=group)
    now.move_to(THURSDAY_EVENING)
    weekly.write_digests(timezone.now())
    body = delivered()[0].body
    assert body.count("changed the page") == weekly.MOST_LINES
    assert "There is more on the hub." in body


def test_of_endless_news_a_batch_reads_the_newest_and_counts_all_as_told(now, singers, monkeypatch):
    people = [make.make_person(f"Ada {number}") for number in range(3)]
    for person in people:
        follow(person, singers)
    for _number in range(weekly.MOST_READ + 10):
        record(CHANGED, about=singers)
    record(MOVED, about=singers, data={"place": "the Dyehouse"})
    read = []
    monkeypatch.setattr(weekly, "still_wanted", lambda notices: read.append(len(notices)) or notices)
    now.move_to(THURSDAY_EVENING)
    assert weekly.write_digests(timezone.now()) == 3
    assert read == [3 * weekly.MOST_READ]
    assert not Notice.objects.filter(mailed_at=None).exists()
    assert all(
        "has moved to the Dyehouse" in letter.body and "more on the hub" in letter.body for letter in delivered()
    )


def test_a_name_cannot_write_html(now, ada):
    make.make_hub()
    group = make.make_group("<script>Singers</script>")
    follow(ada, group)
    record(CHANGED, about=group)
    now.move_to(THURSDAY_EVENING)
    weekly.write_digests(timezone.now())
    assert "<script>" not in delivered()[0].alternatives[0].content


def test_two_groups_of_one_name_are_told_of_apart(now, singers, ada):
    twin = make.make_group(singers.name, slug="other-singers")
    for group in (singers, twin):
        follow(ada, group)
        record(CHANGED, about=group)
    now.move_to(THURSDAY_EVENING)
    weekly.write_digests(timezone.now())
    body = delivered()[0].body
    assert body.count("The hub changed the page of Heddle Hill Singers") == 2
    assert singers.get_absolute_url() in body
    assert twin.get_absolute_url() in body
