"""The chains of all rooms on one list: newest first, by pages, in a number of queries that does not grow."""

from datetime import timedelta

import pytest
from django.db import connection
from django.db.models import Q
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from closeknit.conversation.contributions import contributions as reportable
from closeknit.directory.models import Claim
from closeknit.journal import contributions
from closeknit.journal.contributions import Contribution, Next, Stage, Step
from closeknit.journal.models import Follow, Reminder
from closeknit.journal.reading import first_readings, note_reading
from tests.support import factories as make

NOW = timezone.now()


def tell(rows):
    for row in rows:
        yield Contribution(f"{row._meta.model_name} {row.pk}", "", [Step(Stage.RECEIVED, NOW)])


@pytest.fixture
def two_sorts(monkeypatch, ada):
    """Follows began on even days, reminders on odd ones."""
    monkeypatch.setattr(contributions, "_sorts", {})
    mine = lambda person: Q(person=person)
    contributions.register(
        "follows", Follow, title="Follows", mine=mine, began="since", waits=Q(level="nothing"), tell=tell
    )
    contributions.register(
        "reminders", Reminder, title="Reminders", mine=mine, began="due_at", waits=Q(sent_at=None), tell=tell
    )
    numbered = {}
    for day in range(50):
        at = NOW - timedelta(days=day)
        if day % 2:
            row = Reminder.objects.create(
                person=ada, once=str(day), verb="x", about_kind="x", about_id=1, due_at=at, sent_at=NOW
            )
        else:
            row = Follow.objects.create(person=ada, kind="x", thing_id=day, since=at)
        numbered[day] = f"{row._meta.model_name} {row.pk}"
    other = make.make_person("Sam")
    Follow.objects.create(person=other, kind="x", thing_id=1)
    return numbered


def test_sorts_are_mixed_by_day_and_cut_into_pages(two_sorts, ada):
    page, rows = contributions.page_of_contributions(ada)
    assert [row.title for row in rows] == [two_sorts[day] for day in range(20)]
    assert (page.number, page.paginator.num_pages, page.paginator.count) == (1, 3, 50)
    _page, rows = contributions.page_of_contributions(ada, number="3")
    assert [row.title for row in rows] == [two_sorts[day] for day in range(40, 50)]
    assert [row.title for row in contributions.contributions_of(ada, 3)] == [two_sorts[day] for day in range(3)]


def test_one_sort_or_what_waits_alone(two_sorts, ada):
    page, rows = contributions.page_of_contributions(ada, sort="reminders")
    assert [row.title for row in rows] == [two_sorts[day] for day in range(1, 41, 2)]
    page, rows = contributions.page_of_contributions(ada, waits=True)
    assert (page.paginator.count, rows) == (0, [])
    Reminder.objects.filter(once="7").update(sent_at=None)
    page, rows = contributions.page_of_contributions(ada, waits=True)
    assert [row.title for row in rows] == [two_sorts[7]]
    page, rows = contributions.page_of_contributions(ada, sort="no such sort")
    assert page.paginator.count == 50


def test_a_page_costs_two_queries_and_one_for_each_sort_on_it(two_sorts, ada):
    with CaptureQueriesContext(connection) as queries:
        contributions.page_of_contributions(ada)
    assert len(queries) == 4


def test_whoever_brought_nothing_has_an_empty_page(db):
    page, rows = contributions.page_of_contributions(make.make_person("Sam"))
    assert (page.number, page.paginator.num_pages, rows) == (1, 1, [])


def test_the_first_reading_is_written_down_once(singers, ada):
    claims = [Claim.objects.create(group=singers, person=make.make_person(name)) for name in ("Sam", "Tom")]
    note_reading(claims[0], by=ada)
    note_reading(*claims, by=make.make_person("Kit"))
    found = first_readings("directory.claim", [claim.pk for claim in claims])
    assert [found[claim.pk].actor.name for claim in claims] == ["Ada", "Kit"]
    with CaptureQueriesContext(connection) as queries:
        note_reading(*claims, by=ada)
    assert len(queries) == 1


def test_late_is_said_only_of_what_has_a_day():
    assert not Next("soon").is_late
    assert Next("soon", NOW - timedelta(days=1)).is_late
    assert not Next("soon", NOW + timedelta(days=1)).is_late


def test_all_that_can_be_reported_has_a_chain():
    """Else somebody would not hear what became of what they brought. A place is nobody's own."""
    assert set(reportable()) - {"directory.venue"} <= set(contributions.sorts())


class TestByLink:
    @pytest.fixture
    def claim(self, singers, ada):
        return Claim.objects.create(group=singers, person=ada)

    def test_the_link_shows_the_chain_without_an_account(self, client, claim):
        answer = client.get(contributions.link_to("directory.claim", claim.pk))
        assert answer.status_code == 200
        assert answer["Cache-Control"] == "private, no-store" or "no-store" in answer["Cache-Control"]
        html = answer.content.decode()
        assert "Asked to look after Heddle Hill Singers" in html
        assert "Received" in html

    def test_a_link_of_ones_own_making_shows_nothing(self, client, claim):
        link = contributions.link_to("directory.claim", claim.pk)
        for token in (link.split("/")[-2] + "x", "never", f'["directory.claim",{claim.pk}]'):
            assert client.get(f"/brought/{token}/").status_code == 404

    def test_what_is_no_more_is_404(self, client, claim):
        link = contributions.link_to("directory.claim", claim.pk)
        claim.delete()
        assert client.get(link).status_code == 404
