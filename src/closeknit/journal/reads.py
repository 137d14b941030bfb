"""What the pages of this room show."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from typing import Any

from django.core.paginator import Paginator
from django.utils import timezone

from closeknit.accounts.models import Person
from closeknit.core.paging import Pages, pages_of
from closeknit.journal.models import Follow, Notice, OutgoingLetter
from closeknit.journal.sentences import about_of, keys_of, sentence
from closeknit.journal.things import shown_to

ON_A_PAGE = 50


@dataclass(frozen=True, slots=True)
class Told:
    """A notice as the page shows it."""

    uuid: str
    words: str
    address: str
    at: datetime
    is_read: bool


@dataclass(frozen=True, slots=True)
class Day:
    """All notices of one day."""

    day: date
    notices: Sequence[Told]


@dataclass(frozen=True, slots=True)
class Followed:
    """A thing that a person follows; without a name if they may no longer know of it."""

    number: int
    thing: str  # how a form names it
    name: str
    address: str
    level: str


@dataclass(frozen=True, slots=True)
class NoticesPage:
    days: Sequence[Day]
    has_unread: bool
    pages: Pages


@dataclass(frozen=True, slots=True)
class MailPage:
    """Letters that wait although they were tried, and those that were given up."""

    waiting: int
    in_trouble: Sequence[OutgoingLetter]
    given_up: Sequence[OutgoingLetter]


def notices_page(person: Person, page: str) -> NoticesPage:
    """The latest first, those of hidden things left out. Two queries, and one for each kind of thing."""
    rows = Notice.objects.filter(person=person).in_full().order_by("-id")
    current = Paginator(rows, ON_A_PAGE).get_page(page)
    shown = shown_to(person, keys_of(notice.entry for notice in current))
    told = [
        Told(
            uuid=str(notice.uuid),
            words=words,
            address=shown[about_of(notice.entry)].address,
            at=notice.entry.at,
            is_read=notice.read_at is not None,
        )
        for notice in current
        if (words := sentence(notice.entry, shown))
    ]
    days = [Day(day, list(some)) for day, some in groupby(told, key=lambda one: timezone.localdate(one.at))]
    return NoticesPage(days, any(not one.is_read for one in told), pages_of(current))


def followed_by(person: Person) -> list[Followed]:
    """All that the person follows or has muted, by name. One query, and one for each kind of thing."""
    follows = list(Follow.objects.filter(person=person).order_by("id")[:1000])
    shown = shown_to(person, {(follow.kind, follow.thing_id) for follow in follows})
    rows = []
    for follow in follows:
        thing = shown.get((follow.kind, follow.thing_id))
        rows.append(
            Followed(
                number=follow.pk,
                thing=f"{follow.kind}:{thing.uuid}" if thing else "",
                name=thing.name if thing else "",
                address=thing.address if thing else "",
                level=follow.level,
            )
        )
    return sorted(rows, key=lambda row: (not row.name, row.name.lower(), row.number))


def mail_page() -> MailPage:
    """At most a hundred of each. Three queries."""
    letters = OutgoingLetter.objects
    return MailPage(letters.waiting().count(), list(letters.in_trouble()[:100]), list(letters.given_up()[:100]))


def stuck_letters(_person: Any) -> int:
    """How many letters an administrator should look at."""
    return OutgoingLetter.objects.given_up().count()
