"""Every job that is declared: run twice it does nothing more, and killed anywhere it ends where it would have.

The death of a worker is planted at each writing to the database, one after the other: what the
transaction held is gone, as it would be, and the job runs again. (Letters on their way to a mail
server: ``tests/journal/test_outbox_killed.py``.)
"""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.apps import apps
from django.db import connection, models, transaction

from closeknit.accounts.models import Person
from closeknit.conversation import actions
from closeknit.conversation.models import HouseRule
from closeknit.conversation.threads import place_for
from closeknit.core import jobs
from closeknit.directory.models import Claim, ContactMessage, Group, Revision, Telling
from closeknit.journal.following import follow
from closeknit.journal.recording import record
from closeknit.journal.reminding import remind
from closeknit.journal.vocabulary import Level
from tests.support import answer_things, calendar_things, editing_things, feed_things
from tests.support import factories as make

THEN, NOW = datetime(2025, 3, 3, 9, tzinfo=UTC), datetime(2026, 11, 21, 9, tzinfo=UTC)
WRITES = ("INSERT", "UPDATE", "DELETE")
IDLE: set[str] = set()
KILLS = 8  # of each job in a normal run, spread over its writings; make test-deep tries them all
DRAWN_BY_LOT = {"OutgoingLetter.text", "OutgoingLetter.html", "OutgoingLetter.headers"}  # links hold keys
JOBS = {item.task.module_path: item.task.func for item in jobs._repeated.values()}


class Killed(BaseException):
    """Not an ``Exception``: no code of ours gets hold of it, as none gets hold of a kill -9."""


