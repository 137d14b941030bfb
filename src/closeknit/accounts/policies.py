"""Who may do what about people and their roles."""

from closeknit.accounts import own_hands, reading, second_step, with_help
from closeknit.accounts.models import Person
from closeknit.accounts.vocabulary import Role
from closeknit.core.policy import may, permission


@permission("accounts.manage_hub")
def may_manage_hub(person: Person | None, _hub: object = None) -> bool:
    """Look after the hub: import, export, and what a visitor does not see."""
    return person is not None and person.holds(Role.HUB_ADMIN)


@permission("accounts.enter_people")
def may_enter_people(person: Person | None, _hub: object = None) -> bool:
    """Write down people who have no e-mail address, and see those one wrote down."""
    if person is None:
        return False
    brings_people_in = (Role.NETWORK_ORGANISER, Role.PAIRING_FACILITATOR)
    return person.holds(Role.HUB_ADMIN) or any(person.scopes_of(role) for role in brings_people_in)


@permission("accounts.act_on_wish")
def may_act_on_wish(person: Person | None, someone: Person | None) -> bool:
    """Correct, print or take away what is kept of somebody without e-mail, as they asked. For whoever wrote
    them down or runs the hub, never of somebody with power over others."""
    if person is None or someone is None or someone.email or second_step.has_power(someone):
        return False
    by_them = {} if may(person, "accounts.manage_hub") else {"consents__recorded_by": person}
    theirs = Person.objects.written_down(**by_them).filter(pk=someone.pk)
    return may(person, "accounts.enter_people") and theirs.exists()


@permission("accounts.act_in_their_place")
def may_act_in_their_place(person: Person | None, someone: Person | None) -> bool:
    """Print a code, write down a first address, or take everything away for somebody without e-mail. Once they
    have signed in or hold a role, only for an administrator who did not write them down, if there is one."""
    if person is None or someone is None or someone.email or not may(person, "accounts.enter_people"):
        return False
    if not own_hands.is_in_own_hands(someone):
        return True
    return may(person, "accounts.manage_hub") and not (
        own_hands.wrote_down(person, someone) and own_hands.administrators(but=person)
    )


@permission("accounts.help_person")
def may_help(person: Person | None, helped: Person | None) -> bool:
    """Fill in and read for another person what they share with their helper. Marked "with help from"."""
    return person is not None and helped is not None and with_help.helped_by(person).filter(pk=helped.pk).exists()


@permission("accounts.see_busy_supporters")
def may_see_busy_supporters(person: Person | None, _hub: object = None) -> bool:
    """See who helps more than three people: whoever brings people together looks whether that goes well."""
    return person is not None and bool(person.scopes_of(Role.PAIRING_FACILITATOR))


@permission("accounts.watch_reading")
def may_watch_reading(person: Person | None, _hub: object = None) -> bool:
    """See who read the records of very many people in a short time."""
    return person is not None and any(person.holds(role) for role in reading.WATCHERS)
