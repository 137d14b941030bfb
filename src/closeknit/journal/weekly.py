"""The weekly letter: everything that was not told at once, to each person once."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from uuid import uuid4

from django.db import transaction
from django.db.models import Exists, F, OuterRef, QuerySet, Window
from django.db.models.functions import RowNumber
from django.utils import timezone
from django.utils.translation import gettext as _

from closeknit.accounts.models import Person
from closeknit.core.mail import Letter
from closeknit.journal import unsubscribing
from closeknit.journal.following import still_wanted
from closeknit.journal.models import Digest, Entry, Notice
from closeknit.journal.outbox import post_all
from closeknit.journal.parts import choices_address, parts_of, shown_for, unread
from closeknit.journal.sentences import Key
from closeknit.journal.stopping import stopped_among
from closeknit.journal.things import Shown
from closeknit.places.models import Hub

AT_A_TIME = 500
MOST_LINES = 60  # of a letter; the rest is on the hub
MOST_READ = 2 * MOST_LINES  # for some of them the person may not see, or has muted since


def week_ended(now: datetime, hub: Hub) -> tuple[date, datetime]:
    """The day of the latest weekly letter that is due, and the moment up to which it tells: on the day
    and at the hour that the hub has chosen, by the clock of this thread."""
    local, hour = timezone.localtime(now), time(hub.letter_hour)
    day = local.date() - timedelta(days=(local.weekday() - hub.letter_day) % 7)
    moment = timezone.make_aware(datetime.combine(day, hour))
    if moment > now:
        day -= timedelta(days=7)
        moment = timezone.make_aware(datetime.combine(day, hour))
    return day, moment


def write_digests(now: datetime) -> int:
    """Post this week's letter to all who have news and have not got it. Returns how many.

    A constant number of queries for each 500 people, apart from those who follow what is not open to all.
    """
    written, last, hub = 0, 0, Hub.current()
    week, until = week_ended(now, hub)
    while people := list(_without_digest(week, until).filter(pk__gt=last)[:AT_A_TIME]):
        written += _write_digests(people, week, until, hub.name)
        last = people[-1].pk
    return written


def _news(until: datetime) -> QuerySet[Notice]:
    return Notice.objects.to_mail(at_once=False).filter(entry__at__lt=until)


def _without_digest(week: date, until: datetime) -> QuerySet[Person]:
    got = Digest.objects.filter(person=OuterRef("pk"), week=week)
    news = _news(until).filter(person=OuterRef("pk"))
    with_letterbox = Person.objects.filter(is_active=True, email__isnull=False)
    return with_letterbox.filter(Exists(news), ~Exists(got)).order_by("pk")


@transaction.atomic
def _write_digests(people: Sequence[Person], week: date, until: datetime, place: str) -> int:
    """All of these or, if we are interrupted, none. Who is in another run's hands is left to it."""
    run = uuid4()
    Digest.objects.bulk_create([Digest(person=one, week=week, run=run) for one in people], ignore_conflicts=True)
    mine = list(Digest.objects.filter(run=run).values_list("person_id", flat=True))
    news = _news(until).filter(person__in=mine)
    notices = _in_full(news, {one.pk: one for one in people})
    by_person: dict[Person, list[Notice]] = {}
    for notice in still_wanted(notices):
        by_person.setdefault(notice.person, []).append(notice)
    shown = shown_for(notice for notices in by_person.values() for notice in notices)
    stopped = stopped_among(one.email or "" for one in by_person)
    letters = [
        letter
        for person, notices in by_person.items()
        if person.email not in stopped and (letter := _digest(person, notices, shown[person], week=week, place=place))
    ]
    last = notices[-1].pk if notices else 0
    news.filter(pk__lte=last).update(mailed_at=timezone.now())
    post_all(letters)
    return len(letters)


def _in_full(news: QuerySet[Notice], people: Mapping[int, Person]) -> list[Notice]:
    """The notices, oldest first, of each person the newest alone, so that no batch grows without end. Many
    were told of few entries, so these are read once, a thousand in a query."""
    place = Window(RowNumber(), partition_by="person", order_by=F("id").desc())
    notices = list(news.annotate(place=place).filter(place__lte=MOST_READ).order_by("id"))
    entries = Entry.objects.select_related("actor").in_bulk({notice.entry_id for notice in notices})
    for notice in notices:
        notice.entry, notice.person = entries[notice.entry_id], people[notice.person_id]
    return notices


def _digest(
    person: Person, news: Sequence[Notice], shown: Mapping[Key, Shown], *, week: date, place: str
) -> Letter | None:
    new = unread(news)
    parts = parts_of(new[-MOST_LINES:], shown)
    if not parts:
        return None
    context = {
        "person": person,
        "parts": parts,
        "is_weekly": True,
        "has_more": len(new) > MOST_LINES,
        "choices": choices_address(),
    }
    return Letter(
        to=person.email or "",
        subject=_("Your week in %(place)s") % {"place": place},
        template="journal/mail/news.txt",
        html="journal/mail/news.html",
        context=context,
        once=f"journal.digest {person.pk} {week:%Y-%m-%d}",
        unsubscribe=unsubscribing.address_for_all(person.email or ""),
    )