@contextmanager
def killed_at(number: int) -> Iterator[list[str]]:
    """Die at this writing, before it is done; lists the writings that were seen."""
    seen: list[str] = []

    def watch(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if sql.lstrip("( ").startswith(WRITES):
            seen.append(sql)
            if len(seen) == number:
                raise Killed
        return execute(sql, params, many, context)

    with connection.execute_wrapper(watch):
        yield seen


@pytest.fixture
def hub(db):
    """Two years in which nobody did anything: all that can fall due is due."""
    with time_machine.travel(THEN, tick=True):
        make.make_hub()
        area = make.make_area("Warpfield")
        groups = [make.make_group(f"Group {n}", point=make.make_point(51.6, 1.5, area), contact_email=f"g{n}@loomwick.example",
                  confirmed_on=THEN.date()) for n in range(3)]  # fmt: skip
        ada, sam, priya = (make.make_person(name) for name in ("Ada", "Sam", "Priya"))
        noor, maxx = make.make_person("Noor", "network_organiser"), make.make_person("Max", "moderator")
        make.make_person("Kit", "hub_admin")
        make.give_role(priya, "group_steward", "group", groups[0].pk)
        grant = make.give_role(noor, "network_organiser", "area", area.pk)
        type(grant).objects.filter(pk=grant.pk).update(valid_until=NOW + timedelta(days=27))
        follow(ada, groups[0], Level.EVERYTHING)
        follow(sam, groups[0], Level.DIGEST)
        place = place_for(None, "directory.group", groups[0].uuid)
        comment = actions.say(author=ada, place=place, text="Hello", client_id=uuid4())
        rule = HouseRule.objects.in_force()[0]
        said = {"rule": rule, "words": "", "reporter": None, "guest_email": "wren@loomwick.example", "sender": "1"}
        actions.report(kind="conversation.comment", thing=comment, **said)
        actions.complain(client_id=uuid4(), guest_name="Wren", guest_email="wren@loomwick.example", words="No.")
        Claim.objects.create(group=groups[1], person=sam, decided_at=THEN, outcome="refused")
        Telling.objects.create(group=groups[2], guest_name="Wren", guest_email="wren@loomwick.example")
        ContactMessage.objects.create(group=groups[1], name="Wren", email="wren@loomwick.example", text="Hello?")
        editing_things.make_suggestion(groups[0])
        remind(person=ada, verb="directory.group_edited", about=groups[1], due_at=THEN, once="x")
        feed_things.due_feed(groups[0], priya)
        calendar_things.calendar_things(groups[0], priya, None)
    with time_machine.travel(NOW - timedelta(days=8), tick=True):
        record("directory.group_edited", about=groups[0], by=maxx)
        record("directory.group_closed", about=groups[0], by=maxx)
        ContactMessage.objects.create(group=groups[0], name="Wren", email="wren@loomwick.example", text="Hello?")
        safe = make.make_group("Shuttle Sanctuary", is_sensitive=True)
        answer_things.answer_to_a_date(groups[0], NOW + timedelta(days=1), ada)
        streets = {"before": {"covers_text": "Fuller Street"}, "after": {"covers_text": "Shuttle Street"}}
        Revision.objects.create(group=safe, group_name=safe.name, **streets)


def the_end() -> dict[str, Any]:
    """All rows of all tables, but for moments and for numbers that are drawn by lot or counted up."""
    return {model._meta.label: [sorted(map(repr, rows)) for rows in _rows(model)] for model in apps.get_models()}


def _rows(model: Any) -> Iterator[Any]:
    told, moments = [], []
    for column in model._meta.concrete_fields:
        if isinstance(column, models.DateTimeField):
            moments += [column.attname] if column.null else []
        elif _is_told(model, column):
            told.append(column.attname)
    yield model._base_manager.values_list(*told)
    yield [[moment is not None for moment in row] for row in model._base_manager.values_list(*moments or ["pk"])]


def _is_told(model: Any, column: Any) -> bool:
    if column.remote_field:
        return column.remote_field.model in (Person, Group)
    is_number = column.primary_key or column.name.endswith(("_id", "once", "key", "hash"))
    by_lot = isinstance(column, models.UUIDField) or f"{model.__name__}.{column.name}" in DRAWN_BY_LOT
    return not (is_number or by_lot)


def in_a_world_of_its_own(work: Any) -> dict[str, Any]:
    """What the work comes to; the world is as before afterwards."""
    with transaction.atomic(), time_machine.travel(NOW, tick=False):
        work()
        found = the_end()
        transaction.set_rollback(True)
    return found


def writings_of(job: Any) -> int:
    with killed_at(0) as seen:
        in_a_world_of_its_own(job)
    return len(seen)


def places_to_die(many: int, *, all_of_them: bool) -> list[int]:
    if all_of_them or many <= KILLS:
        return list(range(1, many + 1))
    return sorted({1 + place * (many - 1) // (KILLS - 1) for place in range(KILLS)})


def check(job: Any, *, all_of_them: bool) -> int:
    """How many writings it made; asserts that no death at one of them makes a difference."""

    def killed_then_again(number: int) -> None:
        with suppress(Killed), killed_at(number):
            job()
        transaction.set_rollback(False)  # the test's own transaction goes on; what the job's held is gone
        job()

    once, many = in_a_world_of_its_own(job), writings_of(job)
    twice = in_a_world_of_its_own(lambda: [job(), job()])
    assert _differing(once, twice) == {}, "run twice"
    for number in places_to_die(many, all_of_them=all_of_them):
        again = in_a_world_of_its_own(partial(killed_then_again, number))
        assert _differing(once, again) == {}, f"killed at writing {number} of {many}"
    return many


def _differing(one: dict[str, Any], other: dict[str, Any]) -> dict[str, Any]:
    return {table: (one[table], other[table]) for table in one if one[table] != other[table]}


@pytest.mark.parametrize("path", sorted(JOBS))
def test_twice_is_once_and_a_death_changes_nothing(path, hub):
    check(JOBS[path], all_of_them=False)


@pytest.mark.deep
@pytest.mark.parametrize("path", sorted(JOBS))
def test_no_death_anywhere_changes_anything(path, hub):
    check(JOBS[path], all_of_them=True)


def test_the_world_gives_most_jobs_something_to_do(hub):
    """Else the tests above would pass of themselves."""
    idle = {path for path, job in JOBS.items() if not writings_of(job)}
    assert idle <= IDLE


def test_a_job_that_doubles_is_found_out(hub):
    def careless():
        Claim.objects.filter(outcome="refused").update(reason="once more")
        make.make_person("Wren")

    with pytest.raises(AssertionError, match="run twice"):
        check(careless, all_of_them=True)


def test_a_job_that_loses_is_found_out(hub):
    def forgetful():
        if Claim.objects.filter(outcome="refused", reason="").update(reason="told"):
            record("directory.group_edited", about=Group.objects.first())

    with pytest.raises(AssertionError, match="killed at writing 2"):
        check(forgetful, all_of_them=True)
