"""Whoever reads the records of very many people in an hour raises an alert, whatever their role.

Each page and file that shows people to those who look after them calls ``count_records``. The same page
looked at again counts once.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.crypto import salted_hmac

from closeknit.accounts.models import Grant, Person, Reading, ReadingAlert
from closeknit.accounts.vocabulary import Role, Scope

MOST = 200
WITHIN = timedelta(hours=1)
WATCHERS = (Role.SAFEGUARDING_LEAD, Role.HUB_ADMIN)

_alarms: list[Callable[[ReadingAlert], Any]] = []


def register_alarm(alarm: Callable[[ReadingAlert], Any]) -> None:
    """The journal says here how those who watch are told. Called in ``ready()``."""
    _alarms.append(alarm)


@transaction.atomic
def count_records(reader: Person, door: str, records: int) -> None:
    """The records of so many other people are shown to this person at this door, such as
    ``accounts.people 2`` for the second page of a list. Costs two queries."""
    if records < 1:
        return
    now = timezone.now()
    mark = salted_hmac("closeknit.accounts.reading", door, algorithm="sha256").hexdigest()[:32]
    Reading.objects.create(reader=reader, door=mark, records=records, at=now)
    of_the_hour = Reading.objects.filter(reader=reader, at__gt=now - WITHIN)
    read = sum(of_the_hour.values("door").annotate(most=Max("records")).values_list("most", flat=True))
    if read > MOST:
        _alert(reader, read, now)


def watchers() -> list[Person]:
    """Those who are told: the safeguarding leads and the administrators of the hub."""
    held = Grant.objects.in_force(timezone.now()).filter(role__in=WATCHERS, scope_kind=Scope.HUB)
    people = Person.objects.filter(pk__in=held.values("person"), is_active=True).order_by("pk")
    return [person for person in people if any(person.holds(role) for role in WATCHERS)]


def _alert(reader: Person, read: int, now: datetime) -> None:
    """One for an hour of reading, also when two pages are opened at once."""
    list(Person.objects.select_for_update().filter(pk=reader.pk))
    if not ReadingAlert.objects.filter(reader=reader, at__gt=now - WITHIN).exists():
        alert = ReadingAlert.objects.create(reader=reader, records=read, at=now)
        for alarm in _alarms:
            alarm(alert)
