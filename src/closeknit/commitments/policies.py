"""Who may ask, answer, promise, and say what became of a promise.

The council answers through its officers: those of the whole hub, and those of the area an ask belongs to.
A group answers through its stewards. What was promised is settled by its owner, or where it was made.
"""

from typing import Any

from closeknit.accounts.vocabulary import Role, Scope
from closeknit.commitments.models import Ask, Undertaking
from closeknit.commitments.querysets import TOLD, areas_answered_for
from closeknit.commitments.sources import GROUP, is_readable, source_of, sources
from closeknit.commitments.vocabulary import AskState
from closeknit.conversation.policies import may_moderate_in
from closeknit.core.policy import permission


@permission("commitments.see_ask")
def may_see_ask(person: Any, ask: Any = None) -> bool:
    """Read an ask: not about, to or for something that one may not know of, nor what was hidden."""
    if ask.state == AskState.UNCONFIRMED:
        return False
    told = ask.sight in TOLD or (person is not None and ask.author_id == person.pk)
    told = told or may_moderate_in(person, area_numbers(ask))
    pairs = ((ask.about_kind, ask.about_id), (ask.asked_kind, ask.asked_id), _voice(ask))
    return told and all(is_readable(person, *pair) for pair in pairs)


@permission("commitments.see_undertaking")
def may_see_undertaking(person: Any, undertaking: Any = None) -> bool:
    """Read a promise: not from or for something that one may not know of, nor what was hidden."""
    own = person is not None and person.pk in (undertaking.owner_id, undertaking.author_id)
    told = undertaking.sight in TOLD or own or may_moderate_in(person, area_numbers(undertaking))
    pairs = ((undertaking.from_kind, undertaking.from_id), _voice(undertaking))
    return told and all(is_readable(person, *pair) for pair in pairs)


@permission("commitments.ask")
def may_ask(person: Any, thing: Any = None) -> bool:
    """Ask something about a thing that one may know of; without an account where the thing allows it."""
    if person is None:
        return thing is not None and source_of(thing).guests_may_ask
    return bool(person.is_active)


@permission("commitments.undertake")
def may_undertake(person: Any, _thing: Any = None) -> bool:
    """Promise something for oneself, or for a group that one looks after."""
    return person is not None and bool(person.is_active)


@permission("commitments.undertake_for_council")
def may_undertake_for_council(person: Any, thing: Any = None) -> bool:
    """Promise something for the council: its officers of the area, or of the whole hub."""
    if person is None:
        return False
    if thing is None:
        return bool(person.holds(Role.COUNCIL_OFFICER))
    return _is_officer_in(person, source_of(thing).areas(thing))


@permission("commitments.enter_for_others")
def may_enter_for_others(person: Any, thing: Any = None) -> bool:
    """Write down what somebody without an account has promised: whoever organises where it was made."""
    return thing is not None and source_of(thing).organises(person, thing.pk)


@permission("commitments.answer_ask")
def may_answer(person: Any, ask: Ask | None = None) -> bool:
    """Answer an ask: officers of the council for it, stewards of the group that is asked, or the person asked."""
    if person is None or ask is None or not person.is_active:
        return False
    if ask.is_to_council and _is_officer_in(person, area_numbers(ask)):
        return True
    if ask.asked_kind == GROUP and _looks_after(person, ask.asked_id):
        return True
    return bool(ask.asked_person_id == person.pk)


@permission("commitments.give_verdict")
def may_give_verdict(person: Any, ask: Ask | None = None) -> bool:
    """Say whether an ask was answered, or take it back: only whoever asked."""
    return person is not None and ask is not None and ask.author_id == person.pk


@permission("commitments.settle")
def may_settle(person: Any, undertaking: Undertaking | None = None) -> bool:
    """Say what became of a promise: its owner, or who organises where it was made. Of one whose owner
    has left also those who act for the group or the council."""
    if person is None or undertaking is None or not person.is_active:
        return False
    if undertaking.owner_id == person.pk:
        return True
    known = sources().get(undertaking.from_kind)
    if known is not None and known.organises(person, undertaking.from_id or 0):
        return True
    return undertaking.owner_id is None and not undertaking.owner_name and _acts_for_side(person, undertaking)


@permission("commitments.hand_over")
def may_hand_over(person: Any, undertaking: Undertaking | None = None) -> bool:
    """Ask somebody else to take one's promise over: only its owner."""
    return person is not None and undertaking is not None and undertaking.owner_id == person.pk


@permission("commitments.take_over")
def may_take_over(person: Any, undertaking: Undertaking | None = None) -> bool:
    """Take a promise over that its owner has offered to one."""
    if person is None or undertaking is None or undertaking.offer is None:
        return False
    return bool(undertaking.offer.person_id == person.pk)


@permission("commitments.see_council_work")
def may_see_council_work(person: Any, _thing: Any = None) -> bool:
    """See the list of what the council was asked and owes, each officer that of their areas."""
    return person is not None and bool(person.scopes_of(Role.COUNCIL_OFFICER))


def area_numbers(row: Ask | Undertaking) -> list[int]:
    """The areas that this belongs to. Costs one query."""
    return list(row.areas.order_by().values_list("pk", flat=True))


def _voice(row: Ask | Undertaking) -> tuple[str, int | None]:
    return row.speaking_as_kind, row.speaking_as_id


def _looks_after(person: Any, number: int | None) -> bool:
    return (str(Scope.GROUP), number) in person.scopes_of(Role.GROUP_STEWARD)


def _acts_for_side(person: Any, undertaking: Undertaking) -> bool:
    if undertaking.is_for_council:
        return _is_officer_in(person, area_numbers(undertaking))
    return undertaking.speaking_as_kind == GROUP and _looks_after(person, undertaking.speaking_as_id)


def _is_officer_in(person: Any, areas: Any) -> bool:
    """Whether the person answers for the council in one of these areas. Asks for them only if that matters."""
    if person.holds(Role.COUNCIL_OFFICER):
        return True
    mine = areas_answered_for(person)
    return bool(mine) and not set(mine).isdisjoint(areas)
