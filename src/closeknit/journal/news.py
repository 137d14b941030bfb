"""Letters with news: those at once, after a short quiet in which more may come, and the weekly one."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from closeknit.accounts.models import Person
from closeknit.core.mail import Letter
from closeknit.journal import unsubscribing
from closeknit.journal.models import Digest, Entry, Notice
from closeknit.journal.outbox import post_all
from closeknit.journal.sentences import Key, Line, about_of, gathered, keys_of
from closeknit.journal.stopping import stopped_among
from closeknit.journal.things import Shown, shown_to_each
from closeknit.journal.verbs import verbs
from closeknit.places.models import Hub

QUIET = timedelta(minutes=3)  # so long nothing more must have come
LONGEST = timedelta(minutes=15)  # then the letter goes, however lively it is
AT_A_TIME = 500
MOST_LINES = 60  # of a weekly letter; the rest is on the hub
DAY, HOUR = 3, 17  # the weekly letter: Thursdays (Monday is 0) at five, in the hub's time zone


@dataclass(frozen=True, slots=True)
class Part:
    """One thing and what happened to it; ``address`` is absolute."""

    name: str
    address: str
    lines: Sequence[Line]


def write_at_once(now: datetime) -> int:
    """Post a letter for each person and thing of which there is news and that has come to rest. Returns how many."""
    waiting = Notice.objects.to_mail(at_once=True).in_full().order_by("id")
    bunches: dict[tuple[int, str, int], list[Notice]] = {}
    for notice in waiting[: 2 * AT_A_TIME]:
        bunches.setdefault((notice.person_id, *about_of(notice.entry)), []).append(notice)
    return _post_bunches([bunch for bunch in bunches.values() if _is_at_rest(bunch, now)], now)


def _is_at_rest(bunch: Sequence[Notice], now: datetime) -> bool:
    times = [notice.entry.at for notice in bunch]
    return max(times) <= now - QUIET or min(times) <= now - LONGEST


def _post_bunches(bunches: Sequence[Sequence[Notice]], now: datetime) -> int:
    shown = _shown([notice for bunch in bunches for notice in bunch])
    letters = [letter for bunch in bunches if (letter := _letter_at_once(bunch, shown))]
    numbers = [notice.pk for bunch in bunches for notice in bunch]
    with transaction.atomic():
        if Notice.objects.filter(pk__in=numbers, mailed_at=None).update(mailed_at=now) != len(numbers):
            transaction.set_rollback(True)  # another worker was quicker with some of them
            return 0
        post_all(letters)
    return len(letters)


def _letter_at_once(bunch: Sequence[Notice], shown: Mapping[Person, Mapping[Key, Shown]]) -> Letter | None:
    first, person = bunch[0], bunch[0].person
    parts = _parts(_unread(bunch), shown[person])
    if not parts or not _has_letterbox(person):
        return None
    (part,) = parts
    must_know = any(verbs()[notice.entry.verb].must_know for notice in bunch if notice.entry.verb in verbs())
    via = (first.via_kind, first.via_id) if first.via_kind else about_of(first.entry)
    return Letter(
        to=person.email or "",
        subject=part.lines[-1].words if len(part.lines) == 1 else _("News about %(what)s") % {"what": part.name},
        template="journal/mail/news.txt",
        html="journal/mail/news.html",
        context={"person": person, "parts": parts, "via": shown[person].get(via), "choices": _choices()},
        once=f"journal.at-once {person.pk} {max(notice.pk for notice in bunch)}",
        unsubscribe="" if must_know else unsubscribing.address_for_thing(person, *via),
    )


def week_ended(now: datetime) -> tuple[date, datetime]:
    """The day of the latest weekly letter that is due, and the moment up to which it tells."""
    local = timezone.localtime(now)
    day = local.date() - timedelta(days=(local.weekday() - DAY) % 7)
    moment = timezone.make_aware(datetime.combine(day, time(HOUR)))
    if moment > now:
        day -= timedelta(days=7)
        moment = timezone.make_aware(datetime.combine(day, time(HOUR)))
    return day, moment


def write_digests(now: datetime) -> int:
    """Post this week's letter to all who have news and have not got it. Returns how many.

    A constant number of queries for each 500 people, apart from those who follow what is not open to all.
    """
    week, until = week_ended(now)
    written, last, hub = 0, 0, Hub.current()
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
    by_person = _of_each(news, {one.pk: one for one in people})
    shown = _shown(notice for notices in by_person.values() for notice in notices)
    stopped = stopped_among(one.email or "" for one in by_person)
    letters = [
        letter
        for person, notices in by_person.items()
        if person.email not in stopped and (letter := _digest(person, notices, shown[person], week=week, place=place))
    ]
    last = max((notices[-1].pk for notices in by_person.values()), default=0)
    news.filter(pk__lte=last).update(mailed_at=timezone.now())
    post_all(letters)
    return len(letters)


def _of_each(news: QuerySet[Notice], people: Mapping[int, Person]) -> dict[Person, list[Notice]]:
    """The notices of each person, oldest first. Many were told of few entries, so these are read once,
    a thousand in a query."""
    notices = list(news.order_by("id"))
    entries = Entry.objects.select_related("actor").in_bulk({notice.entry_id for notice in notices})
    by_person: dict[Person, list[Notice]] = {}
    for notice in notices:
        notice.entry, notice.person = entries[notice.entry_id], people[notice.person_id]
        by_person.setdefault(notice.person, []).append(notice)
    return by_person


def _digest(
    person: Person, news: Sequence[Notice], shown: Mapping[Key, Shown], *, week: date, place: str
) -> Letter | None:
    unread = _unread(news)
    parts = _parts(unread[-MOST_LINES:], shown)
    if not parts:
        return None
    context = {
        "person": person,
        "parts": parts,
        "is_weekly": True,
        "has_more": len(unread) > MOST_LINES,
        "choices": _choices(),
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


def _unread(notices: Iterable[Notice]) -> list[Notice]:
    """What somebody saw on the hub need not come by letter too."""
    unread = [notice for notice in notices if notice.read_at is None]
    return sorted(unread, key=lambda notice: notice.entry_id)


def _parts(notices: Collection[Notice], shown: Mapping[Key, Shown]) -> list[Part]:
    by_thing: dict[Key, list[Notice]] = {}
    for notice in notices:
        by_thing.setdefault(about_of(notice.entry), []).append(notice)
    return [
        Part(shown[key].name, _absolute(shown[key].address), lines)
        for key, some in by_thing.items()
        if key in shown and (lines := gathered(some, shown))
    ]


def _shown(notices: Iterable[Notice]) -> dict[Person, dict[Key, Shown]]:
    wanted: dict[Any, set[Key]] = {}
    for notice in notices:
        keys = wanted.setdefault(notice.person, set())
        keys |= keys_of([notice.entry])
        if notice.via_kind:
            keys.add((notice.via_kind, notice.via_id))
    return shown_to_each(wanted)


def _has_letterbox(person: Person) -> bool:
    return bool(person.is_active and person.email)


def _absolute(address: str) -> str:
    return settings.PUBLIC_URL + address if address.startswith("/") else address


def _choices() -> str:
    return settings.PUBLIC_URL + reverse("journal:choices")
