"""One table of how long things are kept; what is past its time goes on its day, none early, and once."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.utils import timezone

from closeknit.core import retention
from closeknit.core.jobs import _repeated
from closeknit.directory.models import Claim, ContactMessage, ImportFile, ImportRow, ImportRun, Suggestion, Telling
from closeknit.places.models import AreaImport
from tests.support.factories import make_group, make_person

pytestmark = pytest.mark.django_db
START = datetime(2026, 11, 21, 9, tzinfo=UTC)


def test_each_rule_says_what_and_how_long():
    for rule in retention.RETENTION.values():
        assert str(rule.what)
        assert str(rule.kept)
        assert rule.name.partition(".")[0] in {
            "core",
            "places",
            "accounts",
            "journal",
            "conversation",
            "commitments",
            "directory",
            "calendar",
            "networks",
            "website",
        }


def test_the_work_is_done_every_day():
    repeated = _repeated["closeknit.core.retention.let_go_what_is_past_its_time"]
    assert repeated.pause == timedelta(days=1)


def test_a_rule_that_fails_keeps_no_other_from_its_work(monkeypatch):
    done = []
    rules = {
        "core.broken": retention.Rule("core.broken", "what", "how long", lambda now: 1 // 0),
        "core.sound": retention.Rule("core.sound", "what", "how long", lambda now: done.append(now) or 1),
    }
    monkeypatch.setattr(retention, "RETENTION", rules)
    with pytest.raises(RuntimeError, match=r"core\.broken"):
        retention.carry_out(START)
    assert done == [START]


def one_of_each():
    """Rows of the first day, each with the day on which it has to go, counted from then."""
    group = make_group()
    run = ImportRun.objects.create(source="list", file_name="a.csv", file_format="csv", sha256="0", state="applied")
    ImportFile.objects.create(run=run, content=b"name")
    ImportRow.objects.create(run=run, number=2, outcome="created", raw=["Bakers"])
    idle = ImportRun.objects.create(source="list", file_name="b.csv", file_format="csv", sha256="1", state="staged")
    ContactMessage.objects.create(group=group, sent_at=START)
    AreaImport.objects.create(file_name="wards.geojson")
    Claim.objects.create(group=group, person=make_person("Priya"), outcome="agreed", decided_at=START)
    told = Telling.objects.create(group=group, guest_name="Sam", guest_email="sam@loomwick.example")
    said = Suggestion.objects.create(
        group=group, guest_name="Ada", guest_email="ada@loomwick.example", decided_at=START
    )
    return {
        90: [
            lambda: ContactMessage._base_manager.exists(),
            lambda: AreaImport.objects.exists(),
            lambda: ImportFile.objects.exists(),
            lambda: ImportRun.objects.filter(pk=idle.pk).exists(),
            lambda: Suggestion.objects.get(pk=said.pk).guest_email,
        ],
        365: [lambda: Claim.objects.exists(), lambda: Telling.objects.get(pk=told.pk).guest_email],
        730: [lambda: ImportRow.objects.exists()],
    }


def test_in_ten_years_each_goes_on_its_day_and_none_early():
    with time_machine.travel(START, tick=False):
        due = one_of_each()
    days = sorted({day + shift for day in due for shift in (-1, 0, 1)} | {365 * year for year in range(1, 11)})
    for day in days:
        now = START + timedelta(days=day)
        with time_machine.travel(now, tick=False):
            retention.carry_out(timezone.now())
            again = retention.carry_out(timezone.now())
        assert set(again.values()) == {0}, f"day {day}: a second run did something"
        for last, holds in due.items():
            assert [bool(is_there()) for is_there in holds] == [day < last] * len(holds), f"day {day}, due {last}"
