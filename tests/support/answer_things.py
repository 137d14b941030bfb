"""Answers to a date, and who was there, for tests that ask every address."""

from datetime import datetime
from typing import Any
from uuid import uuid4

from closeknit.accounts.models import Person
from closeknit.algorithms.schedule.recurrence import Recurrence
from closeknit.calendar import actions, originals
from closeknit.calendar.answering import letters
from closeknit.calendar.answering.dates import date_of
from closeknit.calendar.models import Answer, Series
from closeknit.directory.models import Group
from tests.support import factories as make

NOTHING = ("written_answer", "attended")


def answer_things(series: Series, original: str, organiser: Person) -> dict[str, str]:
    """Names for addresses: an answer that an organiser wrote down, one that waits for its guest, and
    somebody who was there; besides, what a neighbour said and needs, which the organiser has read."""
    date: dict[str, Any] = {"series": series, "original": original}
    actions.answer(**date, by=make.make_person("Heather"), says="yes", needs="A seat near the door")
    actions.read_needs(date_of(series, original), by=organiser)
    told = {"name": "Wilma", "says": "yes", "how": "phone", "by": organiser}
    written = actions.answer_for(**date, **told, client_id=uuid4())
    guest = {"name": "Wren", "email": "wren.answers@loomwick.example", "says": "yes"}
    actions.answer_as_guest(**date, **guest, client_id=uuid4())
    unconfirmed = Answer.objects.get(guest_email=guest["email"])
    there = actions.attend(**date, name="Bobbin", by=organiser, client_id=uuid4())
    return {
        "written_answer": str(written.uuid),
        "answer_token": letters.guest_address(unconfirmed).split("/")[-2],
        "attended": str(there.uuid),
    }


def answer_to_a_date(group: Group, at: datetime, person: Person) -> Answer:
    """Somebody said that they come to something that happens once."""
    rule = Recurrence(start=at.replace(tzinfo=None, second=0, microsecond=0), minutes=60)
    series = actions.publish_series(by=None, host=group, rule=rule, title="Soup")
    return actions.answer(series=series, original=originals.named(rule.start), by=person, says="yes")
