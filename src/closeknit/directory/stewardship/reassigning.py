"""Two organisers give the page of a group that nobody answers for to somebody new. The old stewards
hear of it 14 days before, and any of them can stop it."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from closeknit.accounts.models import Person, as_stored
from closeknit.core.errors import Refused
from closeknit.directory import policies, verbs
from closeknit.directory.models import Group, Reassignment
from closeknit.directory.models.stewardship import OBJECTION
from closeknit.directory.stewardship import mails, stewards
from closeknit.journal.recording import record


def open_reassignment(group: Group) -> Reassignment | None:
    return group.reassignments.filter(stopped_at=None, done_at=None).first()


@transaction.atomic
def ask_reassignment(*, group: Group, by: Person, email: str, reason: str) -> Reassignment:
    """The first organiser proposes somebody; nothing happens before a second one agrees."""
    try:
        with transaction.atomic():
            change: Reassignment = Reassignment.objects.create(
                group=group, asked_by=by, email=as_stored(email), reason=reason
            )
    except IntegrityError as twice:
        raise Refused(_("Somebody has asked for this already.")) from twice
    others = policies.organisers_of(group).exclude(pk=by.pk)
    record(verbs.REASSIGNMENT_ASKED, by=by, about=group, to=list(others), data={"reason": reason})
    return change


@transaction.atomic
def agree(*, change: Reassignment, by: Person) -> None:
    """The second organiser agrees; the old stewards are told and have 14 days."""
    change = _still_open(change)
    if change.asked_by_id == by.pk:
        raise Refused(_("Somebody else has to agree: it takes two."))
    if change.agreed_at:
        return
    change.agreed_by, change.agreed_at = by, timezone.now()
    change.save(update_fields=["agreed_by", "agreed_at"])
    old = list(policies.stewards_of(change.group))
    record(verbs.REASSIGNMENT_ASKED, by=by, about=change.group, to=old, data={"reason": change.reason})
    for person in old:
        mails.send_reassignment(change, person.email or "", person.pk)


@transaction.atomic
def stop(*, change: Reassignment, by: Person) -> None:
    """An old steward is still there, or an organiser thinks better of it."""
    _stop(_still_open(change), by, timezone.now())


def carry_out(now: datetime) -> int:
    """Do what was agreed on 14 days ago and nobody stopped. Running it twice does it once."""
    due = Reassignment.objects.filter(stopped_at=None, done_at=None, agreed_at__lte=now - OBJECTION)
    return sum(_carry_out(pk, now) for pk in list(due.values_list("pk", flat=True)))


@transaction.atomic
def _carry_out(pk: int, now: datetime) -> bool:
    """Looks again before it acts: still agreed on, still two organisers? Whoever came to look after the
    group meanwhile was not told 14 days before, and stays."""
    locked = Reassignment.objects.select_for_update(of=("self",))
    change = locked.select_related("group", "asked_by", "agreed_by").get(pk=pk)
    if not change.is_open:
        return False
    group, both = change.group, (change.asked_by, change.agreed_by)
    if not all(policies.may_vouch(organiser, group) for organiser in both):
        _stop(change, None, now)
        return False
    old, email = stewards.end_those_since(group, change.agreed_at), change.email
    change.done_at, change.email = now, ""
    change.save(update_fields=["done_at", "email"])
    present = list(policies.stewards_of(group))
    record(verbs.REASSIGNED, about=group, to=[*old, *present], data={"reason": change.reason})
    if email not in {person.email for person in present}:
        stewards.ask_somebody(group, change.agreed_by, email, reassignment=change)
    return True


def _stop(change: Reassignment, by: Person | None, now: datetime) -> None:
    change.stop(by, now)
    told = [*policies.stewards_of(change.group), *filter(None, (change.asked_by, change.agreed_by))]
    record(verbs.REASSIGNMENT_STOPPED, by=by, about=change.group, to=told)


def _still_open(change: Reassignment) -> Reassignment:
    now = Reassignment.objects.select_for_update().select_related("group").get(pk=change.pk)
    if not now.is_open:
        raise Refused(_("Somebody has decided this already."))
    return now
