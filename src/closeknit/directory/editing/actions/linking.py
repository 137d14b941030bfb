"""Ties between groups: offered by one, confirmed by the other, ended by either."""

from typing import Any
from uuid import uuid4

from django.utils import timezone
from django.utils.translation import gettext as _

from closeknit.accounts.models import Person
from closeknit.core.errors import Refused
from closeknit.directory.editing.actions.changing import change_group, held
from closeknit.directory.editing.portrait import tie_value
from closeknit.directory.models import Group, Relation


def offer_tie(*, group: Group, other: Group, kind: str, note: str, by: Person) -> Relation:
    """Ask the other group to say the same. One that was ended can be offered again."""
    with held(group, other):
        known = Relation.objects.filter(offered_by=group, offered_to=other, kind=kind).first()
        if known and known.until is None:
            raise Refused(_("You have offered this already."))
        number = known.uuid if known else uuid4()
        offer = Relation(uuid=number, offered_by=group, offered_to=other, kind=kind, note=note)
        _change(group, offer, tie_value(offer), by)
        return Relation.objects.get(uuid=number)


def answer_tie(*, tie: Relation, is_accepted: bool, by: Person) -> None:
    """Confirm what the other group has offered, or decline, which takes the offer away."""
    with held(tie.offered_to, tie.offered_by) as group:
        tie = _as_it_is(tie)
        if tie.confirmed_at is not None:
            raise Refused(_("This link was confirmed already."))
        tie.confirmed_at = timezone.now()
        tie.since = tie.since or tie.confirmed_at.date()
        _change(group, tie, tie_value(tie) if is_accepted else None, by)


def end_tie(*, tie: Relation, group: Group, by: Person) -> None:
    """One of the two says that it is over; an offer that nobody confirmed is taken back."""
    with held(tie.offered_to, tie.offered_by):
        tie = _as_it_is(tie)
        if tie.until is not None:
            return
        tie.until = timezone.localdate()
        _change(group, tie, tie_value(tie) if tie.confirmed_at else None, by)


def _change(group: Group, tie: Relation, value: dict[str, Any] | None, by: Person) -> None:
    change_group(group=group, changes={f"tie:{tie.uuid}": value}, by=by)


def _as_it_is(tie: Relation) -> Relation:
    """So that of two who decide at once the second sees what the first has done."""
    now = Relation.objects.select_related("offered_by", "offered_to").filter(pk=tie.pk).first()
    if now is None:
        raise Refused(_("This link is no longer there."))
    return now
