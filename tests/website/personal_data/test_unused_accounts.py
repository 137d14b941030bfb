"""An account nobody uses: asked at 22 months, gone at 24, never without having been asked in time."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from dateutil.relativedelta import relativedelta
from django.utils import timezone

from closeknit.accounts.models import Person, Session
from closeknit.core import erasure, retention
from closeknit.journal.models import OutgoingLetter
from tests.support.factories import give_role, make_person

pytestmark = pytest.mark.django_db
START = datetime(2026, 1, 10, 9, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _own_ledger(settings, tmp_path):
    settings.DATA_DIR = tmp_path


@pytest.fixture
def sam():
    person = make_person("Sam")
    Person.objects.filter(pk=person.pk).update(joined_at=START, last_login=START)
    return person


def on(months=0, days=0):
    with time_machine.travel(START + relativedelta(months=months, days=days), tick=False):
        retention.RETENTION["website.unused_accounts"].let_go(timezone.now())


def letters():
    return OutgoingLetter.objects.filter(once__startswith="shall-we-keep/").count()


def is_here(person):
    return Person.objects.filter(pk=person.pk, name="Sam").exists()


def test_asked_at_22_months_and_gone_at_24(sam):
    on(months=22, days=-1)
    assert letters() == 0
    on(months=22, days=1)
    on(months=22, days=2)
    assert letters() == 1
    letter = OutgoingLetter.objects.get()
    assert letter.to == sam.email
    assert "10 January 2028" in letter.text
    on(months=24, days=-1)
    assert is_here(sam)
    on(months=24, days=1)
    assert not is_here(sam)
    assert [entry.person for entry in erasure.entries(erasure.ledger_file())] == [sam.uuid]
    on(months=24, days=2)
    assert letters() == 0  # none to anybody, and the one to Sam is forgotten


def test_who_was_not_asked_in_time_is_asked_first(sam):
    """The worker did not run for years."""
    on(months=60)
    assert is_here(sam)
    on(months=60, days=59)
    assert is_here(sam)
    on(months=60, days=60)
    assert not is_here(sam)


def test_who_signs_in_again_stays_and_is_asked_again_another_time(sam):
    on(months=22, days=1)
    Person.objects.filter(pk=sam.pk).update(last_login=START + relativedelta(months=23))
    on(months=24, days=1)
    assert is_here(sam)
    on(months=45, days=1)
    assert letters() == 2


def test_a_session_that_goes_on_counts_as_being_here(sam):
    seen = START + relativedelta(months=21)
    Session.objects.create(session_key="k" * 32, person=sam, seen_at=seen, expire_date=seen + timedelta(days=14))
    on(months=21, days=1)
    Session.objects.all().delete()
    on(months=22, days=1)
    assert letters() == 0


def test_whoever_looks_after_something_is_not_asked(sam):
    give_role(sam, "group_steward", "group", 12)
    on(months=30)
    assert letters() == 0
    assert is_here(sam)


def test_who_has_no_address_cannot_be_asked_and_stays(sam):
    Person.objects.filter(pk=sam.pk).update(email=None)
    on(months=30)
    on(months=33)
    assert is_here(sam)
