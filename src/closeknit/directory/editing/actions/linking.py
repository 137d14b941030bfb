"""Ties between groups: offered by one, confirmed by the other, ended by either."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from closeknit.accounts.models import Person
from closeknit.core.errors import Refused
from closeknit.directory import verbs
from closeknit.directory.indexing import reindex
from closeknit.directory.models import Group, Relation
from closeknit.directory.policies import stewards_of
from closeknit.journal.recording import record


@transaction.atomic
def offer_tie(*, group: Group, other: Group, kind: str, note: str, by: Person) -> Relation:
    """Ask the other group to say the same. One that was ended can be offered again."""
    tie, is_new = Relation.objects.get_or_create(offered_by=group, offered_to=other, kind=kind, defaults={"note": note})
    if not is_new:
        if tie.until is None:
            raise Refused(_("You have offered this already."))
        tie.until = tie.confirmed_at = tie.since = None
        tie.note = note
        tie.save()
    record(verbs.TIE_OFFERED, by=by, about=tie, to=list(stewards_of(other)))
    return tie


@transaction.atomic
def answer_tie(*, tie: Relation, is_accepted: bool, by: Person) -> None:
    """Confirm what the other group has offered, or decline, which takes the offer away."""
    tie = _held(tie)
    if tie.confirmed_at is not None:
        raise Refused(_("This link was confirmed already."))
    offering = tie.offered_by
    told = list(stewards_of(offering))
    if is_accepted:
        now = timezone.now()
        Relation.objects.filter(pk=tie.pk).update(confirmed_at=now, since=tie.since or now.date())
        record(verbs.TIE_CONFIRMED, by=by, about=offering, to=told, data={"other": tie.offered_to.name})
        reindex([tie.offered_by_id, tie.offered_to_id])
    else:
        record(verbs.TIE_DECLINED, by=by, about=tie, to=told)
        tie.delete()


@transaction.atomic
def end_tie(*, tie: Relation, group: Group, by: Person) -> None:
    """One of the two says that it is over; an offer that nobody confirmed is taken back."""
    tie = _held(tie)
    other = tie.offered_to if tie.offered_by_id == group.pk else tie.offered_by
    if tie.until is not None:
        return
    if tie.confirmed_at is None:
        tie.delete()
        return
    Relation.objects.filter(pk=tie.pk).update(until=timezone.localdate())
    record(verbs.TIE_ENDED, by=by, about=other, to=list(stewards_of(other)), data={"other": group.name})
    reindex([tie.offered_by_id, tie.offered_to_id])


def _held(tie: Relation) -> Relation:
    """The tie as it is now, so that of two who decide at once the second sees what the first has done."""
    held = Relation.objects.select_for_update().filter(pk=tie.pk).first()
    if held is None:
        raise Refused(_("This link is no longer there."))
    return held
