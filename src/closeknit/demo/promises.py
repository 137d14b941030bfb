"""What was asked and promised in Loomwick, through the same actions as anybody’s, and then dated back.

The people of the stories have no address and no password: nobody signs in as them, and no letter goes
out to them.
"""

from datetime import date, datetime, time, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from closeknit.accounts.models import Grant, Person
from closeknit.commitments import actions
from closeknit.commitments.models import Ask, Step, Undertaking
from closeknit.demo.known import SOURCE, Known, named_uuid
from closeknit.demo.loomwick.cast import BY_KEY
from closeknit.demo.loomwick.promises import ASKS, PROMISES, DemoAsk, DemoPromise, DemoStep
from closeknit.directory.models import Group
from closeknit.journal.models import Entry, Follow, Notice, Reminder
from closeknit.places.models import Area

COUNCIL = "council"


@transaction.atomic
def load_promises(known: Known, today: date) -> int:
    """How many asks and promises are new; those that are there stay as people have left them."""
    there = {*Ask.objects.values_list("client_id", flat=True), *Undertaking.objects.values_list("client_id", flat=True)}
    asks = [one for one in ASKS if named_uuid("ask", one.key) not in there]
    promises = [one for one in PROMISES if named_uuid("promise", one.key) not in there]
    if asks or promises:
        teller = _Teller(known, today)
        for ask in asks:
            teller.tell_ask(ask)
        for promise in promises:
            teller.tell_promise(promise)
    return len(asks) + len(promises)


class _Teller:
    def __init__(self, known: Known, today: date) -> None:
        self._known = known
        self._today = today
        self._groups = {group.external_id: group for group in Group.objects.filter(source=SOURCE)}

    def tell_ask(self, told: DemoAsk) -> None:
        ask = actions.ask(
            about=self._place(told.about),
            text=told.text,
            to=actions.COUNCIL if told.of == COUNCIL else self._groups[told.of],
            by=person_of_the_stories(told.by),
            speaking_as=self._groups.get(told.for_group),
            due_on=None if told.due is None else self._day(told.due),
            client_id=named_uuid("ask", told.key),
        )
        self._date_back(ask, told.days_ago)
        for step in told.before:
            self._step(ask, step)
        if told.promise is not None:
            self.tell_promise(told.promise, ask)
        for step in told.after:
            self._step(ask, step)

    def tell_promise(self, told: DemoPromise, ask: Ask | None = None) -> None:
        is_of_cast = told.by in BY_KEY
        row = actions.undertake(
            text=told.text,
            by=person_of_the_stories(told.by if is_of_cast else "noor"),
            owner_name="" if is_of_cast else told.by,
            kind=told.kind,
            for_council=told.group == COUNCIL,
            for_group=self._groups.get(told.group),
            from_=self._place(told.place) if told.place else None,
            due_on=self._day(told.due),
            ask=ask,
            client_id=named_uuid("promise", told.key),
        )
        self._date_back(row, told.days_ago)
        if ask is not None:
            ask.refresh_from_db()
            self._date_back(ask, told.days_ago, is_new=False)
        for step in told.steps:
            self._step(row, step)

    def _step(self, row: Ask | Undertaking, told: DemoStep) -> None:
        due_on = None if told.due is None else self._day(told.due)
        actions.step(
            row,
            told.move,
            by=person_of_the_stories(told.by),
            why=told.words,
            due_on=due_on,
            text=told.text,
            verdict=told.verdict,
        )
        self._date_back(row, told.days_ago, is_new=False)

    def _date_back(self, row: Ask | Undertaking, days_ago: int, *, is_new: bool = True) -> None:
        """The last step, and what the journal says of it, happened so long ago; nobody is told of it now."""
        at = timezone.make_aware(datetime.combine(self._day(days_ago), time(11)))
        last = row.steps.order_by("-id").values_list("pk", flat=True)[:1]
        Step.objects.filter(pk__in=list(last)).update(at=at)
        if is_new:
            type(row).objects.filter(pk=row.pk).update(created_at=at)
        kind = "commitments.ask" if isinstance(row, Ask) else "commitments.undertaking"
        of_it: dict[str, Any] = {"about_kind": kind, "about_id": row.pk}
        entry = Entry.objects.filter(**of_it).order_by("-id").values_list("pk", flat=True)[:1]
        Entry.objects.filter(pk__in=list(entry)).update(at=at)
        Notice.objects.filter(entry__about_kind=kind, entry__about_id=row.pk).delete()
        Reminder.objects.filter(**of_it).delete()
        Follow.objects.filter(kind=kind, thing_id=row.pk).delete()

    def _day(self, days_ago: int) -> date:
        return self._today - timedelta(days=days_ago)

    def _place(self, named: str) -> Any:
        if named.startswith("area:"):
            return Area.objects.get(pk=self._known.covered(named.removeprefix("area:")))
        return self._groups[named]


def person_of_the_stories(key: str) -> Person:
    """One of the cast, made when first spoken of; Lee answers for the council."""
    told = BY_KEY[key]
    person, is_new = Person.objects.get_or_create(uuid=named_uuid("person", key), defaults={"name": told.name})
    if is_new:
        person.set_unusable_password()
        person.save(update_fields=["password"])
        role = "council_officer" if key == "lee" else "network_organiser" if key == "noor" else ""
        if role:
            Grant.objects.create(person=person, role=role, reason="one of the people of the stories")
    return person
