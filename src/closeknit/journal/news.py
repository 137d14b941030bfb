"""Letters with news at once, after a short quiet in which more may come."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from closeknit.accounts.models import Person
from closeknit.core.mail import Letter
from closeknit.journal import unsubscribing
from closeknit.journal.following import still_wanted
from closeknit.journal.models import Notice
from closeknit.journal.outbox import post_all
from closeknit.journal.parts import Part, choices_address, parts_of, shown_for, unread
from closeknit.journal.sentences import Key, about_of
from closeknit.journal.things import Shown
from closeknit.journal.verbs import verbs

QUIET = timedelta(minutes=3)  # so long nothing more must have come
LONGEST = timedelta(minutes=15)  # then the letter goes, however lively it is
AT_A_TIME = 1000


def write_at_once(now: datetime) -> int:
    """Post a letter for each person and thing of which there is news and that has come to rest. Returns how many."""
    waiting = Notice.objects.to_mail(at_once=True).in_full().order_by("id")
    bunches: dict[tuple[int, str, int], list[Notice]] = {}
    for notice in waiting[:AT_A_TIME]:
        bunches.setdefault((notice.person_id, *about_of(notice.entry)), []).append(notice)
    return _post_bunches([bunch for bunch in bunches.values() if _is_at_rest(bunch, now)], now)


def _is_at_rest(bunch: Sequence[Notice], now: datetime) -> bool:
    times = [notice.entry.at for notice in bunch]
    return max(times) <= now - QUIET or min(times) <= now - LONGEST


def _post_bunches(bunches: Sequence[Sequence[Notice]], now: datetime) -> int:
    """What was muted meanwhile counts as told."""
    notices = [notice for bunch in bunches for notice in bunch]
    shown = shown_for(notices)
    wanted = {notice.pk for notice in still_wanted(notices)}
    heard = [[notice for notice in bunch if notice.pk in wanted] for bunch in bunches]
    letters = [letter for bunch in heard if bunch and (letter := _letter_at_once(bunch, shown))]
    numbers = [notice.pk for notice in notices]
    with transaction.atomic():
        if Notice.objects.filter(pk__in=numbers, mailed_at=None).update(mailed_at=now) != len(numbers):
            transaction.set_rollback(True)  # another worker was quicker with some of them
            return 0
        post_all(letters)
    return len(letters)


def _letter_at_once(bunch: Sequence[Notice], shown: Mapping[Person, Mapping[Key, Shown]]) -> Letter | None:
    first, person = bunch[0], bunch[0].person
    parts = parts_of(unread(bunch), shown[person])
    if not parts or not _has_letterbox(person):
        return None
    (part,) = parts
    must_know = any(verbs()[notice.entry.verb].must_know for notice in bunch if notice.entry.verb in verbs())
    via = (first.via_kind, first.via_id) if first.via_kind else about_of(first.entry)
    context = {
        "person": person,
        "parts": parts,
        "via": None if must_know else shown[person].get(via),
        "is_addressed": first.is_addressed,
        "choices": choices_address(),
    }
    return Letter(
        to=person.email or "",
        subject=_subject(part, is_discreet=shown[person][about_of(first.entry)].is_discreet),
        template="journal/mail/news.txt",
        html="journal/mail/news.html",
        context=context,
        once=f"journal.at-once {person.pk} {max(notice.pk for notice in bunch)}",
        unsubscribe="" if must_know else unsubscribing.address_for_thing(person, *via),
    )


def _subject(part: Part, *, is_discreet: bool) -> str:
    """What a passer-by may read on a screen."""
    if is_discreet:
        return _("News for you")
    return part.lines[-1].words if len(part.lines) == 1 else _("News about %(what)s") % {"what": part.name}


def _has_letterbox(person: Person) -> bool:
    return bool(person.is_active and person.email)
