"""Twenty identical posts at the same moment have one effect, on whichever database."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection, connections
from django.utils import timezone

from closeknit.commitments import actions
from closeknit.commitments.actions import Move
from closeknit.commitments.models import Ask, Step, Undertaking
from closeknit.core.errors import Refused
from closeknit.journal.models import Entry, Reminder
from tests.support import factories as make

pytestmark = pytest.mark.django_db(transaction=True)
TIMES = 20


def at_once(act):
    """How each of twenty ended: what it gave, or the error's name."""

    def one(_number):
        try:
            return act()
        except Refused as error:
            return type(error).__name__
        finally:
            connections.close_all()

    with ThreadPoolExecutor(TIMES if connection.vendor == "postgresql" else 4) as pool:
        return list(pool.map(one, range(TIMES)))


def test_an_ask_a_promise_and_a_step():
    make.make_hub()
    group, ada, lou = make.make_group(), make.make_person("Ada"), make.make_person("Lou", "council_officer")
    once, due = [uuid4() for _ in range(3)], timezone.localdate() + timedelta(days=30)

    def ask():
        return actions.ask(about=group, text="Once", to=actions.COUNCIL, by=ada, client_id=once[0]).pk

    assert len(set(at_once(ask))) == 1
    row = Ask.objects.get()

    def promise():
        told = {"text": "Once", "by": lou, "for_council": True, "due_on": due, "client_id": once[1]}
        return actions.undertake(ask=Ask.objects.get(pk=row.pk), **told).pk

    assert len(set(at_once(promise))) == 1
    made = Undertaking.objects.get()
    assert Reminder.objects.count() == 3

    def news():
        return actions.step(Undertaking.objects.get(), Move.NEWS, by=lou, why="Half.", client_id=once[2]).pk

    assert len(set(at_once(news))) == 1
    ended = at_once(lambda: actions.step(Undertaking.objects.get(), Move.KEPT, by=lou).pk)
    assert ended.count("Refused") == TIMES - 1
    assert Step.objects.filter(undertaking=made).count() == 3
    assert Entry.objects.filter(verb="commitments.promise_kept").count() == 1
