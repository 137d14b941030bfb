import threading
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import DatabaseError
from django.utils import timezone
from django_tasks import task
from django_tasks_db.models import DBTaskResult

from closeknit.core import jobs
from closeknit.core.management.commands import worker

pytestmark = pytest.mark.django_db(transaction=True)

ran = []


@task()
def greet(name):
    ran.append(name)


@task()
def stumble():
    ran.append("stumble")
    raise OSError("the wire is cut")


@task()
def sweep():
    ran.append("sweep")


@pytest.fixture(autouse=True)
def _quiet(monkeypatch):
    ran.clear()
    monkeypatch.setattr(jobs, "_repeated", {})
    monkeypatch.setattr(worker, "PAUSE_SECONDS", 0)


def rows(**lookup):
    return DBTaskResult.objects.filter(**lookup)


def test_a_job_is_done():
    greet.enqueue("Ada")
    call_command("worker", "--until-done")
    assert ran == ["Ada"]
    assert rows(status="SUCCESSFUL").count() == 1


def test_what_failed_is_tried_again_after_growing_pauses():
    stumble.enqueue()
    pauses = []
    for _ in range(jobs.ATTEMPTS):
        rows().update(run_after=timezone.now())
        call_command("worker", "--until-done")
        failed_at = rows().get().finished_at
        jobs.try_again(timezone.now())
        pauses.append((rows().get().run_after - failed_at).total_seconds())
    assert ran == ["stumble"] * jobs.ATTEMPTS
    assert pauses[:4] == [30, 120, 480, 1920]
    assert rows().get().status == "FAILED"


def test_what_a_dead_worker_left_is_taken_up():
    greet.enqueue("Ada")
    me = jobs.worker_name()
    host = me.partition("/")[0]
    rows().update(status="RUNNING", started_at=timezone.now(), worker_ids=[f"{host}/999999999/x"])
    assert jobs.take_up_lost(timezone.now(), me) == 1
    call_command("worker", "--until-done")
    assert ran == ["Ada"]


@pytest.mark.parametrize("age", [timedelta(minutes=5), timedelta(hours=7)])
def test_a_worker_elsewhere_is_given_time(age):
    greet.enqueue("Ada")
    rows().update(status="RUNNING", started_at=timezone.now() - age, worker_ids=["elsewhere/1/x"])
    assert jobs.take_up_lost(timezone.now(), jobs.worker_name()) == (1 if age > jobs.LOST_AFTER else 0)


def test_a_living_worker_keeps_its_job_however_long_it_takes():
    greet.enqueue("Ada")
    me = jobs.worker_name()
    parent = f"{me.partition('/')[0]}/1/x"  # process 1 always lives
    rows().update(status="RUNNING", started_at=timezone.now() - timedelta(days=1), worker_ids=[parent])
    assert jobs.take_up_lost(timezone.now(), me) == 0
    rows().update(worker_ids=[me])
    assert jobs.take_up_lost(timezone.now(), me) == 0


def test_a_job_that_kills_its_workers_ends():
    greet.enqueue("Ada")
    dead = f"{jobs.worker_name().partition('/')[0]}/999999999/x"
    rows().update(status="RUNNING", started_at=timezone.now(), worker_ids=[dead] * jobs.ATTEMPTS)
    jobs.take_up_lost(timezone.now(), jobs.worker_name())
    assert rows().get().status == "FAILED"


def test_a_repeated_job_waits_its_time():
    jobs.every(hours=24)(sweep)
    now = timezone.now()
    assert [jobs.tick(now), jobs.tick(now)] == [1, 0]
    call_command("worker", "--until-done")
    assert jobs.tick(timezone.now()) == 0
    assert jobs.tick(timezone.now() + timedelta(hours=25)) == 1
    assert ran == ["sweep"]


def test_steady_work_goes_on_until_nothing_is_left(monkeypatch):
    left = [2, 1, 0]
    monkeypatch.setattr(jobs, "_steady", [])
    jobs.steadily(lambda is_over: ran.append("steady") or left.pop(0))
    call_command("worker", "--until-done")
    assert ran == ["steady"] * 3


def test_nothing_that_goes_wrong_ends_steady_work():
    over, calls = threading.Event(), []

    def stumbling(is_over):
        calls.append(is_over())
        if len(calls) == 3:
            over.set()
        raise [OSError, DatabaseError, ValueError][len(calls) - 1]

    worker._steadily(stumbling, over)
    assert calls == [False] * 3


def test_old_results_go():
    greet.enqueue("Ada")
    call_command("worker", "--until-done")
    rows().update(finished_at=timezone.now() - timedelta(days=8))
    jobs.keep_house(jobs.worker_name())
    assert rows().count() == 0


def test_house_keeping_is_cheap_when_all_is_well(django_assert_num_queries):
    with django_assert_num_queries(3):
        jobs.keep_house(jobs.worker_name())
