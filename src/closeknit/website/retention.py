"""Accounts that nobody uses: asked after 22 months, gone after 24. The letter itself, kept in the outbox for
90 days as a fact without words, remembers that somebody was asked."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from dateutil.relativedelta import relativedelta
from django.db.models import Exists, F, Max, OuterRef, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from closeknit.accounts.models import Grant, Person, Session
from closeknit.core import erasure, mail
from closeknit.core.retention import rule
from closeknit.journal.models import OutgoingLetter
from closeknit.website.addresses import public

ASKED_AFTER, GONE_AFTER = relativedelta(months=22), relativedelta(months=24)
TIME_TO_ANSWER = timedelta(days=60)
A_DAY = timedelta(days=1)
AT_A_TIME = 500


@rule(
    "website.unused_accounts",
    what=gettext_lazy("An account that you no longer use"),
    kept=gettext_lazy("24 months after you were last here. We ask you two months before. Not while you have a role"),
)
def let_go_of_unused_accounts(now: datetime) -> int:
    """Ask whom it is time to ask, and erase who was asked long enough ago; returns how many were erased."""
    _note_who_was_here()
    for person in unused(now - ASKED_AFTER)[:AT_A_TIME]:
        mail.post(_letter(person, now))
    gone = list(_asked_in_vain(now))
    for person in gone:
        erasure.erase(person, now=now)
    return len(gone)


def unused(since: datetime) -> QuerySet[Person]:
    """People with an address and without a role who were last here before ``since``, the longest away first."""
    at_work = Grant.objects.filter(person=OuterRef("pk"), valid_until=None)
    away = Person.objects.filter(is_active=True, email__isnull=False, joined_at__lt=since)
    never_or_before = away.exclude(last_login__gte=since)
    return never_or_before.exclude(Exists(at_work)).order_by("joined_at", "pk")


def _note_who_was_here() -> None:
    """A session may go on for years after its sign-in, and leaves no trace when it ends."""
    seen = Session.objects.filter(person__isnull=False, seen_at__gt=F("person__last_login") + A_DAY)
    for row in seen.values("person").annotate(seen=Max("seen_at")):
        Person.objects.filter(pk=row["person"]).update(last_login=row["seen"])


def _asked_in_vain(now: datetime) -> Iterator[Person]:
    for person in unused(now - GONE_AFTER)[:AT_A_TIME]:
        asked = OutgoingLetter.objects.filter(once=_name(person), posted_at__lte=now - TIME_TO_ANSWER)
        if asked.exists():
            yield person


def _letter(person: Person, now: datetime) -> mail.Letter:
    return mail.Letter(
        to=person.email or "",
        subject=_("Shall we keep your account?"),
        template="website/mail/shall_we_keep.txt",
        context={
            "person": person,
            "goes_on": max(_last_here(person) + GONE_AFTER, now + TIME_TO_ANSWER),
            "address": public(reverse("accounts:sign-in")),
        },
        once=_name(person),
    )


def _name(person: Person) -> str:
    """Another name after each visit, so that who comes back and leaves again is asked again."""
    return f"shall-we-keep/{person.uuid}/{_last_here(person):%Y-%m-%d}"


def _last_here(person: Person) -> datetime:
    return person.last_login or person.joined_at
