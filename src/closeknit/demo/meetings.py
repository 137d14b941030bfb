"""A year of evenings, through the same actions as anybody’s, and then dated back; one is ready to be run."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from itertools import cycle, islice
from typing import Any

from django.db import transaction
from django.utils import timezone

from closeknit.algorithms.schedule import LONDON
from closeknit.algorithms.schedule.recurrence import Recurrence
from closeknit.calendar.actions import bring_out
from closeknit.calendar.models import Series
from closeknit.commitments import actions as commitments
from closeknit.commitments.models import Step, Undertaking
from closeknit.demo.known import SOURCE, Known, named_uuid
from closeknit.demo.loomwick.cast import BY_KEY
from closeknit.demo.loomwick.evenings import EVENINGS, GUESTS, DemoEvening, DemoNote
from closeknit.demo.promises import person_of_the_stories
from closeknit.directory.models import Group, Venue
from closeknit.journal.models import Entry, Follow, Notice, Reminder
from closeknit.networks import attendance
from closeknit.networks.actions import meetings, minutes, sync, taking_up
from closeknit.networks.actions.meetings import Topic
from closeknit.networks.meeting_vocabulary import ItemSort, MeetingState
from closeknit.networks.minutes_vocabulary import Heard, HowWas, MinutesState
from closeknit.networks.models import Arrival, Cluster, Dot, Feedback, Meeting, Minutes, MinutesVersion, Network, Note
from closeknit.networks.sync_items import Item
from closeknit.places.models import Point

BEGINS, MINUTES = time(18, 30), 120


@transaction.atomic
def load_meetings(known: Known, today: date) -> int:
    """How many evenings are new; those that are there stay as people have left them. The networks have to be there."""
    there = set(Meeting.objects.values_list("client_id", flat=True))
    networks = {network.area_id: network for network in Network.objects.filter(kind="area", area__isnull=False)}
    teller = _Teller(known, today)
    new = [one for one in EVENINGS if named_uuid("evening", one.key) not in there]
    wanted = [(one, networks.get(known.covered(one.network))) for one in new]
    for told, network in sorted(wanted, key=lambda pair: -pair[0].days_ago):
        if network is not None:
            teller.tell(told, network)
    for meeting in Meeting.objects.filter(client_id__in=there):  # evenings told before the calendar heard who came
        attendance.pass_on(meeting, list(meeting.arrivals.select_related("group", "stub")))
    return sum(network is not None for _told, network in wanted)


class _Teller:
    def __init__(self, known: Known, today: date) -> None:
        self._known = known
        self._today = today
        self._noor = person_of_the_stories("noor")
        self._names = dict(Group.objects.filter(source=SOURCE).values_list("external_id", "name"))
        venues = Venue.objects.filter(source=SOURCE, is_confidential=False).select_related("point")
        self._places = {venue.external_id: (venue.name, venue.point) for venue in venues}

    def tell(self, told: DemoEvening, network: Network) -> None:
        first = int(Entry.objects.order_by("-pk").values_list("pk", flat=True).first() or 0)
        meeting = self._plan(told, network)
        if told.days_ago > 0:
            self._hold(told, meeting)
            self._finish(told, meeting)
        at = self._at(told, -14 * 24)
        Series.objects.filter(pk=meeting.series_id).update(created_at=at, changed_at=at)
        self._date_back_journal(first, told)

    def _plan(self, told: DemoEvening, network: Network) -> Meeting:
        day = self._today - timedelta(days=told.days_ago)
        meeting = meetings.plan_meeting(
            network=network,
            by=self._noor,
            rule=Recurrence(start=datetime.combine(day, BEGINS), minutes=MINUTES, zone=str(LONDON)),
            details={
                "title": told.title,
                "summary": told.question,
                "venue": Venue.objects.get(pk=self._known.venue_ids[told.venue]),
            },
            question=told.question,
            agenda=told.agenda,
            tables=[Topic(topic) for topic in told.topics or [heap.title for heap in told.heaps]],
            client_id=named_uuid("evening", told.key),
        )
        bring_out(meeting.series, by=self._noor)
        published = self._at(told, -14 * 24)
        Meeting.objects.filter(pk=meeting.pk).update(
            uuid=named_uuid("meeting", told.key),
            state=MeetingState.PUBLISHED,
            published_at=published,
            created_at=published,
        )
        return Meeting.objects.get(pk=meeting.pk)

    # ── The evening itself ───────────────────────────────────────────────────────────────────────

    def _hold(self, told: DemoEvening, meeting: Meeting) -> None:
        """What tablets and telephones sent, in one batch; clusters, and what became of the notes."""
        opened = self._at(told, 0)
        Meeting.objects.filter(pk=meeting.pk).update(state=MeetingState.OPEN, opened_at=opened, dots_opened_at=opened)
        meeting.refresh_from_db()
        clusters = [
            Cluster.objects.create(
                meeting=meeting, title=heap.title, position=place, client_id=named_uuid(told.key, "heap", heap.title)
            )
            for place, heap in enumerate(told.heaps, start=1)
        ]
        everything = sync.Standing(meeting, frozenset(ItemSort.values))
        sync.receive(everything, [*self._arrivals(told), *self._dots(told, clusters)])
        for table in meeting.tables.exclude(number=0):
            heap = told.heaps[table.number - 1]
            standing = sync.Standing(meeting, frozenset({ItemSort.NOTE}), table)
            sync.receive(standing, [self._note(told, note) for note in heap.notes])
            meeting.notes.filter(table=table).update(cluster=clusters[table.number - 1])
        closed = self._at(told, 2)
        self._close(meeting, told, closed)

    def _close(self, meeting: Meeting, told: DemoEvening, closed: datetime) -> None:
        Meeting.objects.filter(pk=meeting.pk).update(
            state=MeetingState.CLOSED, closed_at=closed, dots_closed_at=closed, item_now=None, item_began_at=None
        )
        for model, column, hours in ((Arrival, "at", 0), (Note, "created_at", 1), (Dot, "at", 1.5)):
            model._default_manager.filter(meeting=meeting).update(**{column: self._at(told, hours)})
        meeting.refresh_from_db()

    def _arrivals(self, told: DemoEvening) -> Iterator[Item]:
        names = islice(cycle(GUESTS), told.came)
        for number, name in enumerate(names):
            group = self._names[told.groups[number]] if number < len(told.groups) else ""
            is_new = number >= told.came - told.new
            payload = {
                "guest_name": name,
                "group_name": group,
                "may_be_named": number % 7 == 0,
                "is_first_time": is_new,
            }
            yield _item(self._voter(told, number), ItemSort.ARRIVAL, payload)

    def _dots(self, told: DemoEvening, clusters: list[Cluster]) -> Iterator[Item]:
        voters = cycle(range(told.came))
        for heap, cluster in zip(told.heaps, clusters, strict=True):
            for number, voter in enumerate(islice(voters, heap.votes)):
                payload = {"voter": str(self._voter(told, voter)), "cluster": str(cluster.uuid)}
                yield _item(named_uuid(told.key, "dot", heap.title, number), ItemSort.DOT, payload)

    def _note(self, told: DemoEvening, note: DemoNote) -> Item:
        payload: dict[str, Any] = {"kind": note.kind, "text": note.text}
        if note.at:
            name, point = self._places[note.at]
            payload |= {"place_words": name} | _where(point)
        return _item(self._number(told, note), ItemSort.NOTE, payload)

    def _voter(self, told: DemoEvening, number: int) -> Any:
        return named_uuid(told.key, "arrival", number)

    def _number(self, told: DemoEvening, note: DemoNote) -> Any:
        return named_uuid(told.key, "note", note.text)

    # ── After it ─────────────────────────────────────────────────────────────────────────────────

    def _finish(self, told: DemoEvening, meeting: Meeting) -> None:
        chosen = [heap.title for heap in told.heaps if heap.is_priority]
        numbers = meeting.clusters.filter(title__in=chosen).values_list("pk", flat=True)
        self._join_what_is_known(meeting)
        taking_up.make_priorities(meeting, list(numbers), by=self._noor)
        for heap in told.heaps:
            for note in heap.notes:
                if note.owner:
                    self._promise(told, meeting, note)
        self._publish(told, meeting)
        Feedback.objects.bulk_create(
            Feedback(meeting=meeting, how_was_it=how, was_heard=Heard.YES, on=self._day(told, 1))
            for how, many in ((HowWas.GOOD, told.good), (HowWas.ALL_RIGHT, told.middling))
            for _each in range(many)
        )

    def _join_what_is_known(self, meeting: Meeting) -> None:
        """What a meeting speaks of again is the same priority."""
        for priority in meeting.network.priorities.open():
            meeting.clusters.filter(title=priority.title, priority=None).update(priority=priority)

    def _promise(self, told: DemoEvening, meeting: Meeting, note: DemoNote) -> None:
        row = meeting.notes.select_related("meeting__network").get(client_id=self._number(told, note))
        is_of_cast = note.owner in BY_KEY
        made = taking_up.take_up(
            row,
            by=self._noor,
            text=note.text,
            owner=person_of_the_stories(note.owner) if is_of_cast else None,
            owner_name="" if is_of_cast else note.owner,
            due_on=self._day(told, note.after),
        )
        if made is None:
            return
        self._date_step(made, self._at(told, 2))
        Undertaking.objects.filter(pk=made.pk).update(created_at=self._at(told, 2))
        if note.kept is not None:
            by = person_of_the_stories(note.owner) if is_of_cast else self._noor
            commitments.step(made, commitments.Move.KEPT, by=by)
            self._date_step(made, self._at(told, 24 * note.kept))
        of_it: dict[str, Any] = {"about_kind": "commitments.undertaking", "about_id": made.pk}
        Reminder.objects.filter(**of_it).delete()
        Follow.objects.filter(kind="commitments.undertaking", thing_id=made.pk).delete()

    def _date_step(self, made: Undertaking, at: datetime) -> None:
        last = list(made.steps.order_by("-id").values_list("pk", flat=True)[:1])
        Step.objects.filter(pk__in=last).update(at=at)

    def _publish(self, told: DemoEvening, meeting: Meeting) -> None:
        """Without the letters: nobody of the stories has an address."""
        row, _kept = minutes.draft_minutes(meeting, by=self._noor)
        minutes.approve_minutes(row, by=self._noor, version=row.version)
        at = self._at(told, 3)
        Minutes.objects.filter(pk=row.pk).update(
            state=MinutesState.PUBLISHED, published_by=self._noor, published_at=at, approved_at=at, created_at=at
        )
        MinutesVersion.objects.filter(minutes=row).update(at=at)
        earlier = Minutes.objects.filter(meeting__network=meeting.network, agreed_in=None).exclude(pk=row.pk)
        earlier.update(agreed_in=meeting, agreed_at=self._at(told, 0))

    def _date_back_journal(self, first: int, told: DemoEvening) -> None:
        """It happened then, and nobody is told of it now."""
        entries = Entry.objects.filter(pk__gt=first)
        Notice.objects.filter(entry__in=entries).delete()
        entries.update(at=min(self._at(told, 3), timezone.now()))

    def _day(self, told: DemoEvening, after: int) -> date:
        return self._today - timedelta(days=told.days_ago - after)

    def _at(self, told: DemoEvening, hours: float) -> datetime:
        begins = datetime.combine(self._day(told, 0), BEGINS, LONDON)
        return begins + timedelta(hours=hours)


def _item(number: Any, sort: str, payload: dict[str, Any]) -> Item:
    return Item(client_id=number, sort=sort, fields=payload)


def _where(point: Point | None) -> dict[str, Any]:
    return {"lat": point.lat, "lng": point.lng} if point is not None else {}
