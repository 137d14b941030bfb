"""Whether a page is still right: asked once a year, answered by a link, a call or an edit.

The rule itself, how long a confirmation holds, is in ``freshness``.
"""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from closeknit.accounts.models import Person
from closeknit.directory import policies, verbs
from closeknit.directory.freshness import GRACE
from closeknit.directory.indexing import reindex
from closeknit.directory.models import Asking, Call, Group, Rest
from closeknit.directory.stewardship import mails
from closeknit.directory.stewardship.telling_others import happened
from closeknit.directory.stewardship.yearly_links import links_for, readers_of
from closeknit.directory.vocabulary import Answer, ConfirmedHow, GroupState
from closeknit.journal.recording import record

REMIND_AFTER = timedelta(days=14)
SAME_CALL = timedelta(minutes=10)  # the form sent twice
MOST_AT_ONCE = 200  # a hub that has just brought in thousands of groups does not write to all in one hour
STATES = {Answer.ASLEEP: GroupState.DORMANT, Answer.CLOSED: GroupState.CLOSED}


# ── Asking, reminding, giving up ─────────────────────────────────────────────────────────────────


def ask_groups(now: datetime) -> int:
    """Write to the groups whose year is over. Running it twice writes once."""
    due = Group.objects.to_be_asked(now).order_by("confirmed_on", "pk").values_list("pk", flat=True)
    return sum(_ask(pk, now) for pk in list(due[:MOST_AT_ONCE]))


@transaction.atomic
def _ask(pk: int, now: datetime) -> bool:
    Group.objects.select_for_update().filter(pk=pk).first()
    group = Group.objects.to_be_asked(now).filter(pk=pk).first()  # anew: the lock answers from before its wait
    if group is None:  # another worker was quicker
        return False
    for old in group.askings.filter(closed_at=None):
        old.close(now)
    _write(Asking.objects.create(group=group, asked_at=now))
    return True


def remind_groups(now: datetime) -> int:
    """Write once more to those who have not answered in 14 days."""
    due = Asking.objects.waiting().filter(reminded_at=None, asked_at__lte=now - REMIND_AFTER)
    return sum(_remind(pk, now) for pk in list(due.values_list("pk", flat=True)[:MOST_AT_ONCE]))


@transaction.atomic
def _remind(pk: int, now: datetime) -> bool:
    asking = _open(pk)
    if asking is None or asking.reminded_at:
        return False
    asking.reminded_at = now
    asking.save(update_fields=["reminded_at"])
    _write(asking, again=True)
    return True


def _write(asking: Asking, *, again: bool = False) -> None:
    """To each steward who has an address; if there is none, to the group's."""
    for number, email in readers_of(asking.group).items():
        mails.send_asking(asking, email, number, links_for(asking, number, email), again=again)


def note_stale(now: datetime) -> int:
    """Put down who has not answered in the days of grace."""
    due = Asking.objects.waiting().filter(went_stale_at=None, asked_at__lte=now - GRACE)
    return sum(_note_stale(pk, now) for pk in list(due.values_list("pk", flat=True)[:MOST_AT_ONCE]))


@transaction.atomic
def _note_stale(pk: int, now: datetime) -> bool:
    asking = _open(pk)
    if asking is None or asking.went_stale_at:
        return False
    asking.went_stale_at = now
    asking.save(update_fields=["went_stale_at"])
    record(verbs.WENT_STALE, about=asking.group)
    reindex([asking.group_id])
    return True


def tell_organisers(now: datetime) -> int:
    """Tell the organisers which groups to ring up, in one letter a day at most: what comes later waits
    for the next day. Returns how many letters."""
    day = timezone.localdate(now)
    if Asking.objects.filter(organisers_told_at__date=day).exists():
        return 0
    stale = list(Asking.objects.waiting().filter(went_stale_at__isnull=False, organisers_told_at=None).order_by("pk"))
    return _tell_organisers(stale, now) if stale else 0


@transaction.atomic
def _tell_organisers(stale: list[Asking], now: datetime) -> int:
    """The letters, and the note that they were posted. ``once`` names the batch, not the day: no letter
    is taken for another one's twin."""
    mine = Asking.objects.filter(pk__in=[asking.pk for asking in stale], organisers_told_at=None)
    if mine.update(organisers_told_at=now) < len(stale):  # another worker was quicker
        transaction.set_rollback(True)
        return 0
    many = Counter((person.pk, person.email) for asking in stale for person in _organisers_of(asking))
    for (number, email), count in many.items():
        mails.send_ring_up(email, number, count, f"{stale[0].uuid}")
    return len(many)


