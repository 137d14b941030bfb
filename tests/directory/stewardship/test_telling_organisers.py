"""Organisers hear once of each group that no longer answers, one letter a day at most, and none is lost."""

from datetime import timedelta

import pytest
from django.utils import timezone

from closeknit.directory.models import Asking
from closeknit.directory.stewardship import keeping_fresh, mails
from tests.support import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def goes_stale(group, cast, letters):
    """A group was asked this long ago, and nobody answered."""

    def ago(**when):
        one = make.make_group(f"Walkers {when}", point=group.point)
        return Asking.objects.create(group=one, asked_at=timezone.now() - timedelta(**when))

    return ago


def run(now):
    keeping_fresh.note_stale(now)
    return keeping_fresh.tell_organisers(now)


def told(letters):
    return [(letter.to, letter.context["many"]) for letter in letters]


def test_a_crash_before_the_letters_loses_none(cast, goes_stale, letters, monkeypatch):
    goes_stale(days=31)

    def cut(*_args):
        raise OSError("power cut")

    now = timezone.now()
    with monkeypatch.context() as patched:
        patched.setattr(mails, "send_ring_up", cut)
        with pytest.raises(OSError, match="power cut"):
            run(now)
    assert Asking.objects.get().went_stale_at
    assert Asking.objects.get().organisers_told_at is None
    assert run(now) == 2
    assert told(letters) == [(cast.noor.email, 1), (cast.nell.email, 1)]


def test_a_second_batch_on_the_same_day_is_told_on_the_next(cast, goes_stale, letters):
    now = timezone.localtime().replace(hour=9)
    goes_stale(days=32)
    assert run(now) == 2
    for number in (1, 2):
        goes_stale(days=31, minutes=600 + number)
    assert run(now + timedelta(hours=3)) == 0
    assert Asking.objects.exclude(went_stale_at=None).count() == 3
    assert run(now + timedelta(days=1)) == 2
    assert run(now + timedelta(days=2)) == 0
    assert [many for _to, many in told(letters)] == [1, 1, 2, 2]
    assert len({letter.once for letter in letters}) == 4


def test_who_answers_before_the_letter_is_not_counted(cast, goes_stale, letters):
    now = timezone.localtime().replace(hour=9)
    goes_stale(days=32)
    run(now)
    late = goes_stale(days=31, hours=10)
    run(now + timedelta(hours=3))
    keeping_fresh.confirm_group(late.group, by=cast.noor)
    assert run(now + timedelta(days=1)) == 0
    assert len(letters) == 2


def test_two_workers_tell_once(cast, goes_stale, letters):
    now = timezone.now()
    goes_stale(days=31)
    keeping_fresh.note_stale(now)
    stale = list(Asking.objects.all())
    assert [keeping_fresh._tell_organisers(stale, now), keeping_fresh._tell_organisers(stale, now)] == [2, 0]
    assert len(letters) == 2