def _organisers_of(asking: Asking) -> Iterable[Person]:
    return (person for person in policies.organisers_of(asking.group) if person.email)


def _open(pk: int) -> Asking | None:
    return Asking.objects.waiting().select_for_update().select_related("group").filter(pk=pk).first()


# ── Answers ──────────────────────────────────────────────────────────────────────────────────────


@transaction.atomic
def confirm_group(group: Group, *, by: Person | None, how: str = ConfirmedHow.STEWARD) -> None:
    """Everything on the page is right as of today: said by ``by``, or by whoever holds the group's letter."""
    if not _stamp(group, Answer.RIGHT, by=by, how=how):
        return
    guest = "" if by else str(_("The group"))
    happened(verbs.CONFIRMED, group, by=by, guest=guest, data={"how": str(how)})


@transaction.atomic
def put_to_rest(group: Group, *, answer: str, by: Person | None, how: str = ConfirmedHow.STEWARD) -> None:
    """The group says that it is asleep, or has closed. Its page stays."""
    state, before = STATES[Answer(answer)], Group.objects.select_for_update().get(pk=group.pk).state
    if before == state:
        _close_asking(group, answer)
        return
    group.state, group.changed_at = state, timezone.now()
    group.save(update_fields=["state", "changed_at"])
    _stamp(group, answer, by=by, how=how)
    verb = verbs.CLOSED if answer == Answer.CLOSED else verbs.FELL_ASLEEP
    happened(verb, group, by=by, to=list(policies.stewards_of(group)))


@transaction.atomic
def wake_up(group: Group, *, by: Person | None) -> bool:
    """The group is awake again; what it would have woken for is no longer kept. False if it was awake."""
    if Group.objects.select_for_update().get(pk=group.pk).state != GroupState.DORMANT:
        return False
    group.state, group.changed_at = GroupState.ACTIVE, timezone.now()
    group.save(update_fields=["state", "changed_at"])
    Rest.objects.filter(group=group).delete()
    if not _stamp(group, Answer.RIGHT, by=by, how=ConfirmedHow.STEWARD):
        reindex([group.pk])
    happened(verbs.WOKE_UP, group, by=by, guest="" if by else str(_("The group")))
    return True


def _stamp(group: Group, answer: str, *, by: Person | None, how: str) -> bool:
    """Write down who said so today; what was asked is answered. False if they had said so today."""
    name = by.name if by and not group.is_sensitive else str(_("the group"))
    now = Group.objects.select_for_update().get(pk=group.pk)
    if (now.confirmed_on, now.confirmed_by, now.confirmed_how) == (timezone.localdate(), name, how):
        return False
    group.confirmed_on, group.confirmed_by, group.confirmed_how = timezone.localdate(), name, how
    group.save(update_fields=["confirmed_on", "confirmed_by", "confirmed_how"])
    _close_asking(group, answer)
    reindex([group.pk])
    return True


def _close_asking(group: Group, answer: str) -> None:
    for asking in group.askings.filter(closed_at=None):
        asking.close(timezone.now(), answer)


@transaction.atomic
def answer_letter(asking: Asking, *, answer: str, by: Person | None) -> None:
    """What a link in the yearly letter does, once its page was sent: nothing, if somebody has answered."""
    group = Group.objects.select_for_update().get(pk=asking.group_id)
    if group.askings.filter(pk=asking.pk, closed_at=None).exists():
        _answered(group, answer, by=by, how=ConfirmedHow.STEWARD)


@transaction.atomic
def answer_call(*, group: Group, by: Person, answer: str, note: str) -> None:
    """Write down what a group said on the telephone, and who rang."""
    Group.objects.select_for_update().get(pk=group.pk)
    if group.calls.filter(by=by, answer=answer, note=note, at__gt=timezone.now() - SAME_CALL).exists():
        return
    Call.objects.create(group=group, by=by, answer=answer, note=note)
    if answer == Answer.NO_ANSWER:
        record(verbs.NO_ANSWER, by=by, about=group)
    if answer in (Answer.NO_ANSWER, Answer.CHANGE):  # confirmed when the page was put right, not before
        return
    _answered(group, answer, by=by, how=ConfirmedHow.PHONE)


def _answered(group: Group, answer: str, *, by: Person | None, how: str) -> None:
    if answer in STATES:
        put_to_rest(group, answer=answer, by=by, how=how)
    else:
        confirm_group(group, by=by, how=how)
